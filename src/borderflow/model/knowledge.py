"""How well something is known: unknown values, and the ground that a fact stands on."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from msgspec import Struct

from borderflow.model.location import Location

T = TypeVar("T")


class Unknown(Struct, frozen=True):
    """A value that nobody stated. It carries why, and is never a pass and never a breach."""

    reason: str
    ask: str = ""
    """The question whose answer would settle it, as a whole sentence."""


class Level(StrEnum):
    """How far a catalogue fact was verified against a source text."""

    VERIFIED = "verified"
    PARTLY = "partly"
    UNVERIFIED = "unverified"

    @property
    def carries(self) -> bool:
        """Whether a verdict above medium may rest on it (facts/rules.md 0: unverified facts cap)."""
        return self is not Level.UNVERIFIED


class Origin(StrEnum):
    """Who says so."""

    DECLARED = "declared"
    PRESUMED = "presumed"
    """Part of a provider's published terms, not shown to be concluded."""
    CATALOG = "catalog"
    RESOLVED = "resolved"
    """Through a variable, a default or a second file; any of them may be overridden."""
    INFERRED = "inferred"


class Ground(Struct, frozen=True):
    """What a finding rests on: the fact in words, who says so, and where."""

    text: str
    origin: Origin
    source: str = ""
    as_of: str = ""
    level: Level = Level.VERIFIED
    location: Location | None = None
    fact: str = ""
    """The name of a dated fact about a company, as the catalogue has it (`dpf`, `parent`)."""
    of: str = ""
    """Whom or what that fact is about."""


class Fact(Struct, Generic[T], frozen=True):
    """A dated and sourced statement of the catalogue."""

    value: T | Unknown
    level: Level = Level.UNVERIFIED
    source: str = ""
    as_of: str = ""
    name: str = ""
    """What the catalogue calls it."""
    of: str = ""
    """The company, product or region that it is about."""

    @property
    def known(self) -> T | None:
        return None if isinstance(self.value, Unknown) else self.value

    def ground(self, text: str, origin: Origin = Origin.CATALOG) -> Ground:
        """This fact, in words, as what a finding rests on."""
        return Ground(text, origin, self.source, self.as_of, self.level, fact=self.name, of=self.of)
