"""Section 2: the record of processing, the recipients, and every flow of personal data."""

from __future__ import annotations

from dataclasses import dataclass

from borderflow.model.architecture import Architecture
from borderflow.model.catalog import Zone
from borderflow.model.records import Answer, Standing
from borderflow.model.report import DataForm, DatumView, FlowView, PartyView, PurposeView, TransferView
from borderflow.renderers.report.names import Chip, Names
from borderflow.renderers.report.words import (
    BASES,
    FORMS,
    NONE,
    NOT_APPLICABLE,
    NOT_DECLARED,
    STANDINGS,
    STATUSES,
    TONES,
    answered,
    listed,
    phrase,
    record_text,
    sentence,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record with its lines; `open` when an answer is owed."""

    name: str
    lines: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A fact with how it stands."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A party that receives personal data."""

    name: str
    entity: str
    role: str
    places: Chip
    law: Chip
    contract: Cell
    contract_text: str
    sub_processors: Cell
    deletion: Cell


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow as section 2 lists it: the text alternative of the diagram."""

    number: int
    source: str
    source_chip: Chip
    target: str
    target_chip: Chip
    sent: str
    border: str
    status: Cell


@dataclass(frozen=True, slots=True)
class Processing:
    """Section 2."""

    processor: bool
    fields: tuple[Field, ...]
    recipients: tuple[Recipient, ...]
    flows: tuple[FlowRow, ...]
    notice: tuple[str, ...]


def prepare_processing(names: Names) -> Processing:
    review = names.review
    processor = review.architecture.system.role == "processor"
    fields = _processor_fields(names) if processor else _controller_fields(names)
    return Processing(
        processor,
        fields,
        tuple(_recipient(party, names) for party in review.parties),
        tuple(_flow(flow, names) for flow in sorted(review.flows, key=lambda flow: flow.number)),
        _notice(names),
    )


def carried(carries: tuple[DataForm, ...], names: Names) -> str:
    """What is sent, in which form."""
    sent: dict[str, list[str]] = {}
    for item in carries:
        sent.setdefault(names.datum(item.data), []).append(FORMS[item.form])
    return "; ".join(f"{data} ({', '.join(forms)})" for data, forms in sent.items()) or "No personal data"


def _field(name: str, lines: list[str]) -> Field:
    """An empty field says so; a line that lacks its answer keeps the field open."""
    found = tuple(line for line in lines if line) or (NOT_DECLARED,)
    return Field(name, found, any(NOT_DECLARED.lower() in line.lower() for line in found))


def _controller_fields(names: Names) -> tuple[Field, ...]:
    """In the order of Art. 30(1); the legal basis is added, the article does not ask for it."""
    review, personal = names.review, _personal(names)
    return (
        _field(
            "Controller and DPO",
            [_organisation(names), f"DPO: {review.architecture.review.dpo or NOT_DECLARED}"],
        ),
        _field("Purposes", [sentence(item.label or phrase(item.id)) for item in review.purposes]),
        _field("Legal basis (added)", [_basis(item) for item in review.purposes]),
        _field(
            "Data subjects",
            [sentence(listed(sorted({phrase(who) for item in personal for who in item.subjects})))],
        ),
        _field("Categories of data", [_categories(item) for item in personal]),
        _field("Recipients", [listed([party.name for party in review.parties])]),
        _transfers(names),
        _field(
            "Time limits for erasure",
            [f"{item.label or item.id}: {record_text(item.retention)}" for item in personal],
        ),
        _field("Security measures", _measures(review.architecture)),
    )


def _processor_fields(names: Names) -> tuple[Field, ...]:
    """In the order of Art. 30(2)."""
    review = names.review
    return (
        _field(
            "Processor and DPO",
            [_organisation(names), f"DPO: {review.architecture.review.dpo or NOT_DECLARED}"],
        ),
        _field("On behalf of", [NOT_DECLARED]),
        _field(
            "Categories of processing", [sentence(item.label or phrase(item.id)) for item in review.purposes]
        ),
        _field("Sub-processors", [listed([party.name for party in review.parties])]),
        _transfers(names),
        _field("Security measures", _measures(review.architecture)),
    )


def _personal(names: Names) -> list[DatumView]:
    return [item for item in names.review.data if item.personal]


def _organisation(names: Names) -> str:
    controller = names.review.architecture.controller
    country = names.country(controller.country) if controller.country else f"country {NOT_DECLARED.lower()}"
    return f"{controller.name}, {country}"


def _basis(purpose: PurposeView) -> str:
    return f"{sentence(purpose.label or phrase(purpose.id))}: {BASES.get(purpose.basis, NOT_DECLARED)}"


def _categories(item: DatumView) -> str:
    categories = listed([phrase(word) for word in item.categories]) or NOT_DECLARED.lower()
    marks = f" ({', '.join(map(phrase, item.marks))})" if item.marks else ""
    return f"{item.label or item.id}: {categories}{marks}"


def _transfers(names: Names) -> Field:
    lines = [
        f"{item.id}: {item.importer_name}, {names.countries(item.countries)}"
        for item in names.review.transfers
    ]
    return Field("Transfers outside the EEA", tuple(lines) or ("None on the declared facts",))


def _measures(architecture: Architecture) -> list[str]:
    """What the manifest declares, counted; the text of Art. 32 measures is the controller's."""
    if not architecture.components:
        return []
    flows, parts = architecture.flows, list(architecture.components.values())
    transport = answered([flow.protection.transport for flow in flows])
    rest = answered([part.safeguards.protection.at_rest for part in parts])
    access = sum(part.safeguards.authentication.standing is Standing.RECORDED for part in parts)
    own_keys = sum(part.safeguards.protection.client_side is Answer.YES for part in parts)
    return [
        f"Encryption in transit declared on {transport} of {len(flows)} flows" if transport else "",
        f"Encryption at rest declared on {rest} of {len(parts)} components" if rest else "",
        f"Client-side encryption declared on {own_keys} of {len(parts)} components" if own_keys else "",
        f"Authentication on record for {access} of {len(parts)} components" if access else "",
    ]


def _recipient(party: PartyView, names: Names) -> Recipient:
    return Recipient(
        name=party.name,
        entity=", ".join(filter(None, (party.entity, names.country(party.country)))) or NOT_DECLARED,
        role=sentence(phrase(party.role)) or NOT_DECLARED,
        places=names.chip(party.countries),
        law=names.chip(party.control or ((party.country,) if party.country else ())),
        contract=_contract(party),
        contract_text=party.contract_text,
        sub_processors=_chain(party),
        deletion=_standing(party.deletion),
    )


def _standing(standing: Standing) -> Cell:
    return Cell(STANDINGS[standing], TONES[standing])


def _contract(party: PartyView) -> Cell:
    return (
        Cell(NOT_APPLICABLE) if party.role in ("controller", "own controller") else _standing(party.contract)
    )


def _chain(party: PartyView) -> Cell:
    known = party.sub_processors
    standing = party.sub_processor_list
    if not known:
        return _standing(standing)
    shown = ", ".join(known[:3]) + (f" and {len(known) - 3} more" if len(known) > 3 else "")
    return Cell(f"{shown}. List: {STANDINGS[standing].lower()}", TONES[standing])


def _flow(flow: FlowView, names: Names) -> FlowRow:
    source, target = names.components.get(flow.source), names.components.get(flow.target)
    return FlowRow(
        number=flow.number,
        source=names.component(flow.source),
        source_chip=names.chip(source.countries if source else (), source.zone if source else Zone.UNKNOWN),
        target=names.component(flow.target),
        target_chip=names.chip(target.countries if target else (), target.zone if target else Zone.UNKNOWN),
        sent=carried(flow.carries, names),
        border=flow.transfer or NONE,
        status=Cell(STATUSES.get(flow.status, sentence(flow.status)), _flow_tone(flow.status)),
    )


def _flow_tone(status: str) -> str:
    return {"uncovered": "bad", "unknown": "ask", "covered": "good", "adequate": "good"}.get(status, "")


def _notice(names: Names) -> tuple[str, ...]:
    """A paragraph for the privacy notice (Art. 13(1)(e) and (f)), from what is declared."""
    review = names.review
    if not review.parties:
        return ("We do not share your data with other recipients.",)
    outside = [
        f"{item.importer_name} ({names.countries(item.countries)}; {_safeguard(item)})"
        for item in review.transfers
    ]
    shared = f"We share your data with {listed([f'{item.name} ({_role(item)})' for item in review.parties])}."
    if not outside:
        return (shared, "Your data are not transferred outside the European Economic Area.")
    return (shared, f"Outside the European Economic Area your data go to {listed(outside)}.")


def _safeguard(item: TransferView) -> str:
    return "safeguard not on record" if item.status == "uncovered" or not item.tool else item.tool


def _role(party: PartyView) -> str:
    return phrase(party.role) or "role not declared"
