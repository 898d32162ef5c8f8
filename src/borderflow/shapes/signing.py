"""A result (JSON, version 1), as far as it is signed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from borderflow.shapes.result import CatalogPart, DatumPart, FindingPart, Name, Part, Severity, SystemPart


class ToolPart(Part):
    version: Name


class InputPart(Part):
    path: Name
    format: Name
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class RulesPart(Part):
    violated: tuple[Name, ...]
    satisfied: tuple[Name, ...]
    undetermined: tuple[Name, ...]
    not_applicable: tuple[Name, ...]


class FactPart(Part):
    text: str
    origin: Name
    source: str | None
    as_of: Name | None


class AlsoPart(Part):
    severity: Severity


class GroundedPart(FindingPart):
    """A finding with what it rests on."""

    also: tuple[AlsoPart, ...]
    facts: tuple[FactPart, ...]


class ParentPart(Part):
    name: Name
    country: Name | None


class OwnedPart(Part):
    """A recipient and its owner."""

    id: Name
    name: Name
    country: Name | None
    parent: ParentPart | None


class TransferPart(Part):
    exporter_id: Name
    importer: Name
    importer_name: Name
    status: Name


class AssumptionPart(Part):
    id: Name


class SignedPart(Part):
    """One system, with everything that a signature is about."""

    version: Literal[1] = Field(description="Version of this format.")
    tool: ToolPart
    as_of: date
    profile: Name
    catalog: CatalogPart
    system: SystemPart
    inputs: tuple[InputPart, ...]
    rules: RulesPart
    data: tuple[DatumPart, ...]
    parties: tuple[OwnedPart, ...]
    transfers: tuple[TransferPart, ...]
    findings: tuple[GroundedPart, ...]
    assumptions: tuple[AssumptionPart, ...] = ()
