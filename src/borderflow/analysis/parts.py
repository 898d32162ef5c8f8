"""Facts about single components and flows: stores, retrieval, keys, retention, places, transport."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cache
from typing import NamedTuple

from borderflow.analysis.engagements import MODELS, Scene
from borderflow.analysis.processors import is_bound
from borderflow.analysis.rights import (
    STORES,
    correction_reaches,
    erasure_reaches,
    is_delicate,
    reaches_others,
    rights_of,
    staff_abroad_of,
    travel_policy,
)
from borderflow.analysis.shields import uc1_holds
from borderflow.analysis.transfers import is_hop_covered
from borderflow.analysis.witness import way_to
from borderflow.language import say
from borderflow.model.architecture import SELF, UNSTATED, Flow, Form
from borderflow.model.facts import Case, ComponentFacts, FlowFacts, LateCase, Tri
from borderflow.model.findings import Hop
from borderflow.model.knowledge import Ground, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Answer, Standing
from borderflow.model.resolved import Company, Resolved

RETRIEVED = frozenset({"vector-store", "graph-store", "search", "memory"})
Key = tuple[Hashable, ...]
_OBSERVERS = frozenset({"observability", "experiment-tracking"})


def component_cases(scene: Scene) -> Iterator[Case]:
    """One case a component that holds personal data."""
    shared = _Shared(scene)
    for id_, mask in scene.lineage.states.items():
        if scene.lineage.is_personal(mask):
            yield _component(scene, scene.system.components[id_], mask, shared)


def flow_cases(scene: Scene) -> Iterator[Case]:
    """One case a flow about which a rule could have something to say."""
    open_flows = {flow.id for flow in scene.lineage.open_flows}
    first_open = scene.lineage.open_flows[:1]
    for flow in scene.architecture.flows:
        stated = flow.protection.transport in (Answer.NO, Answer.UNKNOWN)
        if stated and scene.lineage.is_personal(scene.lineage.emitted[flow.id]):
            yield _flow(scene, flow, data_known=flow.id not in open_flows)
    for flow in first_open:
        if downstream := _outside(scene):
            yield _flow(scene, flow, data_known=False, downstream=downstream)


def _component(scene: Scene, resolved: Resolved, mask: int, shared: _Shared) -> Case:
    id_ = resolved.component.id
    data = scene.lineage.personal_data(mask)
    recipient = _recipient(scene, resolved)
    return LateCase(
        _Told(scene, resolved, data, recipient),
        kind="component",
        subject=(id_,),
        facts=shared.facts(resolved, mask, data),
        grounds=_grounds(resolved),
        group=f"recipient:{recipient.id}" if recipient else f"component:{id_}",
        components=(id_,),
        parties=(recipient.id,) if recipient else (),
        data=data,
    )


class _Told(NamedTuple):
    """What is told of a component only when a rule speaks of it."""

    scene: Scene
    resolved: Resolved
    data: tuple[str, ...]
    recipient: Company | None

    def words(self) -> dict[str, str]:
        return _words(self.scene, self.resolved, self.data, self.recipient)

    def flows(self) -> tuple[str, ...]:
        return self.scene.flows_into((self.resolved.component.id,))

    def path(self) -> tuple[Hop, ...]:
        return way_to(self.scene, (self.resolved.component.id,), self.data)

    def location(self) -> Location:
        return self.scene.locate(self.resolved.component.path)

    def locations(self) -> dict[str, Location]:
        path = self.resolved.component.path
        return {name: self.scene.locate((*path, name)) for name in sorted(_stated(self.resolved))}


def _stated(resolved: Resolved) -> frozenset[str]:
    """Names of safeguards that the manifest states, so that a finding can point at them."""
    safeguards = resolved.component.safeguards
    found = {"audiences"} if safeguards.audiences is not None else set()
    if safeguards.tenants is not None:
        found.add("tenants")
    for name in (
        "deletion_by_source",
        "permissions",
        "isolation",
        "retention",
        "authentication",
        "anonymised",
        "access_log",
        "access_path",
        "guard",
    ):
        if getattr(safeguards, name).standing is not Standing.ABSENT:
            found.add(name)
    return frozenset(found)


class _Shared:
    """Components that agree in all that facts are made of have the same facts: made, and judged, once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._facts: dict[Key, ComponentFacts] = {}
        self._about = cache(self._meaning)
        covers = scene.architecture.system.access_procedure.covers
        self._by_name = bool(covers or scene.pseudonym_keys)
        """Whether facts look at which component it is."""
        self._by_source = bool(scene.erased or scene.corrected)
        """Whether facts look at which data are copies."""

    def facts(self, resolved: Resolved, mask: int, data: tuple[str, ...]) -> ComponentFacts:
        scene, component = self._scene, resolved.component
        if component.safeguards is not UNSTATED or component.staff_in:
            return _facts(scene, resolved, data)
        kind, holds = component.kind, component.holds
        about = self._about(data)
        by_name = self._by_name or about.sensitive or resolved.place.routing == "unknown"
        key = (
            kind,
            resolved.operator,
            resolved.host,
            about,
            bool(holds),
            any(datum not in holds for datum in data),
            component.personal,
            bool(component.model),
            scene.lineage.is_in(mask, Form.WEIGHTS),
            scene.lineage.is_in(mask, Form.MEMORY),
            bool(resolved.place.mismatch),
            component.id if by_name else "",
            (data, holds) if self._by_source else (),
            _embeds_elsewhere(scene, resolved),
            _context_leaves(scene, resolved),
            reaches_others(scene, resolved),
            _drifts(scene, resolved, data),
        )
        if key not in self._facts:
            self._facts[key] = _facts(scene, resolved, data)
        return self._facts[key]

    def _meaning(self, data: tuple[str, ...]) -> _About:
        scene = self._scene
        return _About(
            scene.retention(data),
            scene.is_sensitive(data),
            is_delicate(scene, data),
            not scene.prompted.isdisjoint(data),
        )


