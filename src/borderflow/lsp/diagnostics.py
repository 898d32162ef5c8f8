"""What a check says, as notes at places of the text: findings, questions, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import TypeVar

from msgspec import Struct

from borderflow.api import CheckResult
from borderflow.documents import Source
from borderflow.errors import BorderflowError, Fault
from borderflow.model.findings import Finding, Outcome, Question, Severity, Status
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.law import link_to

Subject = TypeVar("Subject", Finding, Question, Fault)


class Weight(IntEnum):
    """How an editor shows a note (LSP 3.17, DiagnosticSeverity)."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3
    HINT = 4


class Step(Struct, frozen=True):
    """One hop of a witness path."""

    words: str
    place: Location
    span: tuple[int, int] | None
    """Its offsets, when it is written in this very text."""


class Note(Struct, frozen=True):
    """One thing said about a text, between two offsets of it."""

    start: int
    end: int
    weight: Weight
    message: str
    code: str = ""
    """The id of a rule; empty for what is wrong with the text itself."""
    link: str = ""
    """Where the law stands."""
    steps: tuple[Step, ...] = ()
    """The witness path: those of its hops that are written somewhere."""
    subject: Finding | Question | Fault | None = None
    """What it was made from, when that has a place in this text where it could be mended."""


_MOST = 500
"""Notes about one text."""
_WEIGHTS = {
    Severity.CRITICAL: Weight.ERROR,
    Severity.HIGH: Weight.ERROR,
    Severity.MEDIUM: Weight.WARNING,
    Severity.LOW: Weight.INFORMATION,
    Severity.INFO: Weight.HINT,
}


def notes(result: CheckResult, source: Source) -> tuple[Note, ...]:
    """What is said about a text, in the order in which it stands there; what was accepted is left out."""
    if result.error:
        return tuple(_in_order(_faults(result.error, source)))
    return tuple(_in_order(_said(result.review, source))) if result.review else ()


def _in_order(found: Iterable[Note]) -> Iterator[Note]:
    """The first ones; a text that is wrong everywhere would fill the editor. The last says how many more."""
    ranked = sorted(found, key=lambda note: (note.start, note.weight, note.code, note.message))
    yield from ranked[:_MOST]
    if more := ranked[_MOST:]:
        weight = min(note.weight for note in more)
        yield Note(
            more[0].start, more[0].end, weight, f"{len(more)} more; `borderflow check` tells them all."
        )


def _faults(error: BorderflowError, source: Source) -> Iterator[Note]:
    for fault in error.faults:
        message = fault.message if _is_here(fault.location, source) else f"{_where(fault)}{fault.message}"
        said = f"{message}\n{_sentence(fault.hint)}" if fault.hint else message
        yield Note(*_span(fault.location, source), Weight.ERROR, said, subject=_if_here(fault, source))


def _said(review: Review, source: Source) -> Iterator[Note]:
    beside = review.sovereignty
    findings = [*review.findings, *(beside.findings if beside else ())]
    questions = [*review.questions, *(beside.questions if beside else ())]
    for finding in findings:
        if finding.status is Status.OPEN:
            asked = [one for one in questions if _is_of(one, finding)]
            yield _of_finding(finding, asked, source)
            questions = [one for one in questions if one not in asked]
    for question in questions:
        yield _of_question(question, source)


def _is_of(question: Question, finding: Finding) -> bool:
    """Whether a finding is the open question itself."""
    is_open = finding.outcome is Outcome.UNKNOWN
    return is_open and (question.rule, question.location) == (finding.rule, finding.location)


def _of_finding(finding: Finding, asked: list[Question], source: Source) -> Note:
    words = [f"{finding.title}. {finding.message}".strip()]
    words += [f"It {finding.aged}."] if finding.aged else []
    words += [one.asks for one in asked]
    words += [f"Fix: {one}" for one in finding.remedies]
    weight = Weight.INFORMATION if finding.outcome is Outcome.UNKNOWN else _WEIGHTS[finding.heaviest]
    return Note(
        *_span(finding.location, source),
        weight,
        "\n".join(words),
        finding.rule,
        next(filter(None, map(link_to, finding.basis)), ""),
        tuple(_steps(finding, source)),
        _if_here(asked[0], source) if asked else _if_here(finding, source),
    )


def _steps(finding: Finding, source: Source) -> Iterator[Step]:
    for hop in finding.path:
        if hop.location:
            words = f"{hop.component or hop.party}: {hop.caption}"
            is_here = _is_here(hop.location, source)
            yield Step(words, hop.location, _span(hop.location, source) if is_here else None)


def _of_question(question: Question, source: Source) -> Note:
    words = f"{question.asks}\n{question.why}".strip()
    return Note(*_span(question.location, source), Weight.INFORMATION, words, question.rule, subject=question)


def _span(place: Location | None, source: Source) -> tuple[int, int]:
    """The offsets of a place; where no end is known, to the end of its line, without a comment."""
    if place is None or not _is_here(place, source):
        return 0, len(source.line(1))
    start = source.offset(place)
    if place.end_column is not None:
        return start, start + place.end_column - place.column
    rest = source.line(place.line)[place.column - 1 :].partition(" #")[0].rstrip()
    return start, start + len(rest)


def _is_here(place: Location | None, source: Source) -> bool:
    return place is None or place.file == source.name


def _if_here(subject: Subject, source: Source) -> Subject | None:
    return subject if subject.location is not None and _is_here(subject.location, source) else None


def _where(fault: Fault) -> str:
    return f"{fault.location}: " if fault.location else ""


def _sentence(hint: str) -> str:
    words = hint[:1].upper() + hint[1:]
    return words if words.endswith((".", "?", "!", "`")) else f"{words}."
