"""What the sovereignty profiles found, in a section of its own: an upper bound with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from borderflow.model.findings import Outcome
from borderflow.model.report import Review
from borderflow.renderers.rank import counted
from borderflow.renderers.renderer import Detail, Options
from borderflow.renderers.text.finding import full_finding, terse_finding
from borderflow.renderers.text.ink import BLANK, Line, Tone, plain, wrapped
from borderflow.renderers.text.questions import question_lines, terse_question
from borderflow.renderers.text.table import table

if TYPE_CHECKING:
    from borderflow.model.sovereignty import Estimate, Sovereignty

_HEAD = ("objective", "weight", "at most", "on record", "what caps it")


def sovereignty_lines(found: Sovereignty, review: Review, options: Options) -> Iterator[Line]:
    """Profiles, the estimate by objective, findings, questions, and what the estimate is worth."""
    everything = options.detail is Detail.FULL
    for profile in found.profiles:
        yield from _paragraph(f"{profile.id}: {profile.why}", options.width)
    if found.estimates:
        yield BLANK
        yield ((Tone.STRONG, f"  {bound_words(found)}"),)
        yield from table(_HEAD, [_row(one) for one in found.estimates], options.width)
        if everything:
            yield from _evidence(found, options.width)
    for finding in found.findings:
        if finding.outcome is not Outcome.UNKNOWN:
            yield BLANK
            yield from full_finding(finding, review, options.width, reasons=everything)
    for question in found.questions:
        yield BLANK
        yield from question_lines(question, options.width)
    for caveat in found.caveats:
        yield from _paragraph(caveat, options.width, Tone.FAINT)


def bound_words(found: Sovereignty) -> str:
    """The estimate in one sentence. It never awards a level."""
    weakest = ", ".join(one.objective.id for one in found.weakest)
    shown = "no level is shown for every objective"
    if found.on_record is not None:
        shown = f"SEAL-{found.on_record} is on record for every objective"
    least, most = found.score
    return (
        f"SEAL-{found.at_most} at most, by {weakest}; {shown}. "
        f"Score: {least:g} % on record, {most:g} % at most."
    )


def closing_line(found: Sovereignty) -> Line:
    """One line under the verdict, which it is no part of."""
    names = ", ".join(profile.id for profile in found.profiles)
    said = [one for one in found.findings if one.outcome is not Outcome.UNKNOWN]
    parts = [
        *([f"SEAL-{found.at_most} at most (estimate)"] if found.estimates else []),
        counted(len(said), "finding"),
        *([f"{len(found.blockers)} blocking"] if found.blockers else []),
        counted(len(found.questions), "open question"),
    ]
    return plain(f"sovereignty ({names}), apart from the verdict: {', '.join(parts)}")


def terse_sovereignty(found: Sovereignty) -> Iterator[Line]:
    """One line a finding and a question."""
    yield from (terse_finding(one) for one in found.findings if one.outcome is not Outcome.UNKNOWN)
    yield from map(terse_question, found.questions)


def _row(one: Estimate) -> tuple[str, ...]:
    shown = "-" if one.on_record is None else f"SEAL-{one.on_record}"
    limits = "; ".join(limit.text.partition(" (")[0] for limit in one.limits[:1])
    reason = limits or ("nothing so far" if one.open else "nothing")
    return (
        f"{one.objective.id} {one.objective.name}",
        f"{one.objective.weight} %",
        f"SEAL-{one.at_most}",
        shown,
        reason,
    )


def _evidence(found: Sovereignty, width: int) -> Iterator[Line]:
    """Every cap with its source, and every fact that nobody stated."""
    for one in found.estimates:
        for limit in one.limits:
            source = " · ".join(filter(None, (limit.origin.value, limit.source, limit.as_of)))
            yield from _paragraph(f"{one.objective.id}: {limit.text} [{source}]", width)
        for text in one.open:
            yield from _paragraph(f"{one.objective.id}, open: {text}", width, Tone.FAINT)


def _paragraph(text: str, width: int, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
    for piece in wrapped(text, width - 2):
        yield ((tone, f"  {piece}"),)
