"""What reaches where, in which form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.analysis.lineage import Lineage, shortest_way, trace
from borderflow.model.architecture import Component, Datum, Flow, Form, Protection
from borderflow.model.records import Answer, Record, Standing
from tests.analysis.building import a_flow, a_system

RAG = {
    "helpdesk": "application holds tickets",
    "embedder": "embedding",
    "index": "vector-store",
    "chat": "llm",
    "person": "person",
}
RAG_FLOWS = ("helpdesk -> embedder: tickets", "embedder -> index", "index -> chat", "chat -> person")


def forms_at(lineage: Lineage, component: str) -> str:
    return ", ".join(f"{datum} {form.value}" for datum, form in lineage.at(component))


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("helpdesk", "tickets clear"),
        ("embedder", "tickets clear"),
        ("index", "tickets clear, tickets embedding"),
        ("chat", "tickets context"),
        ("person", "tickets output"),
    ],
)
def test_the_kind_of_the_source_decides_the_form(component: str, expected: str) -> None:
    assert forms_at(trace(a_system(RAG, RAG_FLOWS)), component) == expected


def test_a_store_of_embeddings_alone_holds_no_text() -> None:
    components: dict[str, str | Component] = {
        **RAG,
        "index": Component("index", "vector-store", stores="embeddings"),
    }
    assert forms_at(trace(a_system(components, RAG_FLOWS)), "index") == "tickets embedding"


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ("gateway", "tickets clear"),
        ("fine-tuning", "tickets weights"),
        ("llm", "tickets output"),
        ("application", ""),
    ],
)
def test_transforms(chain: str, expected: str) -> None:
    system = a_system(
        {"source": "datastore holds tickets", "middle": chain, "end": "datastore"},
        ("source -> middle: tickets", "middle -> end"),
    )
    assert forms_at(trace(system), "end") == expected


def test_carries_is_authoritative() -> None:
    system = a_system(
        {"a": "datastore holds tickets, staff", "b": "gateway", "c": "datastore"},
        ("a -> b: tickets, staff", "b -> c: staff"),
        ("tickets", "staff"),
    )
    assert forms_at(trace(system), "c") == "staff clear"


def test_an_open_flow_passes_nothing_and_is_named() -> None:
    system = a_system({"a": "application holds tickets", "b": "datastore"}, ("a -> b",))
    lineage = trace(system)
    assert forms_at(lineage, "b") == ""
    assert [flow.id for flow in lineage.open_flows] == ["a->b"]


def test_a_source_without_the_datum_is_its_origin() -> None:
    system = a_system({"form": "application", "crm": "datastore"}, ("form -> crm: tickets",))
    lineage = trace(system)
    assert forms_at(lineage, "form") == "tickets clear"
    assert lineage.forms(lineage.origins["form"]) == (("tickets", Form.CLEAR),)
    assert lineage.unreached == ()


def test_only_the_first_of_a_chain_of_sources_is_an_origin() -> None:
    system = a_system(
        {"z": "application", "embedder": "embedding", "index": "datastore"},
        ("embedder -> index: tickets", "z -> embedder: tickets"),
    )
    lineage = trace(system)
    assert set(lineage.origins) == {"z"}
    assert forms_at(lineage, "index") == "tickets embedding"


def test_a_datum_held_elsewhere_that_cannot_reach_is_a_contradiction() -> None:
    system = a_system(
        {"crm": "datastore holds tickets", "form": "application", "mail": "saas"}, ("form -> mail: tickets",)
    )
    assert [(flow.id, datum) for flow, datum in trace(system).unreached] == [("form->mail", "tickets")]


def test_client_side_encryption_closes_the_form() -> None:
    flow = a_flow("a -> b: tickets")._replace(protection=Protection(client_side=Answer.YES))
    system = a_system({"a": "application holds tickets", "b": "backup"}, (flow,))
    assert forms_at(trace(system), "b") == "tickets encrypted"


def test_anonymised_data_stay_anonymised_and_are_not_personal() -> None:
    data = {
        "tickets": Datum("tickets", "Tickets", anonymised=Record(Standing.RECORDED, "k-anonymity tested"))
    }
    lineage = trace(a_system(RAG, RAG_FLOWS, data))
    assert forms_at(lineage, "chat") == "tickets anonymised"
    assert not lineage.is_personal(lineage.states["chat"])


def test_cycles_end() -> None:
    system = a_system(
        {"a": "gateway holds tickets", "b": "gateway", "c": "gateway"},
        ("a -> b", "b -> c", "c -> a", "c -> b"),
    )
    assert forms_at(trace(system), "c") == "tickets clear"


def test_the_shortest_way_starts_where_the_data_are_collected() -> None:
    lineage = trace(a_system(RAG, RAG_FLOWS))
    way = [step if isinstance(step, str) else "->" for step in shortest_way(lineage, ["chat"], ["tickets"])]
    assert way == ["helpdesk", "->", "embedder", "->", "index", "->", "chat"]


names = st.sampled_from("abcdefgh")
kinds = st.sampled_from(["gateway", "embedding", "vector-store", "llm", "fine-tuning", "queue"])
graphs = st.tuples(
    st.dictionaries(names, kinds, min_size=2),
    st.lists(st.tuples(names, names), max_size=16),
    names,
)


def _built(graph: tuple[dict[str, str], list[tuple[str, str]], str], extra: tuple[Flow, ...] = ()) -> Lineage:
    components, edges, origin = graph
    kinds_ = dict(components)
    kinds_[origin] = f"{kinds_.get(origin, 'gateway')} holds tickets"
    flows = [f"{a} -> {b}" for a, b in edges if a in kinds_ and b in kinds_]
    numbered = [a_flow(text)._replace(id=f"{number}") for number, text in enumerate(flows)]
    return trace(a_system(kinds_, (*numbered, *extra)))


@given(graphs, names, names)
def test_adding_a_flow_never_takes_data_away(
    graph: tuple[dict[str, str], list[tuple[str, str]], str], source: str, target: str
) -> None:
    before = _built(graph)
    if source not in before.states or target not in graph[0]:
        return
    after = _built(graph, (Flow("new", source, target),))
    assert all(before.states[id_] & after.states.get(id_, 0) == before.states[id_] for id_ in before.states)


@given(graphs)
def test_the_order_of_flows_does_not_matter(graph: tuple[dict[str, str], list[tuple[str, str]], str]) -> None:
    components, edges, origin = graph
    assert _built(graph).states == _built((components, list(reversed(edges)), origin)).states
