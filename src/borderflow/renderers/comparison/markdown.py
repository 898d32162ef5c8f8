"""The comparison as one Markdown table, a row a candidate."""

from __future__ import annotations

from collections.abc import Iterable

from borderflow.model.comparison import Candidate, Comparison, Point, Reply, Said
from borderflow.renderers.comparison.measured import BESIDE, measured_rows
from borderflow.renderers.comparison.renderer import (
    ComparisonRenderer,
    change_words,
    questions_of,
    recipient_words,
    title_of,
)
from borderflow.renderers.markdown import VERDICTS, escaped, prose, table
from borderflow.renderers.places import countries_in_words
from borderflow.renderers.renderer import Options
from borderflow.renderers.supposed import WARNING, sentences

_HEAD = (
    "Architecture",
    "Verdict",
    "Transfer?",
    "Covered?",
    "Who could be compelled?",
    "Processor bound?",
    "Blockers",
    "Risks",
    "Open",
    "Recipients",
    "Countries",
    "Cheapest remedy",
)


def _render(comparison: Comparison, options: Options) -> bytes:  # noqa: ARG001 - Markdown has no options
    supposed = [f"> **{WARNING}:** {escaped(said)}\n" for said in sentences(comparison.assumptions)]
    lines = [
        *supposed,
        *table(_HEAD, [_row(one) for one in comparison.candidates]),
        "",
        *_measured(comparison),
        _footer(comparison),
        "",
    ]
    return "\n".join(lines).encode(errors="backslashreplace")


def _row(candidate: Candidate) -> tuple[str, ...]:
    return (
        f"**{escaped(title_of(candidate))}**<br>{escaped(candidate.source)}",
        VERDICTS[candidate.verdict],
        *(_said(said) for _, said in questions_of(candidate)),
        _points(candidate.blockers),
        _points(candidate.risks),
        str(len(candidate.questions)),
        _listed(map(recipient_words, candidate.recipients)),
        escaped(countries_in_words(candidate.countries, candidate.zones)) or "none known",
        _listed(list(change_words(candidate))[:1]),
    )


def _measured(comparison: Comparison) -> list[str]:
    """A second table, a row for each thing that the profiles measure."""
    rows = measured_rows(comparison)
    if not rows:
        return []
    head = (BESIDE, *(escaped(title_of(one)) for one in comparison.candidates))
    return [*table(head, [tuple(map(escaped, (row.name, *row.cells))) for row in rows]), ""]


def _said(said: Said) -> str:
    reply = "" if said.reply is Reply.NONE else f"**{said.reply.value.capitalize()}**: "
    return reply + prose(said.text)


def _points(points: Iterable[Point]) -> str:
    return _listed(f"{point.rule} {point.title}" for point in points)


def _listed(texts: Iterable[str]) -> str:
    return "<br>".join(map(prose, texts)) or "none"


def _footer(comparison: Comparison) -> str:
    return (
        f"As of {comparison.as_of}, profile {escaped(comparison.profile)}, "
        f"catalogue reviewed {escaped(comparison.catalog_reviewed)}. "
        "Decision support on the declared facts, no legal advice."
    )


comparison_markdown = ComparisonRenderer("markdown", ".md", "text/markdown; charset=utf-8", _render)
