"""What a system would meet if the law or an owner changed: each scenario beside the review of today."""

from __future__ import annotations

from msgspec import Struct

from borderflow.model.assumption import Assumption
from borderflow.model.findings import Finding, Outcome, Question, Severity, Verdict
from borderflow.model.report import Review


class Point(Struct, frozen=True):
    """One thing that a review says: a finding, or one that another finding heads."""

    rule: str
    title: str
    outcome: Outcome
    severity: Severity
    blocking: bool
    parties: tuple[str, ...]
    components: tuple[str, ...]
    message: str
    remedies: tuple[str, ...]
    finding: Finding
    """Where it stands."""


class Shift(Struct, frozen=True):
    """The same point, weighing more or less than today."""

    today: Point
    then: Point


class Effect(Struct, frozen=True):
    """What one scenario would do."""

    assumption: Assumption
    verdict: Verdict
    adds: tuple[Point, ...]
    lifts: tuple[Point, ...]
    shifts: tuple[Shift, ...]
    asks: tuple[Question, ...]
    """Questions that nobody has to answer today."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.adds or self.lifts or self.shifts or self.asks)

    @property
    def heaviest(self) -> Severity | None:
        """The gravest thing that it adds, or makes weigh more."""
        graver = (one.then for one in self.shifts if one.then.severity > one.today.severity)
        return max((one.severity for one in (*self.adds, *graver)), default=None)


class StressTest(Struct, frozen=True):
    """One system under every scenario."""

    today: Review
    effects: tuple[Effect, ...]
    """Those that would block first, then by what they add."""
