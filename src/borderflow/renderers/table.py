"""CSV, a row a finding (RFC 4180 but for the line ends), for spreadsheets and trackers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderflow.model.findings import Finding, Question
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.text.ink import neutral

HEAD = (
    "system rule name outcome severity blocking status title message law components parties data "
    "file line column remedy owner fingerprint"
).split()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - a table has no options
    import csv
    from io import StringIO

    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for review in reviews:
        writer.writerows([as_text(cell) for cell in row] for row in _rows(review))
    return text.getvalue().encode(errors="backslashreplace")


def _join(texts: Sequence[bytes], options: Options) -> bytes:  # noqa: ARG001 - as above
    """One head, then the rows of all."""
    return texts[0] + b"".join(text.partition(b"\n")[2] for text in texts[1:])


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (CWE-1236): what begins like one gets an apostrophe."""
    plain = neutral(cell)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _rows(review: Review) -> Iterator[tuple[str, ...]]:
    """Findings, then the questions that no rule asks."""
    name = review.architecture.system.name
    yield from ((name, *_finding(finding)) for finding in review.findings)
    yield from ((name, *_question(question)) for question in review.questions if not question.rule)


def _finding(finding: Finding) -> tuple[str, ...]:
    return (
        finding.rule,
        finding.name,
        str(finding.outcome),
        str(finding.severity),
        "yes" if finding.blocking else "no",
        str(finding.status),
        finding.title,
        finding.message,
        "; ".join(finding.basis),
        " ".join(finding.components),
        " ".join(finding.parties),
        " ".join(finding.data),
        *_place(finding.location),
        " ".join(finding.remedies),
        finding.owner or "",
        finding.fingerprint,
    )


def _question(question: Question) -> tuple[str, ...]:
    said = ("", "question", "unknown", str(question.severity), "no", "open", question.asks, question.why)
    return (*said, "", question.subject, "", "", *_place(question.location), question.answer, "", "")


def _place(place: Location | None) -> tuple[str, str, str]:
    return (place.file, str(place.line), str(place.column)) if place else ("", "", "")


table = Renderer("csv", ".csv", "text/csv", _render, _render_all, _join)
