"""Who could be compelled: foreign law that reaches a company through its seat, its parent or its chain.

One level a provider: the contract party itself, else its parent or affiliate, wherever the data lie, else
a sub-processor with logical access, else the key holder. This is exposure, never a transfer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.analysis.shields import is_out_of_reach, keeps_keys, key_holder
from borderflow.analysis.witness import owner_hop, to_company
from borderflow.language import say
from borderflow.language.forms import listed
from borderflow.model.age import TIA_LIMIT_DAYS
from borderflow.model.architecture import Form
from borderflow.model.catalog import Adequacy, Owner
from borderflow.model.facts import Case, ControlFacts, TransferFacts
from borderflow.model.knowledge import Ground, Origin, Unknown
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Company

_BEST_FIRST = (Standing.RECORDED, Standing.STALE, Standing.UNKNOWN, Standing.NONE)


class Reach(Struct, frozen=True):
    """How foreign law reaches a company: the level, the country, and the name of the one compelled."""

    level: str
    country: str
    owner: str
    """The ultimate parent, by which findings are gathered."""
    through: str = ""
    """Who in that country can be compelled, when it is not the ultimate parent."""


def control_cases(scene: Scene, transfers: Iterable[Case]) -> Iterator[Case]:
    """One case a company that foreign law reaches; triage gathers them by ultimate parent."""
    hops = tuple(transfers)
    for engagement in scene.engagements:
        if engagement.engaged_by:
            continue
        found = reach_of(scene, engagement.company)
        if found is not None:
            yield _case(scene, engagement, found, hops)
        if found is None or found.level == "nexus" or scene.is_covered(found.country):
            yield from _behind(scene, engagement, hops)
        yield from _key_holders(scene, engagement, hops)
    yield from _own_parent(scene)


def _own_parent(scene: Scene) -> Iterator[Case]:
    """The controller's own parent in a country whose law reaches it (ACC-08)."""
    controller = scene.architecture.controller
    country = controller.parent_country
    if not country or not scene.personal or not scene.is_exposing(country):
        return
    data, place = scene.data_at(scene.personal), (*controller.path, "parent")
    yield Case(
        kind="control",
        subject=("controller", country),
        facts=ControlFacts(personal=True, own_parent=True),
        words={
            "party": controller.name,
            "entity": controller.name,
            "parent": controller.parent_name or say("its parent"),
            "country": scene.country_name(country),
            "data": scene.data_words(data),
            "component": next(iter(scene.personal)),
            "components": ", ".join(scene.personal),
            "law": say("its access laws"),
            "place": "",
        },
        group="parent:controller",
        components=tuple(scene.personal)[:1],
        data=data,
        location=scene.locate(place),
    )


def reach_of(scene: Scene, company: Company) -> Reach | None:
    """How foreign law reaches a company, the nearest level first; None when nothing is known to.

    What reaches it from an adequate country is told only where nothing else does: a seat in the United
    Kingdom does not hide a parent in the United States.
    """
    ways = tuple(_ways(scene, company))
    return next((one for one in ways if not scene.is_covered(one.country)), next(iter(ways), None))


def _ways(scene: Scene, company: Company) -> Iterator[Reach]:
    country = known_country(company)
    owner = company.parent.name if isinstance(company.parent, Owner) else company.entity
    if country is not None and scene.is_exposing(country):
        yield Reach("direct", country, owner)
    for controlling in company.control:
        if scene.is_exposing(controlling):
            yield Reach("parent", controlling, owner, _controller_in(company, controlling))
    for branch in company.nexus:
        if scene.is_exposing(branch):
            yield Reach("nexus", branch, owner)


def _controller_in(company: Company, country: str) -> str:
    """Who holds the reins in a country: the ultimate parent, else an affiliate that operates from there."""
    if isinstance(company.parent, Owner) and company.parent.country == country:
        return company.parent.name
    named = (entity.name for entity in company.affiliates if entity.country == country)
    return next(named, say("An affiliate of {company}", company=company.name))


