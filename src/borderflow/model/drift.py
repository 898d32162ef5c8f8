"""What runs and is not declared, and what is declared and does not show."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from borderflow.model.location import Location
from borderflow.model.reading import Known


class Aspect(StrEnum):
    """What a difference is about."""

    RECIPIENT = "recipient"
    REGION = "region"
    FLOW = "flow"


class Match(Struct, frozen=True):
    """A component of the files that is one of the manifest."""

    shown: str
    declared: str
    by: str
    """`id`, `recipient`, `host` or `software`."""


class Difference(Struct, frozen=True):
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


class Remark(Struct, frozen=True):
    """Something that is no drift, and worth a look."""

    message: str
    location: Location | None = None


class Drift(Struct, frozen=True):
    """A manifest held against what files show."""

    system: str
    manifest: str
    files: tuple[str, ...]
    as_of: date
    differences: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    matches: tuple[Match, ...]
