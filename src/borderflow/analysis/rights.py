"""What single components do for and against persons: copies, access, pseudonyms, tools, staff abroad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from borderflow.analysis.engagements import GRAVE_MARKS, Scene, is_one_group, known_country
from borderflow.model.architecture import Form, SupportAccess
from borderflow.model.records import Record, Standing
from borderflow.model.resolved import Company, Resolved

STORES = frozenset(
    "datastore vector-store graph-store file-store backup model-registry memory cache search saas "
    "observability experiment-tracking".split()
)
_OVERWRITTEN = frozenset({"backup", "cache", "observability", "queue"})
"""Copies that a documented cycle clears: it answers for erasure (RTS-03)."""
_TOOLS = (STORES - {"observability", "experiment-tracking", "model-registry"}) | {
    "email",
    "messaging",
    "payment",
    "ci",
}
"""What an agent calls: public search is none, for it holds no data of others."""
_DELICATE = GRAVE_MARKS | {"financial", "employee"}


class Rights(NamedTuple):
    """Facts of one component about persons."""

    copy: bool = False
    weights: bool = False
    source_erases: bool = False
    source_corrects: bool = False
    access_path: str = "unstated"
    delicate: bool = False
    key_with_recipient: bool = False
    staff_abroad: tuple[str, ...] = ()


def rights_of(scene: Scene, resolved: Resolved, data: tuple[str, ...]) -> Rights:
    """Read what a component means for the persons whose data it holds."""
    copied = set(data).difference(resolved.component.holds)
    return Rights(
        copy=bool(copied) and resolved.component.kind in STORES,
        weights=_keeps_weights(scene, resolved),
        source_erases=bool(copied & scene.erased),
        source_corrects=bool(copied & scene.corrected),
        access_path=_access_path(scene, resolved),
        delicate=is_delicate(scene, data),
        key_with_recipient=_key_is_with_recipient(scene, resolved),
        staff_abroad=staff_abroad_of(scene, resolved),
    )


def is_delicate(scene: Scene, data: tuple[str, ...]) -> bool:
    """Data of a kind whose readers have to be known, or many of them (SEC-06)."""
    return scene.is_large_scale(data) or bool(scene.marks(data) & _DELICATE)


def _keeps_weights(scene: Scene, resolved: Resolved) -> bool:
    id_ = resolved.component.id
    return scene.system.treatment(resolved.component.kind) == "weights" or scene.lineage.is_in(
        scene.lineage.states.get(id_, 0), Form.WEIGHTS
    )


def _access_path(scene: Scene, resolved: Resolved) -> str:
    """Whether requests for access find what is here: by a way of its own, else by the procedure."""
    own = resolved.component.safeguards.access_path.standing_on(scene.as_of)
    procedure = scene.architecture.system.access_procedure
    if own is Standing.ABSENT and procedure.covers:
        listed = {resolved.component.id, resolved.component.label} & set(procedure.covers)
        return "recorded" if listed else "left-out"
    standing = procedure.standing_on(scene.as_of) if own is Standing.ABSENT else own
    return {Standing.RECORDED: "recorded", Standing.NONE: "none"}.get(standing, "unstated")


def erasure_reaches(resolved: Resolved, scene: Scene) -> Standing:
    """Whether what is erased at the source is erased here too, by whichever way is on record."""
    safeguards = resolved.component.safeguards
    ways = [safeguards.erasure, safeguards.deletion_by_source, safeguards.reindex]
    if resolved.component.kind in _OVERWRITTEN and safeguards.retention.standing is Standing.RECORDED:
        ways.append(safeguards.retention)
    return _best(ways, scene)


def correction_reaches(resolved: Resolved, scene: Scene) -> Standing:
    """Whether what is corrected at the source is corrected here too."""
    safeguards = resolved.component.safeguards
    renewed = [one for one in (safeguards.reindex, safeguards.refresh) if one.standing is Standing.RECORDED]
    return _best([safeguards.rectification, *renewed], scene)


def _best(ways: list[Record], scene: Scene) -> Standing:
    """One way on record is enough; without one, what is stated speaks."""
    found = [way.standing_on(scene.as_of) for way in ways]
    if Standing.RECORDED in found:
        return Standing.RECORDED
    return next((one for one in found if one is not Standing.ABSENT), Standing.ABSENT)


def _key_is_with_recipient(scene: Scene, resolved: Resolved) -> bool:
    """A company that holds pseudonymised data holds the key too (Art. 4(5): kept separately)."""
    if not scene.pseudonym_keys:
        return False
    holders = {
        holder
        for datum, form in scene.lineage.at(resolved.component.id)
        if form is Form.PSEUDONYMISED
        for holder in scene.pseudonym_keys.get(datum, ())
    }
    return any(_holds(scene, company, holder) for company in _readers(scene, resolved) for holder in holders)


def _readers(scene: Scene, resolved: Resolved) -> Iterator[Company]:
    for id_ in (resolved.operator, resolved.host):
        if id_ is not None:
            yield scene.system.companies[id_]
    yield from (one.company for one in scene.behind(resolved.component.id) if one.reads)


def _holds(scene: Scene, company: Company, holder: str) -> bool:
    if holder in ("provider", company.id):
        return True
    other = scene.system.companies.get(scene.system.company_of(holder))
    return other is not None and is_one_group(other, company)


def reaches_others(scene: Scene, resolved: Resolved) -> bool:
    """A model that acts can call what holds personal data and does not ask for whom it is called."""
    if resolved.component.kind != "agent":
        return False
    id_ = resolved.component.id
    called = [flow.target for flow in scene.lineage.outgoing.get(id_, ())]
    called += [flow.source for flow in scene.lineage.incoming.get(id_, ())]
    return any(_is_open_tool(scene, scene.system.components[one]) for one in called if one in scene.personal)


def _is_open_tool(scene: Scene, resolved: Resolved) -> bool:
    safeguards = resolved.component.safeguards
    asks = safeguards.permissions.standing_on(scene.as_of) is Standing.RECORDED
    return resolved.component.kind in _TOOLS and not asks and safeguards.audiences != 1


def staff_abroad_of(scene: Scene, resolved: Resolved) -> tuple[str, ...]:
    """Countries outside the EEA from which staff of the operator itself read the data (SEC-08)."""
    return tuple(sorted(_staff_abroad(scene, resolved)))


def _staff_abroad(scene: Scene, resolved: Resolved) -> Iterator[str]:
    yield from (country for country in resolved.component.staff_in if not scene.is_eea(country))
    for company, support in _own_support(scene, resolved):
        home = known_country(company)
        if home is not None and scene.is_eea(home):
            yield from (country for country in support.countries if not scene.is_eea(country))


def _own_support(scene: Scene, resolved: Resolved) -> Iterator[tuple[Company, SupportAccess]]:
    """Companies whose own employees, not those of another entity, have access from afar."""
    for id_ in dict.fromkeys((resolved.operator, resolved.host)):
        company = scene.system.companies[id_] if id_ is not None else None
        support = company.declared.support if company is not None and company.declared else None
        if company is None or support is None or not support.same_entity:
            continue
        if support.excluded.standing_on(scene.as_of) is not Standing.RECORDED:
            yield company, support


def travel_policy(scene: Scene, resolved: Resolved) -> Standing:
    """The policy that binds staff abroad: the system's, or that of the company whose staff it is."""
    general = scene.architecture.system.travel_policy.standing_on(scene.as_of)
    if resolved.component.staff_in:
        return general
    for _, support in _own_support(scene, resolved):
        own = support.policy.standing_on(scene.as_of)
        if own is not Standing.ABSENT:
            return own
    return general
