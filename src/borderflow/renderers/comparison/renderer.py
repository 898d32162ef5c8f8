"""What a renderer of comparisons is, and the words that all forms share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from borderflow.model.comparison import Candidate, Change, Comparison, Recipient, Said
from borderflow.model.findings import Verdict
from borderflow.renderers.rank import counted
from borderflow.renderers.renderer import Options

VERDICTS = {
    Verdict.BLOCKED: "blocked",
    Verdict.CONDITIONS: "conditions",
    Verdict.NOTHING_BLOCKING: "nothing blocking",
}
FOOTING = "Decision support on the declared facts, no legal advice."


class ComparisonRenderer(Struct, frozen=True):
    """One published form of a comparison."""

    name: str
    """What `--format` is told."""
    suffix: str
    media_type: str
    render: Callable[[Comparison, Options], bytes]


def title_of(candidate: Candidate) -> str:
    """System and version."""
    return " ".join(filter(None, (candidate.system, candidate.version)))


def questions_of(candidate: Candidate) -> Iterator[tuple[str, Said]]:
    """The four questions with their answers."""
    answers = candidate.answers
    yield "Is there a transfer?", answers.transfer
    yield "Is it covered?", answers.covered
    yield "Who could be compelled?", answers.compelled
    yield "Is the processor bound?", answers.bound


def recipient_words(recipient: Recipient) -> str:
    """Name, seat, and the law that reaches it when that is another."""
    law = " ".join(code for code in recipient.law if code != recipient.country)
    return f"{recipient.name} ({recipient.country or '?'}{', law ' + law if law else ''})"


def change_words(candidate: Candidate) -> Iterator[str]:
    """Each change with what it closes, cheapest first."""
    kind = "blocker" if candidate.blockers else "risk"
    total = len(candidate.blockers or candidate.risks)
    for change in candidate.changes:
        yield f"{change.remedy} {_closes(change, total, kind)}"


def _closes(change: Change, total: int, kind: str) -> str:
    return f"(closes {change.closes} of {counted(total, kind)}: {', '.join(change.rules)})"
