"""The comparison in the terminal: one table for the choice, then a paragraph for each candidate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from borderflow.model.comparison import Candidate, Comparison, Point, Reply
from borderflow.model.findings import Verdict
from borderflow.renderers.comparison.measured import measured_entries
from borderflow.renderers.comparison.renderer import (
    FOOTING,
    VERDICTS,
    ComparisonRenderer,
    change_words,
    questions_of,
    recipient_words,
    title_of,
)
from borderflow.renderers.places import countries_in_words
from borderflow.renderers.renderer import Options
from borderflow.renderers.supposed import WARNING, sentences
from borderflow.renderers.text.ink import BLANK, Line, Tone, inked, plain, wrapped
from borderflow.renderers.text.table import table

_HEAD = ("candidate", "verdict", "blockers", "risks", "open", "transfer", "covered", "compelled", "bound")
_VERDICT_TONES = {
    Verdict.BLOCKED: Tone.GRAVE,
    Verdict.CONDITIONS: Tone.WARNING,
    Verdict.NOTHING_BLOCKING: Tone.GOOD,
}
_LABEL = 25
"""Columns of the questions on the left."""


def _render(comparison: Comparison, options: Options) -> bytes:
    return inked(_lines(comparison, options.width), options.colour)


def _lines(comparison: Comparison, width: int) -> Iterator[Line]:
    candidates = comparison.candidates
    yield ((Tone.STRONG, f"{len(candidates)} architectures side by side"),)
    yield ((Tone.FAINT, f"as of {comparison.as_of} · profile {comparison.profile}"),)
    for said in sentences(comparison.assumptions):
        yield ((Tone.WARNING, f"{WARNING}: "), (Tone.PLAIN, said))
    yield BLANK
    names = _names(candidates)
    yield from table(_HEAD, [_row(one, name) for one, name in zip(candidates, names, strict=True)], width)
    for candidate in candidates:
        yield BLANK
        yield from _candidate(candidate, width)
    yield BLANK
    yield ((Tone.FAINT, FOOTING),)


def _names(candidates: Sequence[Candidate]) -> list[str]:
    """The bare names of the files, where they tell them apart."""
    stems = [PurePath(one.source).stem for one in candidates]
    return stems if len(set(stems)) == len(stems) else [one.source for one in candidates]


def _row(candidate: Candidate, name: str) -> tuple[str, ...]:
    counts = (candidate.blockers, candidate.risks, candidate.questions)
    replies = (_short(said.reply) for _, said in questions_of(candidate))
    return (name, VERDICTS[candidate.verdict], *(str(len(one)) for one in counts), *replies)


def _short(reply: Reply) -> str:
    return "-" if reply is Reply.NONE else reply.value


def _candidate(candidate: Candidate, width: int) -> Iterator[Line]:
    yield (
        (Tone.STRONG, title_of(candidate)),
        (Tone.PLAIN, f" ({candidate.source}): "),
        (_VERDICT_TONES[candidate.verdict], VERDICTS[candidate.verdict]),
    )
    for question, said in questions_of(candidate):
        yield from _entry(question, f"{said.reply}: {said.text}", width)
    yield from _entries("blockers", map(_point, candidate.blockers), width)
    yield from _entries("risks", map(_point, candidate.risks), width)
    yield from _entries("open questions", candidate.questions, width)
    yield from _entries("recipients", map(recipient_words, candidate.recipients), width)
    yield from _entry(
        "countries", countries_in_words(candidate.countries, candidate.zones) or "none known", width
    )
    for label, text in measured_entries(candidate):
        yield from _entry(label, text, width)
    yield from _entries("cheapest remedy", list(change_words(candidate))[:1], width)
    yield from _entries("then", list(change_words(candidate))[1:], width)


def _point(point: Point) -> str:
    return f"{point.rule} {point.title}"


def _entries(label: str, texts: Iterable[str], width: int) -> Iterator[Line]:
    for number, text in enumerate(texts):
        yield from _entry("" if number else label, text, width)


def _entry(label: str, text: str, width: int) -> Iterator[Line]:
    for number, piece in enumerate(wrapped(text, max(30, width - _LABEL - 2))):
        if number:
            yield plain(" " * (_LABEL + 2) + piece)
        else:
            yield ((Tone.FAINT, f"  {label:<{_LABEL}}"), (Tone.PLAIN, piece))


comparison_text = ComparisonRenderer("text", ".txt", "text/plain; charset=utf-8", _render)
