"""Two reviews of one system, today and under an assumption, become what the assumption would change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from borderflow.model.assumption import Assumption
from borderflow.model.findings import Also, Finding, Verdict
from borderflow.model.report import Review
from borderflow.model.stress import Effect, Point, Shift, StressTest

_GRAVITY = (Verdict.BLOCKED, Verdict.CONDITIONS, Verdict.NOTHING_BLOCKING)
Key = tuple[str, tuple[str, ...]]
"""Rule and parties: under a new owner a finding has another fingerprint, and is about the same company."""


def stress_test(today: Review, reviews: Iterable[tuple[Assumption, Review]]) -> StressTest:
    """Set every supposed review beside that of today."""
    effects = [effect_of(today, then, assumption) for assumption, then in reviews]
    return StressTest(today, tuple(sorted(effects, key=_weight)))


def effect_of(today: Review, then: Review, assumption: Assumption) -> Effect:
    """What an assumption adds to the review of today, lifts from it, and makes weigh otherwise."""
    before, after = _points(today), _points(then)
    adds, lifts, shifts = list[Point](), list[Point](), list[Shift]()
    for key in dict.fromkeys((*before, *after)):
        old, new = _paired(before.get(key, ()), after.get(key, ()))
        shifts += [
            Shift(one, other) for one, other in zip(old, new, strict=False) if _weighs_otherwise(one, other)
        ]
        lifts += old[len(new) :]
        adds += new[len(old) :]
    known = {(one.subject, one.rule, one.asks) for one in today.questions}
    return Effect(
        assumption,
        then.verdict,
        adds=tuple(sorted(adds, key=_rank)),
        lifts=tuple(sorted(lifts, key=_rank)),
        shifts=tuple(sorted(shifts, key=lambda one: _rank(one.then))),
        asks=tuple(one for one in then.questions if (one.subject, one.rule, one.asks) not in known),
    )


def _points(review: Review) -> Mapping[Key, list[Point]]:
    """Everything that counts in a review, with what a finding heads taken apart from it."""
    found: dict[Key, list[Point]] = defaultdict(list)
    for finding in review.open_findings:
        for point in _of(finding):
            found[point.rule, point.parties or point.components].append(point)
    return found


def _of(finding: Finding) -> Iterator[Point]:
    yield _point(finding, finding)
    for other in finding.also:
        yield _point(finding, other)


def _point(head: Finding, said: Finding | Also) -> Point:
    return Point(
        rule=said.rule,
        title=head.title if said is head else said.message,
        outcome=said.outcome,
        severity=said.severity,
        blocking=head.blocking and said.severity == head.heaviest,
        parties=head.parties,
        components=head.components,
        message=said.message,
        remedies=head.remedies,
        finding=head,
    )


def _paired(before: Iterable[Point], after: Iterable[Point]) -> tuple[list[Point], list[Point]]:
    """The points of one key, the same ones at the same places: those of one fingerprint before the rest."""
    same = {one.finding.fingerprint for one in before} & {one.finding.fingerprint for one in after}

    def place(point: Point) -> tuple[bool, str]:
        print_ = point.finding.fingerprint
        return print_ not in same, print_ if print_ in same else ""

    return sorted(before, key=place), sorted(after, key=place)


def _weighs_otherwise(one: Point, other: Point) -> bool:
    return (one.outcome, one.severity, one.blocking) != (other.outcome, other.severity, other.blocking)


def _rank(point: Point) -> tuple[bool, int, str, tuple[str, ...]]:
    return not point.blocking, -int(point.severity), point.rule, point.parties


def _weight(effect: Effect) -> tuple[object, ...]:
    """The scenarios that block come first, then those that add the gravest, then by their names."""
    heaviest = effect.heaviest
    return (
        effect.changes_nothing,
        _GRAVITY.index(effect.verdict),
        -(heaviest if heaviest is not None else -1),
        -len(effect.adds),
        effect.assumption.label,
    )