class _About(NamedTuple):
    """What facts make of data, whichever component holds them."""

    retention: Standing
    sensitive: bool
    """Whether a pseudonym helps depends on the flows of a component."""
    delicate: bool
    prompted: bool


def _facts(scene: Scene, resolved: Resolved, data: tuple[str, ...]) -> ComponentFacts:
    component, safeguards, day = resolved.component, resolved.component.safeguards, scene.as_of
    protection, rights = safeguards.protection, rights_of(scene, resolved, data)
    kind = component.kind
    return ComponentFacts(
        kind_of=kind,
        personal=component.id in scene.personal,
        sensitive=scene.is_sensitive(data, (component.id,)),
        store=kind in STORES or bool(component.holds),
        retrieval=kind in RETRIEVED,
        declared_impersonal=component.personal is False,
        anonymised=safeguards.anonymised.standing_on(day),
        deletion_by_source=safeguards.deletion_by_source.standing_on(day),
        reindex=safeguards.reindex.standing_on(day),
        permissions=safeguards.permissions.standing_on(day),
        audiences=_counted(safeguards.audiences),
        isolation=safeguards.isolation.standing_on(day),
        tenants=_counted(safeguards.tenants),
        embeds_elsewhere=_embeds_elsewhere(scene, resolved),
        context_leaves=_context_leaves(scene, resolved),
        observes_prompts=_observes_prompts(scene, resolved, data),
        recipient_covered=_is_covered(scene, resolved, _recipient(scene, resolved)),
        at_rest=protection.at_rest.value,
        public=safeguards.public.value,
        authentication=safeguards.authentication.standing_on(day),
        access_log=safeguards.access_log.standing_on(day),
        uc1_claimed=protection.claims_uc1,
        uc1_holds=_uc1(scene, resolved),
        staff_abroad=bool(rights.staff_abroad),
        travel_policy=travel_policy(scene, resolved),
        copy=rights.copy,
        weights=rights.weights,
        access_path=rights.access_path,
        source_erases=rights.source_erases,
        erasure_reaches=erasure_reaches(resolved, scene),
        source_corrects=rights.source_corrects,
        correction_reaches=correction_reaches(resolved, scene),
        delicate=rights.delicate,
        key_with_recipient=rights.key_with_recipient,
        reaches_others=reaches_others(scene, resolved),
        guard=safeguards.guard.standing_on(day),
        retention=_retention(scene, resolved, data),
        place_known=_place_known(resolved),
        place_matters=True,
        region_mismatch=bool(resolved.place.mismatch),
        third_party_model=bool(component.model)
        and resolved.operator is None
        and (kind in MODELS or scene.system.treatment(kind) == "weights"),
        provenance=safeguards.provenance.standing_on(day),
        drift=_drifts(scene, resolved, data),
        memory=scene.lineage.is_in(scene.lineage.states[component.id], Form.MEMORY),
        refresh=safeguards.refresh.standing_on(day),
    )


