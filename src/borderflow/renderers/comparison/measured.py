"""What sovereignty profiles found of each candidate, beside the four questions and no part of the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from borderflow.model.comparison import Candidate, Comparison
from borderflow.model.findings import Outcome
from borderflow.model.sovereignty import Estimate, Sovereignty
from borderflow.renderers.rank import counted

BESIDE = "Sovereignty profiles, beside the law"


class MeasuredRow(Struct, frozen=True):
    """One thing that profiles measure, with a cell a candidate."""

    name: str
    cells: tuple[str, ...]


def measured_rows(comparison: Comparison) -> tuple[MeasuredRow, ...]:
    """Levels by objective, the whole, findings and questions; empty without a sovereignty profile."""
    found = [one.sovereignty for one in comparison.candidates]
    first = next(filter(None, found), None)
    if first is None:
        return ()
    names = ", ".join(one.id for one in first.profiles)
    rows = [MeasuredRow(f"Sovereignty ({names})", tuple(_each(found, _whole)))] if first.estimates else []
    for at, estimate in enumerate(first.estimates):
        name = f"{estimate.objective.id} {estimate.objective.name}"
        rows.append(MeasuredRow(name, tuple(_levels(found, at))))
    return (*rows, MeasuredRow(f"Findings ({names})", tuple(_each(found, _said))))


def measured_entries(candidate: Candidate) -> Iterator[tuple[str, str]]:
    """The same of one candidate: label and text."""
    found = candidate.sovereignty
    if found is None:
        return
    yield f"profile {', '.join(one.id for one in found.profiles)}", _said(found)
    if found.estimates:
        yield "levels", _whole(found)
        yield from (("", f"{one.objective.id}: {_level(one)}") for one in found.estimates)


def _each(found: Sequence[Sovereignty | None], words: Callable[[Sovereignty], str]) -> Iterator[str]:
    yield from ("not measured" if one is None else words(one) for one in found)


def _levels(found: Sequence[Sovereignty | None], at: int) -> Iterator[str]:
    for one in found:
        yield _level(one.estimates[at]) if one and at < len(one.estimates) else "not measured"


def _level(one: Estimate) -> str:
    shown = "none on record" if one.on_record is None else f"SEAL-{one.on_record} on record"
    return f"SEAL-{one.at_most} at most, {shown}"


def _whole(found: Sovereignty) -> str:
    least, most = found.score
    return f"SEAL-{found.at_most} at most; score {least:g} % on record, {most:g} % at most"


def _said(found: Sovereignty) -> str:
    """Findings by severity and rule, and how much is open."""
    said = [one for one in found.findings if one.outcome is not Outcome.UNKNOWN]
    named = [f"{one.severity} {one.rule}: {one.title}" for one in said] or ["no finding"]
    return "; ".join((*named, counted(len(found.questions), "open question")))
