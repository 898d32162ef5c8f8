"""Is the company properly bound, on whose terms, and where does it process?"""

from __future__ import annotations

import pytest

from tests.analysis.saying import said, said_of

HOME = "country: DE, parent: none"


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("", ["PRC-01 gap high post"]),
        ("dpa: none", ["PRC-01 violation high post"]),
        ("dpa: unknown", ["PRC-01 gap high post"]),
        ("dpa: 2026-01-01", []),
        ("dpa: {version: 3}", []),
        ("dpa: true", ["PRC-03 gap medium post"]),
        ("dpa: {on: 2024-01-01, expires: 2026-11-20}", ["PRC-03 violation high post"]),
        ("dpa: {on: 2024-01-01, expires: 2026-11-21}", []),
        ("tool: scc-2", []),
        ("tool: {module: [2, 3]}", []),
        ("tool: scc-1", ["PRC-01 gap high post"]),
        ("tool: bcr-p", ["PRC-01 gap high post"]),
        ("dpa: none, tool: scc-2", []),
        ("dpa: none, tool: scc-1", ["PRC-01 violation high post"]),
        ("with: somebody-else, dpa: 2026-01-01", ["PRC-01 gap high post"]),
        ("dpa: 2026-01-01, content: {a: true, b: false}", ["PRC-02 violation medium post"]),
        ("dpa: 2026-01-01, content: {a: unknown}", ["PRC-02 unknown low post"]),
        ("dpa: none, content: {a: false}", ["PRC-01 violation high post"]),
        ("dpa: 2026-01-01, sub_processor_list: none", ["PRC-05 gap medium post"]),
        ("dpa: 2026-01-01, due_diligence: none", ["PRC-07 gap medium post"]),
        ("dpa: 2026-01-01, due_diligence: none, assessment: 2026-01-01", ["PRC-07 gap medium post"]),
    ],
)
def test_what_binds_a_processor(contract: str, expected: list[str]) -> None:
    assert said_of(HOME, contract, "PRC-01", "PRC-02", "PRC-03", "PRC-05", "PRC-07", "PRC-04") == expected


@pytest.mark.parametrize(
    ("chain", "authorisation", "expected"),
    [
        ("none", "none", []),
        ("unknown", "none", ["PRC-04 violation medium post", "PRC-05 gap medium post"]),
        ("unknown", "general", ["PRC-05 gap medium post"]),
        ("[{party: mid, country: FR}]", "none", ["PRC-04 violation medium post"]),
        ("[{party: mid, country: FR}]", "general", []),
        ("[{party: mid}]", "general", ["PRC-05 gap medium post"]),
        ("[{party: vague, country: FR}]", "general", ["PRC-05 gap medium post"]),
    ],
)
def test_the_chain_is_authorised_and_known(chain: str, authorisation: str, expected: list[str]) -> None:
    contract = f"dpa: 2026-01-01, sub_processor_authorisation: {authorisation}"
    more = "parties: {vague: {country: FR, parent: none, sub_processors: unknown}}"
    assert said_of(f"{HOME}, sub_processors: {chain}", contract, "PRC", more=more) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("role: processor", ["PRC-01 violation high post"]),
        ("role: dual", ["PRC-01 violation high post", "PRC-11 gap medium post"]),
        ("role: controller", ["PRC-11 gap medium post"]),
        ("role: controller, basis: none", ["PRC-11 violation high post"]),
        ("role: controller, basis: contract", ["PRC-11 gap medium post"]),
        ("role: controller, basis: contract, notice: Privacy notice 2", []),
        ("role: controller, basis: contract, notice: none", ["PRC-11 gap medium post"]),
        ("role: unknown", ["MAN-07 unknown low post"]),
        ("group: true", ["PRC-01 violation high post"]),
        ("", ["PRC-01 violation high post"]),
    ],
)
def test_duties_follow_the_role(role: str, expected: list[str]) -> None:
    assert said_of(f"{HOME}, {role}".rstrip(", "), "dpa: none", "PRC-01", "PRC-11", "MAN-07") == expected


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ("Post GmbH", []),
        ("POST gmbh", []),
        ("Pöst GmbH", []),
        ("Post Inc.", ["PRC-03 violation high post"]),
    ],
)
def test_a_contract_with_another_entity_binds_nobody(entity: str, expected: list[str]) -> None:
    contract = f"dpa: 2026-01-01, entity: {entity}"
    assert said_of(f"entity: Post GmbH, {HOME}", contract, "PRC") == expected


def test_without_a_known_entity_no_name_is_wrong() -> None:
    assert said_of(HOME, "dpa: 2026-01-01, entity: Some Company Ltd", "PRC") == []


