"""Witness paths: from where the data are collected, along the flows, to the party that can read them."""

from __future__ import annotations

from collections.abc import Iterable

from borderflow.analysis.engagements import Engagement, Scene, known_country
from borderflow.analysis.lineage import shortest_way
from borderflow.language import say, to_say
from borderflow.language.forms import listed, quoted
from borderflow.model.architecture import Flow, Form
from borderflow.model.catalog import Owner
from borderflow.model.findings import Hop
from borderflow.model.location import Location
from borderflow.model.resolved import Company

_IN_WORDS = {
    Form.CLEAR: to_say("in the clear"),
    Form.PSEUDONYMISED: to_say("pseudonymised"),
    Form.ENCRYPTED: to_say("encrypted"),
    Form.AGGREGATED: to_say("aggregated"),
    Form.ANONYMISED: to_say("anonymised"),
    Form.EMBEDDING: to_say("as embeddings"),
    Form.CONTEXT: to_say("as retrieved context"),
    Form.MEMORY: to_say("as memory"),
    Form.OUTPUT: to_say("in model output"),
    Form.WEIGHTS: to_say("in weights"),
    Form.TELEMETRY: to_say("as telemetry"),
}


def way_to(scene: Scene, components: Iterable[str], data: Iterable[str]) -> tuple[Hop, ...]:
    """The shortest way of some data to the nearest of several components."""
    components, data = tuple(components), tuple(data)
    if not data or not components:
        return ()
    return _hops(scene, shortest_way(scene.lineage, components, data), data)


def _hops(scene: Scene, way: tuple[str | Flow, ...], data: tuple[str, ...]) -> tuple[Hop, ...]:
    start = str(way[0])
    first = Hop(_collected(scene, start, data), component=start, location=_at(scene, start))
    return (first, *(_along(scene, step, data) for step in way[1:] if isinstance(step, Flow)))


def _along(scene: Scene, flow: Flow, data: tuple[str, ...]) -> Hop:
    return Hop(_received(scene, flow, data), component=flow.target, location=scene.locate(flow.path))


def _at(scene: Scene, component: str) -> Location:
    return scene.locate(scene.architecture.components[component].path)


def _collected(scene: Scene, component: str, data: tuple[str, ...]) -> str:
    held = [id_ for id_ in scene.data_at((component,)) if id_ in data]
    return say("holds {data}", data=scene.data_words(held))


def _received(scene: Scene, flow: Flow, data: tuple[str, ...]) -> str:
    passed = [(id_, form) for id_, form in scene.lineage.forms(scene.lineage.emitted[flow.id]) if id_ in data]
    labels = scene.data_words(dict.fromkeys(id_ for id_, _ in passed))
    forms = listed([say(_IN_WORDS[form]) for form in dict.fromkeys(form for _, form in passed)])
    return say("receives {data} {forms}", data=labels, forms=forms).rstrip()


def to_company(scene: Scene, engagement: Engagement) -> tuple[Hop, ...]:
    """The way to a company: to the nearest component that it operates or hosts, then the chain of parties."""
    hops = list(way_to(scene, engagement.components, engagement.data))
    if engagement.via:
        first, *others = (scene.system.companies[id_] for id_ in engagement.via)
        hops.append(_party(scene, first, say("is engaged by the controller")))
        hops.extend(_party(scene, company, say("is a sub-processor")) for company in others)
        hops.append(_party(scene, engagement.company, _engaged_for(engagement)))
    else:
        hops.append(_party(scene, engagement.company, _does(scene, engagement)))
    return tuple(hops)


def _engaged_for(engagement: Engagement) -> str:
    if engagement.link is None:
        return say("hosts it as a sub-processor")
    return quoted(engagement.link.does) or (
        say("has remote access") if engagement.remote else say("is a sub-processor")
    )


def _does(scene: Scene, engagement: Engagement) -> str:
    operates = any(
        scene.system.components[id_].operator == engagement.company.id for id_ in engagement.components
    )
    return say("operates it") if operates else say("hosts it")


def _party(scene: Scene, company: Company, role: str) -> Hop:
    country = known_country(company)
    where = f"{company.entity} ({country})" if country else company.entity
    location = scene.locate(company.path) if company.path else None
    return Hop(say("{who} {does}", who=where, does=role), party=company.id, location=location)


def owner_hop(company: Company) -> tuple[Hop, ...]:
    """The parent, as the end of a path."""
    if not isinstance(company.parent, Owner):
        return ()
    owner = company.parent
    caption = say("{owner} ({country}) controls it", owner=owner.name, country=owner.country)
    return (Hop(caption, party=owner.name),)
