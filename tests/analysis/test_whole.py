"""The system as a whole: evidence that is out of date, facts that contradict one another."""

from __future__ import annotations

import pytest

from tests.analysis.saying import a_review, said, said_of

HOME = "country: DE, parent: none"


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("dpa: 2019-01-01", []),
        ("dpa: {on: 2024-01-01, expires: 2026-11-20}", ["MAN-05 unknown low"]),
        ("tia: 2025-11-21", []),
        ("tia: 2025-11-20", ["MAN-05 unknown low"]),
        ("tia: somewhere in the wiki", ["MAN-05 unknown low"]),
        ("tia: none", []),
        ("assessment: 2020-01-01", []),
        ("assessment: somewhere in the wiki", ["MAN-05 unknown low"]),
        ("due_diligence: looked at them", []),
        ("due_diligence: {on: 2024-01-01, expires: 2025-01-01}", ["MAN-05 unknown low"]),
        ("dpf: active", ["MAN-05 unknown low"]),
        ("dpf: {status: active, checked: 2026-11-01}", []),
        ("dpf: claimed", []),
    ],
)
def test_evidence_has_a_date_and_a_limit(contract: str, expected: list[str]) -> None:
    assert said_of(HOME, contract, "MAN-05") == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-11-01", []), ("2026-05-21", []), ("2026-05-20", ["MAN-05 unknown low"])],
)
def test_facts_about_ownership_hold_for_six_months(as_of: str, expected: list[str]) -> None:
    assert said_of(f"{HOME}, as_of: {as_of}", "", "MAN-05") == expected


def test_data_that_are_held_elsewhere_and_cannot_get_there_are_a_contradiction() -> None:
    fragment = """
components:
  archive: {kind: datastore, host: {country: DE}}
  backup: {kind: datastore, host: {country: DE}}
flows: [%s]
"""
    assert said(fragment % '"archive -> backup: tickets"', "MAN-06") == ["MAN-06 unknown low"]
    assert said(fragment % '"archive -> backup: tickets", "desk -> archive: tickets"', "MAN-06") == []


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("record: ROPA-1", []),
        ("record: none", ["REC-01 gap medium"]),
        ("record: null", ["REC-01 gap medium"]),
        ("record: {id: ROPA-1, expires: 2020-01-01}", ["REC-01 gap medium"]),
    ],
)
def test_processing_is_on_record(system: str, expected: list[str]) -> None:
    assert said(f"system: {{{system}}}", "REC-01") == expected


def criteria(fragment: str) -> list[str]:
    return [one.name for one in a_review(fragment).criteria if one.state == "applies"]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("{}", []),
        ("system: {criteria: [scoring]}", ["Evaluation or scoring"]),
        ("system: {decides: true}", ["Automated decision with legal or similar effect"]),
        ("system: {decides: unknown}", []),
        ("system: {large_scale: true}", ["Large scale"]),
        ("data: {tickets: {large_scale: true}}", ["Large scale"]),
        ("data: {tickets: {categories: [health]}}", ["Sensitive data"]),
        ("data: {tickets: {subjects: [children]}}", ["Vulnerable persons"]),
        ("data: {tickets: {subjects: [employees]}}", ["Vulnerable persons"]),
        (
            "components: {chat: {kind: llm, host: {country: DE}}}\nflows: ['desk -> chat: tickets']",
            ["Innovative technology"],
        ),
        ("components: {chat: {kind: llm, host: {country: DE}}}", []),
    ],
)
def test_criteria_are_counted_on_declared_facts(fragment: str, expected: list[str]) -> None:
    assert criteria(fragment) == expected


def test_recipients_are_listed_with_the_chain_behind_them() -> None:
    fragment = """
components: {mail: {kind: saas, operator: post, host: {country: DE}}}
flows: ["desk -> mail: tickets"]
parties:
  post: {country: DE, parent: none, sub_processors: [{party: mid}]}
  mid: {country: FR, parent: none, sub_processors: [{party: far}]}
  far: {entity: Far Ltd, country: IN, parent: none}
"""
    review = a_review(fragment)
    assert [(one.id, one.engaged_by) for one in review.parties] == [
        ("post", ""),
        ("mid", "post"),
        ("far", "mid"),
    ]
    (onward,) = (one for one in review.findings if one.rule == "TRF-05")
    assert [hop.component or hop.party for hop in onward.path] == ["desk", "mail", "post", "mid", "far"]


def test_both_ends_of_a_transfer_bear_an_id_and_a_name() -> None:
    fragment = """
components: {mail: {kind: saas, operator: post, host: {country: DE}}, copy: {kind: saas, operator: far}}
flows: ["desk -> mail: tickets", "desk -> copy: tickets"]
parties:
  post: {entity: Post GmbH, country: DE, parent: none, sub_processors: [{party: far}]}
  far: {entity: Far Ltd, country: IN, parent: none}
"""
    found = [
        (one.exporter_id, one.exporter, one.importer, one.importer_name)
        for one in a_review(fragment).transfers
    ]
    assert found == [
        ("controller", "Example GmbH", "far", "Far Ltd"),
        ("post", "Post GmbH", "far", "Far Ltd"),
    ]
