"""The stress test in the terminal: one table of the scenarios, then what each of them would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from borderflow.model.findings import Verdict
from borderflow.model.stress import Effect, StressTest
from borderflow.renderers.renderer import Options
from borderflow.renderers.stress.renderer import (
    FOOTING,
    VERDICTS,
    StressRenderer,
    counts_of,
    point_words,
    shift_words,
    source_of,
    title_of,
)
from borderflow.renderers.text.ink import BLANK, Line, Tone, inked, plain, wrapped
from borderflow.renderers.text.table import table

_HEAD = ("scenario", "verdict", "what changes")
_TONES = {
    Verdict.BLOCKED: Tone.GRAVE,
    Verdict.CONDITIONS: Tone.WARNING,
    Verdict.NOTHING_BLOCKING: Tone.GOOD,
}
_HANG = 6


def _render(tests: Sequence[StressTest], options: Options) -> bytes:
    lines: list[Line] = []
    for test in tests:
        lines += [*((BLANK, BLANK) if lines else ()), *_page(test, options.width)]
    return inked([*lines, BLANK, ((Tone.FAINT, FOOTING),)], options.colour)


def _page(test: StressTest, width: int) -> Iterator[Line]:
    today = test.today
    yield ((Tone.STRONG, title_of(test)), (Tone.PLAIN, f" ({source_of(test)})"))
    yield ((Tone.FAINT, f"as of {today.as_of} · profile {today.profile}"),)
    yield ((Tone.PLAIN, "today: "), (_TONES[today.verdict], VERDICTS[today.verdict]))
    yield BLANK
    yield from table(_HEAD, [_row(one) for one in test.effects], width)
    for effect in test.effects:
        if not effect.changes_nothing:
            yield BLANK
            yield from _effect(effect, width)


def _row(effect: Effect) -> tuple[str, ...]:
    return effect.assumption.label, VERDICTS[effect.verdict], counts_of(effect)


def _effect(effect: Effect, width: int) -> Iterator[Line]:
    assumption = effect.assumption
    yield (
        (Tone.STRONG, assumption.label),
        (Tone.PLAIN, ": "),
        (_TONES[effect.verdict], VERDICTS[effect.verdict]),
    )
    for piece in wrapped(assumption.says, width - 2):
        yield ((Tone.FAINT, f"  {piece}"),)
    yield from _entries("+", Tone.GRAVE, map(point_words, effect.adds), width)
    yield from _entries("-", Tone.GOOD, map(point_words, effect.lifts), width)
    yield from _entries("~", Tone.WARNING, map(shift_words, effect.shifts), width)
    yield from _entries("?", Tone.MILD, (one.asks for one in effect.asks), width)


def _entries(sign: str, tone: Tone, texts: Iterable[str], width: int) -> Iterator[Line]:
    for text in texts:
        for number, piece in enumerate(wrapped(text, width - _HANG)):
            if number:
                yield plain(" " * _HANG + piece)
            else:
                yield ((tone, f"  {sign}   "), (Tone.PLAIN, piece))


stress_text = StressRenderer("text", ".txt", "text/plain; charset=utf-8", _render)
