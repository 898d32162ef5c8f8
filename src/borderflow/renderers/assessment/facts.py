"""What is known for each of the six steps, with the source of every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borderflow.language.forms import listed
from borderflow.model.architecture import Component
from borderflow.model.catalog import AccessLaw, Jurisdiction
from borderflow.model.knowledge import Ground, Level, Origin
from borderflow.model.records import Answer
from borderflow.model.report import Step, TransferView
from borderflow.renderers.report.evidence import LEVELS
from borderflow.renderers.report.findings import ground_source, place
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.record import carried
from borderflow.renderers.report.words import NOT_DECLARED, phrase, sentence

_MOST = 12
"""Flows that are told one by one; the report has them all."""
_ORIGINS = {
    Origin.DECLARED: "On record",
    Origin.PRESUMED: "Presumed",
    Origin.CATALOG: "Published",
    Origin.RESOLVED: "On record",
    Origin.INFERRED: "Inferred",
}
_ANSWERS = {Answer.YES: "On record", Answer.NO: "Declared: none", Answer.UNKNOWN: "Open"}
_REVIEW = "This review"
_MANIFEST = "Manifest"
_CATALOG = "Provider facts of the catalogue"


@dataclass(frozen=True, slots=True)
class Line:
    """A fact: what about, what is known, how well, and from where. No field is empty."""

    label: str
    text: str
    state: str
    source: str


def lines_of(
    transfer: TransferView, names: Names, jurisdictions: Sequence[Jurisdiction]
) -> tuple[tuple[Line, ...], ...]:
    """The facts of each step, in order."""
    steps = (*transfer.steps, *(Step("open", "No fact on record"),) * 6)[:6]
    found = (
        _knowing(transfer, names),
        _tool(transfer, jurisdictions),
        _law(jurisdictions),
        _measures(transfer, names),
        (),
        _watch(jurisdictions, names),
    )
    return tuple(
        (_step(step), *lines) for step, lines in zip(steps, (tuple(lines) for lines in found), strict=True)
    )


def _step(step: Step) -> Line:
    return Line("Result of the review", sentence(step.text), step.state.capitalize(), _REVIEW)


def _knowing(transfer: TransferView, names: Names) -> Iterator[Line]:
    party = names.parties.get(transfer.importer.partition("/")[0])
    declared = "\n".join(one.path for one in names.review.inputs) or _MANIFEST
    yield Line("Exporter", names.party(transfer.exporter), "On record", declared)
    yield Line(
        "Importer",
        transfer.importer_name or transfer.importer,
        "On record",
        place(party.location) if party else declared,
    )
    if party and party.parent:
        owner = ", ".join(filter(None, (party.parent, names.country(party.parent_country))))
        yield Line("Parent of the importer", owner, "Published", _CATALOG)
    yield Line("Kind of transfer", sentence(_kind(transfer)), "On record", _REVIEW)
    yield from _grounds(transfer, ("third_country",))
    for id_ in transfer.data:
        yield Line("Data", _datum(id_, names), "On record", declared)
    for id_ in transfer.components:
        yield Line("Component", _component(id_, names), "On record", _where(names, id_))
    yield from _flows(transfer, names)


def _kind(transfer: TransferView) -> str:
    kind = "onward transfer by the processor" if transfer.onward else "transfer by the controller"
    return f"{kind}, by remote access to data that stay in the EEA" if transfer.remote else kind


def _datum(id_: str, names: Names) -> str:
    datum = next((one for one in names.review.data if one.id == id_), None)
    if datum is None:
        return id_
    categories = listed([phrase(word) for word in datum.categories]) or NOT_DECLARED.lower()
    subjects = listed([phrase(word) for word in datum.subjects]) or NOT_DECLARED.lower()
    marks = f" ({listed([phrase(word) for word in datum.marks])})" if datum.marks else ""
    return f"{datum.label or id_}: {categories}{marks}; data subjects: {subjects}"


def _component(id_: str, names: Names) -> str:
    view = names.components.get(id_)
    if view is None:
        return id_
    return f"{view.label or id_}, run by {view.operator_name}, {view.place or NOT_DECLARED.lower()}"


def _where(names: Names, id_: str) -> str:
    part = names.review.architecture.components.get(id_)
    return place(names.review.architecture.locate(part.path)) if part else _MANIFEST


def _flows(transfer: TransferView, names: Names) -> Iterator[Line]:
    flows = sorted(
        (names.flows[id_] for id_ in transfer.flows if id_ in names.flows), key=lambda one: one.number
    )
    for flow in flows[:_MOST]:
        way = (
            f"{names.component(flow.source)} → {names.component(flow.target)}: {carried(flow.carries, names)}"
        )
        source = f"{flow.file}, line {flow.line}" if flow.file else _MANIFEST
        yield Line(f"Flow {flow.number}", way, "On record", source)
    if len(flows) > _MOST:
        yield Line(
            "Further flows", f"{len(flows) - _MOST} more, in section 2 of the report", "On record", _REVIEW
        )


def _tool(transfer: TransferView, jurisdictions: Sequence[Jurisdiction]) -> Iterator[Line]:
    state = {"covered": "On record", "uncovered": "Not on record"}.get(transfer.status, "Open")
    if transfer.tool.endswith("(presumed)"):
        state = "Presumed"
    yield Line("Tool or ground", sentence(transfer.tool) or NOT_DECLARED, state, _REVIEW)
    yield from _grounds(transfer, ("tool", "dpf"))
    for one in jurisdictions:
        if one.instrument:
            yield Line(f"Adequacy, {one.name}", one.instrument, "Published", _dated(one))
        if one.conditions:
            yield Line("Conditions of the decision", _told(one.conditions), "Open", _dated(one))


def _law(jurisdictions: Sequence[Jurisdiction]) -> Iterator[Line]:
    for one in jurisdictions:
        for law in one.laws:
            yield Line(
                f"Access law, {one.name}", _law_text(law), LEVELS[law.level], law.source or NOT_DECLARED
            )
        if one.problematic:
            yield Line(
                "Practice", "Problematic access by authorities is documented", "Published", _dated(one)
            )
        if not one.laws:
            yield Line(
                f"Access law, {one.name}",
                "The catalogue holds none, which does not mean there is none",
                "Open",
                _dated(one),
            )


def _law_text(law: AccessLaw) -> str:
    reach = "; it reaches providers wherever the data lie" if law.reaches_abroad else ""
    citation = f" ({law.citation})" if law.citation and law.citation != law.name else ""
    return f"{law.name}{citation}{reach}"


def _measures(transfer: TransferView, names: Names) -> Iterator[Line]:
    """What is declared to protect the components and the flows; silence is an open point, and no measure."""
    architecture = names.review.architecture
    for id_ in transfer.components:
        part = architecture.components.get(id_)
        if part is not None:
            yield from _protection(part, names)
    flows = [one for one in architecture.flows if one.id in transfer.flows]
    in_transit = sum(one.protection.transport is Answer.YES for one in flows)
    if flows:
        state = "On record" if in_transit == len(flows) else "Open"
        yield Line(
            "Encryption in transit", f"declared on {in_transit} of {len(flows)} flows", state, _MANIFEST
        )
    if any(one.pseudonymised for one in flows):
        yield Line("Pseudonymisation", "declared on the way to the importer", "On record", _MANIFEST)


def _protection(part: Component, names: Names) -> Iterator[Line]:
    protection, source = part.safeguards.protection, place(names.review.architecture.locate(part.path))
    label = part.label or part.id
    for name, answer in (("at rest", protection.at_rest), ("before sending", protection.client_side)):
        state = _ANSWERS.get(answer, NOT_DECLARED)
        said = {Answer.YES: "declared", Answer.NO: "declared to be missing"}.get(answer, NOT_DECLARED.lower())
        yield Line(f"Encryption {name}, {label}", sentence(said), state, source)


def _watch(jurisdictions: Sequence[Jurisdiction], names: Names) -> Iterator[Line]:
    for one in jurisdictions:
        if one.fragility:
            yield Line(f"To watch, {one.name}", _told(one.fragility), "Published", _dated(one))
    go_live = names.review.architecture.review.go_live
    yield Line(
        "Planned go-live", go_live or NOT_DECLARED, "On record" if go_live else NOT_DECLARED, _MANIFEST
    )


def _told(sentences: Sequence[str]) -> str:
    return "; ".join(map(sentence, sentences))


def _grounds(transfer: TransferView, facts: Sequence[str]) -> Iterator[Line]:
    for name in facts:
        if ground := transfer.grounds.get(name):
            yield Line("Fact", sentence(ground.text), _standing(ground), _source(ground))


def _source(ground: Ground) -> str:
    is_ours = ground.origin in (Origin.CATALOG, Origin.PRESUMED) and not ground.source
    return _CATALOG if is_ours else ground_source(ground)


def _standing(ground: Ground) -> str:
    unverified = ground.origin is Origin.CATALOG and ground.level is Level.UNVERIFIED
    return LEVELS[ground.level] if unverified else _ORIGINS[ground.origin]


def _dated(one: Jurisdiction) -> str:
    return ", ".join(filter(None, (one.source, one.as_of))) or NOT_DECLARED
