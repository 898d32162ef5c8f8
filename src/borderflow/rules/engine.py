"""Cases are put to the rules. Each answer is a finding, a pass, a question, or nothing to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from msgspec import Struct

from borderflow.model.facts import Case, Facts
from borderflow.model.findings import Finding, Outcome, Question
from borderflow.model.report import RuleTally
from borderflow.rules.rule import Rule, Step
from borderflow.rules.speech import Speech, sameness, speak
from borderflow.rules.wondering import wonder


class Answer(IntEnum):
    """What became of a rule. Over several cases the later member outweighs the earlier one."""

    NOT_APPLICABLE = 0
    SATISFIED = 1
    UNDETERMINED = 2
    VIOLATED = 3


class Ruling(Struct, frozen=True):
    """What a rule says about one case."""

    answer: Answer
    step: Step | None = None
    open: tuple[Step, ...] = ()
    """What it might say once the unknown facts are stated."""


class Judgement(Struct, frozen=True):
    """Everything that the rules had to say."""

    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    tally: RuleTally


def judge(cases: Iterable[Case], rules: Sequence[Rule]) -> Judgement:
    """Put every case to every rule of its kind."""
    court = _Court(rules)
    speeches: dict[tuple[object, ...], Speech] = {}
    for case in cases:
        for rule, ruling in court.rulings(case):
            if (step := ruling.step) is not None:
                key = sameness(rule, step, case)
                if key not in speeches:
                    speeches[key] = Speech(rule, step, ruling.open, case)
                speeches[key].cases.append(case)
    spoken = [(speech, speak(speech)) for speech in speeches.values()]
    return Judgement(
        findings=tuple(sorted((finding for _, finding in spoken), key=lambda finding: finding.rank)),
        questions=wonder(spoken),
        tally=_tally(court.answers),
    )


class _Court:
    """The rules by kind of subject, and what they said. Facts that many cases share are judged once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.answers = {rule.id: Answer.NOT_APPLICABLE for rule in rules}
        self._of_kind: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            self._of_kind[rule.subject].append(rule)
        self._known: dict[int, tuple[Facts, list[tuple[Rule, Ruling]]]] = {}
        """By identity; the facts are kept with their rulings, so that no other value takes their place."""

    def rulings(self, case: Case) -> list[tuple[Rule, Ruling]]:
        """What the rules that apply say of a case."""
        facts = case.facts
        if id(facts) not in self._known:
            asked = ((rule, ask(rule, facts)) for rule in self._of_kind.get(case.kind, ()))
            heard = [(rule, ruling) for rule, ruling in asked if ruling is not _NOT_APPLICABLE]
            for rule, ruling in heard:
                self.answers[rule.id] = max(self.answers[rule.id], ruling.answer)
            self._known[id(facts)] = facts, heard
        return self._known[id(facts)][1]


def ask(rule: Rule, facts: Facts) -> Ruling:
    """Put the facts of one case to one rule.

    The first step that holds speaks. Steps before it that are undetermined might speak in its place, so it
    does only when it is the mildest of them: what is said must hold whichever way the unknown falls. If not,
    the rule is undetermined: no breach arises from an unknown, and what might be one is its worst answer.
    """
    applies = rule.applies.holds(facts)
    if applies is False:
        return _NOT_APPLICABLE
    open_: list[Step] = []
    for step in rule.steps:
        holds = step.when.holds(facts)
        if holds is False:
            continue
        if holds and applies and all(step.gravity <= other.gravity for other in open_):
            return Ruling(_weight(step), step, tuple(open_))
        open_.append(step)
        if holds:
            break
    return Ruling(Answer.UNDETERMINED, rule.undetermined, tuple(open_)) if open_ else _SATISFIED


_NOT_APPLICABLE = Ruling(Answer.NOT_APPLICABLE)
_SATISFIED = Ruling(Answer.SATISFIED)


def _weight(step: Step) -> Answer:
    match step.outcome:
        case Outcome.UNKNOWN:
            return Answer.UNDETERMINED
        case Outcome.INFO:
            return Answer.SATISFIED
        case _:
            return Answer.VIOLATED


def _tally(answers: Mapping[str, Answer]) -> RuleTally:
    def of(answer: Answer) -> tuple[str, ...]:
        return tuple(sorted(rule for rule, found in answers.items() if found is answer))

    return RuleTally(
        violated=of(Answer.VIOLATED),
        satisfied=of(Answer.SATISFIED),
        undetermined=of(Answer.UNDETERMINED),
        not_applicable=of(Answer.NOT_APPLICABLE),
    )
