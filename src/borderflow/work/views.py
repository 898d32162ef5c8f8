"""The review as its readers see it: components with place and law, recipients, flows, transfers, records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache, partial

from msgspec import Struct

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.language import say
from borderflow.language.forms import day
from borderflow.model.architecture import SELF, Contract
from borderflow.model.catalog import Adequacy, Owner, Zone
from borderflow.model.facts import Case, ControlFacts, EngagementFacts
from borderflow.model.knowledge import Ground, Origin
from borderflow.model.records import Record, Standing
from borderflow.model.report import (
    BindingView,
    ComponentView,
    DataForm,
    DatumView,
    FlowView,
    PartyView,
    PurposeView,
    TransferView,
)
from borderflow.model.resolved import Resolved

_TERMS = "terms"
"""What a manifest says of a contract that was concluded by accepting the provider's terms."""


def component_views(scene: Scene) -> tuple[ComponentView, ...]:
    """Every component, in the order of declaration."""
    exposed, access = _control(scene), _remote_access(scene)
    return tuple(
        _component(scene, resolved, exposed, access) for resolved in scene.system.components.values()
    )


def _component(
    scene: Scene,
    resolved: Resolved,
    exposed: Mapping[str, tuple[str, ...]],
    access: Mapping[str, tuple[str, ...]],
) -> ComponentView:
    component = resolved.component
    company = resolved.operator or resolved.host
    operator = (
        scene.system.companies[resolved.operator].name
        if resolved.operator
        else scene.architecture.controller.name
    )
    return ComponentView(
        id=component.id,
        label=component.label or component.id,
        kind=component.kind,
        operator=(resolved.product.id if resolved.product else resolved.operator) or SELF,
        operator_name=operator,
        host=scene.system.companies[resolved.host].name if resolved.host else "",
        countries=resolved.place.countries,
        place=resolved.place.label or resolved.place.reason,
        control=exposed.get(company, ()) if company else _own_law(scene),
        access=access.get(company, ()) if company else (),
        zone=scene.zone(resolved.place.countries, resolved.place.complete),
        data=scene.lineage.at(component.id),
        personal=component.id in scene.personal,
    )


def _own_law(scene: Scene) -> tuple[str, ...]:
    """What the controller runs in its own rooms is under the law of its seat."""
    country = scene.architecture.controller.country
    return (country,) if country else ()


def _control(scene: Scene) -> dict[str, tuple[str, ...]]:
    """Company to the countries whose law reaches it."""
    found = {}
    for id_, company in scene.system.companies.items():
        own = known_country(company)
        countries = dict.fromkeys((*company.control, *((own,) if own else ())))
        found[id_] = tuple(country for country in sorted(countries) if not scene.is_eea(country)) or (
            (own,) if own else ()
        )
    return found


def _remote_access(scene: Scene) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for engagement in scene.engagements:
        country = known_country(engagement.company)
        if engagement.remote and engagement.engaged_by and country:
            found[engagement.engaged_by].add(country)
    for id_, company in scene.system.companies.items():
        if company.support and not company.support.same_entity:
            found[id_] |= set(company.support.countries)
    return {id_: tuple(sorted(countries)) for id_, countries in found.items()}


def party_views(scene: Scene, cases: Iterable[Case]) -> tuple[PartyView, ...]:
    """Recipients of personal data: the controller's first, each followed by its own chain."""
    bound = {case.subject[0]: case for case in cases if isinstance(case.facts, EngagementFacts)}
    direct = [one for one in scene.engagements if not one.engaged_by]
    found = []
    for engagement in direct:
        found.append(_party(scene, engagement, bound.get(engagement.company.id)))
        found += [_party(scene, behind, None) for behind in scene.engaged(engagement.company.id)]
    return tuple(found)


