"""Section 4: blockers in full, the other findings in a table, each with its path, line and proof."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say, to_say
from borderflow.language.forms import day, day_text, quoted
from borderflow.model.catalog import Zone
from borderflow.model.findings import Finding, Hop, Outcome, Status
from borderflow.model.knowledge import Ground
from borderflow.model.location import Location
from borderflow.renderers.report.citations import basis_text
from borderflow.renderers.report.names import Chip, Names
from borderflow.renderers.report.words import (
    NONE,
    NOT_APPLICABLE,
    not_declared,
    weight_of,
)

_WIDEST = 92
"""Letters of a source line that fit on the page."""


class Step(Struct, frozen=True):
    """One station of the witness path."""

    label: str
    caption: str
    chip: Chip
    where: str
    party: bool
    border: bool
    """The EEA border lies before this station."""


class SourceLine(Struct, frozen=True):
    """A line of the manifest, with carets under what is meant."""

    number: int
    text: str
    caret: str = ""


class FindingView(Struct, frozen=True):
    """A finding with everything that its card or row shows; no field is empty."""

    id: str
    weight: str
    finding: Finding
    outcome: str
    basis: str
    flows: str
    transfers: str
    data: str
    owner: str
    due: str
    where: str
    path: tuple[Step, ...]
    lines: tuple[SourceLine, ...]
    remedies: tuple[str, ...]
    proof: tuple[str, ...]
    accepted: bool
    rule_title: str
    """What the rule is called, whatever it speaks of."""

    @property
    def note(self) -> str:
        """What stands beside the carets."""
        return self.finding.name


OUTCOMES = {
    Outcome.VIOLATION: to_say("Stated in the manifest"),
    Outcome.RISK: to_say("To be assessed"),
    Outcome.GAP: to_say("Not on record"),
    Outcome.UNKNOWN: to_say("Open question"),
    Outcome.INFO: to_say("For information"),
}


def prepare_findings(names: Names) -> tuple[FindingView, ...]:
    return tuple(_finding(id, finding, names) for id, finding in names.findings)


def place(location: Location | None) -> str:
    if location is None:
        return say(NOT_APPLICABLE)
    return say("{file}, line {line}", file=location.file, line=location.line)


def ground_source(ground: Ground) -> str:
    """Where a fact comes from, with its date."""
    if ground.source:
        source = ground.source if "://" in ground.source else quoted(ground.source)
        return source + (f" ({day_text(ground.as_of)})" if ground.as_of else "")
    return place(ground.location) if ground.location else say("No source named")


def _finding(id: str, finding: Finding, names: Names) -> FindingView:
    flows = [names.flows[flow] for flow in finding.flows if flow in names.flows]
    note = names.review.rule_notes.get(finding.rule)
    return FindingView(
        id=id,
        weight=weight_of(finding),
        finding=finding,
        outcome=say(OUTCOMES[finding.outcome]),
        basis=basis_text(finding.basis) or say(NONE),
        flows=", ".join(str(flow.number) for flow in sorted(flows, key=lambda flow: flow.number))
        or say(NONE),
        transfers=", ".join(sorted({flow.transfer for flow in flows if flow.transfer})) or say(NONE),
        data=", ".join(dict.fromkeys(map(names.datum, finding.data))) or say(NONE),
        owner=finding.owner or not_declared(),
        due=_due(finding, names),
        where=place(finding.location),
        path=_path(finding.path, names),
        lines=_lines(finding.location, names),
        remedies=finding.remedies or (not_declared(),),
        proof=finding.silenced_by or (not_declared(),),
        accepted=finding.status is not Status.OPEN,
        rule_title=note.title if note else finding.title,
    )


def _due(finding: Finding, names: Names) -> str:
    """A blocker is due before go-live, an accepted risk when that ends; the rest is for people to agree."""
    if finding.blocking:
        return say("before go-live")
    for risk in names.review.accepted:
        end = risk.acceptance.until or risk.acceptance.cure
        if end and finding.status is Status.ACCEPTED and finding.fingerprint in risk.fingerprints:
            return say("by {day}", day=day(end))
    return say("none needed") if weight_of(finding) == "note" else say("to agree")


def _path(hops: tuple[Hop, ...], names: Names) -> tuple[Step, ...]:
    steps, before = list[Step](), Zone.EEA
    for hop in hops:
        here = names.components[hop.component].zone if hop.component in names.components else before
        border = bool(steps) and before is Zone.EEA and here is not Zone.EEA
        steps.append(_step(hop, names, border=border))
        before = here
    return tuple(steps)


def _step(hop: Hop, names: Names, *, border: bool) -> Step:
    where = say("line {line}", line=hop.location.line) if hop.location else say("provider facts")
    if hop.component in names.components:
        item = names.components[hop.component]
        chip = names.chip(item.countries, item.zone)
        return Step(item.label or item.id, hop.caption, chip, where, party=False, border=border)
    party = names.parties.get(hop.party)
    law = (party.control or (party.country,)) if party else ()
    chip = names.chip(tuple(code for code in law if code))
    label = names.party(hop.party) if hop.party else names.component(hop.component)
    return Step(label, hop.caption, chip, where, party=True, border=border)


def _lines(location: Location | None, names: Names) -> tuple[SourceLine, ...]:
    """The line with one before and one after, as far as the review holds them."""
    if location is None:
        return ()
    texts = {number: names.review.snippets.get((location.file, number)) for number in _around(location.line)}
    start = _start(texts.get(location.line) or "", location.column)
    if start:  # its neighbours, cut at the same letter, would tell nothing
        texts = {location.line: texts[location.line]}
    return tuple(
        SourceLine(
            number, _clip(text, start), _caret(location, text, start) if number == location.line else ""
        )
        for number, text in texts.items()
        if text is not None
    )


def _around(line: int) -> range:
    return range(max(line - 1, 1), line + 2)


def _start(text: str, column: int) -> int:
    """How many letters are left out at the beginning so that the place stays on the page."""
    if len(text) <= _WIDEST:
        return 0
    start = max(0, min(column - 30, len(text) - _WIDEST))
    return max(start, text.find(" ", start, column - 1)) if start else 0


def _clip(text: str, start: int) -> str:
    shown = text.expandtabs(1)[start : start + _WIDEST]
    return ("…" + shown[1:] if start else shown) + ("…" if len(text) > start + _WIDEST else "")


def _caret(location: Location, text: str, start: int) -> str:
    end = min(location.end_column or location.column + 1, len(text) + 1, start + _WIDEST)
    return " " * (location.column - 1 - start) + "^" * max(end - location.column, 1)
