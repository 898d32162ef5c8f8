"""The graph of components and parties, the only module that knows networkx.

Nodes are component ids and `party:` ids, each with its jurisdiction. Edges carry a `relation`: `flow`
between components; `operates`, `hosts`, `accesses` and `holds_keys` from a party to a component;
`subprocesses` from a sub-processor to the party it works for; `controls` from a parent to a company.
Lineage walks `flow`; exposure walks the rest against the arrows, from a component to whoever can reach it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from borderflow.analysis.lineage import Lineage
from borderflow.model.architecture import SELF, Flow, SupportAccess
from borderflow.model.catalog import Owner
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Answer
from borderflow.model.resolved import Company, Resolved, ResolvedArchitecture

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

Edge = tuple[str, str, dict[str, Any]]


def party_node(id_: str) -> str:
    """The node of a party; components keep their plain ids."""
    return f"party:{id_}"


def build(system: ResolvedArchitecture, lineage: Lineage) -> Graph:
    """Build the graph of a resolved system, with what lineage found on nodes and edges."""
    import networkx as nx

    graph: Graph = nx.MultiDiGraph(name=system.architecture.system.name)
    graph.add_nodes_from(_components(system, lineage))
    graph.add_edges_from(_flows(system, lineage))
    graph.add_nodes_from(_parties(system))
    graph.add_edges_from(_relations(system))
    return graph


def _components(system: ResolvedArchitecture, lineage: Lineage) -> Iterator[tuple[str, dict[str, Any]]]:
    own = Seat(system.architecture.controller.country, ())
    seats = {id_: _seat(company) for id_, company in system.companies.items()}
    for id_, resolved in system.components.items():
        state = lineage.states.get(id_, 0)
        seat = seats.get(resolved.operator or resolved.host or "", own)
        yield (
            id_,
            {
                "type": "component",
                "kind": resolved.component.kind,
                "operator": resolved.operator or SELF,
                "countries": resolved.place.countries,
                "establishment": seat.establishment,
                "control": seat.control,
                "data": lineage.forms(state) if state else (),
                "personal": lineage.is_personal(state),
            },
        )


class Seat(NamedTuple):
    """Where a company is established, and whose law reaches it through control."""

    establishment: str | None
    control: tuple[str, ...]


def _seat(company: Company) -> Seat:
    return Seat(None if isinstance(company.country, Unknown) else company.country, company.control)


def _flows(system: ResolvedArchitecture, lineage: Lineage) -> Iterator[Edge]:
    for flow in system.architecture.flows:
        passed = lineage.forms(lineage.emitted[flow.id])
        yield (
            flow.source,
            flow.target,
            {
                "relation": "flow",
                "id": flow.id,
                "data": passed,
                "purpose": flow.purpose,
                "protection": _protection(flow),
                "line": system.architecture.locate(flow.path).line,
            },
        )


def _protection(flow: Flow) -> tuple[str, ...]:
    """What protects the data on their way, as far as it is stated."""
    answers = {"transport": flow.protection.transport, "client-side": flow.protection.client_side}
    stated = tuple(word for word, answer in answers.items() if answer is Answer.YES)
    return (*stated, "pseudonymised") if flow.pseudonymised else stated


def _parties(system: ResolvedArchitecture) -> Iterator[tuple[str, dict[str, Any]]]:
    for id_, company in system.companies.items():
        yield party_node(id_), {"type": "party", "name": company.name, **_seat(company)._asdict()}
        if isinstance(company.parent, Owner):
            owner = company.parent
            yield (
                party_node(owner.name),
                {"type": "party", "name": owner.name, "establishment": owner.country, "control": ()},
            )
        staff = company.support.by if company.support else ""
        if staff and staff not in system.companies:
            yield party_node(staff), {"type": "party", "name": staff, **Seat(None, ())._asdict()}


def _relations(system: ResolvedArchitecture) -> Iterator[Edge]:
    for id_, resolved in system.components.items():
        for relation, party in _handling(resolved):
            yield party_node(party), id_, {"relation": relation}
            support = system.companies[party].support
            if support and (support.by or support.countries):
                yield party_node(support.by or party), id_, {"relation": "accesses", **_whence(support)}
        holder = resolved.component.safeguards.protection.keys.holder
        keys = resolved.operator or resolved.host if holder == "provider" else holder
        if keys and (keys := system.company_of(keys)) in system.companies:
            yield party_node(keys), id_, {"relation": "holds_keys"}
    for company in system.companies.values():
        yield from _company_relations(company)


def _handling(resolved: Resolved) -> Iterator[tuple[str, str]]:
    """Who operates a component, and who hosts it when that is somebody else."""
    if resolved.operator is not None:
        yield "operates", resolved.operator
    if resolved.host not in (None, resolved.operator):
        yield "hosts", resolved.host


def _whence(support: SupportAccess) -> dict[str, Any]:
    return {"countries": support.countries, "excluded": support.excluded.standing.value}


def _company_relations(company: Company) -> Iterator[Edge]:
    node = party_node(company.id)
    if isinstance(company.parent, Owner):
        yield party_node(company.parent.name), node, {"relation": "controls"}
    for link in company.named_links:
        yield party_node(link.party), node, {"relation": "subprocesses"}


def node_link(graph: Graph) -> dict[str, Any]:
    """The graph in networkx's node-link form, ready for JSON."""
    import networkx as nx

    plain: dict[str, Any] = json.loads(json.dumps(nx.node_link_data(graph, edges="edges"), default=list))
    return plain


def graphml(graph: Graph) -> bytes:
    """The graph as GraphML. Lists become comma-separated text, since GraphML knows scalars only."""
    import networkx as nx

    flat: Graph = nx.MultiDiGraph(name=graph.name)
    flat.add_nodes_from((node, _flat(values)) for node, values in graph.nodes(data=True))
    flat.add_edges_from((a, b, _flat(values)) for a, b, values in graph.edges(data=True))
    return "\n".join(nx.generate_graphml(flat)).encode() + b"\n"


def _flat(values: dict[str, Any]) -> dict[str, str | bool]:
    return {
        key: value if isinstance(value, bool) else _joined(value)
        for key, value in values.items()
        if value is not None
    }


def _joined(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(":".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value)
    return str(value)
