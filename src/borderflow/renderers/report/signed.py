"""The sign-off on record, beside the boxes to sign: what was decided, and whether it still holds."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say
from borderflow.language.forms import day
from borderflow.model.signoff import SignOff
from borderflow.renderers.report.names import Names
from borderflow.renderers.signoff import DECISIONS, sentence_of

MOST = 5
"""Conditions, and reasons, that leave room for the boxes."""

_LONGEST = 240
"""Letters of each."""


class Signed(Struct, frozen=True):
    """A decision about an earlier review, or about this one."""

    holds: bool
    decision: str
    by: str
    on: str
    run: str
    until: str
    """Empty when no end was set."""
    proof: str
    reason: str
    conditions: tuple[str, ...]
    more_conditions: int
    reasons: tuple[str, ...]
    """Why it does not hold any more."""
    more_reasons: int


def prepare_signed(names: Names) -> Signed | None:
    standing = names.review.signoff
    if standing is None:
        return None
    one, reasons = standing.signoff, standing.reasons
    return Signed(
        holds=standing.holds,
        decision=say(DECISIONS[one.decision]),
        by=one.by,
        on=day(one.on),
        run=one.run,
        until=day(one.until) if one.until else "",
        proof=_proof(one),
        reason=_short(one.reason),
        conditions=tuple(map(_short, one.conditions[:MOST])),
        more_conditions=max(len(one.conditions) - MOST, 0),
        reasons=tuple(_short(sentence_of(reason)) for reason in reasons[:MOST]),
        more_reasons=max(len(reasons) - MOST, 0),
    )


def _short(text: str) -> str:
    """What the page has room for; the file has all of it."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _proof(one: SignOff) -> str:
    if one.signature is None:
        return say("no electronic signature")
    key = one.signature.public_key
    if one.verified:
        return say("signed with the key {key}, as named by the reader", key=key)
    return say("signed with the key {key}, not verified", key=key)
