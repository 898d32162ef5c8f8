"""Copies, access, pseudonyms, tools and staff abroad: what single components mean for persons."""

from __future__ import annotations

import pytest

from tests.analysis.saying import a_review, said

STUDY = """
parties:
  shop: {entity: Letter Shop GmbH, country: DE, parent: {name: Letters AG, country: DE}, sub_processors: none}
  vault: {entity: Letter Vault GmbH, country: DE, parent: {name: Letters AG, country: DE}}
  trustee: {entity: Trustee GmbH, country: DE, parent: none}
components:
  study: {kind: saas, operator: shop, host: {country: DE}}
  back: {kind: saas, operator: vault, host: {country: DE}}
flows:
"""


def with_key(holder: str) -> str:
    carried = "carries: {tickets: pseudonymised}"
    return f"- {{from: desk, to: study, {carried}, pseudonymised: {{key: {holder}}}}}\n"


@pytest.mark.parametrize(
    ("copy", "at_source", "expected"),
    [
        ("kind: datastore", "erasure: by number", ["RTS-03 gap medium"]),
        ("kind: datastore", "retention: P2Y", []),  # nobody says how a person is erased at all
        ("kind: datastore, erasure: none", "retention: P2Y", ["RTS-03 gap medium"]),
        ("kind: datastore, erasure: unknown", "erasure: by number", ["RTS-03 gap medium"]),
        ("kind: datastore, deletion_by_source: by number", "erasure: by number", []),
        ("kind: datastore, erasure: none, reindex: P1D", "erasure: by number", []),
        ("kind: datastore, retention: P30D", "erasure: by number", ["RTS-03 gap medium"]),
        ("kind: backup, retention: P30D", "erasure: by number", []),
        ("kind: backup, retention: P30D, erasure: none", "erasure: by number", []),
        ("kind: application", "erasure: by number", []),  # keeps nothing
        ("kind: datastore, holds: [tickets]", "erasure: by number", []),  # collects them itself
    ],
)
def test_erasure_reaches_every_copy(copy: str, at_source: str, expected: list[str]) -> None:
    fragment = f"""
        components:
          desk: {{kind: application, host: {{country: DE}}, holds: [tickets], {at_source}}}
          copy: {{{copy}, host: {{country: DE}}}}
        flows: ["desk -> copy: tickets"]
        """
    assert said(fragment, "RTS-03") == expected


def test_an_index_that_cannot_delete_explains_the_copy() -> None:
    fragment = """
        components:
          desk: {kind: application, host: {country: DE}, holds: [tickets], erasure: by number}
          index: {kind: vector-store, host: {country: DE}, deletion_by_source: none}
        flows: ["desk -> index: tickets"]
        """
    assert said(fragment, "RTS-03", "RAG-02") == ["RAG-02 violation high", "RTS-03 gap medium"]


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        ("", []),  # the source says nothing either
        ("rectification: none", ["RTS-02 gap medium"]),
        ("refresh: weekly", []),
        ("reindex: none", []),
    ],
)
def test_a_correction_reaches_every_copy(copy: str, expected: list[str]) -> None:
    fragment = f"""
        components: {{copy: {{kind: datastore, host: {{country: DE}}, {copy}}}}}
        flows: ["desk -> copy: tickets"]
        """
    assert said(fragment, "RTS-02") == expected


@pytest.mark.parametrize(
    ("procedure", "index", "expected"),
    [
        ("", "", []),
        ("access_procedure: on request", "", []),
        ("access_procedure: unknown", "", []),
        ("access_procedure: {text: on request, covers: [desk]}", "", ["RTS-01 gap medium"]),
        ("access_procedure: {text: on request, covers: [desk, Index of tickets]}", "", []),
        ("access_procedure: {text: on request, covers: [desk]}", "access_path: by person", []),
        ("access_procedure: on request", "access_path: none", ["RTS-01 gap medium"]),
    ],
)
def test_requests_for_access_find_every_store(procedure: str, index: str, expected: list[str]) -> None:
    fragment = f"""
        system: {{{procedure}}}
        components:
          index: {{kind: vector-store, label: Index of tickets, host: {{country: DE}}, {index}}}
        flows: ["desk -> index: tickets"]
        """
    assert said(fragment, "RTS-01") == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("self", []),
        ("trustee", []),
        ("shop", ["SEC-05 gap medium shop"]),
        ("shop/letters", ["SEC-05 gap medium shop"]),
        ("provider", ["SEC-05 gap medium shop"]),
    ],
)
def test_a_key_is_kept_apart_from_the_pseudonyms(key: str, expected: list[str]) -> None:
    assert said(f"{STUDY}{with_key(key)}", "SEC-05") == expected


