"""The record of processing activities, in the order of Art. 30(1), or of Art. 30(2) for a processor."""

from __future__ import annotations

from dataclasses import dataclass

from borderflow.model.architecture import Architecture
from borderflow.model.records import Answer, Standing
from borderflow.model.report import DatumView, PurposeView
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import (
    BASES,
    NOT_DECLARED,
    answered,
    listed,
    phrase,
    record_text,
    sentence,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record with its lines; where an answer is owed, a line says so."""

    name: str
    lines: tuple[str, ...]


def controller_fields(names: Names) -> tuple[Field, ...]:
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


def processor_fields(names: Names) -> tuple[Field, ...]:
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


def _field(name: str, lines: list[str]) -> Field:
    return Field(name, tuple(line for line in lines if line) or (NOT_DECLARED,))


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
