"""Section 6: conditions, the two boxes to sign, and when to look again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from borderflow.language import say
from borderflow.language.forms import by_name, day_text, listed
from borderflow.renderers.report.findings import FindingView
from borderflow.renderers.report.grouping import Head
from borderflow.renderers.report.names import Names, run_id
from borderflow.renderers.report.signed import Signed, prepare_signed
from borderflow.renderers.report.words import not_declared, owners_of, ranged, sentence

LINES, LINES_SIGNED = 22.4, 12.5
"""The lines that conditions may fill so that both boxes stay on the page, and beside a sign-off on record."""
_AIR = 0.6
"""Lines between one condition and the next."""
_LETTERS, _LETTERS_OF_OWNER = 50, 14
"""Letters on a line of the condition and of its owner."""


class Condition(Struct, frozen=True):
    """One change that closes findings, and who makes it."""

    number: int
    change: str
    closes: str
    owner: str
    due: str
    """Empty when it is still to agree."""


class Decision(Struct, frozen=True):
    """Section 6."""

    conditions: tuple[Condition, ...]
    more: int
    """Conditions that the page has no room for."""
    run: str
    digests: tuple[str, ...]
    go_live: str
    """Empty when it is not declared."""
    next_review: str
    watch: str
    signed: Signed | None


def prepare_decision(names: Names, findings: tuple[Head, ...]) -> Decision:
    conditions, signed = _conditions(findings), prepare_signed(names)
    asked_for = tuple(_answers(names))
    room = (LINES_SIGNED if signed else LINES) - sum(1 + _AIR for _ in asked_for)
    most = _fitting(conditions, room)
    shown = (*conditions[:most], *(replace(one, number=most + 1) for one in asked_for))
    asked = names.review.architecture.review
    return Decision(
        conditions=shown,
        more=max(len(conditions) - most, 0),
        run=run_id(names.review),
        digests=tuple(item.sha256 for item in names.review.inputs),
        go_live=day_text(asked.go_live),
        next_review=day_text(asked.next_review) or say("not declared"),
        watch=_watch(names),
        signed=signed,
    )


def _conditions(findings: tuple[Head, ...]) -> tuple[Condition, ...]:
    """The first remedy of each open finding from medium up; one remedy may close several."""
    closing: dict[str, list[FindingView]] = {}
    for head in findings:
        if head.first.weight in ("blocker", "major") and not head.first.accepted:
            closing.setdefault(head.change, []).extend(head.views)
    return tuple(
        Condition(
            number,
            change,
            ranged(view.id for view in views),
            owners_of(view.finding for view in views),
            _due(views),
        )
        for number, (change, views) in enumerate(closing.items(), 1)
    )


def _answers(names: Names) -> Iterator[Condition]:
    """What nobody stated is no finding, and still has to be answered before the decision rests on it."""
    if ids := [id for id, _ in names.questions]:
        yield Condition(0, say("Answer the open questions in section 5."), ranged(ids), not_declared(), "")


def _fitting(conditions: tuple[Condition, ...], lines: float) -> int:
    """How many of them fill no more than so many lines; the first is always shown."""
    filled = accumulate(
        max(ceil(len(one.change) / _LETTERS), ceil(len(one.owner) / _LETTERS_OF_OWNER)) + _AIR
        for one in conditions
    )
    return max(sum(so_far <= lines for so_far in filled), min(len(conditions), 1))


def _due(views: list[FindingView]) -> str:
    return next((sentence(view.due) for view in views if view.weight == "blocker"), "")


def _watch(names: Names) -> str:
    """The countries whose standing or access law carries a transfer."""
    codes = sorted({code for item in names.review.transfers for code in item.countries})
    ids = ranged(item.id for item in names.review.transfers)
    countries = listed(by_name(map(names.country, codes)))
    return say("{countries} (transfers {ids})", countries=countries, ids=ids) if codes else ""
