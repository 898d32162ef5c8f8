"""Single components and flows: stores that a model retrieves from, places, and who sees prompts."""

from __future__ import annotations

import pytest

from tests.analysis.saying import said

PARTIES = """
parties:
  p: {country: DE, parent: none}
  q: {country: DE, parent: none}
  far: {country: IN, parent: none}
"""


def store(component: str, *rules: str, more: str = "") -> list[str]:
    fragment = f"""
components: {{index: {{kind: vector-store, host: {{country: DE}}, {component}}}}}
flows: ["desk -> index: tickets"]
{more}
"""
    return said(fragment, *(rules or ("RAG-01", "RAG-02", "RAG-03", "RAG-04")))


DELETES = "deletion_by_source: by document id"
ALONE = "audiences: 1, tenants: 1"


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        (f"{DELETES}, {ALONE}", []),
        (ALONE, ["RAG-02 gap medium"]),
        (f"deletion_by_source: none, {ALONE}", ["RAG-02 violation high"]),
        (f"deletion_by_source: unknown, {ALONE}", ["RAG-02 gap medium"]),
        (f"deletion_by_source: none, reindex: P7D, {ALONE}", []),
        (f"deletion_by_source: none, reindex: none, {ALONE}", ["RAG-02 violation high"]),
        (f"{DELETES}, tenants: 1", ["RAG-03 unknown low"]),
        (f"{DELETES}, tenants: 1, audiences: 2", ["RAG-03 gap high"]),
        (f"{DELETES}, tenants: 1, audiences: [sales, support]", ["RAG-03 gap high"]),
        (f"{DELETES}, tenants: 1, audiences: [sales]", []),
        (f"{DELETES}, tenants: 1, audiences: 2, permissions: none", ["RAG-03 violation high"]),
        (f"{DELETES}, tenants: 1, audiences: 2, permissions: filter by group", []),
        (f"{DELETES}, tenants: 1, permissions: none", ["RAG-03 unknown low"]),
        (f"{DELETES}, tenants: 1, permissions: filter by group", []),
        (f"{DELETES}, audiences: 1", ["RAG-04 unknown low"]),
        (f"{DELETES}, audiences: 1, tenants: 2", ["RAG-04 gap high"]),
        (f"{DELETES}, audiences: 1, tenants: 2, isolation: none", ["RAG-04 violation high"]),
        (f"{DELETES}, audiences: 1, tenants: 2, isolation: a namespace each", []),
        (f"{DELETES}, {ALONE}, personal: false", ["RAG-01 gap medium"]),
        ("personal: false, anonymised: {on: 2026-01-01, evidence: 'https://example.com/tests'}", []),
        (f"{DELETES}, {ALONE}, personal: false, anonymised: none", ["RAG-01 gap medium"]),
    ],
)
def test_what_a_model_retrieves_from(component: str, expected: list[str]) -> None:
    assert store(component) == expected


def test_other_stores_are_not_retrieved_from() -> None:
    fragment = "components: {db: {kind: datastore, host: {country: DE}}}\nflows: ['desk -> db: tickets']"
    assert said(fragment, "RAG") == []


def observed(component: str, contracts: str = "", data: str = "categories: [contact]") -> list[str]:
    fragment = f"""
data: {{tickets: {{{data}}}}}
components:
  chat: {{kind: llm, host: {{country: DE}}}}
  traces: {{kind: observability, {component}}}
flows: ["desk -> chat: tickets", "desk -> traces: tickets"]
{PARTIES}
contracts: {{{contracts}}}
"""
    return said(fragment, "RAG-10")


@pytest.mark.parametrize(
    ("component", "contracts", "expected"),
    [
        ("host: {country: DE}", "", []),
        ("operator: p", "", ["RAG-10 gap medium p"]),
        ("operator: p", "p: {dpa: none}", ["RAG-10 gap medium p"]),
        ("operator: p", "p: {dpa: 2026-01-01}", ["RAG-10 info p"]),
        ("operator: p", "p: {tool: scc-2}", ["RAG-10 info p"]),
        ("operator: p", "p: {dpa: {on: 2024-01-01, expires: 2025-01-01}}", ["RAG-10 gap medium p"]),
        ("operator: far", "far: {dpa: 2026-01-01}", ["RAG-10 gap medium far"]),
        ("operator: far", "far: {dpa: 2026-01-01, tool: none}", ["RAG-10 gap medium far"]),
        ("operator: far", "far: {dpa: 2026-01-01, tool: scc-2}", ["RAG-10 info far"]),
        ("operator: langfuse", "", ["RAG-10 info langfuse"]),
        ("operator: langfuse, tier: free", "", ["RAG-10 gap medium langfuse"]),
        ("operator: p, redaction: tested by hand", "", []),
    ],
)
def test_who_traces_prompts_is_bound_and_covered(component: str, contracts: str, expected: list[str]) -> None:
    assert observed(component, contracts) == expected


