"""What is unknown becomes a question: what is asked, why it matters, and what its worst answer would be."""

from __future__ import annotations

from collections.abc import Iterable

from borderflow.language import say
from borderflow.model.findings import Finding, Outcome, Question, Severity
from borderflow.rules.rule import Step
from borderflow.rules.speech import Speech


def wonder(spoken: Iterable[tuple[Speech, Finding]]) -> tuple[Question, ...]:
    """One question for every unknown, the weightiest first."""
    found = {
        (question.subject, question.asks): question
        for speech, finding in spoken
        if (step := _asking(speech)) is not None
        for question in (_question(speech, step, finding),)
    }
    return tuple(sorted(found.values(), key=lambda one: (-one.worst, -one.severity, one.rule, one.subject)))


def _asking(speech: Speech) -> Step | None:
    """The step that asks: the one that speaks, or what a finding leaves undetermined behind it."""
    if speech.step.outcome is Outcome.UNKNOWN:
        return speech.step
    return speech.rule.undetermined if speech.open else None


def _question(speech: Speech, step: Step, finding: Finding) -> Question:
    return Question(
        subject=", ".join(finding.parties or finding.components or finding.subject),
        asks=speech.fill(step.ask or step.message),
        why=say(speech.rule.why),
        rule=finding.rule,
        severity=finding.severity if step is speech.step else step.base,
        worst=_worst(speech, step),
        location=finding.location,
        answer=speech.answer(step.answer),
    )


def _worst(speech: Speech, step: Step) -> Severity:
    """The severity of the worst answer: as the rule says, else the gravest thing that it could still say."""
    if step.worst is not None:
        return step.worst
    possible = speech.open or speech.rule.steps
    raised = speech.rule.raise_if is not None and speech.rule.raise_if.holds(speech.first.facts) is True
    return max(
        (one.raised if raised else one.base for one in possible if one.outcome is not Outcome.UNKNOWN),
        default=speech.severity,
    )