def model(component: str, contracts: str = "", *rules: str) -> list[str]:
    fragment = f"""
components: {{chat: {{kind: llm, {component}}}}}
flows: ["desk -> chat: tickets"]
contracts: {{{contracts}}}
"""
    return said(fragment, *rules)


@pytest.mark.parametrize(
    ("component", "contract", "expected"),
    [
        ("operator: openai/api", "", ["PRC-01 gap medium openai"]),
        ("operator: openai/api", "openai: {dpa: none}", ["PRC-01 violation high openai"]),
        ("operator: openai/api", "openai: {dpa: 2026-01-01}", []),
        ("operator: openai/api", "openai: {dpa: 2026-01-01, product: api}", []),
        ("operator: openai/api", "openai: {dpa: 2026-01-01, product: openai/api}", []),
        (
            "operator: openai/api",
            "openai: {dpa: none, product: chatgpt-enterprise}",
            ["PRC-01 gap medium openai"],
        ),
        ("operator: openai/api, tier: business", "", ["PRC-01 gap medium openai"]),
        ("operator: openai/api, tier: free", "", ["PRC-01 gap high openai"]),
        ("operator: openai/chatgpt", "", ["PRC-01 gap high openai"]),
        ("operator: openai/chatgpt, tier: business", "", ["PRC-01 gap high openai"]),
        ("operator: openai/api", "openai: {dpa: 2026-01-01, entity: OpenAI Ireland Limited}", []),
        (
            "operator: openai/api",
            "openai: {dpa: 2026-01-01, entity: Somebody Ltd}",
            ["PRC-03 violation high openai"],
        ),
    ],
)
def test_terms_are_presumed_for_business_tiers_alone(
    component: str, contract: str, expected: list[str]
) -> None:
    assert model(component, contract, "PRC-01", "PRC-03") == expected


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ("", "PRC-01 gap medium openai"),
        ("openai: {dpa: 2026-01-01}", ""),
        ("openai: {dpa: 2026-01-01, product: api}", "PRC-01 gap medium openai"),
        (
            "openai: [{dpa: 2026-01-01, product: api}, {dpa: none, product: chatgpt-enterprise}]",
            "PRC-01 violation high openai",
        ),
        ("openai: [{dpa: none}, {dpa: 2026-01-01, product: api}]", "PRC-01 violation high openai"),
    ],
)
def test_what_binds_one_product_does_not_bind_another(contracts: str, expected: str) -> None:
    fragment = f"""
components:
  chat: {{kind: llm, operator: openai/api}}
  office: {{kind: saas, operator: openai/chatgpt-enterprise}}
flows: ["desk -> chat: tickets", "desk -> office: tickets"]
contracts: {{{contracts}}}
"""
    assert said(fragment, "PRC-01") == [expected][: bool(expected)]


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("operator: openai/api", []),
        (
            "operator: openai/api, training_use: true",
            ["PRC-08 violation high openai", "TRN-06 violation high openai"],
        ),
        ("operator: mistral", ["MAN-04 unknown low mistral"]),
        ("operator: mistral, training_use: false", []),
        ("operator: mistral, training_use: unknown", ["MAN-04 unknown low mistral"]),
        ("operator: mistral, tier: free", ["MAN-04 unknown low mistral", "TRN-06 unknown medium mistral"]),
        ("operator: openai/chatgpt, training_use: true", ["TRN-06 violation high openai"]),
    ],
)
def test_who_trains_on_what_it_receives(component: str, expected: list[str]) -> None:
    assert model(component, "", "PRC-08", "TRN-06", "MAN-04") == expected


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("operator: azure/openai, host: azure@swedencentral, deployment: regional", []),
        ("operator: azure/openai, host: azure@swedencentral, deployment: data-zone", []),
        ("operator: azure/openai, host: azure@swedencentral", ["TRF-11 unknown low azure"]),
        ("operator: azure/openai, host: azure@swedencentral, deployment: global", ["TRF-11 risk low azure"]),
        ("operator: mistral", ["TRF-11 risk medium mistral"]),
    ],
)
def test_the_deployment_decides_where_it_runs(component: str, expected: list[str]) -> None:
    assert model(component, "", "TRF-11") == expected


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("country: DE, parent: none", []),
        ("country: DE", ["MAN-02 unknown low post"]),
        ("parent: none", ["MAN-02 unknown low post"]),
    ],
)
def test_who_it_is_must_be_known(party: str, expected: list[str]) -> None:
    assert said_of(party, "", "MAN") == expected
