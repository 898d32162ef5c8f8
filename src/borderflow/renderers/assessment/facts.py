"""What is known for each of the six steps, with the source of every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from borderflow.language import say, to_say
from borderflow.language.forms import country_name, day_text, in_turn, listed, told
from borderflow.model.architecture import Component
from borderflow.model.catalog import AccessLaw, Jurisdiction
from borderflow.model.knowledge import Ground, Level, Origin
from borderflow.model.location import Location
from borderflow.model.records import Answer
from borderflow.model.report import Step, TransferView
from borderflow.renderers.report.evidence import LEVELS
from borderflow.renderers.report.findings import ground_source, place
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.record import carried
from borderflow.renderers.report.words import NOT_DECLARED, mid_sentence, not_declared, phrase, sentence

_MOST = 12
"""Flows that are told one by one; the report has them all."""
_RECORDED = to_say("On record")
_PRESUMED = to_say("Presumed")
_PUBLISHED = to_say("Published")
_MISSING = to_say("Not on record")
_OPEN = to_say("Open")
_STATES = {"on record": _RECORDED, "presumed": _PRESUMED, "not on record": _MISSING}
_INFERRED = to_say("Inferred")
_ORIGINS = {
    Origin.DECLARED: _RECORDED,
    Origin.PRESUMED: _PRESUMED,
    Origin.CATALOG: _PUBLISHED,
    Origin.RESOLVED: _RECORDED,
    Origin.INFERRED: _INFERRED,
}
_ANSWERS = {Answer.YES: _RECORDED, Answer.NO: to_say("Declared: none"), Answer.UNKNOWN: _OPEN}
_REVIEW = to_say("This review")
_MANIFEST = to_say("Manifest")
_CATALOG = to_say("Provider facts of the catalogue")


class Line(Struct, frozen=True):
    """A fact: what about, what is known, how well, and from where. No field is empty."""

    label: str
    text: str
    state: str
    source: str


def lines_of(
    transfer: TransferView,
    names: Names,
    jurisdictions: Sequence[Jurisdiction],
    reaching: Sequence[Jurisdiction] = (),
) -> tuple[tuple[Line, ...], ...]:
    """The facts of each step, in order. Reaching are further countries whose law the importer is under."""
    steps = (*transfer.steps, *(Step("open", say("No fact on record")),) * 6)[:6]
    found = (
        _knowing(transfer, names),
        _tool(transfer, jurisdictions),
        _law((*jurisdictions, *reaching)),
        _measures(transfer, names),
        (),
        _watch(jurisdictions, names),
    )
    return tuple(
        (_step(step), *lines) for step, lines in zip(steps, (tuple(lines) for lines in found), strict=True)
    )


def _line(label: str, text: str, state: str, source: str) -> Line:
    """States and our own sources are said here; paths and addresses are as they are."""
    return Line(label, text, say(state), say(source))


def _step(step: Step) -> Line:
    return _line(say("Result of the review"), sentence(step.text), sentence(say(step.state)), _REVIEW)


def _knowing(transfer: TransferView, names: Names) -> Iterator[Line]:
    party = names.parties.get(transfer.importer.partition("/")[0])
    declared = "\n".join(one.path for one in names.review.inputs) or _MANIFEST
    yield _exporter(transfer, names, declared)
    yield _importer(transfer, place(party.location) if party else declared)
    if party and party.parent:
        owner = ", ".join(filter(None, (party.parent, names.country(party.parent_country))))
        stated = names.review.architecture.parties.get(party.id)
        is_stated = stated is not None and bool(stated.parent_name or stated.parent_country)
        standing, source = (_RECORDED, declared) if is_stated else (_PUBLISHED, _CATALOG)
        yield _line(say("Parent of the importer"), owner, standing, source)
    yield _line(say("Kind of transfer"), _kind(transfer), _INFERRED, _REVIEW)
    yield from _grounds(transfer, ("third_country",))
    for id_ in transfer.data:
        yield _line(say("Data"), _datum(id_, names), _RECORDED, declared)
    for id_ in transfer.components:
        yield _line(say("Component"), _component(id_, names), *_placed(id_, names))
    yield from _flows(transfer, names)


def _exporter(transfer: TransferView, names: Names, declared: str) -> Line:
    """The manifest names the controller; the entity that a processor exports by may be the catalogue's."""
    party = names.review.architecture.parties.get(transfer.exporter_id)
    is_stated = transfer.exporter_id == "controller" or bool(party and party.entity)
    standing, source = (_RECORDED, declared) if is_stated else (_PUBLISHED, _CATALOG)
    return _line(say("Exporter"), names.party(transfer.exporter), standing, source)