def _behind(scene: Scene, engagement: Engagement, hops: tuple[Case, ...]) -> Iterator[Case]:
    """Sub-processors that hold data in the clear and are themselves reached (ACC-03)."""
    for behind in scene.engaged(engagement.company.id):
        if behind.remote or not behind.reads:
            continue
        found = reach_of(scene, behind.company)
        if found is not None and found.level in ("direct", "parent"):
            yield _case(scene, behind, Reach("sub-processor", found.country, found.owner), hops)


def _key_holders(scene: Scene, engagement: Engagement, hops: tuple[Case, ...]) -> Iterator[Case]:
    """Others that keep the keys and are themselves reached (ACC-04)."""
    kept: dict[str, list[str]] = {}
    for id_ in engagement.components:
        company = key_holder(scene, scene.system.components[id_].component.safeguards.protection)
        if company is not None and company.id != engagement.company.id:
            kept.setdefault(company.id, []).append(id_)
    for holder, ids in sorted(kept.items()):
        company = scene.system.companies[holder]
        if (found := reach_of(scene, company)) is not None and found.level in ("direct", "parent"):
            above = engagement.company.id
            keys = Engagement(company, above, tuple(ids), scene.data_at(ids), via=(above,))
            yield _case(scene, keys, Reach("none", found.country, found.owner), hops)


def _case(scene: Scene, engagement: Engagement, found: Reach, hops: tuple[Case, ...]) -> Case:
    jurisdiction = scene.jurisdiction(found.country)
    contract = scene.contract((*engagement.via, engagement.company.id)[0])
    path = to_company(scene, engagement)
    at = scene.architecture.components[engagement.components[0]].path
    return Case(
        kind="control",
        subject=(found.owner, engagement.company.id),
        facts=_facts(scene, engagement, found, hops),
        words=_words(scene, engagement, found),
        grounds=dict(_grounds(scene, engagement, found)),
        group=f"parent:{found.owner}",
        components=engagement.components,
        parties=(engagement.company.id,),
        data=engagement.data,
        flows=scene.flows_into(engagement.components),
        path=(*path, *(owner_hop(engagement.company) if found.level != "direct" else ())),
        location=scene.locate((*at, "operator")),
        locations={"assessed": scene.locate((*contract.path, "assessment"))}
        if jurisdiction and contract.path
        else {},
    )


def _facts(scene: Scene, engagement: Engagement, found: Reach, hops: tuple[Case, ...]) -> ControlFacts:
    jurisdiction = scene.jurisdiction(found.country)
    company = engagement.company
    immunity = company.declared.immunity.standing_on(scene.as_of) if company.declared else Standing.ABSENT
    return ControlFacts(
        personal=True,
        level=found.level,
        adequate_as_such=bool(jurisdiction and jurisdiction.adequacy is Adequacy.ADEQUATE),
        assessed=_assessed(scene, engagement, found.country),
        under_dpf=_under_dpf(engagement, found, hops),
        shielded=is_out_of_reach(scene, engagement),
        immune=immunity is Standing.RECORDED,
        telemetry=scene.contract(company.id).telemetry or _telemetry(scene, engagement),
        keys_exposed=_keys_exposed(scene, engagement, found),
        grave=_is_grave(scene, engagement),
        own_parent=False,
    )


def _assessed(scene: Scene, engagement: Engagement, country: str) -> Standing:
    """A dated assessment of the company or of the chain above it, newer than the last change of control.

    The Art. 28(1) assessment or the TIA will do, so that the better of them counts.
    """
    found = tuple(_assessments(scene, engagement, country))
    return next((one for one in _BEST_FIRST if one in found), Standing.ABSENT)


def _assessments(scene: Scene, engagement: Engagement, country: str) -> Iterator[Standing]:
    law = scene.jurisdiction(country)
    is_overtaken = law is not None and law.unsettled
    for id_ in (engagement.company.id, *engagement.via):
        contract, company = scene.contract(id_), scene.system.companies[id_]
        for record, limit in ((contract.assessment, None), (contract.tia, TIA_LIMIT_DAYS)):
            standing = _dated(record, record.standing_on(scene.as_of, limit), company)
            yield Standing.STALE if standing is Standing.RECORDED and is_overtaken else standing


