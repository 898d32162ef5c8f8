"""What is on record, and what is not: the one type in which absent is not none."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

Path = tuple[str | int, ...]
"""Where a value stands in its document: the keys and indexes that lead to it."""


class Standing(StrEnum):
    """How a duty stands on record. `absent` is a gap, `none` a statement, `unknown` a question."""

    RECORDED = "recorded"
    PRESUMED = "presumed"
    """Part of the provider's published terms; nobody has recorded version and acceptance."""
    STALE = "stale"
    """On record, but expired or older than its limit on the day of the check."""
    UNKNOWN = "unknown"
    ABSENT = "absent"
    NONE = "none"


class Answer(StrEnum):
    """A yes-or-no fact with its two further states."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """Somebody was asked and does not know."""
    ABSENT = "absent"
    """The manifest says nothing."""

    @property
    def stated(self) -> bool:
        return self in (Answer.YES, Answer.NO)


class Record(Struct, frozen=True):
    """A contract, assessment, plan or setting that somebody can show, or the statement that there is none."""

    standing: Standing = Standing.ABSENT
    text: str = ""
    """What it is, in the words of the manifest: an id, a method, a criterion."""
    on: date | None = None
    """When it was concluded, written or last reviewed."""
    expires: date | None = None
    version: str = ""
    evidence: str = ""
    """A path beside the manifest, or a link."""
    by: str = ""
    covers: tuple[str, ...] = ()
    """What it deals with (`training`, `access`, a party, a law)."""
    path: Path = ()

    @property
    def stated(self) -> bool:
        return self.standing not in (Standing.ABSENT, Standing.UNKNOWN)

    def standing_on(self, day: date, limit_days: int | None = None) -> Standing:
        """The standing on a day: a record past its expiry, or older than a limit, is stale."""
        if self.standing is not Standing.RECORDED:
            return self.standing
        if self.expires and self.expires < day:
            return Standing.STALE
        if self.on and limit_days is not None and (day - self.on).days > limit_days:
            return Standing.STALE
        return self.standing


NOTHING = Record()
"""Nothing on record."""
