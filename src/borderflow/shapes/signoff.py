"""The file of a sign-off, version 1, and what is signed of a result in JSON, version 1."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from borderflow.model.findings import Outcome, Status
from borderflow.model.signoff import Decision
from borderflow.shapes.scalars import Shape

Severity = Literal["info", "low", "medium", "high", "critical"]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]


class SystemShape(Shape):
    """The system that was reviewed."""

    name: str
    version: str


class ResultShape(Shape):
    """How the review was made."""

    tool: str = Field(description="Version of Borderflow.")
    as_of: date
    profile: str
    catalog: str = Field(description="Digest of the catalogue.")


class InputShape(Shape):
    """A file that was read."""

    path: str
    format: str
    sha256: Digest


class FactShape(Shape):
    """A fact of the catalogue that a finding rests on."""

    text: str
    source: str = ""
    as_of: str = ""


class SignedFindingShape(Shape):
    """A finding that was signed for."""

    fingerprint: str = Field(min_length=1)
    rule: str
    title: str
    outcome: Outcome
    severity: Severity
    accepted: bool = False
    data: tuple[str, ...] = ()
    facts: tuple[FactShape, ...] = ()


class RecipientShape(Shape):
    """A recipient of personal data, where it is established, and its parent."""

    id: str
    name: str
    country: str = ""
    parent: str = ""
    parent_country: str = ""


class SignedTransferShape(Shape):
    """A transfer and how it stood."""

    exporter: str
    importer: str
    importer_name: str
    status: str


class SignatureShape(Shape):
    """A detached signature over the canonical form of everything else in the file."""

    algorithm: Literal["Ed25519"]
    public_key: str = Field(max_length=100, description="The raw key in base64.")
    value: str = Field(max_length=200, description="The signature in base64.")


class SignOffShape(Shape):
    """A decision about one review."""

    signoff: Literal[1] = Field(description="Version of this format.")
    system: SystemShape
    run: str = Field(description="Id of the run, as the report shows it.")
    decision: Decision
    by: Words
    on: date
    until: date | None = Field(None, description="Last day on which it holds.")
    reason: str = ""
    conditions: tuple[Words, ...] = ()
    result: ResultShape
    inputs: tuple[InputShape, ...]
    rules: tuple[str, ...] = Field(description="Rules that were asked.")
    findings: tuple[SignedFindingShape, ...]
    recipients: tuple[RecipientShape, ...]
    transfers: tuple[SignedTransferShape, ...]
    categories: dict[str, tuple[str, ...]] = Field(description="Personal data with their categories.")
    signature: SignatureShape | None = None


class Part(BaseModel):
    """Base of what is read of a result: open for keys of later releases."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class ToolPart(Part):
    version: str


class CatalogPart(Part):
    digest: str


class SystemPart(Part):
    name: str
    version: str


class InputPart(Part):
    path: str
    format: str
    sha256: Digest


class RulesPart(Part):
    violated: tuple[str, ...]
    satisfied: tuple[str, ...]
    undetermined: tuple[str, ...]
    not_applicable: tuple[str, ...]


class FactPart(Part):
    text: str
    origin: str
    source: str | None
    as_of: str | None


class AlsoPart(Part):
    severity: Severity


class FindingPart(Part):
    fingerprint: str = Field(min_length=1)
    rule: str
    title: str
    outcome: Outcome
    severity: Severity
    status: Status
    also: tuple[AlsoPart, ...]
    data: tuple[str, ...]
    facts: tuple[FactPart, ...]


class ParentPart(Part):
    name: str
    country: str | None


class PartyPart(Part):
    id: str
    entity: str | None
    country: str | None
    parent: ParentPart | None
    name: str = ""


class TransferPart(Part):
    exporter_id: str
    importer: str
    importer_name: str
    status: str


class DatumPart(Part):
    id: str
    personal: bool
    categories: tuple[str, ...]


class AssumptionPart(Part):
    id: str


class ResultPart(Part):
    """A result of one system."""

    version: Literal[1]
    tool: ToolPart
    as_of: date
    profile: str
    catalog: CatalogPart
    system: SystemPart
    inputs: tuple[InputPart, ...]
    rules: RulesPart
    findings: tuple[FindingPart, ...]
    parties: tuple[PartyPart, ...]
    transfers: tuple[TransferPart, ...]
    data: tuple[DatumPart, ...]
    assumptions: tuple[AssumptionPart, ...] = ()
