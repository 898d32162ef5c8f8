"""What the diagram shows of a review: nodes with a place and a law, and links between them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from msgspec import Struct

from borderflow.language import say
from borderflow.model.catalog import Zone
from borderflow.model.report import ComponentView, FlowView, Review
from borderflow.renderers.diagram.words import countries_counted, law_of, parted

LANES = (Zone.EEA, Zone.ADEQUATE, Zone.US, Zone.OTHER, Zone.UNKNOWN)
"""From the nearest protection to the unknown, top to bottom."""

_ICONS = {
    "person": "person",
    "datastore": "store",
    "vector-store": "store",
    "cache": "store",
    "memory": "store",
    "storage": "store",
    "llm": "model",
    "embedding": "model",
    "reranker": "model",
    "training": "model",
    "fine-tuning": "model",
}


class Node(Struct, frozen=True):
    """A component, or several that are folded into one."""

    id: str
    name: str
    operator: str
    icon: str
    chip: str
    law: str
    access: str
    zone: Zone
    foreign: bool
    flagged: bool
    """Named by a finding, so that it is folded last."""
    size: int = 1
    members: tuple[str, ...] = ()
    """The ids of the components that it stands for."""


class Link(Struct, frozen=True):
    """The flows of one status between two nodes."""

    source: str
    target: str
    numbers: tuple[int, ...]
    status: str
    transfer: str
    highlighted: bool = False


class Network(Struct, frozen=True):
    """Nodes by id, links by source and target, and the witness path that is highlighted."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    witness: tuple[str, ...] = ()


def show(review: Review) -> Network:
    """The network of a review: one node a component, one link for parallel flows of one status."""
    flagged = {id for finding in review.open_findings for id in finding.components}
    nodes = [_node(item, review, flagged) for item in review.components]
    witness = _witness(review)
    known = {node.id for node in nodes}
    flows = [
        flow for flow in review.flows if {flow.source, flow.target} <= known and flow.source != flow.target
    ]
    return Network(tuple(sorted(nodes, key=lambda node: node.id)), join_links(flows, witness), witness)


def join_links(flows: list[FlowView], witness: tuple[str, ...]) -> tuple[Link, ...]:
    """One link for all flows that share ends, status and transfer."""
    steps = set(pairwise(witness))
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for flow in sorted(flows, key=lambda flow: flow.number):
        groups.setdefault((flow.source, flow.target, flow.status, flow.transfer), []).append(flow.number)
    return tuple(
        Link(*key[:2], tuple(numbers), *key[2:], key[:2] in steps) for key, numbers in sorted(groups.items())
    )


def is_foreign(component: ComponentView, review: Review) -> bool:
    """Whether the law of a country outside the EEA reaches it that is not the law of its place."""
    elsewhere = set(component.control) - set(component.countries)
    return any(review.country_zones.get(code, Zone.OTHER) is not Zone.EEA for code in elsewhere)


def chip_of(countries: tuple[str, ...], zones: Mapping[str, Zone]) -> str:
    """The ISO codes of a place: two in full, else the first with how many more; the EEA in one word."""
    if len(countries) < 3:
        return ", ".join(countries) or "?"
    if len(countries) < 5:
        return f"{countries[0]} +{len(countries) - 1}"
    inside, outside = parted(countries, zones)
    return (
        ", ".join((say("EEA"), *outside))
        if inside and len(outside) < 3
        else countries_counted(len(countries))
    )


def _node(item: ComponentView, review: Review, flagged: set[str]) -> Node:
    return Node(
        id=item.id,
        name=item.label or item.id,
        operator=item.operator_name or item.operator,
        icon=_ICONS.get(item.kind, "app"),
        chip=chip_of(item.countries, review.country_zones),
        law=law_of(item.control[:2]),
        access=say("access {countries}", countries="/".join(item.access[:2])) if item.access else "",
        zone=item.zone,
        foreign=is_foreign(item, review),
        flagged=item.id in flagged,
        members=(item.id,),
    )


def _witness(review: Review) -> tuple[str, ...]:
    """The components on the path of the worst blocker: one path at most is highlighted."""
    paths = (finding.path for finding in review.blockers if finding.path)
    return tuple(hop.component for hop in next(paths, ()) if hop.component)