def _drifts(scene: Scene, resolved: Resolved, data: tuple[str, ...]) -> bool:
    """A corpus serves another purpose than its data were collected for: its own, or that of a flow."""
    component, lineage = resolved.component, scene.lineage
    if component.kind not in RETRIEVED:
        return False
    flows = (*lineage.incoming.get(component.id, ()), *lineage.outgoing.get(component.id, ()))
    return scene.drifts(data, component.purposes) or any(
        scene.drifts(lineage.personal_data(lineage.emitted[flow.id]), (flow.purpose,))
        for flow in flows
        if flow.purpose
    )


def _counted(number: int | None) -> str:
    if number is None:
        return "unstated"
    return "several" if number > 1 else "one"


def _recipient(scene: Scene, resolved: Resolved) -> Company | None:
    id_ = resolved.operator or resolved.host
    return scene.system.companies[id_] if id_ else None


def _embeds_elsewhere(scene: Scene, resolved: Resolved) -> bool:
    """It embeds for a store that somebody else operates (RAG-06)."""
    if resolved.component.kind != "embedding" or resolved.operator is None:
        return False
    targets = [flow.target for flow in scene.lineage.outgoing.get(resolved.component.id, ())]
    stores = [scene.system.components[id_] for id_ in targets]
    return any(store.operator != resolved.operator for store in stores if store.component.kind in RETRIEVED)


def _context_leaves(scene: Scene, resolved: Resolved) -> bool:
    """A model receives what a store retrieves that another party, or the controller, operates (RAG-07)."""
    if resolved.component.kind not in MODELS or resolved.operator is None:
        return False
    return any(
        scene.lineage.is_in(scene.lineage.emitted[flow.id], Form.CONTEXT)
        for flow in scene.lineage.incoming.get(resolved.component.id, ())
        if scene.system.components[flow.source].operator != resolved.operator
    )


def _observes_prompts(scene: Scene, resolved: Resolved, data: tuple[str, ...]) -> bool:
    """A tracing service of another party holds data that also go to a model (RAG-10)."""
    if resolved.component.kind not in _OBSERVERS or resolved.operator is None:
        return False
    return bool(scene.prompted & set(data))


def _is_covered(scene: Scene, resolved: Resolved, recipient: Company | None) -> bool:
    """An observer has a contract and, where it needs one, a tool, on record or presumed (RAG-10)."""
    if recipient is None or resolved.component.kind not in _OBSERVERS:
        return True
    direct = (one for one in scene.engagements if not one.engaged_by and one.company is recipient)
    engagement = next(direct, None)
    return engagement is None or (is_bound(scene, engagement) and is_hop_covered(scene, engagement))


def _uc1(scene: Scene, resolved: Resolved) -> bool:
    """UC1 holds in full: every condition stated and true (SEC-04)."""
    protection = resolved.component.safeguards.protection
    recipient = _recipient(scene, resolved)
    stated = all(protection.conditions.get(letter) is Answer.YES for letter in "bcde")
    return recipient is None or (stated and uc1_holds(scene, protection, recipient))


def _retention(scene: Scene, resolved: Resolved, data: tuple[str, ...]) -> Standing:
    """A period or criteria, on the store or on every datum in it."""
    own = resolved.component.safeguards.retention.standing_on(scene.as_of)
    return scene.retention(data) if own is Standing.ABSENT else own


