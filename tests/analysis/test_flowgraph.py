"""The graph as users get it: who flows into what, and who stands behind it."""

from __future__ import annotations

import pytest

from tests.analysis.saying import a_system


def edges(fragment: str, *relations: str) -> list[str]:
    """`from relation to`, of some relations."""
    graph = a_system(fragment).graph
    found = ((a, values["relation"], b) for a, b, values in graph.edges(data=True))
    return sorted(" ".join(edge) for edge in found if edge[1] in relations)


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("operator: post, host: {country: DE}", ["party:post operates mail"]),
        ("operator: post, host: post@x", ["party:post operates mail"]),
        ("operator: post, host: {provider: aws}", ["party:aws hosts mail", "party:post operates mail"]),
        ("host: ovhcloud@GRA", ["party:ovhcloud hosts mail"]),
        ("host: {country: DE}", []),
        ("operator: openai/api, host: openai@us", ["party:openai operates mail"]),
    ],
)
def test_each_company_handles_a_component_in_one_way(component: str, expected: list[str]) -> None:
    fragment = f"components: {{mail: {{kind: saas, {component}}}}}\nparties: {{post: {{country: DE}}}}"
    assert edges(fragment, "operates", "hosts") == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("self", []),
        ("provider", ["party:aws holds_keys mail"]),
        ("hetzner", ["party:hetzner holds_keys mail"]),
        ("amazon", ["party:aws holds_keys mail"]),
    ],
)
def test_who_holds_the_keys(keys: str, expected: list[str]) -> None:
    store = f"{{kind: datastore, host: aws@eu-central-1, encryption: {{at_rest: true, keys: {keys}}}}}"
    assert edges(f"components: {{mail: {store}}}", "holds_keys") == expected


def test_who_stands_behind_a_company() -> None:
    fragment = """
components: {mail: {kind: saas, operator: post, host: {country: DE}}}
parties:
  post:
    country: DE
    parent: {name: Big Inc., country: US}
    support: {by: Night Desk Ltd, countries: [IN]}
    sub_processors: [{party: mid}]
  mid: {country: FR, parent: none, sub_processors: [{party: deep, country: IN}, {party: post}]}
"""
    assert edges(fragment, "controls", "accesses", "subprocesses") == [
        "party:Big Inc. controls party:post",
        "party:Night Desk Ltd accesses mail",
        "party:deep subprocesses party:mid",
        "party:mid subprocesses party:post",
        "party:post subprocesses party:mid",
    ]


def test_nodes_bear_their_jurisdiction() -> None:
    fragment = """
components: {mail: {kind: saas, operator: post, host: {country: DE}}}
flows: ["desk -> mail: tickets"]
parties: {post: {country: IE, parent: {name: Big Inc., country: US}}}
"""
    graph = a_system(fragment).graph
    assert graph.nodes["party:post"]["establishment"] == "IE"
    assert graph.nodes["party:post"]["control"] == ("US",)
    assert graph.nodes["party:Big Inc."]["establishment"] == "US"
    mail = graph.nodes["mail"]
    assert (mail["countries"], mail["establishment"], mail["control"]) == (("DE",), "IE", ("US",))
    assert mail["personal"]
    assert graph.nodes["desk"]["establishment"] == "DE"


def test_a_flow_says_what_passes_and_how_it_is_protected() -> None:
    fragment = """
components: {mail: {kind: saas, operator: post, host: {country: DE}}}
purposes: {answer: {basis: contract}}
flows:
  - {from: desk, to: mail, carries: [tickets], purpose: answer, tls: true}
  - {from: desk, to: mail, carries: [tickets], encryption: {client_side: true, keys: self}}
parties: {post: {country: DE}}
"""
    flows = a_system(fragment).graph.get_edge_data("desk", "mail").values()
    assert [(flow["id"], [tuple(one) for one in flow["data"]], flow["purpose"]) for flow in flows] == [
        ("desk->mail", [("tickets", "clear")], "answer"),
        ("desk->mail#2", [("tickets", "encrypted")], None),
    ]
    assert [flow["protection"] for flow in flows] == [("transport",), ("client-side",)]
    assert all(flow["line"] for flow in flows)


def test_both_written_forms_hold_the_same_graph() -> None:
    import networkx as nx

    from borderflow.analysis.flowgraph import graphml, node_link

    graph = a_system(
        """
components: {mail: {kind: saas, operator: post, host: {country: DE}}}
flows: ["desk -> mail: tickets"]
parties: {post: {country: DE, support: {countries: [IN]}}}
"""
    ).graph
    assert set(nx.parse_graphml(graphml(graph).decode())) == set(graph)
    assert {node["id"] for node in node_link(graph)["nodes"]} == set(graph)


def test_every_node_says_what_it_is() -> None:
    fragment = """
components: {mail: {kind: saas, operator: post, host: {country: DE}}}
flows: ["desk -> mail: tickets"]
parties: {post: {country: DE, parent: {name: Mother, country: US}, support: {countries: [IN], by: Night}}}
"""
    graph = a_system(fragment).graph
    types = {node: values.get("type") for node, values in graph.nodes(data=True)}
    assert types.pop("desk") == types.pop("mail") == "component"
    assert types == dict.fromkeys(("party:post", "party:Mother", "party:Night"), "party")
