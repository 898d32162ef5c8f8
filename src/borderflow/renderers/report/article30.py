"""The record of processing activities, in the order of Art. 30(1), or of Art. 30(2) for a processor."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say, to_say
from borderflow.language.forms import listed
from borderflow.model.architecture import Architecture
from borderflow.model.catalog import Zone
from borderflow.model.records import Answer, Standing
from borderflow.model.report import DatumView, PurposeView, Review
from borderflow.model.whereabouts import countries_outside, is_place_open
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import (
    BASES,
    NOT_DECLARED,
    STANDINGS,
    answered,
    not_declared,
    phrase,
    record_text,
    sentence,
)

_NO_TRANSFER = to_say("None on the declared facts")


class Field(Struct, frozen=True):
    """A field of the record with its lines; where an answer is owed, a line says so."""

    name: str
    lines: tuple[str, ...]


def register_entry(review: Review) -> str:
    """The entry that was named; else that of the system in the records, or those of its purposes."""
    if named := review.architecture.review.register_entry:
        return named
    system = review.architecture.system.record
    records = [system] if system.stated else [purpose.record for purpose in review.purposes]
    entries = dict.fromkeys(one.text for one in records if one.text)
    return listed(list(entries)) or (say(STANDINGS[system.standing]) if system.stated else not_declared())


def controller_fields(names: Names) -> tuple[Field, ...]:
    """In the order of Art. 30(1); the legal basis is added, the article does not ask for it."""
    review, personal = names.review, _personal(names)
    return (
        _field(
            say("Controller and DPO"),
            [_organisation(names), *_beside(names), _officer(review.architecture)],
        ),
        _field(say("Purposes"), [sentence(item.label or phrase(item.id)) for item in review.purposes]),
        _field(say("Legal basis (added)"), [_basis(item) for item in review.purposes]),
        _field(
            say("Data subjects"),
            [sentence(listed(sorted({phrase(who) for item in personal for who in item.subjects})))],
        ),
        _field(say("Categories of data"), [_categories(item) for item in personal]),
        _field(say("Recipients"), [listed([party.name for party in review.parties])]),
        transfers_field(names),
        _field(
            say("Time limits for erasure"),
            [_of(item.label or item.id, record_text(item.retention)) for item in personal],
        ),
        _field(say("Security measures"), _measures(review.architecture)),
    )


def processor_fields(names: Names) -> tuple[Field, ...]:
    """In the order of Art. 30(2)."""
    review = names.review
    return (
        _field(
            say("Processor and DPO"),
            [_organisation(names), *_representative(names), _officer(review.architecture)],
        ),
        _field(say("On behalf of"), [not_declared()]),
        _field(
            say("Categories of processing"),
            [sentence(item.label or phrase(item.id)) for item in review.purposes],
        ),
        _field(say("Sub-processors"), [listed([party.name for party in review.parties])]),
        transfers_field(names),
        _field(say("Security measures"), _measures(review.architecture)),
    )


def places_outside(names: Names) -> str:
    """The names of countries outside the EEA where personal data are processed; empty without any."""
    outside = countries_outside(names.review)
    return names.countries(outside) if outside else ""


def _field(name: str, lines: list[str]) -> Field:
    return Field(name, tuple(dict.fromkeys(filter(None, lines))) or (not_declared(),))


def _personal(names: Names) -> list[DatumView]:
    return [item for item in names.review.data if item.personal]


def _organisation(names: Names) -> str:
    controller = names.review.architecture.controller
    country = names.country(controller.country) if controller.country else say("country not declared")
    return f"{controller.name}, {country}"


def _beside(names: Names) -> list[str]:
    """Joint controllers, and the representative of who has no establishment in the Union (Art. 27)."""
    joint = listed([party.entity or party.name for party in names.review.parties if party.role == "joint"])
    return [
        *([say("Joint controllers: {names}", names=joint)] if joint else ()),
        *_representative(names),
    ]


def _representative(names: Names) -> list[str]:
    country = names.review.architecture.controller.country
    is_abroad = country and names.review.country_zones.get(country, Zone.EEA) is not Zone.EEA
    return [say("Representative (Art. 27): {name}", name=not_declared())] if is_abroad else []


def _officer(architecture: Architecture) -> str:
    return say("DPO: {name}", name=architecture.review.dpo or not_declared())


def _of(name: str, said: str) -> str:
    return say("{name}: {said}", name=name, said=said)


def _basis(purpose: PurposeView) -> str:
    basis = say(BASES.get(purpose.basis, NOT_DECLARED))
    return _of(sentence(purpose.label or phrase(purpose.id)), basis)


def _categories(item: DatumView) -> str:
    categories = listed([phrase(word) for word in item.categories]) or say("not declared")
    marks = f" ({', '.join(map(phrase, item.marks))})" if item.marks else ""
    return _of(item.label or item.id, categories + marks)


def transfers_field(names: Names) -> Field:
    """Who receives data outside the EEA; where nobody does, whether that is known."""
    lines = [
        _of(item.id, f"{item.importer_name}, {names.countries(item.countries)}")
        for item in names.review.transfers
    ]
    return Field(say("Transfers outside the EEA"), tuple(lines) or (_no_importer(names),))


def _no_importer(names: Names) -> str:
    if is_place_open(names.review):
        return say("Open: a place or a recipient is not known")
    if places := places_outside(names):
        return say("No importer on the declared facts; data may be processed in {places}", places=places)
    return say(_NO_TRANSFER)


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
        _measure(to_say("Encryption in transit declared on {n} of {all} flows"), transport, len(flows)),
        _measure(to_say("Encryption at rest declared on {n} of {all} components"), rest, len(parts)),
        _measure(to_say("Client-side encryption declared on {n} of {all} components"), own_keys, len(parts)),
        _measure(to_say("Authentication on record for {n} of {all} components"), access, len(parts)),
    ]


def _measure(message: str, number: int, all_of_them: int) -> str:
    return say(message, n=number, all=all_of_them) if number else ""