def _importer(transfer: TransferView, declared: str) -> Line:
    """Who it is rests on what says where it is established."""
    ground = transfer.grounds.get("third_country")
    standing, source = (_standing(ground), _source(ground)) if ground else (_RECORDED, declared)
    return _line(say("Importer"), transfer.importer_name or transfer.importer, standing, source)


def _kind(transfer: TransferView) -> str:
    if transfer.remote:
        return (
            say("Onward transfer by the processor, by remote access")
            if transfer.onward
            else say("Transfer by the controller, by remote access")
        )
    return say("Onward transfer by the processor") if transfer.onward else say("Transfer by the controller")


def _datum(id_: str, names: Names) -> str:
    datum = next((one for one in names.review.data if one.id == id_), None)
    if datum is None:
        return id_
    marks = f" ({_phrases(datum.marks)})" if datum.marks else ""
    return say(
        "{data}: {categories}; data subjects: {subjects}",
        data=datum.label or id_,
        categories=_phrases(datum.categories) + marks,
        subjects=_phrases(datum.subjects),
    )


def _phrases(words: Sequence[str]) -> str:
    return listed([phrase(word) for word in words]) or mid_sentence(not_declared())


def _component(id_: str, names: Names) -> str:
    view = names.components.get(id_)
    if view is None:
        return id_
    return say(
        "{component}, run by {operator}, {place}",
        component=view.label or id_,
        operator=view.operator_name,
        place=view.place or mid_sentence(not_declared()),
    )


def _placed(id_: str, names: Names) -> tuple[str, str]:
    """State and source of a place: declared, else the provider's default, else open."""
    part, view = names.review.architecture.components.get(id_), names.components.get(id_)
    host = part.host if part else None
    if host and (host.countries or host.region or host.deployment):
        return _RECORDED, _where(names, id_)
    return (_PUBLISHED, _CATALOG) if view and view.countries else (_OPEN, _where(names, id_))


def _where(names: Names, id_: str) -> str:
    part = names.review.architecture.components.get(id_)
    return place(names.review.architecture.locate(part.path)) if part else _MANIFEST


def _flows(transfer: TransferView, names: Names) -> Iterator[Line]:
    known = (names.flows[id_] for id_ in transfer.flows if id_ in names.flows)
    flows = sorted(known, key=lambda one: one.number)
    for flow in flows[:_MOST]:
        way = f"{names.component(flow.source)} → {names.component(flow.target)}"
        source = place(Location(flow.file, flow.line)) if flow.file else _MANIFEST
        sent = say("{name}: {said}", name=way, said=carried(flow.carries, names))
        yield _line(say("Flow {number}", number=flow.number), sent, _RECORDED, source)
    if len(flows) > _MOST:
        more = say("{number} more, in section 2 of the report", number=len(flows) - _MOST)
        yield _line(say("Further flows"), more, _RECORDED, _REVIEW)


def _tool(transfer: TransferView, jurisdictions: Sequence[Jurisdiction]) -> Iterator[Line]:
    tool = sentence(transfer.tool) or not_declared()
    yield _line(say("Tool or ground"), tool, _STATES.get(transfer.tool_state, _OPEN), _REVIEW)
    yield from _grounds(transfer, ("tool", "dpf"))
    is_settled = [step.state for step in transfer.steps[4:5]] == ["not required"]
    conditions = _RECORDED if is_settled else _OPEN
    for one in jurisdictions:
        if one.instrument:
            label = say("Adequacy, {country}", country=_name(one))
            yield _line(label, told(one.instrument), _PUBLISHED, _dated(one))
        if one.conditions:
            yield _line(say("Conditions of the decision"), _told(one.conditions), conditions, _dated(one))


