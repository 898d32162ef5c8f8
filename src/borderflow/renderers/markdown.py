"""A short review for a pull request or a wiki page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from borderflow.model.findings import Finding, Outcome, Question, Verdict
from borderflow.model.report import PartyView, Review
from borderflow.renderers.mermaid import flowchart
from borderflow.renderers.rank import Rank, by_rank, counted
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.supposed import WARNING, sentences
from borderflow.renderers.text.ink import neutral
from borderflow.renderers.text.recipients import HEAD, recipient_row

VERDICTS = {
    Verdict.BLOCKED: "Blocked",
    Verdict.CONDITIONS: "Conditions",
    Verdict.NOTHING_BLOCKING: "Nothing blocking",
}
LIMIT = 60_000
"""Bytes. A comment on a pull request takes 65,536 characters, and a workflow adds words of its own."""
_DRAWN = 60
"""Components beyond which the drawing is left to the report."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~<>&@$]|^[-+=])")


def escaped(text: str) -> str:
    """The text on one line, with nothing in it that Markdown, HTML or a mention would obey."""
    plain = _SPECIAL.sub(r"\\\1", " ".join(neutral(text).split()))
    return plain.replace("\\&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\@", "&#64;")


def code(text: str) -> str:
    """The text as a code span, with a fence longer than any run of backticks in it."""
    flat = " ".join(neutral(text).split())
    fence = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    pad = " " if flat[:1] == "`" or flat[-1:] == "`" else ""
    return f"{fence}{pad}{flat}{pad}{fence}".replace("|", "\\|")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; cells come in escaped."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - Markdown has no options
    lines = chain.from_iterable((*_page(review), "") for review in reviews)
    return "\n".join(_cut(lines)).encode(errors="backslashreplace")


def _cut(lines: Iterable[str]) -> Iterator[str]:
    """As many lines as a comment takes, the gravest come first; what is left out is said."""
    room, left = LIMIT, 0
    for line in lines:
        room -= len(line.encode(errors="backslashreplace")) + 1
        if room >= 0 and not left:
            yield line
        elif line:
            left += 1
    if left:
        yield from ("", f"**Cut here:** {counted(left, 'more line')}; the whole is in the other formats.", "")


def _page(review: Review) -> Iterator[str]:
    system = review.architecture.system
    groups = by_rank(review.findings)
    yield f"## {escaped(' '.join(filter(None, (system.name, system.version))))}"
    yield from ("", _verdict(review), "")
    for said in sentences(review.assumptions):
        yield from (f"> **{WARNING}:** {escaped(said)}", "")
    if review.parties:
        yield from table(HEAD, [_recipient(one, review) for one in review.parties])
    yield from _diagram(review)
    for rank in (Rank.BLOCKER, Rank.MAJOR):
        for finding in groups[rank]:
            yield from _finding(finding, rank)
    yield from _list("Minors and notes", map(_item, (*groups[Rank.MINOR], *groups[Rank.NOTE])))
    yield from _list("Accepted", map(_item, groups[Rank.ACCEPTED]))
    yield from _list("Questions", map(_question, review.questions))
    yield from _sovereignty(review)
    yield from ("", f"<sub>{_footer(review)}</sub>")


def _diagram(review: Review) -> Iterator[str]:
    """The flows by zone, folded; a large system's would fill the page and be legible nowhere."""
    chart = flowchart(review) if review.flows and len(review.components) <= _DRAWN else []
    if chart and sum(map(len, chart)) <= LIMIT // 3:
        yield from ("", "<details><summary>Data flows by zone</summary>", "")
        yield from ("```mermaid", *chart, "```", "", "</details>")


def _sovereignty(review: Review) -> Iterator[str]:
    """A section of its own, only with a profile that asks for it."""
    found = review.sovereignty
    if found is None:
        return
    from borderflow.renderers.text.sovereignty import bound_words

    names = ", ".join(code(profile.id) for profile in found.profiles)
    yield from ("", f"### Sovereignty ({names})", "")
    yield "Beside data protection law, and no part of the verdict: an estimate and an upper bound."
    if found.estimates:
        yield from ("", escaped(bound_words(found)), "")
        rows = [
            (
                escaped(f"{one.objective.id} {one.objective.name}"),
                _seal(one.at_most),
                _seal(one.on_record),
            )
            for one in found.estimates
        ]
        yield from table(("Objective", "At most", "On record"), rows)
    said = [one for one in found.findings if one.outcome is not Outcome.UNKNOWN]
    yield from ("", *(f"- {one.severity} {_item(one)}: {escaped(one.message)}" for one in said))
    yield from (f"- Question: {_question(one)}" for one in found.questions)


def _seal(level: int | None) -> str:
    return "-" if level is None else f"SEAL-{level}"


def _verdict(review: Review) -> str:
    groups = by_rank(review.findings)
    counts = (
        counted(len(groups[Rank.BLOCKER]), "blocker"),
        counted(len(groups[Rank.MAJOR]), "major"),
        counted(len(groups[Rank.MINOR]), "minor"),
        counted(len(review.questions), "open question"),
    )
    return f"**{VERDICTS[review.verdict]}** on the declared facts: {', '.join(counts)}."


def _recipient(party: PartyView, review: Review) -> tuple[str, ...]:
    return tuple(map(escaped, recipient_row(party, review)))


def _finding(finding: Finding, rank: Rank) -> Iterator[str]:
    yield from ("", f"### {rank.value.capitalize()}: {escaped(finding.title)}", "")
    place = f", {code(str(finding.location))}" if finding.location else ""
    yield f"{code(finding.rule)} {escaped(finding.name)}, {finding.severity} {finding.outcome}{place}"
    yield from ("", escaped(finding.message), "")
    if finding.path:
        yield f"- Path: {' → '.join(code(hop.component or hop.party) for hop in finding.path)}"
    yield f"- Law: {escaped('; '.join(finding.basis))}"
    yield from (f"- Also: {escaped(f'{one.rule} ({one.severity}): {one.message}')}" for one in finding.also)
    yield from (f"- Fix: {escaped(remedy)}" for remedy in finding.remedies)


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    found = [f"- {item}" for item in items]
    if found:
        yield from ("", f"### {title}", "", *found)


def _item(finding: Finding) -> str:
    return f"{code(finding.rule)} {escaped(finding.title)}"


def _question(question: Question) -> str:
    place = f" ({code(str(question.location))})" if question.location else ""
    lines = " and ".join(map(code, question.answer.splitlines()))
    answer = f" Write {lines}." if lines else ""
    return f"{escaped(question.asks)} {escaped(question.why)}{answer}{place}"


def _footer(review: Review) -> str:
    return (
        f"Borderflow {escaped(review.tool_version)}, as of {review.as_of}, "
        f"profile {escaped(review.profile)}, catalogue reviewed {escaped(review.catalog_reviewed)}. "
        "Decision support, no legal advice."
    )


markdown = Renderer("markdown", ".md", "text/markdown; charset=utf-8", _render, _render_all)
