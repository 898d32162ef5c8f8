"""The stress test as Markdown: a table of the scenarios, and a section for each that changes something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from borderflow.model.stress import Effect, StressTest
from borderflow.renderers.markdown import VERDICTS, code, escaped, prose, table
from borderflow.renderers.renderer import Options
from borderflow.renderers.stress.renderer import (
    FOOTING,
    StressRenderer,
    counts_of,
    point_words,
    shift_words,
    source_of,
    title_of,
)

_HEAD = ("Scenario", "Supposed", "Verdict", "What changes")


def _render(tests: Sequence[StressTest], options: Options) -> bytes:  # noqa: ARG001 - Markdown has no options
    lines = chain.from_iterable((*_page(test), "") for test in tests)
    return "\n".join((*lines, f"<sub>{FOOTING}</sub>", "")).encode(errors="backslashreplace")


def _page(test: StressTest) -> Iterator[str]:
    today = test.today
    yield f"## {escaped(title_of(test))}: what if?"
    yield ""
    day = f"as of {today.as_of}, profile {escaped(today.profile)}, {code(source_of(test))}"
    yield f"**Today: {VERDICTS[today.verdict].lower()}** ({day})."
    yield ""
    yield from table(_HEAD, [_row(one) for one in test.effects])
    for effect in test.effects:
        if not effect.changes_nothing:
            yield from ("", f"### {escaped(effect.assumption.name)}", "", *_changes(effect))


def _row(effect: Effect) -> tuple[str, ...]:
    one = effect.assumption
    return code(one.label), escaped(one.says), VERDICTS[effect.verdict], counts_of(effect)


def _changes(effect: Effect) -> Iterator[str]:
    yield from (f"- adds {prose(point_words(one))}" for one in effect.adds)
    yield from (f"- lifts {prose(point_words(one))}" for one in effect.lifts)
    yield from (f"- {prose(shift_words(one))}" for one in effect.shifts)
    yield from (f"- asks: {prose(one.asks)}" for one in effect.asks)


stress_markdown = StressRenderer("markdown", ".md", "text/markdown; charset=utf-8", _render)