def _party(scene: Scene, engagement: Engagement, case: Case | None) -> PartyView:
    company = engagement.company
    facts = case.facts if case else None
    standing = facts.contract if isinstance(facts, EngagementFacts) else Standing.ABSENT
    contract = scene.contract(company.id)
    own = known_country(company)
    parent = company.parent if isinstance(company.parent, Owner) else None
    links = company.links if isinstance(company.links, tuple) else ()
    places = [scene.system.components[id_].place for id_ in engagement.components]
    return PartyView(
        id=company.id,
        name=company.name,
        entity=company.entity,
        country=own or "",
        parent=parent.name if parent else "",
        parent_country=parent.country if parent else "",
        role=_role(facts, engagement),
        contract=standing,
        contract_text=_paper(contract.dpa),
        sub_processors=tuple(
            scene.system.companies[link.party].name for link in links if link.party in scene.system.companies
        ),
        sub_processor_list=facts.sub_processor_list
        if isinstance(facts, EngagementFacts)
        else Standing.ABSENT,
        list_on=contract.sub_processor_list.on,
        deletion=contract.deletion.standing_on(scene.as_of),
        products=tuple(product.name for product in company.products),
        components=engagement.components,
        data=engagement.data,
        countries=tuple(sorted({country for place in places for country in place.countries})),
        control=tuple(country for country in company.control if not scene.is_eea(country)),
        engaged_by=engagement.engaged_by,
        binding=_binding(facts, contract, case.grounds) if case else None,
        location=case.location if case else None,
    )


def _paper(dpa: Record) -> str:
    """What the contract is called, its version, its day and where it lies: all that is on record of it."""
    name = say("terms of the provider") if dpa.text == _TERMS else dpa.text
    version = say("version {version}", version=dpa.version) if dpa.version else ""
    on = say("dated {day}", day=day(dpa.on)) if dpa.on else ""
    return ", ".join(filter(None, (name, version, on, dpa.evidence)))


def _binding(facts: object, contract: Contract, grounds: Mapping[str, Ground]) -> BindingView | None:
    if not isinstance(facts, EngagementFacts):
        return None
    return BindingView(
        contract.content, facts.guarantees, facts.authorisation, facts.flow_down, grounds.get("contract")
    )


def _role(facts: object, engagement: Engagement) -> str:
    if engagement.engaged_by:
        return "sub-processor"
    return (
        str(facts.role)
        if isinstance(facts, EngagementFacts) and isinstance(facts.role, str)
        else "not declared"
    )


def flow_views(
    scene: Scene, transfers: Iterable[TransferView], cases: Iterable[Case]
) -> tuple[FlowView, ...]:
    """Every flow, numbered in the order of declaration."""
    by_flow: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for transfer in transfers:
        for id_ in transfer.flows:
            by_flow[id_].append((transfer.id, transfer.status))
    targets, emitted = _targets(scene, cases), scene.lineage.emitted
    passage = lru_cache(maxsize=None)(partial(_passage, scene))  # few differ in a large system
    lines = zip(scene.architecture.flows, scene.architecture.flow_lines(), strict=True)
    return tuple(
        FlowView(
            flow.id,
            number,
            flow.source,
            flow.target,
            *passage(emitted[flow.id], flow.purpose, tuple(by_flow.get(flow.id, ())), targets[flow.target]),
            file,
            line,
        )
        for number, (flow, (file, line)) in enumerate(lines, 1)
    )


def _targets(scene: Scene, cases: Iterable[Case]) -> dict[str, tuple[Zone, str]]:
    """The lane of each component, and how a flow to it stands that belongs to no transfer."""
    exposed = {id_ for case in cases if is_exposure(case) for id_ in case.components}
    return {
        id_: (
            scene.zone(resolved.place.countries, resolved.place.complete),
            _without_transfer(scene, resolved, id_ in exposed),
        )
        for id_, resolved in scene.system.components.items()
    }


