"""The controller and the parties, and what is on record with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from borderflow.model.architecture import (
    ChainLink,
    Clauses,
    Contract,
    Dpf,
    Holder,
    Organisation,
    PartyFacts,
    SupportAccess,
)
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Path, Record, Standing
from borderflow.readers.manifest.records import answer_of, answers_of, record_of

if TYPE_CHECKING:
    from borderflow.shapes.manifest.contracts import ClausesShape, ContractShape, DpfShape
    from borderflow.shapes.manifest.parties import (
        HolderShape,
        LinkShape,
        OrganisationShape,
        PartyShape,
        SupportShape,
    )


def organisation_of(shape: OrganisationShape) -> Organisation:
    parent = shape.parent
    return Organisation(
        name=shape.name,
        country=shape.country,
        public_body=answer_of(shape.public_body),
        secrecy=answer_of(shape.secrecy),
        parent_name=parent.name if parent else None,
        parent_country=parent.country if parent else None,
        sector=shape.sector,
        path=("controller",),
    )


def party_of(id_: str, shape: PartyShape) -> PartyFacts:
    at = ("parties", id_)
    parent = shape.parent
    return PartyFacts(
        id=id_,
        entity=shape.entity,
        country=shape.country,
        parent_name=parent.name if parent else None,
        parent_country=parent.country if parent else None,
        parent_share=parent.share if parent else None,
        parent_since=parent.since if parent else None,
        independent=parent.none if parent else False,
        control=shape.control,
        role=shape.role,
        group=shape.group,
        basis=shape.basis,
        notice=record_of(shape.notice, (*at, "notice")),
        conditions=dict(shape.conditions),
        international_organisation=shape.international_organisation,
        public_body=answer_of(shape.public_body),
        support=_support(shape.support, (*at, "support")),
        sub_processors=_chain(shape.sub_processors, (*at, "sub_processors")),
        immunity=record_of(shape.immunity, (*at, "immunity")),
        cannot_reidentify=record_of(shape.cannot_reidentify, (*at, "cannot_reidentify")),
        certificates={
            id_: record_of(one, (*at, "certificates", id_)) for id_, one in shape.certificates.items()
        },
        lei=shape.lei,
        shareholders=_holders(shape.shareholders),
        as_of=shape.as_of,
        path=at,
    )


def _holders(holders: list[HolderShape] | str | None) -> tuple[Holder, ...] | None:
    if isinstance(holders, str):
        return ()
    if holders is None:
        return None
    return tuple(Holder(one.name, one.country, one.share, one.decisive) for one in holders)


def _support(shape: SupportShape | None, at: Path) -> SupportAccess | None:
    if shape is None:
        return None
    return SupportAccess(
        countries=shape.countries,
        by=shape.by,
        same_entity=shape.same_entity,
        excluded=record_of(shape.excluded, (*at, "excluded")),
        exceptions=answer_of(shape.exceptions),
        tool=record_of(shape.tool, (*at, "tool")),
        policy=record_of(shape.policy, (*at, "policy")),
        path=at,
    )


def _chain(links: list[LinkShape] | str | None, at: Path) -> tuple[ChainLink, ...] | Unknown | None:
    if links is None or links == "none":
        return None if links is None else ()
    if isinstance(links, str):
        return Unknown(
            "sub-processors exist, but are not named", "Which sub-processors does it engage, and where?"
        )
    return tuple(
        ChainLink(
            party=link.party,
            country=link.country,
            does=link.does,
            access=answer_of(link.access),
            remote=link.remote,
            tool=record_of(link.tool, (*at, number, "tool")),
            dpf=link.dpf,
            path=(*at, number),
        )
        for number, link in enumerate(links)
    )


def contracts_of(sections: Mapping[str, list[ContractShape]]) -> Iterator[Contract]:
    for party, entries in sections.items():
        for number, shape in enumerate(entries):
            at: Path = ("contracts", party, number) if len(entries) > 1 else ("contracts", party)
            yield _contract(party, shape, at)


def _contract(party: str, shape: ContractShape, at: Path) -> Contract:
    names = (
        "dpa onward tia assessment due_diligence sub_processor_authorisation sub_processor_list flow_down "
        "deletion request_procedure arrangement exit dora_register"
    ).split()
    records = {name: record_of(getattr(shape, name), (*at, name)) for name in names}
    return Contract(
        party=party,
        product=shape.product,
        exporter=shape.with_,
        entity=shape.entity,
        content=answers_of(shape.content),
        clauses=_clauses(shape.tool, (*at, "tool")),
        dpf=_dpf(shape.dpf, (*at, "dpf")),
        tia_finding=shape.tia_finding,
        third_country_law=answer_of(shape.third_country_law),
        telemetry=shape.telemetry or "",
        path=at,
        **records,
    )


def _clauses(shape: ClausesShape | None, at: Path) -> Clauses:
    if shape is None:
        return Clauses()
    record = Record(
        standing=Standing(shape.standing),
        on=shape.signed,
        expires=shape.expires,
        version=shape.version,
        evidence=shape.evidence,
        path=at,
    )
    occasional = record_of(shape.occasional, (*at, "occasional"))
    return Clauses(record, shape.kind, shape.module, answer_of(shape.annexes), occasional)


def _dpf(shape: DpfShape | None, at: Path) -> Dpf:
    if shape is None:
        return Dpf()
    return Dpf(shape.status, answer_of(shape.hr), shape.checked, shape.extract, at)