def test_traces_of_grave_data_weigh_more() -> None:
    assert observed("operator: p", data="categories: [health]") == ["RAG-10 gap high p"]


@pytest.mark.parametrize(
    ("embedder", "store", "expected"),
    [
        ("operator: p", "operator: p", []),
        ("operator: p", "operator: q", ["RAG-06 info p"]),
        ("operator: p", "host: {country: DE}", ["RAG-06 info p"]),
        ("host: {country: DE}", "operator: p", []),
    ],
)
def test_an_embedding_service_is_a_disclosure_of_its_own(
    embedder: str, store: str, expected: list[str]
) -> None:
    fragment = f"""
components: {{embedder: {{kind: embedding, {embedder}}}, index: {{kind: vector-store, {store}}}}}
flows: ["desk -> embedder: tickets", "embedder -> index"]
{PARTIES}
"""
    assert said(fragment, "RAG-06") == expected


@pytest.mark.parametrize(
    ("store", "model", "expected"),
    [
        ("host: {country: DE}", "operator: p", ["RAG-07 info p"]),
        ("operator: q", "operator: p", ["RAG-07 info p"]),
        ("operator: p", "operator: p", []),
        ("operator: p", "host: {country: DE}", []),
    ],
)
def test_retrieved_context_goes_to_whoever_runs_the_model(
    store: str, model: str, expected: list[str]
) -> None:
    fragment = f"""
components: {{index: {{kind: vector-store, {store}}}, chat: {{kind: llm, {model}}}}}
flows: ["desk -> index: tickets", "index -> chat"]
{PARTIES}
"""
    assert said(fragment, "RAG-07") == expected


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ("db: {kind: datastore, holds: [tickets]}", ["MAN-01 unknown low"]),
        ("db: {kind: datastore, holds: [tickets], host: {country: DE}}", []),
        ("db: {kind: datastore, holds: [tickets], host: aws}", ["MAN-01 unknown low aws"]),
        ("user: {kind: person, holds: [tickets]}", []),
        ("db: {kind: datastore}", []),
    ],
)
def test_where_data_are_held_is_asked(components: str, expected: list[str]) -> None:
    assert said(f"components: {{{components}}}", "MAN-01") == expected


def test_the_question_weighs_more_for_grave_data() -> None:
    fragment = (
        "data: {tickets: {categories: [health]}}\ncomponents: {db: {kind: datastore, holds: [tickets]}}"
    )
    assert said(fragment, "MAN-01") == ["MAN-01 unknown medium"]


@pytest.mark.parametrize(
    ("component", "flow", "expected"),
    [
        ("operator: openai", "desk -> office", ["MAN-03 unknown low"]),
        ("operator: openai", "desk -> office: tickets", []),
        ("host: {country: DE}", "desk -> office", []),
    ],
)
def test_what_leaves_the_controller_is_asked(component: str, flow: str, expected: list[str]) -> None:
    fragment = f"components: {{office: {{kind: saas, {component}}}}}\nflows: ['{flow}']"
    assert said(fragment, "MAN-03") == expected


def test_without_personal_data_nothing_is_said() -> None:
    fragment = """
data: {tickets: {personal: false}}
components: {chat: {kind: llm, operator: deepseek}, tuning: {kind: fine-tuning, operator: openai/api}}
flows: ["desk -> chat: tickets", "desk -> tuning: tickets"]
"""
    assert said(fragment) == []


@pytest.mark.parametrize(
    ("flow", "expected"),
    [("purpose: improve", ["RAG-05 risk high"]), ("purpose: answer", []), ("when: nightly", [])],
)
def test_a_flow_can_bring_data_to_a_corpus_for_another_purpose(flow: str, expected: list[str]) -> None:
    fragment = f"""
data: {{tickets: {{collected_for: [answer]}}}}
purposes: {{answer: {{basis: contract, record: R}}, improve: {{basis: contract, record: R}}}}
components: {{index: {{kind: vector-store, host: {{country: DE}}}}}}
flows: [{{from: desk, to: index, carries: [tickets], {flow}}}]
"""
    assert said(fragment, "RAG-05") == expected