def _dated(record: Record, standing: Standing, company: Company) -> Standing:
    """Out of date when undated, or made before the company changed hands."""
    if standing is not Standing.RECORDED:
        return standing
    if company.provider is not None and company.provider.unsettled:
        return Standing.STALE
    changed = company.declared.parent_since if company.declared else None
    if record.on is None or (changed is not None and record.on < changed):
        return Standing.STALE
    return standing


def _under_dpf(engagement: Engagement, found: Reach, hops: tuple[Case, ...]) -> bool:
    """The data go to that country under an active or claimed DPF, whose decision assessed access."""
    for hop in hops:
        facts = hop.facts
        if not isinstance(facts, TransferFacts) or engagement.company.id not in hop.parties[:1]:
            continue
        listed = facts.united_states and facts.dpf in ("active", "claimed")
        if found.country == "US" and listed and not facts.remote:
            return True
    return False


def _keys_exposed(scene: Scene, engagement: Engagement, found: Reach) -> bool:
    """Data are encrypted, and the keys are with the exposed company or its group (ACC-04)."""
    for id_ in engagement.components:
        protection = scene.system.components[id_].component.safeguards.protection
        encrypted = (
            Answer.YES in (protection.at_rest, protection.client_side) or protection.keys.holder is not None
        )
        if (
            encrypted
            and protection.keys.holder is not None
            and keeps_keys(scene, protection, engagement.company)
        ):
            return True
    return found.level == "none"


def _telemetry(scene: Scene, engagement: Engagement) -> str:
    """Personal data that reach it as telemetry identify somebody; otherwise nobody says (ACC-07)."""
    states = (scene.lineage.states.get(id_, 0) for id_ in engagement.components)
    return "identifiers" if any(scene.lineage.is_in(state, Form.TELEMETRY) for state in states) else "absent"


def _is_grave(scene: Scene, engagement: Engagement) -> bool:
    """A public body, professional secrecy, or special-category data at large scale (ACC-09)."""
    controller = scene.architecture.controller
    if Answer.YES in (controller.public_body, controller.secrecy):
        return True
    special = [id_ for id_ in engagement.data if "special" in scene.marks((id_,))]
    return bool(special) and scene.is_large_scale(special)


def _grounds(scene: Scene, engagement: Engagement, found: Reach) -> Iterator[tuple[str, Ground]]:
    key = "country" if found.level == "direct" else "parent"
    if (ground := engagement.company.grounds.get(key)) is not None:
        yield "level", ground
    jurisdiction = scene.jurisdiction(found.country)
    for law in jurisdiction.laws if jurisdiction else ():
        if law.reaches_abroad:
            yield (
                f"law:{law.id}",
                Ground(f"{law.name} ({say(law.citation)})", Origin.CATALOG, law.source, level=law.level),
            )


def _words(scene: Scene, engagement: Engagement, found: Reach) -> dict[str, str]:
    jurisdiction = scene.jurisdiction(found.country)
    laws = [law.name for law in jurisdiction.laws if law.reaches_abroad] if jurisdiction else []
    company = engagement.company
    return {
        "id": company.id,
        "party": company.name,
        "entity": company.entity,
        "parent": found.through or found.owner,
        "country": scene.country_name(found.country),
        "law": _joined(laws) or say("its access laws"),
        "data": scene.data_words(engagement.data),
        "components": ", ".join(engagement.components),
        "component": engagement.components[0],
        "place": scene.place_words(engagement.components),
        "importer": company.entity,
        "exporter": scene.architecture.controller.name,
        "tool": "",
        "purpose": "",
        "missing": "",
    }


def _joined(names: list[str]) -> str:
    if len(names) <= 2:
        return listed(names)
    return say("{first}, {second} and others", first=names[0], second=names[1])


def is_exposed_or_abroad(scene: Scene, company: Company) -> bool | Unknown:
    """Whether a company is established in a third country or reached by its law (TRN-05)."""
    country = known_country(company)
    if country is None:
        return Unknown(f"the country of {company.name} is not known", f"Where is {company.name} established?")
    if not scene.is_eea(country):
        return True
    found = reach_of(scene, company)
    return found is not None and found.level in ("direct", "parent")
