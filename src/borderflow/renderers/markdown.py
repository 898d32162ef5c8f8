"""A short review for a pull request or a wiki page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from borderflow.model.findings import Finding, Outcome, Question, Verdict
from borderflow.model.report import PartyView, Review
from borderflow.renderers.mermaid import flowchart
from borderflow.renderers.rank import Rank, by_rank, counted
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.supposed import WARNING, sentences
from borderflow.renderers.text.ink import neutral
from borderflow.renderers.text.recipients import HEAD, recipient_row

if TYPE_CHECKING:
    from borderflow.model.sovereignty import Sovereignty

VERDICTS = {
    Verdict.BLOCKED: "Blocked",
    Verdict.CONDITIONS: "Conditions",
    Verdict.NOTHING_BLOCKING: "Nothing blocking",
}
LIMIT = 60_000
"""Bytes. A comment on a pull request takes 65,536 characters, and a workflow adds words of its own."""
_LAST_WORDS = 300
"""Bytes kept for saying what is left out."""
_DRAWN = 60
"""Components beyond which the drawing is left to the report."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~<>&@$]|^[-+=])")


def escaped(text: str) -> str:
    """The text on one line, with nothing in it that Markdown, HTML or a mention would obey."""
    return _obeyed_by_none(_on_one_line(text))


def prose(text: str) -> str:
    """A sentence of a rule: what stands between backticks is code, and nothing else is obeyed."""
    pieces = _on_one_line(text).split("`")
    if len(pieces) % 2 == 0:  # the last backtick has no fellow
        pieces[-2:] = [f"{pieces[-2]}`{pieces[-1]}"]
    return "".join(
        code(piece) if place % 2 and piece.strip() else _obeyed_by_none(f"`{piece}`" if place % 2 else piece)
        for place, piece in enumerate(pieces)
    )


def _on_one_line(text: str) -> str:
    return " ".join(neutral(text).split())


def _obeyed_by_none(flat: str) -> str:
    plain = _SPECIAL.sub(r"\\\1", flat)
    return plain.replace("\\&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\@", "&#64;")


def code(text: str) -> str:
    """The text as a code span, with a fence longer than any run of backticks in it."""
    flat = _on_one_line(text)
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
    return within(chain.from_iterable(map(_page, reviews)))


class Block(Struct, frozen=True):
    """Lines that stand together or not at all: a table, a drawing, a finding, an item of a list."""

    lines: Sequence[str]
    what: str = "section"
    """What is left out when there is no room for it."""
    beside: bool = False
    """It may be left out alone; without any other block, all that come after it are left out, too."""


def within(blocks: Iterable[Block]) -> bytes:
    """As many blocks as a comment takes, the gravest come first; what is left out is said."""
    room, lines, left = LIMIT - _LAST_WORDS, list[str](), Counter[str]()
    is_full = False
    for block in blocks:
        size = sum(len(line.encode(errors="backslashreplace")) + 1 for line in block.lines)
        if is_full or size > room or (block.beside and size > LIMIT // 3):
            left[block.what] += 1
            is_full = is_full or not block.beside
        else:
            room -= size
            lines += block.lines
    if left:
        missing = ", ".join(counted(number, what) for what, number in left.items())
        lines += ["", f"**Cut here:** {missing} left out; the whole is in the other formats."]
    return "\n".join((*lines, "")).lstrip("\n").encode(errors="backslashreplace")


def items(title: str, lines: Iterable[str], what: str) -> Iterator[Block]:
    """A list under a heading, that can be cut between its items."""
    head: tuple[str, ...] = ("", f"### {title}", "")
    for line in lines:
        yield Block((*head, f"- {line}"), what)
        head = ()


def _page(review: Review) -> Iterator[Block]:
    system = review.architecture.system
    groups = by_rank(review.findings)
    title = escaped(" ".join(filter(None, (system.name, system.version))))
    yield Block(("", f"## {title}", "", _verdict(review)))
    for said in sentences(review.assumptions):
        yield Block(("", f"> **{WARNING}:** {escaped(said)}"), "supposition")
    yield from _change(review)
    if review.parties:
        rows = [_recipient(one, review) for one in review.parties]
        yield Block(("", *table(HEAD, rows)), "table of recipients", beside=True)
    yield from _diagram(review)
    for rank in (Rank.BLOCKER, Rank.MAJOR):
        yield from (Block(tuple(_finding(one, rank)), "finding") for one in groups[rank])
    lesser = (*groups[Rank.MINOR], *groups[Rank.NOTE])
    yield from items("Minors and notes", map(_item, lesser), "minor or note")
    yield from items("Accepted", map(_item, groups[Rank.ACCEPTED]), "accepted finding")
    yield from items("Questions", map(_question, review.questions), "question")
    if review.sovereignty:
        yield Block(tuple(_sovereignty(review.sovereignty)), "section on sovereignty", beside=True)
    yield Block(("", f"<sub>{_footer(review)}</sub>"), "footer", beside=True)


def _change(review: Review) -> Iterator[Block]:
    """What the change does that is reviewed, when it was held against an older version."""
    if review.change is None:
        return
    from borderflow.renderers.changes import came, went

    said = (*(f"**{escaped(one)}**" for one in came(review.change)), *map(escaped, went(review.change)))
    yield from items(f"What changed since {code(review.against)}", said, "change")


def _diagram(review: Review) -> Iterator[Block]:
    """The flows by zone, folded; a large system's would fill the page and be legible nowhere."""
    chart = flowchart(review) if review.flows and len(review.components) <= _DRAWN else []
    if chart:
        head = ("", "<details><summary>Data flows by zone</summary>", "", "```mermaid")
        yield Block((*head, *chart, "```", "", "</details>"), "drawing", beside=True)


def _sovereignty(found: Sovereignty) -> Iterator[str]:
    """A section of its own, only with a profile that asks for it."""
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
    yield from ("", *(f"- {one.severity} {_item(one)}: {prose(one.message)}" for one in said))
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
    yield from ("", f"### {rank.value.capitalize()}: {prose(finding.title)}", "")
    place = f", {code(str(finding.location))}" if finding.location else ""
    yield f"{code(finding.rule)} {escaped(finding.name)}, {finding.severity} {finding.outcome}{place}"
    yield from ("", prose(finding.message), "")
    if finding.path:
        yield f"- Path: {' → '.join(code(hop.component or hop.party) for hop in finding.path)}"
    yield f"- Law: {escaped('; '.join(finding.basis))}"
    yield from (f"- Also: {prose(f'{one.rule} ({one.severity}): {one.message}')}" for one in finding.also)
    yield from (f"- Fix: {prose(remedy)}" for remedy in finding.remedies)


def _item(finding: Finding) -> str:
    return f"{code(finding.rule)} {prose(finding.title)}"


def _question(question: Question) -> str:
    place = f" ({code(str(question.location))})" if question.location else ""
    lines = " and ".join(map(code, question.answer.splitlines()))
    answer = f" Write {lines}." if lines else ""
    return f"{prose(question.asks)} {prose(question.why)}{answer}{place}"


def _footer(review: Review) -> str:
    return (
        f"Borderflow {escaped(review.tool_version)}, as of {review.as_of}, "
        f"profile {escaped(review.profile)}, catalogue reviewed {escaped(review.catalog_reviewed)}. "
        "Decision support, no legal advice."
    )


markdown = Renderer("markdown", ".md", "text/markdown; charset=utf-8", _render, _render_all)
