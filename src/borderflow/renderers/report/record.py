"""Section 2: the record of processing, the recipients, and every flow of personal data."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say
from borderflow.language.forms import and_more, day, day_text, in_turn, listed
from borderflow.model.catalog import Zone
from borderflow.model.records import Answer, Standing
from borderflow.model.report import DataForm, FlowView, PartyView, TransferView
from borderflow.model.whereabouts import is_place_open
from borderflow.renderers.report.article30 import (
    Field,
    controller_fields,
    places_outside,
    processor_fields,
)
from borderflow.renderers.report.names import Chip, Names
from borderflow.renderers.report.words import (
    ANSWERS,
    FORMS,
    NONE,
    NOT_APPLICABLE,
    STANDINGS,
    STATUSES,
    TONES,
    mid_sentence,
    not_declared,
    role_word,
    sentence,
)

_CONTROLLERS = ("controller", "own controller")
_ANSWER_TONES = {Answer.YES: "good", Answer.NO: "bad", Answer.UNKNOWN: "ask", Answer.ABSENT: "ask"}


class Cell(Struct, frozen=True):
    """A fact with how it stands."""

    text: str
    tone: str = ""


class Recipient(Struct, frozen=True):
    """A party that receives personal data."""

    name: str
    entity: str
    role: str
    places: Chip
    law: Chip
    contract: Cell
    contract_text: str
    sub_processors: Cell
    sub_processor_list: Cell
    deletion: Cell
    audit: Cell


class FlowRow(Struct, frozen=True):
    """A flow as section 2 lists it: the text alternative of the diagram."""

    number: int
    source: str
    source_chip: Chip
    target: str
    target_chip: Chip
    sent: str
    border: str
    status: Cell


class Processing(Struct, frozen=True):
    """Section 2."""

    processor: bool
    fields: tuple[Field, ...]
    recipients: tuple[Recipient, ...]
    flows: tuple[FlowRow, ...]
    notice: tuple[str, ...]
    declared: str
    """Who described the system, and when."""


def prepare_processing(names: Names) -> Processing:
    review = names.review
    processor = review.architecture.system.role == "processor"
    fields = processor_fields(names) if processor else controller_fields(names)
    return Processing(
        processor,
        fields,
        recipients_of(names),
        tuple(_flow(flow, names) for flow in sorted(review.flows, key=lambda flow: flow.number)),
        _notice(names),
        _declared(names),
    )


def _declared(names: Names) -> str:
    asked = names.review.architecture.review
    if not (asked.declared_by or asked.declared_on):
        return not_declared()
    return f"{asked.declared_by or not_declared()}, {day_text(asked.declared_on) or not_declared()}"


def recipients_of(names: Names) -> tuple[Recipient, ...]:
    """Every party that receives personal data, in the order of the review."""
    doubted = names.doubted
    return tuple(_recipient(party, names, party.id in doubted) for party in names.review.parties)


def carried(carries: tuple[DataForm, ...], names: Names) -> str:
    """What is sent, in which form."""
    sent: dict[str, list[str]] = {}
    for item in carries:
        sent.setdefault(names.datum(item.data), []).append(say(FORMS[item.form]))
    return in_turn(f"{data} ({', '.join(forms)})" for data, forms in sent.items()) or say("No personal data")


def _recipient(party: PartyView, names: Names, doubted: bool) -> Recipient:
    return Recipient(
        name=party.name,
        entity=", ".join(filter(None, (party.entity, names.country(party.country)))) or not_declared(),
        role=sentence(role_word(party)) or not_declared(),
        places=names.chip(party.countries),
        law=names.chip(party.control or ((party.country,) if party.country else ())),
        contract=_contract(party, doubted),
        contract_text=party.contract_text,
        sub_processors=_chain(party),
        sub_processor_list=Cell(_listed_on(party), TONES[party.sub_processor_list]),
        deletion=_deletion(party),
        audit=_audit(party),
    )


def _standing(standing: Standing) -> Cell:
    return Cell(say(STANDINGS[standing]), TONES[standing])


def _contract(party: PartyView, doubted: bool) -> Cell:
    if party.role in _CONTROLLERS:
        return Cell(say(NOT_APPLICABLE))
    if party.contract is Standing.RECORDED and doubted:
        return Cell(say("On record, to verify (PRC-03)"), "ask")
    return _standing(party.contract)


def _deletion(party: PartyView) -> Cell:
    """What is on record of deletion itself; else of the clause on it (Art. 28(3)(g))."""
    if party.deletion is not Standing.ABSENT or party.role in _CONTROLLERS or party.binding is None:
        return _standing(party.deletion)
    answer = party.binding.content.get("g", Answer.ABSENT)
    if answer is not Answer.ABSENT:
        return Cell(say(ANSWERS[answer]), _ANSWER_TONES[answer])
    return _standing(Standing.PRESUMED if party.contract is Standing.PRESUMED else Standing.ABSENT)


def _audit(party: PartyView) -> Cell:
    """The right to audit, as the reader of the contract found it (Art. 28(3)(h))."""
    if party.role in _CONTROLLERS or party.binding is None:
        return Cell(say(NOT_APPLICABLE))
    answer = party.binding.content.get("h", Answer.ABSENT)
    if answer is Answer.ABSENT and party.contract is Standing.PRESUMED:
        return _standing(Standing.PRESUMED)
    return Cell(say(ANSWERS[answer]), _ANSWER_TONES[answer])


def _chain(party: PartyView) -> Cell:
    known = party.sub_processors
    standing = party.sub_processor_list
    if not known:
        return Cell(_listed_on(party), TONES[standing])
    shown = and_more(known[:3], len(known) - 3)
    said = mid_sentence(_listed_on(party))
    return Cell(say("{names}. List: {standing}", names=shown, standing=said), TONES[standing])


def _listed_on(party: PartyView) -> str:
    """How the list of sub-processors stands, with its day."""
    standing = say(STANDINGS[party.sub_processor_list])
    return f"{standing}, {day(party.list_on)}" if party.list_on else standing


def _flow(flow: FlowView, names: Names) -> FlowRow:
    source, target = names.components.get(flow.source), names.components.get(flow.target)
    return FlowRow(
        number=flow.number,
        source=names.component(flow.source),
        source_chip=names.chip(source.countries if source else (), source.zone if source else Zone.UNKNOWN),
        target=names.component(flow.target),
        target_chip=names.chip(target.countries if target else (), target.zone if target else Zone.UNKNOWN),
        sent=carried(flow.carries, names),
        border=flow.transfer or say(NONE),
        status=_status(flow, names),
    )


def _status(flow: FlowView, names: Names) -> Cell:
    """Where no personal data pass, there is nothing to safeguard."""
    if flow.status == "none":
        return Cell(say(NOT_APPLICABLE))
    if flow.status == "inside":
        return Cell(_inside(flow, names))
    if flow.status == "covered":
        return _covered(flow, names)
    tones = {"uncovered": "bad", "unknown": "ask", "adequate": "good"}
    return Cell(say(STATUSES.get(flow.status, flow.status)), tones.get(flow.status, ""))


def _inside(flow: FlowView, names: Names) -> str:
    """Where it begins, for what ends in the EEA."""
    source, target = names.components.get(flow.source), names.components.get(flow.target)
    if target is None or target.zone is not Zone.EEA:
        return say(STATUSES[flow.status])
    return say("Inside the EEA") if source and source.zone is Zone.EEA else say("Back into the EEA")


def _covered(flow: FlowView, names: Names) -> Cell:
    """A presumed tool is never told as one on record."""
    tool = next((item.tool_state for item in names.review.transfers if item.id == flow.transfer), "")
    if tool == "presumed":
        return Cell(say("Tool presumed"), "ask")
    if tool == "on record":
        return Cell(say(STATUSES[flow.status]), "good")
    return Cell(say("See {transfer}", transfer=flow.transfer), "ask")


def _notice(names: Names) -> tuple[str, ...]:
    """A paragraph for the privacy notice (Art. 13(1)(e) and (f)), from what is declared."""
    review = names.review
    if not review.parties:
        return (say("We do not share your data with other recipients."),)
    told = (
        f"{item.importer_name} ({in_turn((names.countries(item.countries), _safeguard(item)))})"
        for item in review.transfers
    )
    outside = list(dict.fromkeys(told))
    said = [f"{item.name} ({role_word(item) or say('role not declared')})" for item in review.parties]
    named = listed(list(dict.fromkeys(said)))
    shared = say("We share your data with {recipients}.", recipients=named)
    if outside:
        return (
            shared,
            say(
                "Outside the European Economic Area your data go to {recipients}.", recipients=listed(outside)
            ),
        )
    if places := places_outside(names):
        return (
            shared,
            say(
                "Recipients established in the European Economic Area may process your data in {places}.",
                places=places,
            ),
        )
    if is_place_open(names.review):
        return (shared, say("Whether they are transferred outside the European Economic Area is still open."))
    return (shared, say("Your data are not transferred outside the European Economic Area."))


def _safeguard(item: TransferView) -> str:
    return say("safeguard not on record") if item.status == "uncovered" or not item.tool else item.tool
