"""How a review opens and closes in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.catalog import Override
from borderflow.model.findings import Verdict
from borderflow.model.report import Review
from borderflow.renderers.rank import Rank, by_rank, counted
from borderflow.renderers.supposed import WARNING, labels, sentences
from borderflow.renderers.text.ink import Line, Tone, plain

_VERDICTS = {
    Verdict.BLOCKED: (Tone.GRAVE, "blocked"),
    Verdict.CONDITIONS: (Tone.WARNING, "conditions"),
    Verdict.NOTHING_BLOCKING: (Tone.GOOD, "nothing blocking"),
}
_FIELDS_AT_MOST = 5
_TALLIED = (Rank.BLOCKER, Rank.MAJOR, Rank.MINOR, Rank.NOTE)


def opening(review: Review) -> Iterator[Line]:
    """System, controller, purpose; then what the check rests on."""
    system, controller = review.architecture.system, review.architecture.controller
    yield ((Tone.STRONG, " ".join(filter(None, (system.name, system.version)))),)
    country = f" ({controller.country})" if controller.country else ""
    yield plain(f"{controller.name}{country}" + (f": {system.purpose}" if system.purpose else ""))
    checked = (
        f"as of {review.as_of}",
        f"profile {review.profile}",
        f"catalogue reviewed {review.catalog_reviewed}",
        ", ".join(one.path for one in review.inputs),
    )
    yield ((Tone.FAINT, " · ".join(checked)),)
    for override in review.overrides:
        yield ((Tone.FAINT, f"overridden: {_overridden(override)}"),)
    for said in sentences(review.assumptions):
        yield ((Tone.WARNING, f"{WARNING}: "), (Tone.PLAIN, said))


def _overridden(override: Override) -> str:
    more = len(override.fields) - _FIELDS_AT_MOST
    fields = ", ".join((*override.fields[:_FIELDS_AT_MOST], *([f"{more} more"] if more > 0 else ())))
    return f"{override.kind} {override.id} ({fields}) by {override.file}"


def closing(review: Review) -> Iterator[Line]:
    """The verdict and how many rules it rests on."""
    yield verdict_line(review)
    tally = review.rules
    rules = (
        f"{len(tally.violated)} with findings",
        f"{len(tally.satisfied)} satisfied",
        f"{len(tally.undetermined)} undetermined",
        f"{len(tally.not_applicable)} not applicable",
    )
    yield ((Tone.FAINT, f"rules: {', '.join(rules)}"),)
    if review.sovereignty:
        from borderflow.renderers.text.sovereignty import closing_line

        yield closing_line(review.sovereignty)


def verdict_line(review: Review) -> Line:
    """The verdict word and the counts, on the declared facts."""
    tone, word = _VERDICTS[review.verdict]
    groups = by_rank(review.findings)
    counts = [counted(len(groups[rank]), rank.value) for rank in _TALLIED]
    counts += [f"{len(groups[rank])} {rank.value}" for rank in (Rank.ACCEPTED, Rank.BASELINE) if groups[rank]]
    counts.append(counted(len(review.questions), "open question"))
    supposed = f", supposing {labels(review.assumptions)}" if review.assumptions else ""
    return ((tone, word), (Tone.PLAIN, f" on the declared facts{supposed}: {', '.join(counts)}"))
