"""Everything Borderflow raises on purpose.

A fault has a place and a way out. All faults of one input travel together, so that a person mends a
file once and not line by line; only the command line catches them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from borderflow.model.location import Location


class Fault(Struct, frozen=True):
    """One thing wrong with an input: a whole sentence, where it stands, and the way out."""

    message: str
    location: Location | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = f"{self.location}: " if self.location else ""
        return f"{where}{self.message}" + (f" ({self.hint})" if self.hint else "")


class BorderflowError(Exception):
    """The check could not be made. Carries every fault that was found, in the order of the input."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class InputError(BorderflowError):
    """A manifest, a foreign file or an option cannot be read as what it claims to be."""


class NothingToCheck(BorderflowError):
    """The given paths hold no architecture description at all (exit code 3)."""


class PolicyError(BorderflowError):
    """A rule, a provider entry or a profile is malformed or contradicts itself."""


class OutputError(BorderflowError):
    """A result could not be written where it was asked for."""


def raise_all(kind: type[BorderflowError], faults: Iterable[Fault]) -> None:
    """Raise one error of that kind with all faults; do nothing when there are none."""
    if found := tuple(faults):
        raise kind(*found)
