"""The file of a sign-off, version 1."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from borderflow.model.findings import Outcome
from borderflow.model.signoff import Decision
from borderflow.shapes.result import Severity
from borderflow.shapes.scalars import Shape

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, Field(min_length=1, max_length=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


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
    by: Name
    on: date
    until: date | None = Field(None, description="Last day on which it holds.")
    reason: str = Field("", max_length=10_000)
    conditions: tuple[Words, ...] = ()
    result: ResultShape
    inputs: tuple[InputShape, ...]
    rules: tuple[str, ...] = Field(description="Rules that were asked.")
    findings: tuple[SignedFindingShape, ...]
    recipients: tuple[RecipientShape, ...]
    transfers: tuple[SignedTransferShape, ...]
    categories: dict[str, tuple[str, ...]] = Field(description="Personal data with their categories.")
    signature: SignatureShape | None = None
