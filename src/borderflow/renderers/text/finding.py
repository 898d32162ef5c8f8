"""One finding in the terminal: what is wrong, where, how the data got there, the law, and the way out."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.findings import Also, Finding, Hop, Outcome, Severity
from borderflow.model.knowledge import Ground, Level, Origin
from borderflow.model.report import Review
from borderflow.renderers.text.ink import Line, Tone, columns, padded, wrapped
from borderflow.renderers.text.snippet import arrow, gutter, snippet

_TONES = {
    Severity.CRITICAL: Tone.GRAVE,
    Severity.HIGH: Tone.GRAVE,
    Severity.MEDIUM: Tone.WARNING,
    Severity.LOW: Tone.MILD,
    Severity.INFO: Tone.FAINT,
}
_ORIGINS = {
    Origin.DECLARED: "declared",
    Origin.PRESUMED: "presumed from provider terms",
    Origin.CATALOG: "catalogue",
    Origin.RESOLVED: "resolved, can be overridden",
    Origin.INFERRED: "inferred",
}


def full_finding(finding: Finding, review: Review, width: int, reasons: bool = False) -> Iterator[Line]:
    """Everything that proves the finding; with `reasons`, also why the rule exists."""
    yield from _titled(finding, width)
    yield from _where(finding, review, width)
    margin = " " * (gutter(finding.location) + 1)
    yield from _paragraph(margin, "", finding.message, width)
    yield from _path(margin, finding.path)
    if reasons:
        yield from _paragraph(margin, "why", finding.why, width)
    yield from _paragraph(margin, "law", "; ".join(finding.basis), width)
    for fact in finding.facts:
        yield from _paragraph(margin, "fact", _fact(fact), width)
    if finding.capped_by:
        yield from _paragraph(margin, "capped", f"at medium, not verified: {finding.capped_by}", width)
    if finding.aged:
        yield from _paragraph(margin, "aged", finding.aged, width)
    for other in finding.also:
        yield from _paragraph(margin, "also", _also(other), width)
    yield from _ways_out(margin, finding, width)


def short_finding(finding: Finding, review: Review, width: int) -> Iterator[Line]:
    """Title, place, what is wrong and the first way out."""
    yield from _titled(finding, width)
    yield from _where(finding, review, width)
    margin = " " * (gutter(finding.location) + 1)
    yield from _paragraph(margin, "", finding.message, width)
    if finding.aged:
        yield from _paragraph(margin, "aged", finding.aged, width)
    for other in finding.also:
        yield from _paragraph(margin, "also", _also(other), width)
    for remedy in finding.remedies[:1]:
        yield from _paragraph(margin, "fix", remedy, width)


def note(finding: Finding) -> Line:
    """One line for what needs no act today."""
    where = f"{finding.location}: " if finding.location else ""
    return ((Tone.FAINT, f"  {where}"), (Tone.PLAIN, f"{finding.rule} {finding.title}"))


def terse_finding(finding: Finding) -> Line:
    """`file:line:column: severity[RULE name] title`, for editors and pipes."""
    where = f"{finding.location}: " if finding.location else ""
    return ((Tone.PLAIN, where), *headline(finding))


def headline(finding: Finding) -> Line:
    """Severity, rule and title."""
    return ((_TONES[finding.severity], _head(finding)), (Tone.STRONG, f": {finding.title}"))


def _titled(finding: Finding, width: int) -> Iterator[Line]:
    """The headline; what does not fit goes on below it."""
    head = _head(finding)
    first, *rest = wrapped(finding.title, max(30, width - columns(head) - 2))
    yield ((_TONES[finding.severity], head), (Tone.STRONG, f": {first}"))
    for piece in wrapped(" ".join(rest), width - 4) if rest else ():
        yield ((Tone.STRONG, f"    {piece}"),)


def _head(finding: Finding) -> str:
    return f"{finding.severity}[{finding.rule} {finding.name}]"


def _where(finding: Finding, review: Review, width: int) -> Iterator[Line]:
    location = finding.location
    if location:
        source = review.snippets.get((location.file, location.line))
        yield arrow(location)
        yield from snippet(location, source, _TONES[finding.severity], _label(finding.outcome), width)
        yield ((Tone.FRAME, " " * gutter(location) + " |"),)


def _label(outcome: Outcome) -> str:
    return "not stated" if outcome is Outcome.UNKNOWN else outcome.value


def _paragraph(margin: str, label: str, text: str, width: int) -> Iterator[Line]:
    """`= label: text`, wrapped under its own beginning."""
    head = f"{label}: " if label else ""
    tone = Tone.GOOD if label == "fix" else Tone.STRONG
    indent = margin + "= "
    for number, piece in enumerate(wrapped(text, max(30, width - len(indent) - len(head)))):
        if number == 0:
            yield ((Tone.FRAME, indent), (tone, head), (Tone.PLAIN, piece))
        else:
            yield ((Tone.PLAIN, " " * (len(indent) + len(head)) + piece),)


def _path(margin: str, hops: tuple[Hop, ...]) -> Iterator[Line]:
    room = max((columns(_node(hop)) for hop in hops), default=0)
    for number, hop in enumerate(hops):
        place = f" ({hop.location})" if hop.location else ""
        said = (Tone.PLAIN, f"{padded(_node(hop), room)}  {hop.caption}"), (Tone.FAINT, place)
        if number == 0:
            yield (Tone.FRAME, margin + "= "), (Tone.STRONG, "path:    "), *said
        else:
            yield (Tone.FRAME, margin + " " * 8 + "-> "), *said


def _node(hop: Hop) -> str:
    return hop.component or hop.party


def _fact(fact: Ground) -> str:
    said = ", ".join(filter(None, (_ORIGINS[fact.origin], fact.as_of, _level(fact))))
    place = str(fact.location) if fact.location else ""
    source = " ".join(filter(None, (fact.source, place)))
    return f"{fact.text} ({said}{': ' if source else ''}{source})"


def _level(fact: Ground) -> str:
    if fact.origin is Origin.DECLARED or fact.level is Level.VERIFIED:
        return ""
    return "partly verified" if fact.level is Level.PARTLY else "not verified"


def _also(other: Also) -> str:
    weight = "info" if other.outcome is Outcome.INFO else f"{other.outcome} {other.severity}"
    return f"{other.rule} {other.name}, {weight}: {other.message}"


def _ways_out(margin: str, finding: Finding, width: int) -> Iterator[Line]:
    if finding.owner:
        yield from _paragraph(margin, "owner", finding.owner, width)
    for proof in finding.silenced_by:
        yield from _paragraph(margin, "silenced by", proof, width)
    for remedy in finding.remedies:
        yield from _paragraph(margin, "fix", remedy, width)
