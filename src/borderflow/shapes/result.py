"""An earlier result (JSON, version 1), as far as a later one is compared with it.

Keys may be added in version 1, so that unknown ones are passed over here; what is named must fit.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from borderflow.model.findings import Outcome, Status, Verdict

Name = Annotated[str, Field(max_length=2000)]
Severity = Literal["info", "low", "medium", "high", "critical"]


class Part(BaseModel):
    """Base: immutable, strict, open for keys of later releases."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class SystemPart(Part):
    name: Name
    version: Name


class CatalogPart(Part):
    digest: Name


class SummaryPart(Part):
    verdict: Verdict


class PlacePart(Part):
    file: Name
    line: int


class FindingPart(Part):
    fingerprint: Name = Field(min_length=1)
    rule: Name
    title: Name
    outcome: Outcome
    severity: Severity
    status: Status
    blocking: bool
    data: tuple[Name, ...]
    components: tuple[Name, ...]
    parties: tuple[Name, ...]
    location: PlacePart | None = None


class FlowPart(Part):
    id: Name
    source: Name = Field(alias="from")
    target: Name = Field(alias="to")
    carries: tuple[Name, ...]


class PartyPart(Part):
    id: Name
    entity: Name | None
    country: Name | None
    name: Name | None = None
    data: tuple[Name, ...] | None = None


class FormPart(Part):
    id: Name


class ComponentPart(Part):
    id: Name
    operator: Name = "self"
    host: Name = ""
    countries: tuple[Name, ...]
    data: tuple[FormPart, ...]


class DatumPart(Part):
    id: Name
    label: Name
    personal: bool
    categories: tuple[Name, ...]


class ReviewPart(Part):
    """One system."""

    profile: Name
    system: SystemPart
    summary: SummaryPart
    components: tuple[ComponentPart, ...]
    parties: tuple[PartyPart, ...]
    flows: tuple[FlowPart, ...]
    findings: tuple[FindingPart, ...]
    data: tuple[DatumPart, ...] | None = None


class HeadPart(Part):
    """What all systems of one result share."""

    version: Literal[1] = Field(description="Version of this format.")
    as_of: Name
    catalog: CatalogPart


class ManyPart(HeadPart):
    """Several systems."""

    reviews: tuple[ReviewPart, ...]


class OnePart(HeadPart, ReviewPart):
    """One system; what all share stands beside it. Its `version` is that of the format."""
