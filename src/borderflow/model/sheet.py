"""The open questions of a system as a sheet that people fill in."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Row(Struct, frozen=True):
    """One thing to fill in."""

    key: str
    """What the answer is for, in JSON; stable from one writing to the next. Empty when no word can answer."""
    where: str
    subject: str
    asks: str
    field: str
    """What to fill in, in words."""
    why: str
    rule: str
    worst: str
    options: tuple[str, ...] = ()
    is_closed: bool = False
    """Nothing but the options is an answer."""
    example: str = ""


class QuestionSheet(Struct, frozen=True):
    """All rows of one system."""

    system: str
    as_of: date
    rows: tuple[Row, ...]
