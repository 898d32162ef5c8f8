"""How a foreign file was read: how each fact is known, what was assumed, and what was left aside."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from borderflow.errors import Fault
from borderflow.model.findings import Question
from borderflow.model.location import Location
from borderflow.model.records import Path


class Known(StrEnum):
    """How a fact of a foreign file is known, the firmest first."""

    DECLARED = "declared"
    """The file says so."""
    RESOLVED = "resolved"
    """Through a variable, a default or a companion file, any of which may be overridden."""
    INFERRED = "inferred"
    """From a name that the catalogue knows, or from what such names usually mean."""
    UNKNOWN = "unknown"


class Basis(Struct, frozen=True):
    """Why a fact is believed."""

    how: Known
    because: str = ""
    """In words, without the value of a secret."""
    path: Path = ()
    """Where it stands; looked up only for what is shown."""


class SupplyLink(Struct, frozen=True):
    """Where software, weights or schemas come from: never a flow of personal data."""

    source: str
    """A host or an image."""
    what: str
    location: Location | None = None


class Reading(Struct, frozen=True):
    """What a reader of foreign files tells beside the architecture."""

    bases: Mapping[tuple[str, str], Basis] = field(default_factory=dict)
    """Component or flow id, and the field (`operator`, `host`, `kind`, `flow`), to how it is known."""
    assumptions: tuple[str, ...] = ()
    remarks: tuple[Fault, ...] = ()
    """What could not be read, or was let pass."""
    supply: tuple[SupplyLink, ...] = ()
    questions: tuple[Question, ...] = ()
    """What no file can say, found while reading."""
    entries: tuple[str, ...] = ()
    """Components that people reach: what they enter arrives there."""
    disputes: tuple[str, ...] = ()
    """Facts of which a file and a manifest say different things, as whole sentences."""
