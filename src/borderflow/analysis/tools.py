"""What covers a hop between legal entities: adequacy, an Art. 46 tool, or nothing on record.

Either it is stated for the hop itself, or it is that of the contract under which the hop happens.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.language import say, to_say
from borderflow.model.architecture import Contract, SupportAccess
from borderflow.model.catalog import DpfStatus, Jurisdiction
from borderflow.model.knowledge import Ground, Origin
from borderflow.model.location import Location
from borderflow.model.records import Record, Standing

ORIGINS = {
    Standing.RECORDED: to_say("on record"),
    Standing.PRESUMED: to_say("presumed from provider terms"),
    Standing.STALE: to_say("on record, but out of date"),
    Standing.UNKNOWN: to_say("not known"),
    Standing.ABSENT: to_say("not on record"),
    Standing.NONE: to_say("declared to be none"),
}
_FRAMEWORK = "Data Privacy Framework"
DPF = "dpf"
_TOOLS = {
    "scc": to_say("standard contractual clauses"),
    "bcr": to_say("binding corporate rules"),
    "dpf": to_say("the DPF"),
}


class Tool(Struct, frozen=True):
    """What a hop rests on apart from adequacy."""

    standing: Standing
    kind: str = ""
    ground: Ground | None = None
    location: Location | None = None


def onward_tool(scene: Scene, company: str, country: str | None, engaged_by: str = "") -> Tool:
    """The tool of a processor for hops to its own group and sub-processors in a country, if that is known.

    What the manifest states wins; else what the provider's terms name is presumed; else nothing is known.
    The Data Privacy Framework is a tool for the United States alone, while its decision is in force.
    """
    is_dpf_there = country in ("US", None) and is_framework_in_force(scene.jurisdiction("US"))
    contract = covering(scene, company, engaged_by)
    if contract.onward.standing is not Standing.ABSENT:
        standing = contract.onward.standing_on(scene.as_of)
        at = scene.locate((*contract.path, "onward"))
        ground = Ground(
            say(
                "the manifest states the onward tool: {tool}",
                tool=contract.onward.text or say(ORIGINS[standing]),
            ),
            Origin.DECLARED,
            location=at,
        )
        if contract.onward.text.strip().casefold() == DPF and not is_dpf_there:
            return Tool(Standing.ABSENT, DPF, replace(ground, text=_why_not_dpf(country)), at)
        return Tool(standing, contract.onward.text or "scc-3", ground, at)
    for product in scene.system.companies[company].products:
        if (kind := product.onward_tool.known) and kind != "none" and (kind != DPF or is_dpf_there):
            text = say(
                "the terms of {product} name {tool} for hops to its own group",
                product=product.name,
                tool=tool_words(kind),
            )
            return Tool(Standing.PRESUMED, kind, product.onward_tool.ground(text, Origin.PRESUMED))
        if product.sccs_in_terms.known:
            text = say("the terms of {product} contain standard contractual clauses", product=product.name)
            return Tool(Standing.PRESUMED, "scc", product.sccs_in_terms.ground(text, Origin.PRESUMED))
        if is_dpf_there and product.dpf.known in (DpfStatus.ACTIVE, DpfStatus.CLAIMED):
            text = say("{product} claims Data Privacy Framework participation", product=product.name)
            return Tool(Standing.PRESUMED, "dpf", product.dpf.ground(text))
    return Tool(Standing.ABSENT)


def _why_not_dpf(country: str | None) -> str:
    if country in ("US", None):
        return say("the onward tool on record, the DPF, is not in force on the day")
    return say("the onward tool on record, the DPF, covers the United States alone")


def covering(scene: Scene, company: str, engaged_by: str) -> Contract:
    """What a company has agreed with whoever engages it; else what is on record with it at all."""
    own = scene.contract(company, engaged_by) if engaged_by else Contract(company)
    return own if own.path else scene.contract(company)


def tool_words(kind: str) -> str:
    return say(_TOOLS[kind]) if kind in _TOOLS else kind


def link_tool(
    scene: Scene, engagement: Engagement, above: str, own: Contract, *, presumes: bool
) -> Tool | None:
    """The tool of this hop: as the list states it, else as the two agreed it, else that of the exporter."""
    link = engagement.link
    if link is not None and link.tool.standing is not Standing.ABSENT:
        return _stated_tool(scene, link.tool, to_say("tool of this hop: {tool}"))
    if own.clauses.record.standing is not Standing.ABSENT or not presumes:
        return None  # read from the contract, as the controller's own tools are
    return onward_tool(scene, engagement.engaged_by, known_country(engagement.company), above)


def support_tool(scene: Scene, engagement: Engagement, support: SupportAccess, country: str | None) -> Tool:
    if support.tool.standing is Standing.ABSENT:
        return onward_tool(scene, engagement.company.id, country, engagement.engaged_by)
    return _stated_tool(scene, support.tool, to_say("tool for the access: {tool}"))


def _stated_tool(scene: Scene, stated: Record, words: str) -> Tool:
    """A tool between two processors; clauses of module 3 where only the record's standing is given."""
    at, standing = scene.locate(stated.path), stated.standing_on(scene.as_of)
    told = say(words, tool=stated.text or say(ORIGINS[standing]))
    return Tool(standing, stated.text or "scc-3", Ground(told, Origin.DECLARED, location=at), at)


def is_framework_in_force(regime: Jurisdiction | None) -> bool:
    return regime is not None and _FRAMEWORK in regime.instrument