def _place_known(resolved: Resolved) -> Tri:
    place = resolved.place
    if place.routing == "unknown" and not _runs_at_the_persons(resolved):
        return Unknown(place.reason, f"Where is `{resolved.component.id}` processed?")
    return True


def _runs_at_the_persons(resolved: Resolved) -> bool:
    """People and their devices need no host."""
    return resolved.operator is None and resolved.component.kind in ("person", "device")


def _grounds(resolved: Resolved) -> dict[str, Ground]:
    return {"place_known": resolved.place.ground} if resolved.place.ground else {}


def _words(
    scene: Scene, resolved: Resolved, data: tuple[str, ...], recipient: Company | None
) -> dict[str, str]:
    staff_abroad = staff_abroad_of(scene, resolved)
    return {
        "component": resolved.component.id,
        "components": resolved.component.id,
        "data": scene.data_words(data),
        "id": recipient.id if recipient else "",
        "party": recipient.name if recipient else scene.architecture.controller.name,
        "entity": recipient.entity if recipient else scene.architecture.controller.name,
        "place": resolved.place.mismatch
        or resolved.place.label
        or resolved.place.reason
        or say("an unstated place"),
        "country": ", ".join(scene.country_name(code) for code in staff_abroad or resolved.place.countries),
        "parent": "",
        "importer": recipient.name if recipient else "",
        "exporter": scene.architecture.controller.name,
        "purpose": "",
        "law": "",
        "tool": "",
        "missing": _missing_uc1(resolved),
    }


def _missing_uc1(resolved: Resolved) -> str:
    protection = resolved.component.safeguards.protection
    missing = [f"UC1-{letter}" for letter in "bcde" if protection.conditions.get(letter) is not Answer.YES]
    if protection.client_side is not Answer.YES:
        missing.insert(0, "UC1-a")
    if protection.keys.holder in (None, "provider"):
        missing.append("UC1-f")
    return ", ".join(missing) or "UC1-f"


def _flow(scene: Scene, flow: Flow, data_known: bool, downstream: tuple[str, ...] = ()) -> Case:
    source = scene.lineage.states.get(flow.source, 0)
    passed = scene.lineage.emitted[flow.id] if data_known else source
    data = scene.lineage.personal_data(passed)
    target = scene.system.components[flow.target]
    source_operator = scene.system.components[flow.source].operator or SELF
    return Case(
        kind="flow",
        subject=(flow.id,),
        facts=FlowFacts(
            personal=True,
            sensitive=scene.is_sensitive(data),
            network=not flow.local,
            transport=flow.protection.transport.value,
            leaves_controller=bool(downstream) or (target.operator or SELF) != source_operator,
            data_known=data_known,
        ),
        words={
            "component": flow.source,
            "components": f"{flow.source}, {flow.target}",
            "data": scene.data_words(data),
            "party": ", ".join(downstream) or flow.target,
            "importer": flow.target,
            "exporter": flow.source,
            "place": "",
            "purpose": flow.purpose or "",
        },
        group=f"flow:{flow.id}",
        components=tuple(dict.fromkeys((flow.source, flow.target))),
        data=data,
        flows=(flow.id,),
        path=way_to(scene, (flow.source,), data),
        location=scene.locate(flow.path),
        locations={"transport": scene.locate(flow.protection.path)} if flow.protection.path else {},
    )


def _outside(scene: Scene) -> tuple[str, ...]:
    """Companies downstream of the open flows, which may receive what nobody stated."""
    seen: set[str] = set()
    queue = [flow.target for flow in scene.lineage.open_flows]
    while queue:
        id_ = queue.pop()
        if id_ not in seen:
            seen.add(id_)
            queue += [flow.target for flow in scene.lineage.outgoing.get(id_, ())]
    names = {
        scene.system.companies[company].name
        for id_ in seen
        for company in (scene.system.components[id_].operator, scene.system.components[id_].host)
        if company is not None
    }
    return tuple(sorted(names))
