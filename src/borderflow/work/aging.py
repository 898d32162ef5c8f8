"""A finding that rests on a catalogue fact older than its limit says so (facts/rules.md, MAN-05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from borderflow.language import say, say_counted
from borderflow.language.forms import dated_text, in_turn
from borderflow.model.age import days_since, limit_days
from borderflow.model.knowledge import Ground

_DAYS_OF_A_MONTH = 30
_NAMED_AT_MOST = 3


def note_age(grounds: Iterable[Ground], as_of: date) -> str:
    """One sentence about all old facts together; empty when each is young enough or bears no date."""
    old = dict.fromkeys(_named(one) for one in grounds if _is_old(one, as_of))
    if not old:
        return ""
    more = len(old) - _NAMED_AT_MOST
    shown = in_turn((*[*old][:_NAMED_AT_MOST], *([say("{n} more", n=more)] if more > 0 else ())))
    return say_counted(
        "rests on {facts}: check it again (MAN-05)",
        "rests on {facts}: check them again (MAN-05)",
        len(old),
        facts=shown,
    )


def _is_old(ground: Ground, as_of: date) -> bool:
    return bool(ground.fact and ground.as_of and days_since(ground.as_of, as_of) > limit_days((ground.fact,)))


def _named(ground: Ground) -> str:
    months = limit_days((ground.fact,)) // _DAYS_OF_A_MONTH
    return say(
        "`{fact}` of {company} as of {day}, older than its limit of {months} months",
        fact=ground.fact,
        company=ground.of,
        day=dated_text(ground.as_of),
        months=months,
    )