def _without_transfer(scene: Scene, resolved: Resolved, exposed: bool) -> str:
    """Outside the EEA nobody knows who receives the data at a place that others run (TRF-09, TRF-11)."""
    place = resolved.place
    zone = scene.zone(place.countries, place.complete)
    known = (scene.jurisdiction(code) for code in place.countries)
    is_partial = any(one is not None and one.adequacy is Adequacy.PARTIAL for one in known)
    if zone is Zone.ADEQUATE and not is_partial:
        return "adequate"
    if zone not in (Zone.EEA, Zone.UNKNOWN) and (resolved.operator or resolved.host):
        return "unknown"
    return "exposed" if exposed else ("unknown" if zone is Zone.UNKNOWN else "inside")


def _passage(
    scene: Scene,
    passed: int,
    purpose: str | None,
    transfers: tuple[tuple[str, str], ...],
    target: tuple[Zone, str],
) -> tuple[tuple[DataForm, ...], str, str, bool, str]:
    """What passes on a flow, and what it crosses: the fields of its view from `carries` to `status`.

    The transfers that it belongs to come as ids, each with its status.
    """
    personal = scene.lineage.is_personal(passed)
    zone, otherwise = target
    return (
        scene.lineage.forms(passed),
        purpose or "",
        transfers[0][0] if transfers and personal else "",
        personal and (bool(transfers) or zone not in (Zone.EEA, Zone.UNKNOWN)),
        _flow_status(personal, {status for _, status in transfers}, otherwise),
    )


def is_exposure(case: Case) -> bool:
    """Whether a case says that foreign law reaches a company; a mere branch abroad (nexus) does not count."""
    return isinstance(case.facts, ControlFacts) and case.facts.level in ("direct", "parent", "sub-processor")


def _flow_status(personal: bool, transfers: Container[str], otherwise: str) -> str:
    if not personal:
        return "none"
    found = (status for status in ("uncovered", "unknown", "covered") if status in transfers)
    return next(found, otherwise)


def purpose_views(scene: Scene) -> tuple[PurposeView, ...]:
    """Purposes with basis and register entry."""
    return tuple(
        PurposeView(purpose.id, purpose.label, purpose.basis or "", purpose.record)
        for purpose in scene.architecture.purposes.values()
    )


def datum_views(scene: Scene) -> tuple[DatumView, ...]:
    """Classes of data with categories, subjects and marks."""
    return tuple(
        DatumView(
            id=datum.id,
            label=datum.label,
            personal=datum.personal is not False,
            categories=datum.categories,
            subjects=datum.subjects,
            retention=datum.retention,
            marks=tuple(
                sorted(
                    (
                        *scene.marks((datum.id,)),
                        *(("large-scale",) if scene.is_large_scale((datum.id,)) else ()),
                    )
                )
            ),
        )
        for datum in scene.architecture.data.values()
    )


class Countries(Struct, frozen=True):
    """Names and zones of the countries that a review names."""

    names: Mapping[str, str]
    zones: Mapping[str, Zone]


def countries_named(scene: Scene, parties: Iterable[PartyView]) -> Countries:
    """Every country code of places, recipients and the law over them, with its name and zone on the day."""
    exposed, access = _control(scene), _remote_access(scene)
    codes = {scene.architecture.controller.country or ""}
    for countries in {resolved.place.countries for resolved in scene.system.components.values()}:
        codes.update(countries)
    for company in {resolved.operator or resolved.host for resolved in scene.system.components.values()}:
        codes.update(exposed.get(company or "", ()), access.get(company or "", ()))
    for party in parties:
        codes.update(party.countries, party.control, {party.country, party.parent_country})
    known = {code: found for code in sorted(codes - {""}) if (found := scene.jurisdiction(code))}
    return Countries(
        {code: one.name for code, one in known.items()}, {code: one.zone for code, one in known.items()}
    )


def provider_facts(cases: Iterable[Case]) -> tuple[Ground, ...]:
    """Catalogue and presumed facts that the review used, each once."""
    used = {
        ground.text: ground
        for case in cases
        for ground in case.grounds.values()
        if ground.origin in (Origin.CATALOG, Origin.PRESUMED)
    }
    return tuple(used[text] for text in sorted(used))
