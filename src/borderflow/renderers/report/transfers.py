"""Section 3: the transfers against the six steps of EDPB Recommendations 01/2020."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from borderflow.language import say, to_say
from borderflow.language.forms import listed
from borderflow.model.findings import Finding, Question
from borderflow.model.report import PartyView, Step, TransferView
from borderflow.model.whereabouts import is_place_open
from borderflow.renderers.diagram.network import is_foreign
from borderflow.renderers.report.article30 import places_outside
from borderflow.renderers.report.names import Chip, Names
from borderflow.renderers.report.words import NONE, not_declared, ranged, sentence

STEPS = (
    to_say("1. Know the transfer"),
    to_say("2. Identify the tool"),
    to_say("3. Assess law and practice"),
    to_say("4. Supplementary measures"),
    to_say("5. Formal steps"),
    to_say("6. Re-evaluate"),
)
COLUMNS = 3
"""Transfers side by side in one table."""

_STATES = {
    to_say("on record"): "good",
    to_say("presumed"): "ask",
    to_say("not on record"): "bad",
    to_say("open"): "ask",
    to_say("not required"): "",
}


class StepCell(Struct, frozen=True):
    """One cell of the six-step table."""

    state: str
    text: str
    tone: str


class TransferColumn(Struct, frozen=True):
    """One transfer: who sends, who receives, what it rests on."""

    id: str
    exporter: str
    importer: str
    chip: Chip
    countries: str
    data: str
    flows: str
    tool: str
    status: str
    kind: str
    cells: tuple[StepCell, ...]


class Way(Struct, frozen=True):
    """A change that closes findings about transfers."""

    letter: str
    change: str
    closes: str
    transfers: str
    remains: str
    """The other findings about those transfers, which this change leaves."""


class Transfers(Struct, frozen=True):
    """Section 3."""

    columns: tuple[TransferColumn, ...]
    tables: tuple[tuple[TransferColumn, ...], ...]
    ways: tuple[Way, ...]
    foreign: tuple[str, ...]
    """Recipients under foreign control that are in no transfer."""
    abroad: str
    """Countries outside the EEA where recipients that are established in it process; empty with transfers."""
    open: bool
    """No transfer is known, but a place or a party is not."""


def prepare_transfers(names: Names) -> Transfers:
    columns = tuple(_column(item, names) for item in names.review.transfers)
    tables = tuple(tuple(columns[start : start + COLUMNS]) for start in range(0, len(columns), COLUMNS))
    abroad = "" if columns else places_outside(names)
    is_open = not columns and is_place_open(names.review)
    return Transfers(columns, tables, _ways(names), _foreign(names), abroad, is_open)


def _column(item: TransferView, names: Names) -> TransferColumn:
    missing = Step("open", say("No fact on record"))
    steps = item.steps + (missing,) * (len(STEPS) - len(item.steps))
    numbers = sorted(names.flows[flow].number for flow in item.flows if flow in names.flows)
    return TransferColumn(
        id=item.id,
        exporter=names.party(item.exporter),
        importer=item.importer_name or names.party(item.importer),
        chip=names.chip(item.countries),
        countries=names.countries(item.countries),
        data=", ".join(map(names.datum, item.data)) or not_declared(),
        flows=", ".join(map(str, numbers)) or say(NONE),
        tool=item.tool or say("Not on record"),
        status=_tone(item),
        kind=_kind(item),
        cells=tuple(
            StepCell(sentence(say(step.state)), step.text, _STATES.get(step.state, "ask")) for step in steps
        ),
    )


def _tone(item: TransferView) -> str:
    """Only what is on record is good; what is presumed, out of date or merely encrypted is to ask."""
    if item.status == "covered":
        return "good" if item.tool_state == "on record" else "ask"
    return "bad" if item.status == "uncovered" else "ask"


def _kind(item: TransferView) -> str:
    kind = say("onward, by the processor") if item.onward else say("by the controller")
    return say("{kind}, by remote access", kind=kind) if item.remote else kind


def _ways(names: Names) -> tuple[Way, ...]:
    """Answers and remedies that touch a transfer without a tool, each once, with what it closes."""
    about = {item.id: _closing(item, names) for item in names.review.transfers if item.status != "covered"}
    closing: dict[str, tuple[set[str], set[str]]] = {}
    for transfer, open_points in about.items():
        for id, ways in open_points.items():
            for way in ways:
                ids, transfers = closing.setdefault(way, (set(), set()))
                ids.add(id)
                transfers.add(transfer)
    ranked = sorted(closing.items(), key=lambda entry: min(map(_place, entry[1][0])))[:8]
    return tuple(
        Way(
            chr(ord("A") + place),
            way,
            _told(ids),
            ranged(transfers),
            _told({id for transfer in transfers for id in about[transfer]} - ids) or say(NONE),
        )
        for place, (way, (ids, transfers)) in enumerate(ranked)
    )


def _closing(item: TransferView, names: Names) -> dict[str, tuple[str, ...]]:
    """What is open about a transfer, by its number: questions and findings, with what closes each."""
    answers = {id: (say("Answer: {asks}", asks=one.asks),) for id, one in asked_about(item, names)}
    return answers | {id: one.remedies[:2] for id, one in names.findings if concerns(one, item)}


def asked_about(item: TransferView, names: Names) -> list[tuple[str, Question]]:
    """The questions of transfer rules about its importer: a finding may be closed and they still stand."""
    importer = item.importer.partition("/")[0]
    return [
        (id, question)
        for id, question in names.questions
        if question.rule.startswith("TRF") and importer in question.subject.split(", ")
    ]


def _place(id: str) -> tuple[bool, int]:
    """Questions first: without the answer nobody knows whether a tool is owed."""
    return not id.startswith("Q"), int(id[1:])


def _told(ids: Iterable[str]) -> str:
    """`Q1, F3–F5`."""
    found = tuple(ids)
    return ", ".join(filter(None, (ranged(id for id in found if id[0] == kind) for kind in "QF")))


def concerns(finding: Finding, item: TransferView) -> bool:
    """Whether a finding is about the parties of a transfer, or a transfer rule about its flows."""
    parties = {item.exporter, item.importer} & set(finding.parties)
    return bool(parties) or (finding.rule.startswith("TRF") and bool(set(finding.flows) & set(item.flows)))


def _foreign(names: Names) -> tuple[str, ...]:
    """Recipients whose components are in the EEA and under foreign law, and that no transfer names."""
    moved = {id for item in names.review.transfers for id in item.components}
    notes = []
    for party in names.review.parties:
        parts = [
            names.components[id] for id in party.components if id in names.components and id not in moved
        ]
        exposed = [part for part in parts if is_foreign(part, names.review)]
        if exposed:
            notes.append(_note(party, [part.label or part.id for part in exposed], names))
    return tuple(notes)


def _note(party: PartyView, parts: list[str], names: Names) -> str:
    parent = party.parent or party.name
    place = names.country(party.parent_country) if party.parent_country else names.countries(party.control)
    return say(": ").join((f"{listed(parts)} ({party.name})", f"{parent}, {place}"))
