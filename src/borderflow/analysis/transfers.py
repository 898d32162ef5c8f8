"""Facts about hops between legal entities: is there a transfer, and what covers it?

Each hop is judged on its own (EDPB Guidelines 05/2021 v2.0): first from the controller to the contracting
entity, then from that entity to its affiliates, sub-processors and support outside the EEA.
"""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.analysis.hops import EntityHop, is_organisation
from borderflow.analysis.tools import covering, link_tool, onward_tool, support_tool
from borderflow.language import say
from borderflow.model.architecture import Dpf, SupportAccess
from borderflow.model.catalog import Entity, Owner
from borderflow.model.facts import Case, TransferFacts
from borderflow.model.records import Answer, Standing
from borderflow.model.resolved import Company, Placement


def transfer_cases(scene: Scene) -> Iterator[Case]:
    """One case a hop to a legal entity that is, or may be, outside the EEA."""
    for engagement in scene.engagements:
        if engagement.engaged_by:
            yield from _to_sub_processor(scene, engagement)
        else:
            yield from _to_contract_party(scene, engagement)
        if engagement.link is None:  # a list says nothing of the places where a company processes
            yield from _to_affiliates(scene, engagement)
        if engagement.reads:
            yield from _to_support(scene, engagement)


def is_hop_covered(scene: Scene, engagement: Engagement) -> bool:
    """Whether the hop to the contracting entity needs no tool, or has one on record or presumed."""
    hops = (case.facts for case in _to_contract_party(scene, engagement))
    return all(_is_covered(facts) for facts in hops if isinstance(facts, TransferFacts))


def _is_covered(facts: TransferFacts) -> bool:
    return (
        facts.shielded
        or not facts.tool_needed
        or facts.tool in (Standing.RECORDED, Standing.PRESUMED)
        or facts.derogation == "occasional"
    )


def _to_contract_party(scene: Scene, engagement: Engagement) -> Iterator[Case]:
    """Hop 1: no transfer when the contracting entity is established in the EEA."""
    company = engagement.company
    country = known_country(company)
    if country is not None and scene.is_eea(country) and not is_organisation(company):
        return
    contract = scene.contract(company.id)
    yield EntityHop(scene, engagement, "controller", company.id, company.entity, country, contract).case()


def _to_affiliates(scene: Scene, engagement: Engagement) -> Iterator[Case]:
    """Hop 2: the EEA entity's own group processes in places outside the EEA."""
    company = engagement.company
    own = known_country(company)
    if own is None or not scene.is_eea(own):
        return
    for entity in _affiliates_in_use(scene, engagement):
        tool = onward_tool(scene, company.id, entity.country, engagement.engaged_by)
        hop = EntityHop(
            scene,
            engagement,
            company.id,
            f"{company.id}/{entity.country.lower()}",
            entity.name,
            entity.country,
            covering(scene, company.id, engagement.engaged_by),
            tool=tool,
        )
        yield hop.case()


def _affiliates_in_use(scene: Scene, engagement: Engagement) -> Iterator[Entity]:
    """One entity a country outside the EEA in which the company processes."""
    company = engagement.company
    places = [scene.system.components[id_].place for id_ in engagement.components]
    outside = {country for place in places for country in place.countries if not scene.is_eea(country)}
    anywhere = any(place.routing in ("default", "global") and not place.complete for place in places)
    chosen: dict[str, Entity] = {}
    for entity in company.affiliates:
        if not scene.is_eea(entity.country) and (anywhere or entity.country in outside):
            chosen.setdefault(entity.country, entity)
    if isinstance(company.parent, Owner) and not scene.is_eea(company.parent.country):
        owner = company.parent
        if owner.country in outside or (anywhere and _run_by_group(places)):
            chosen.setdefault(owner.country, Entity(owner.name, owner.country, "parent"))
    yield from (chosen[country] for country in sorted(chosen))


def _run_by_group(places: list[Placement]) -> bool:
    return any(place.run_by == "group" for place in places if not place.complete)


def _to_sub_processor(scene: Scene, engagement: Engagement) -> Iterator[Case]:
    """Hop 2 to a sub-processor outside the EEA, with the processor as exporter."""
    country = known_country(engagement.company)
    link = engagement.link
    is_abroad = country is not None and not scene.is_eea(country)
    if not (is_abroad or is_organisation(engagement.company)) or (link and link.access is Answer.NO):
        return
    above = engagement.via[-2] if len(engagement.via) > 1 else ""
    importer, own = engagement.company, scene.contract(engagement.company.id, engagement.engaged_by)
    exports_for_controller = _is_european_group(scene, engagement.engaged_by)
    yield EntityHop(
        scene,
        engagement,
        engagement.engaged_by,
        importer.id,
        importer.entity,
        country,
        own if own.path or exports_for_controller else covering(scene, engagement.engaged_by, above),
        tool=link_tool(scene, engagement, above, own, presumes=not exports_for_controller),
        remote=engagement.remote,
        dpf=Dpf(status=link.dpf) if link and link.dpf else own.dpf,
        of_group=exports_for_controller,
    ).case()


def _is_european_group(scene: Scene, company: str) -> bool:
    """A company of the controller's own group in the EEA: what it exports counts as the controller's."""
    found = scene.system.companies[company]
    country = known_country(found)
    return bool(found.declared and found.declared.group and country and scene.is_eea(country))


def _to_support(scene: Scene, engagement: Engagement) -> Iterator[Case]:
    """Remote access from third countries by staff of another entity."""
    company = engagement.company
    own = known_country(company)
    support = company.support
    if support is None or support.same_entity or _is_excluded(scene, support):
        return
    contract = covering(scene, company.id, engagement.engaged_by)
    if not support.countries and _is_open(support) and (own is None or scene.is_eea(own)):
        yield EntityHop(
            scene,
            engagement,
            company.id,
            f"{company.id}/support",
            support.by or say("support of {company}", company=company.name),
            None,
            contract,
            tool=support_tool(scene, engagement, support, None),
            remote=True,
            access="exceptions" if support.exceptions is Answer.YES else "unknown",
        ).case()
    for country in support.countries:
        if country != own and not scene.is_eea(country):
            yield EntityHop(
                scene,
                engagement,
                company.id,
                f"{company.id}/support-{country.lower()}",
                support.by or say("support of {company}", company=company.name),
                country,
                contract,
                tool=support_tool(scene, engagement, support, country),
                remote=True,
            ).case()


def support_abroad(scene: Scene, company: Company) -> tuple[str, ...]:
    """Countries without adequacy from which staff of another entity can read what a company holds."""
    support = company.support
    if support is None or support.same_entity or _is_excluded(scene, support):
        return ()
    return tuple(country for country in support.countries if not scene.is_covered(country))


def _is_excluded(scene: Scene, support: SupportAccess) -> bool:
    """Access from outside the EEA is shown to be excluded, without exceptions."""
    if support.exceptions in (Answer.YES, Answer.UNKNOWN):
        return False
    return support.excluded.standing_on(scene.as_of) is Standing.RECORDED


def _is_open(support: SupportAccess) -> bool:
    """Somebody outside may read the data, but whence is not stated."""
    return (
        support.exceptions in (Answer.YES, Answer.UNKNOWN)
        or support.excluded.standing is not Standing.ABSENT
        or bool(support.by)
    )
