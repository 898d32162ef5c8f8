"""Section 8, only with a sovereignty profile: an upper bound with its evidence, beside the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from borderflow.language import say
from borderflow.language.forms import percent
from borderflow.model.findings import Finding, Outcome, Question
from borderflow.renderers.report.citations import basis_text
from borderflow.renderers.report.evidence import LEVELS, ProviderFact
from borderflow.renderers.report.findings import OUTCOMES, ground_source, place
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import NONE, mid_sentence, not_declared, weight_of

if TYPE_CHECKING:
    from borderflow.model.sovereignty import Estimate, ProfileNote, Sovereignty


class ObjectiveRow(Struct, frozen=True):
    """An objective with its upper bound, and what nobody stated of it."""

    id: str
    name: str
    weight: str
    at_most: str
    on_record: str
    open: str


class FindingRow(Struct, frozen=True):
    id: str
    finding: Finding
    weight: str
    outcome: str
    basis: str
    where: str
    remedy: str
    proof: str


class QuestionRow(Struct, frozen=True):
    id: str
    asks: str
    where: str
    answer: str


class SovereigntyPart(Struct, frozen=True):
    """Section 8."""

    profiles: tuple[ProfileNote, ...]
    framework: str
    source: str
    bound: str
    """The level that the whole can have at most, with its weakest objectives; empty without an estimate."""
    shown: str
    score: str
    objectives: tuple[ObjectiveRow, ...]
    caps: tuple[ProviderFact, ...]
    """The facts that cap an objective, each with its source."""
    findings: tuple[FindingRow, ...]
    questions: tuple[QuestionRow, ...]
    caveats: tuple[str, ...]


def prepare_sovereignty(names: Names) -> SovereigntyPart | None:
    found = names.review.sovereignty
    if found is None:
        return None
    said = [one for one in found.findings if one.outcome is not Outcome.UNKNOWN]
    least, most = found.score
    return SovereigntyPart(
        profiles=found.profiles,
        framework=found.framework,
        source=ground_source(found.ground) if found.ground else not_declared(),
        bound=_bound(found) if found.estimates else "",
        shown=say("Not shown") if found.on_record is None else f"SEAL-{found.on_record}",
        score=say("{least} on record, {most} at most", least=percent(least), most=percent(most)),
        objectives=tuple(map(_objective, found.estimates)),
        caps=tuple(
            ProviderFact(limit.text, ground_source(limit), say(LEVELS[limit.level]))
            for one in found.estimates
            for limit in one.limits
        ),
        findings=tuple(_finding(number, one) for number, one in enumerate(said, 1)),
        questions=tuple(_question(number, one) for number, one in enumerate(found.questions, 1)),
        caveats=found.caveats,
    )


def _bound(found: Sovereignty) -> str:
    weakest = ", ".join(one.objective.id for one in found.weakest)
    level = f"SEAL-{found.at_most} ({mid_sentence(say(found.levels[found.at_most]))})"
    return say("{level} at most, by {objectives}", level=level, objectives=weakest)


def _objective(one: Estimate) -> ObjectiveRow:
    return ObjectiveRow(
        id=one.objective.id,
        name=say(one.objective.name),
        weight=percent(one.objective.weight),
        at_most=f"SEAL-{one.at_most}",
        on_record=say("Not shown") if one.on_record is None else f"SEAL-{one.on_record}",
        open=" ".join(one.open) or say(NONE),
    )


def _finding(number: int, finding: Finding) -> FindingRow:
    return FindingRow(
        id=f"S{number}",
        finding=finding,
        weight=weight_of(finding),
        outcome=say(OUTCOMES[finding.outcome]),
        basis=basis_text(finding.basis) or say(NONE),
        where=place(finding.location),
        remedy=next(iter(finding.remedies), not_declared()),
        proof=next(iter(finding.silenced_by), not_declared()),
    )


def _question(number: int, question: Question) -> QuestionRow:
    return QuestionRow(
        id=f"SQ{number}",
        asks=question.asks,
        where=place(question.location),
        answer=question.answer or not_declared(),
    )