def _law(jurisdictions: Sequence[Jurisdiction]) -> Iterator[Line]:
    for one in jurisdictions:
        label = say("Access law, {country}", country=_name(one))
        for law in one.laws:
            yield _line(label, _law_text(law), LEVELS[law.level], law.source or not_declared())
        if one.problematic:
            documented = say("Problematic access by authorities is documented")
            yield _line(say("Practice"), documented, _PUBLISHED, _dated(one))
        if not one.laws:
            none = say("The catalogue holds none, which does not mean there is none")
            yield _line(label, none, _OPEN, _dated(one))


def _law_text(law: AccessLaw) -> str:
    citation = f" ({law.citation})" if law.citation and law.citation != law.name else ""
    if law.reaches_abroad:
        return say("{law}; it reaches providers wherever the data lie", law=f"{law.name}{citation}")
    return f"{law.name}{citation}"


def _measures(transfer: TransferView, names: Names) -> Iterator[Line]:
    """What is declared to protect the components and the flows; silence is an open point, and no measure."""
    architecture = names.review.architecture
    for id_ in transfer.components:
        part = architecture.components.get(id_)
        if part is not None:
            yield from _protection(part, names)
    flows = [one for one in architecture.flows if one.id in transfer.flows]
    number = sum(one.protection.transport is Answer.YES for one in flows)
    if flows:
        said = say("Declared on {number} of {all} flows", number=number, all=len(flows))
        state = _RECORDED if number == len(flows) else _OPEN
        yield _line(say("Encryption in transit"), said, state, _MANIFEST)
    if any(one.pseudonymised for one in flows):
        said = say("Declared on the way to the importer")
        yield _line(say("Pseudonymisation"), said, _RECORDED, _MANIFEST)


def _protection(part: Component, names: Names) -> Iterator[Line]:
    protection, source = part.safeguards.protection, place(names.review.architecture.locate(part.path))
    component = part.label or part.id
    at_rest = say("Encryption at rest, {component}", component=component)
    before = say("Encryption before sending, {component}", component=component)
    for label, answer in ((at_rest, protection.at_rest), (before, protection.client_side)):
        yield _line(label, _declared(answer), _ANSWERS.get(answer, NOT_DECLARED), source)


def _declared(answer: Answer) -> str:
    if answer is Answer.YES:
        return say("Declared")
    return say("Declared to be missing") if answer is Answer.NO else not_declared()


def _watch(jurisdictions: Sequence[Jurisdiction], names: Names) -> Iterator[Line]:
    for one in jurisdictions:
        if one.fragility:
            label = say("To watch, {country}", country=_name(one))
            yield _line(label, _told(one.fragility), _PUBLISHED, _dated(one))
    go_live = names.review.architecture.review.go_live
    said = day_text(go_live) if go_live else not_declared()
    yield _line(say("Planned go-live"), said, _RECORDED if go_live else NOT_DECLARED, _MANIFEST)


def _name(one: Jurisdiction) -> str:
    return country_name(one.code, one.name)


def _told(sentences: Sequence[str]) -> str:
    return in_turn(sentence(told(one)) for one in sentences)


def _grounds(transfer: TransferView, facts: Sequence[str]) -> Iterator[Line]:
    for name in facts:
        if ground := transfer.grounds.get(name):
            yield _line(say("Fact"), sentence(ground.text), _standing(ground), _source(ground))


def _source(ground: Ground) -> str:
    is_ours = ground.origin in (Origin.CATALOG, Origin.PRESUMED) and not ground.source
    return _CATALOG if is_ours else ground_source(ground)


def _standing(ground: Ground) -> str:
    unverified = ground.origin is Origin.CATALOG and ground.level is Level.UNVERIFIED
    return LEVELS[ground.level] if unverified else _ORIGINS[ground.origin]


def _dated(one: Jurisdiction) -> str:
    return ", ".join(filter(None, (one.source, day_text(one.as_of)))) or not_declared()