def test_a_key_with_another_company_of_the_group_is_not_kept_apart() -> None:
    fragment = f"{STUDY}{with_key('vault')}- {{from: desk, to: back, carries: [tickets]}}\n"
    assert said(fragment, "SEC-05") == ["SEC-05 gap medium shop"]


@pytest.mark.parametrize(
    ("kind", "store", "expected"),
    [
        ("agent", "kind: datastore", ["SEC-07 risk medium"]),
        ("llm", "kind: datastore", []),
        ("agent, guard: token of the user", "kind: datastore", []),
        ("agent, guard: none", "kind: datastore", ["SEC-07 risk medium"]),
        ("agent", "kind: datastore, permissions: by user", []),
        ("agent", "kind: datastore, audiences: 1", []),
        ("agent", "kind: datastore, audiences: 3", ["SEC-07 risk medium"]),
        ("agent", "kind: application", []),
    ],
)
def test_a_model_that_acts_is_guarded(kind: str, store: str, expected: list[str]) -> None:
    fragment = f"""
        components:
          store: {{{store}, host: {{country: DE}}}}
          helper: {{kind: {kind}, host: {{country: DE}}}}
        flows: ["desk -> store: tickets", "store -> helper: tickets"]
        """
    assert said(fragment, "SEC-07") == expected


@pytest.mark.parametrize(
    ("support", "expected"),
    [
        ("{countries: [IN], same_entity: true}", ["SEC-08 gap low shop"]),
        ("{countries: [IN], same_entity: true, excluded: {on: 2026-01-01}}", []),
        ("{countries: [IN], same_entity: true, policy: 2026-01-01}", []),
        ("{countries: [IN], same_entity: true, policy: none}", ["SEC-08 gap low shop"]),
        ("{countries: [ES, NO], same_entity: true}", []),
        ("{countries: [IN]}", []),
    ],
)
def test_employees_abroad_are_bound_by_a_policy(support: str, expected: list[str]) -> None:
    fragment = f"""
        components: {{study: {{kind: saas, operator: shop, host: {{country: DE}}}}}}
        flows: ["desk -> study: tickets"]
        parties: {{shop: {{country: DE, parent: none, support: {support}}}}}
        """
    assert said(fragment, "SEC-08") == expected


def test_staff_at_home_in_a_third_country_are_not_abroad() -> None:
    fragment = """
        components: {study: {kind: saas, operator: shop, host: {country: US}}}
        flows: ["desk -> study: tickets"]
        parties: {shop: {country: US, parent: none, support: {countries: [US], same_entity: true}}}
        """
    assert said(fragment, "SEC-08") == []


def test_only_copies_of_what_can_be_erased_are_asked_how_it_reaches_them() -> None:
    fragment = """
data: {mails: {categories: [contact], subjects: [customers], retention: P2Y}}
components:
  desk: {erasure: by number}
  post: {kind: application, host: {country: DE}, holds: [mails]}
  of-desk: {kind: datastore, host: {country: DE}}
  of-post: {kind: datastore, host: {country: DE}}
flows: ["desk -> of-desk: tickets", "post -> of-post: mails"]
"""
    found = [one.components for one in a_review(fragment).findings if one.rule == "RTS-03"]
    assert found == [("of-desk",)]


def test_a_model_that_acts_and_calls_nothing_reaches_nothing() -> None:
    fragment = "components: {bot: {kind: agent, host: {country: DE}, holds: [tickets]}}"
    assert said(fragment, "SEC") == []
