"""The review in the terminal, from the system's name to the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from borderflow.model.findings import Finding
from borderflow.model.report import AcceptedRisk, Review
from borderflow.renderers.rank import Rank, by_rank
from borderflow.renderers.renderer import Detail, Options, Renderer
from borderflow.renderers.supposed import labels
from borderflow.renderers.text.finding import full_finding, note, short_finding, terse_finding
from borderflow.renderers.text.frame import closing, opening
from borderflow.renderers.text.ink import BLANK, Line, Tone, inked, plain
from borderflow.renderers.text.questions import question_lines, terse_question
from borderflow.renderers.text.reading import reading_lines
from borderflow.renderers.text.recipients import recipients

_FIRST = 5
_TITLES = {Rank.BLOCKER: "Blockers", Rank.MAJOR: "Majors", Rank.MINOR: "Minors", Rank.NOTE: "Notes"}


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:
    if options.detail is Detail.TERSE:
        return inked(chain.from_iterable(map(_terse, reviews)), options.colour)
    first, *rest = (_page(review, options) for review in reviews)
    return inked(chain(first, *((BLANK, BLANK, *page) for page in rest)), options.colour)


def _join(texts: Sequence[bytes], options: Options) -> bytes:
    return (b"" if options.detail is Detail.TERSE else b"\n\n").join(texts)


def _terse(review: Review) -> Iterator[Line]:
    groups = by_rank(review.findings)
    for rank in _TITLES:
        yield from map(terse_finding, groups[rank])
    yield from map(terse_question, review.questions)
    if review.sovereignty:
        from borderflow.renderers.text.sovereignty import terse_sovereignty

        yield from terse_sovereignty(review.sovereignty)
    if review.assumptions:
        yield plain(f"{review.architecture.system.name}: supposing {labels(review.assumptions)}")


def _page(review: Review, options: Options) -> Iterator[Line]:
    yield from opening(review)
    reading = review.architecture.reading
    if reading and (reading.assumptions or reading.remarks):
        everything = options.detail is Detail.FULL
        yield from _section("Read", reading_lines(reading, options.width, everything=everything))
    if review.parties:
        yield from _section("Recipients", recipients(review, options.width))
    if review.change:
        from borderflow.renderers.text.changes import changes_lines

        yield from changes_lines(review.change, options.width)
    groups = by_rank(review.findings)
    for rank, title in _TITLES.items():
        yield from _group(title, groups[rank], rank, review, options)
    yield from _accepted(groups[Rank.ACCEPTED], review)
    yield from _questions(review, options)
    yield from _sovereignty(review, options)
    yield BLANK
    yield from closing(review)


def _sovereignty(review: Review, options: Options) -> Iterator[Line]:
    """A section of its own: none of it belongs to the law on data protection, or to the verdict."""
    if review.sovereignty:
        from borderflow.renderers.text.sovereignty import sovereignty_lines

        title = "Sovereignty: beside the law, and no part of the verdict"
        yield from _section(title, sovereignty_lines(review.sovereignty, review, options))


def _section(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    yield BLANK
    yield ((Tone.STRONG, title),)
    yield from lines


def _spread(blocks: Iterable[Iterable[Line]]) -> Iterator[Line]:
    """Each block after a blank line."""
    for block in blocks:
        yield BLANK
        yield from block


def _group(
    title: str, findings: Sequence[Finding], rank: Rank, review: Review, options: Options
) -> Iterator[Line]:
    if not findings:
        return
    blocks = [tuple(_block(finding, rank, review, options)) for finding in findings]
    spread = any(len(block) > 1 for block in blocks)
    yield from _section(f"{title} ({len(findings)})", _spread(blocks) if spread else chain(*blocks))


def _block(finding: Finding, rank: Rank, review: Review, options: Options) -> Iterator[Line]:
    everything = options.detail is Detail.FULL
    if everything or rank in (Rank.BLOCKER, Rank.MAJOR):
        return full_finding(finding, review, options.width, reasons=everything)
    if rank is Rank.MINOR:
        return short_finding(finding, review, options.width)
    return iter((note(finding),))


def _accepted(findings: Sequence[Finding], review: Review) -> Iterator[Line]:
    if not findings and not review.accepted:
        return
    lines = [line for finding in findings for line in _acceptance(finding, review.accepted)]
    lines += [_idle(risk) for risk in review.accepted if risk.state != "valid"]
    yield from _section(f"Accepted ({len(findings)})", lines)


def _acceptance(finding: Finding, accepted: Iterable[AcceptedRisk]) -> Iterator[Line]:
    yield note(finding)
    for risk in accepted:
        if finding.fingerprint in risk.fingerprints:
            until = f" until {risk.acceptance.until}" if risk.acceptance.until else ""
            yield ((Tone.FAINT, f"    accepted by {risk.acceptance.by}{until}: {risk.acceptance.reason}"),)


def _idle(risk: AcceptedRisk) -> Line:
    one = risk.acceptance
    subject = one.party or one.component or one.flow or (one.lines.entry if one.lines else "")
    return plain(f"  {risk.state}: acceptance of {one.rule}" + (f" for {subject}" if subject else ""))


def _questions(review: Review, options: Options) -> Iterator[Line]:
    """All of them; of foreign files, which leave most things open, the ones that matter most."""
    if not review.questions:
        return
    is_short = review.architecture.reading is not None and options.detail is not Detail.FULL
    shown = review.questions[:_FIRST] if is_short else review.questions
    blocks = (question_lines(one, options.width) for one in shown)
    yield from _section(f"Questions ({len(review.questions)})", _spread(blocks))
    if len(shown) < len(review.questions):
        yield BLANK
        yield plain(
            f"  and {len(review.questions) - len(shown)} more, which weigh less (`--verbose` shows them)"
        )


text = Renderer("text", ".txt", "text/plain; charset=utf-8", _render, _render_all, _join)
