"""What runs and is not declared, and what is declared and does not show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from borderflow.model.location import Location
from borderflow.model.reading import Known


class Aspect(StrEnum):
    """What a difference is about."""

    RECIPIENT = "recipient"
    REGION = "region"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Match:
    """A component of the files that is one of the manifest."""

    shown: str
    declared: str
    by: str
    """`id`, `recipient`, `host` or `software`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that runs otherwise than it is declared."""

    aspect: Aspect
    subject: str
    """Company, component or flow."""
    message: str
    location: Location | None
    """Where a file shows it."""
    declared_at: Location | None = None
    """Where the manifest says otherwise."""
    known: Known = Known.DECLARED
    because: str = ""
    flows: tuple[str, ...] = ()
    answer: str = ""
    """The line that would declare it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is no drift, and worth a look."""

    message: str
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """A manifest held against what files show."""

    system: str
    manifest: str
    files: tuple[str, ...]
    as_of: date
    differences: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    matches: tuple[Match, ...]
