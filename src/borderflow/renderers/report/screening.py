"""Section 5: DPIA screening, open questions, presumed facts, accepted risks."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say, to_say
from borderflow.language.forms import day, in_turn
from borderflow.model.findings import Finding
from borderflow.model.knowledge import Ground, Origin
from borderflow.model.records import Record, Standing
from borderflow.model.report import AcceptedRisk
from borderflow.renderers.report.findings import ground_source, place
from borderflow.renderers.report.likeness import are_alike, likeness_of, runs_of
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import (
    NOT_APPLICABLE,
    brief,
    not_declared,
    owners_of,
    ranged,
    record_text,
    sentence,
    severity_word,
)

_LONGEST = 240
"""Letters of an answer to write; what is longer stands whole in `result.json`."""
_TONES = {
    to_say("applies"): "bad",
    to_say("unknown"): "ask",
    to_say("does not apply"): "",
    to_say("valid"): "good",
    to_say("expired"): "bad",
    to_say("reopened"): "bad",
    to_say("unmatched"): "ask",
}


class CriterionRow(Struct, frozen=True):
    name: str
    state: str
    tone: str
    fact: str


class QuestionRow(Struct, frozen=True):
    """A fact that nobody stated."""

    id: str
    asks: str
    why: str
    where: str
    answer: str
    worst: str


class QuestionGroup(Struct, frozen=True):
    """One question about many things; `…` in it stands for what the rows name."""

    asks: str
    why: str
    worst: str
    rows: tuple[tuple[str, QuestionRow], ...]
    """Each with what stands in the gap."""


class PresumedRow(Struct, frozen=True):
    """A fact that rests on a provider's published terms."""

    text: str
    source: str
    findings: str
    confirms: str
    """Who owns the findings that rest on it."""


class AcceptedRow(Struct, frozen=True):
    scope: str
    reason: str
    by: str
    advice: str
    until: str
    state: str
    tone: str
    findings: str


class Screening(Struct, frozen=True):
    """Section 5."""

    criteria: tuple[CriterionRow, ...]
    applying: int
    open: int
    dpia: str
    questions: tuple[QuestionRow, ...]
    asked: tuple[QuestionGroup | tuple[QuestionRow, ...], ...]
    """The same as they are told: one by one, or where many ask the same of different things once."""
    presumed: tuple[PresumedRow, ...]
    accepted: tuple[AcceptedRow, ...]


def prepare_screening(names: Names) -> Screening:
    criteria, questions = names.review.criteria, _questions(names)
    return Screening(
        tuple(
            CriterionRow(item.name, sentence(say(item.state)), _TONES.get(item.state, ""), item.fact)
            for item in criteria
        ),
        sum(item.state == "applies" for item in criteria),
        sum(item.state == "unknown" for item in criteria),
        _assessment(names.review.architecture.system.dpia),
        questions,
        tuple(
            _question_group(run) if are_alike(run, _question_key) else run
            for run in runs_of(questions, _question_key)
        ),
        _presumed(names),
        tuple(_accepted(item, names) for item in names.review.accepted),
    )


def _question_key(row: QuestionRow) -> tuple[str, str]:
    return row.why, row.worst


def _question_group(rows: tuple[QuestionRow, ...]) -> QuestionGroup:
    asks = likeness_of([row.asks for row in rows])
    named = (in_turn(differs) or row.asks for differs, row in zip(asks.differences, rows, strict=True))
    told = tuple(zip(named, rows, strict=True))
    return QuestionGroup(asks.text or rows[0].asks, rows[0].why, rows[0].worst, told)


def _assessment(dpia: Record) -> str:
    return say("not declared") if dpia.standing is Standing.ABSENT else record_text(dpia)


def _questions(names: Names) -> tuple[QuestionRow, ...]:
    return tuple(
        QuestionRow(
            id,
            asked.asks,
            asked.why or not_declared(),
            place(asked.location),
            brief(asked.answer, _LONGEST) or not_declared(),
            sentence(severity_word(asked.worst)),
        )
        for id, asked in names.questions
    )


def _presumed(names: Names) -> tuple[PresumedRow, ...]:
    """Each presumed fact once, with the findings that rest on it."""
    users: dict[Ground, dict[str, Finding]] = {}
    for id, finding in names.findings:
        for ground in finding.facts:
            if ground.origin is Origin.PRESUMED:
                users.setdefault(ground, {})[id] = finding
    return tuple(
        PresumedRow(ground.text, ground_source(ground), ranged(found), owners_of(found.values()))
        for ground, found in users.items()
    )


def _accepted(item: AcceptedRisk, names: Names) -> AcceptedRow:
    given = item.acceptance
    scope = ", ".join(
        filter(
            None,
            (
                given.rule,
                given.party and names.party(given.party),
                names.component(given.component),
                given.flow,
                given.lines.entry if given.lines else "",
            ),
        )
    )
    ids = [id for id, finding in names.findings if finding.fingerprint in item.fingerprints]
    end = given.until or given.cure
    return AcceptedRow(
        scope=scope,
        reason=given.reason or not_declared(),
        by=given.by or not_declared(),
        advice=given.dpo_advice or not_declared(),
        until=day(end) if end else not_declared(),
        state=sentence(say(item.state)),
        tone=_TONES.get(item.state, ""),
        findings=ranged(ids) or say(NOT_APPLICABLE),
    )
