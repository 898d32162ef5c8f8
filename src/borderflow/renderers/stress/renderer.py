"""What a renderer of stress tests is, and the words that all forms share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from borderflow.model.findings import Outcome, Verdict
from borderflow.model.stress import Effect, Point, Shift, StressTest
from borderflow.renderers.rank import counted
from borderflow.renderers.renderer import Options

VERDICTS = {
    Verdict.BLOCKED: "blocked",
    Verdict.CONDITIONS: "conditions",
    Verdict.NOTHING_BLOCKING: "nothing blocking",
}
FOOTING = (
    "Each scenario is a supposition, set against the review of the day. Decision support, no legal advice."
)


class StressRenderer(Struct, frozen=True):
    """One published form of a stress test."""

    name: str
    """What `--format` is told."""
    suffix: str
    media_type: str
    render: Callable[[Sequence[StressTest], Options], bytes]


def title_of(test: StressTest) -> str:
    """System and version."""
    system = test.today.architecture.system
    return " ".join(filter(None, (system.name, system.version)))


def source_of(test: StressTest) -> str:
    return ", ".join(one.path for one in test.today.inputs)


def counts_of(effect: Effect) -> str:
    """`adds 2 findings, lifts 1 finding, 1 weighs otherwise`."""
    said = (
        (effect.adds, f"adds {counted(len(effect.adds), 'finding')}"),
        (effect.lifts, f"lifts {counted(len(effect.lifts), 'finding')}"),
        (effect.shifts, f"{counted(len(effect.shifts), 'finding')} weighing otherwise"),
        (effect.asks, f"asks {counted(len(effect.asks), 'question')}"),
    )
    return ", ".join(words for found, words in said if found) or "changes no finding"


def point_words(point: Point) -> str:
    """Rule, severity, what it says, and of whom when that is not plain from the title."""
    blocks = ", blocks" if point.blocking else ""
    return f"{point.rule} {point.title} ({_weight(point)}{blocks})"


def shift_words(shift: Shift) -> str:
    """The point with its weight of today and then."""
    then, today = shift.then, shift.today
    blocks = ", blocks" if then.blocking and not today.blocking else ""
    return f"{then.rule} {then.title} ({_weight(today)} becomes {_weight(then)}{blocks})"


def _weight(point: Point) -> str:
    """`medium risk`; a note has no severity of its own."""
    return "note" if point.outcome is Outcome.INFO else f"{point.severity} {point.outcome}"
