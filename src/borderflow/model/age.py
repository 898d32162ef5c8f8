"""How old a dated fact may be before somebody has to look again.

The limits are choices of this product, not law (facts/rules.md, MAN-05): facts that decide often change
without notice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

OWNERSHIP_LIMIT_DAYS = 184
"""Who owns and controls a company."""
DPF_LIMIT_DAYS = 92
"""Participation in the Data Privacy Framework."""
TIA_LIMIT_DAYS = 365
"""A transfer impact assessment."""
OTHER_LIMIT_DAYS = 365
"""Any other fact of the catalogue."""
_LIMITS = {
    "parent": OWNERSHIP_LIMIT_DAYS,
    "control": OWNERSHIP_LIMIT_DAYS,
    "immunity": OWNERSHIP_LIMIT_DAYS,
    "dpf": DPF_LIMIT_DAYS,
}


def limit_days(words: Iterable[str | int]) -> int:
    """The limit of a catalogue fact, by its name or by the keys that lead to it."""
    return next(
        (_LIMITS[word] for word in words if isinstance(word, str) and word in _LIMITS), OTHER_LIMIT_DAYS
    )


def days_since(stated: str, day: date) -> int:
    """Days from a stated year, month or day. What names a year or month alone counts from its end."""
    year, _, rest = stated.partition("-")
    month, _, last = rest.partition("-")
    return (day - _nearest(int(year), int(month or 12), int(last or 28))).days


def _nearest(year: int, month: int, day: int) -> date:
    """The day; for one that no calendar has, as 31 April, the last that every month has."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(max(year, 1), month, 28)
