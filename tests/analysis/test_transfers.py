"""Is there a transfer, and what covers it: hop by hop, on the day of the check."""

from __future__ import annotations

from datetime import date

import pytest

from tests.analysis.saying import said, said_of

INDIA = "country: IN, parent: none"
STATES = "country: US, parent: none"
HOME = "country: DE, parent: none"
EMPLOYEES = "data: {tickets: {categories: [employment], subjects: [employees]}}"


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("", ["TRF-01 gap high post"]),
        ("tool: none", ["TRF-01 violation high post"]),
        ("tool: unknown", ["TRF-01 gap high post"]),
        ("tool: {module: 2, expires: 2026-11-20}", ["TRF-01 gap high post"]),
        ("tool: {module: 2, expires: 2026-11-21}, tia: 2026-05-01", []),
        ("tool: scc-2", ["TRF-02 gap medium post"]),
        ("tool: scc-2, tia: none", ["TRF-02 gap medium post"]),
        ("tool: scc-2, tia: 2025-11-21", []),
        ("tool: scc-2, tia: 2025-11-20", ["TRF-02 gap medium post"]),
        ("tool: scc-2, tia: somewhere in the wiki", ["TRF-02 gap medium post"]),
        ("tool: scc-2, tia: {on: 2026-05-01, expires: 2026-06-01}", ["TRF-02 gap medium post"]),
        ("tool: bcr-p, tia: 2026-05-01", []),
        ("tool: art49", ["TRF-10 violation high post"]),
        ("tool: {kind: art49, occasional: none}", ["TRF-10 violation high post"]),
        ("tool: {kind: art49, occasional: one claim in court}", []),
        ("tool: {module: 2, version: 2010/87/EU}, tia: 2026-05-01", ["TRF-06 violation high post"]),
        ("tool: {module: 2, annexes: false}, tia: 2026-05-01", ["TRF-06 violation medium post"]),
        ("tool: {kind: scc}, tia: 2026-05-01", ["TRF-06 gap medium post"]),
    ],
)
def test_a_country_without_a_decision_needs_a_tool(contract: str, expected: list[str]) -> None:
    assert said_of(INDIA, contract, "TRF") == expected


@pytest.mark.parametrize(
    ("own", "party", "fits"),
    [
        ("controller", "processor", {2}),
        ("controller", "controller", {1}),
        ("controller", "joint", {1}),
        ("controller", "dual", {1, 2}),
        ("controller", "unknown", {1, 2}),
        ("processor", "processor", {3}),
        ("processor", "controller", {4}),
        ("processor", "dual", {3, 4}),
    ],
)
def test_the_module_fits_the_roles(own: str, party: str, fits: set[int]) -> None:
    def is_wrong(module: int) -> bool:
        contract = f"tool: scc-{module}, tia: 2026-05-01"
        found = said_of(f"{INDIA}, role: {party}", contract, "TRF", more=f"system: {{role: {own}}}")
        assert found in ([], ["TRF-06 violation high post"])
        return bool(found)

    assert {module for module in (1, 2, 3, 4) if not is_wrong(module)} == fits


def test_a_pack_of_modules_that_holds_the_right_one_fits() -> None:
    assert said_of(INDIA, "tool: {module: [1, 2, 3]}, tia: 2026-05-01", "TRF") == []


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("", ["TRF-08 unknown medium post"]),
        ("dpf: unknown", ["TRF-08 unknown medium post"]),
        ("dpf: none", ["TRF-01 gap high post"]),
        ("dpf: none, tool: none", ["TRF-01 violation high post"]),
        ("dpf: lapsed", ["TRF-08 gap high post"]),
        ("dpf: lapsed, tool: none", ["TRF-08 violation high post"]),
        ("dpf: lapsed, tool: scc-2", ["TRF-02 gap medium post", "TRF-08 info post"]),
        ("dpf: other-entity", ["TRF-08 gap high post"]),
        ("dpf: claimed", ["TRF-07 info post", "TRF-08 unknown medium post"]),
        ("dpf: claimed, tool: scc-2", ["TRF-02 info post", "TRF-07 info post", "TRF-08 unknown low post"]),
        ("dpf: claimed, tool: scc-2, tia: 2026-05-01", ["TRF-07 info post", "TRF-08 info post"]),
        ("dpf: {status: active, checked: 2026-08-21}", ["TRF-07 info post"]),
        ("dpf: {status: active, checked: 2026-08-20}", ["TRF-07 info post", "TRF-08 gap low post"]),
        ("dpf: {status: active, checked: 2026-11-01}, tool: none", ["TRF-07 info post"]),
        ("tool: scc-2", ["TRF-02 gap medium post", "TRF-08 unknown low post"]),
        ("tool: scc-2, tia: 2026-05-01", []),
    ],
)
def test_the_framework_covers_whom_its_list_names(contract: str, expected: list[str]) -> None:
    assert said_of(STATES, contract, "TRF") == expected


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("dpf: {status: active, hr: true}", ["TRF-07 info post"]),
        ("dpf: {status: active, hr: false}", ["TRF-07 info post", "TRF-08 gap medium post"]),
        ("dpf: active", ["TRF-07 info post", "TRF-08 gap medium post"]),
        (
            "dpf: active, tool: scc-2",
            ["TRF-02 gap medium post", "TRF-07 info post", "TRF-08 gap low post"],
        ),
    ],
)
def test_employee_data_need_their_own_coverage(contract: str, expected: list[str]) -> None:
    assert said_of(STATES, contract, "TRF", more=EMPLOYEES) == expected


def test_what_an_employee_writes_is_no_employment_data() -> None:
    more = "data: {tickets: {categories: [contact], subjects: [employees]}}"
    assert said_of(STATES, "dpf: active", "TRF", more=more) == ["TRF-07 info post"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 7, 16), ["TRF-01 gap high post"]),
        (date(2023, 7, 9), ["TRF-01 gap high post"]),
        (date(2023, 7, 10), ["TRF-07 info post"]),
    ],
)
def test_the_framework_counts_from_the_day_of_the_decision(day: date, expected: list[str]) -> None:
    assert said_of(STATES, "dpf: active", "TRF", as_of=day) == expected


@pytest.mark.parametrize(
    ("party", "contract", "expected"),
    [
        ("country: CH", "tool: none", []),
        ("country: FR", "tool: none", []),
        ("country: GF", "tool: none", []),
        ("country: NC", "tool: none", ["TRF-01 unknown medium post"]),
        ("country: NC", "tool: scc-2, tia: 2026-05-01", []),
        ("country: CN", "", ["TRF-01 gap high post"]),
        ("country: CN", "tool: none", ["TRF-01 violation critical post"]),
        ("country: RU", "tool: none", ["TRF-01 violation critical post"]),
        ("country: CN", "tool: scc-2", ["TRF-02 gap high post"]),
        ("country: CA", "", ["TRF-09 unknown low post"]),
        ("country: CA, conditions: {pipeda: unknown}", "", ["TRF-09 unknown low post"]),
        ("country: CA, conditions: {pipeda: true}", "", []),
        ("country: CA, conditions: {pipeda: true}, public_body: true", "", ["TRF-01 gap high post"]),
        ("country: CA, conditions: {pipeda: false}", "tool: none", ["TRF-01 violation high post"]),
        ("role: processor", "", ["TRF-01 unknown medium post"]),
        ("country: DE, international_organisation: true", "tool: none", ["TRF-12 violation high post"]),
        ("country: DE, international_organisation: true", "", ["TRF-12 gap high post"]),
    ],
)
def test_countries_and_their_decisions(party: str, contract: str, expected: list[str]) -> None:
    assert said_of(f"{party}, parent: none", contract, "TRF") == expected


@pytest.mark.parametrize(
    ("contract", "expected"),
    [("", ["TRF-01 gap high post"]), ("tool: scc-2", ["TRF-02 gap medium post"])],
)
def test_no_statement_meets_conditions_that_no_decision_sets(contract: str, expected: list[str]) -> None:
    assert said_of(f"{INDIA}, conditions: {{pipeda: true}}", contract, "TRF") == expected


@pytest.mark.parametrize(
    "data", ["categories: [health]", "categories: [criminal]", "subjects: [children]", "large_scale: true"]
)
def test_grave_data_raise_an_uncovered_transfer(data: str) -> None:
    more = f"data: {{tickets: {{{data}}}}}"
    assert said_of(INDIA, "tool: none", "TRF", more=more) == ["TRF-01 violation critical post"]
    assert said_of(INDIA, "", "TRF", more=more) == ["TRF-01 gap high post"]


@pytest.mark.parametrize(
    ("support", "expected"),
    [
        ("none", []),
        ("unknown", ["TRF-04 unknown low post"]),
        ("{excluded: {on: 2026-01-01}}", []),
        ("{excluded: {on: 2026-01-01, expires: 2026-11-20}}", ["TRF-04 unknown low post"]),
        ("{excluded: none}", ["TRF-04 unknown low post"]),
        ("{excluded: {on: 2026-01-01}, exceptions: true}", ["TRF-04 unknown low post"]),
        ("{excluded: {on: 2026-01-01}, exceptions: unknown}", ["TRF-04 unknown low post"]),
        ("{by: Night Desk Ltd}", ["TRF-04 unknown low post"]),
        ("IN", ["TRF-04 gap medium post", "TRF-05 gap medium post"]),
        ("{countries: [IN], tool: none}", ["TRF-04 violation high post", "TRF-05 violation high post"]),
        ("{countries: [IN, FR, CH], same_entity: true}", []),
        ("FR", []),
        ("CH", ["TRF-04 info post"]),
    ],
)
def test_remote_access_by_others_is_a_transfer(support: str, expected: list[str]) -> None:
    assert said_of(f"{HOME}, support: {support}", "", "TRF") == expected


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("support: none", ["MAN-06 unknown medium", "TRF-04 info freshworks"]),
        ("support: none, as_of: 2026-11-01", []),
        ("support: {excluded: {on: 2026-11-01}}", []),
        ("support: {excluded: {evidence: 'https://example.com/eea-only'}}", []),
        ("support: {countries: [IN, PH]}", ["TRF-04 info freshworks"]),
    ],
)
def test_a_bare_exclusion_does_not_beat_access_that_is_documented(party: str, expected: list[str]) -> None:
    fragment = f"""
components: {{mail: {{kind: saas, operator: freshworks, host: {{country: DE}}}}}}
flows: ["desk -> mail: tickets"]
parties: {{freshworks: {{{party}}}}}
"""
    assert said(fragment, "MAN-06", "TRF-04") == expected


CHAIN = "sub_processors: [{party: ganges, country: IN, does: printing}]"


@pytest.mark.parametrize(
    ("link", "contract", "expected"),
    [
        ("", "", ["TRF-05 gap medium ganges"]),
        (", tool: none", "", ["TRF-05 violation high ganges"]),
        (", tool: scc-3", "tia: 2026-05-01", ["TRF-05 info ganges"]),
        (", tool: scc-3", "", ["TRF-02 gap medium ganges", "TRF-05 info ganges"]),
        ("", "onward: none", ["TRF-05 violation high ganges"]),
        ("", "onward: dpf", ["TRF-05 gap medium ganges"]),  # the framework is about the United States
        ("", "onward: scc-3, tia: 2026-05-01", ["TRF-05 info ganges"]),
        ("", "onward: unknown", ["TRF-05 gap medium ganges"]),
        (", tool: none", "onward: scc-3", ["TRF-05 violation high ganges"]),
        (", access: false", "onward: none", []),
        (", access: unknown", "onward: none", ["TRF-05 violation high ganges"]),
        (", remote: true", "onward: none", ["TRF-04 violation high ganges", "TRF-05 violation high ganges"]),
    ],
)
def test_a_processor_answers_for_its_own_hops(link: str, contract: str, expected: list[str]) -> None:
    chain = f"sub_processors: [{{party: ganges, country: IN, does: printing{link}}}]"
    assert said_of(f"{HOME}, {chain}", contract, "TRF") == expected


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [("true", ["TRF-05 gap medium relief"]), ("false", [])],
)
def test_an_organisation_in_the_chain_is_a_third_country_of_its_own(
    organisation: str, expected: list[str]
) -> None:
    more = f"parties: {{relief: {{country: DE, parent: none, international_organisation: {organisation}}}}}"
    assert said_of(f"{HOME}, sub_processors: [{{party: relief}}]", "", "TRF", more=more) == expected


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        ("with: post, tool: scc-3, tia: 2026-05-01", ["TRF-05 info ganges"]),
        ("with: post, tool: scc-3", ["TRF-02 gap medium ganges", "TRF-05 info ganges"]),
        ("with: post, tool: none", ["TRF-05 violation high ganges"]),
        ("with: another, tool: none", ["TRF-05 info ganges"]),
        ("tool: none", ["TRF-05 info ganges"]),
    ],
)
def test_a_hop_is_judged_by_what_its_own_two_parties_agreed(agreed: str, expected: list[str]) -> None:
    more = f"contracts: {{post: {{onward: scc-3, tia: 2026-05-01}}, ganges: {{{agreed}}}}}"
    assert said_of(f"{HOME}, {CHAIN}", "", "TRF", more=more) == expected


@pytest.mark.parametrize(
    ("link", "contract", "expected"),
    [
        ("", "dpf: active", ["TRF-05 gap medium harbor"]),
        (", dpf: active", "", ["TRF-05 info harbor", "TRF-07 info harbor"]),
        (", dpf: claimed", "", ["TRF-05 gap medium harbor", "TRF-07 info harbor"]),
    ],
)
def test_a_listing_is_that_of_the_importer_and_not_of_who_engages_it(
    link: str, contract: str, expected: list[str]
) -> None:
    chain = f"sub_processors: [{{party: harbor, country: US{link}}}]"
    assert said_of(f"{HOME}, {chain}", contract, "TRF") == expected


@pytest.mark.parametrize(
    ("mid", "expected"),
    [
        ("sub_processors: [{party: ganges, country: IN, tool: none}]", ["TRF-05 violation high ganges"]),
        ("sub_processors: [{party: ganges, country: IN}]", ["TRF-05 gap medium ganges"]),
        (
            "support: {countries: [IN], tool: none}",
            ["TRF-04 violation high mid", "TRF-05 violation high mid"],
        ),
        ("sub_processors: [{party: deep}]", ["TRF-05 violation high ganges"]),
        ("sub_processors: [{party: post}, {party: mid}]", []),
        ("sub_processors: [{party: deep, access: false}]", []),
    ],
)
def test_the_chain_is_judged_to_its_end(mid: str, expected: list[str]) -> None:
    more = f"""
parties:
  mid: {{country: FR, parent: none, {mid}}}
  deep:
    country: IE
    parent: none
    sub_processors: [{{party: mid}}, {{party: ganges, country: IN, tool: none}}]
"""
    assert said_of(f"{HOME}, sub_processors: [{{party: mid}}]", "", "TRF", more=more) == expected


@pytest.mark.parametrize(
    ("contracts", "expected"),
    [
        ("", ["TRF-05 info aws"]),
        ("aws: {with: post, onward: none}", ["TRF-05 violation high aws"]),
        ("aws: {onward: none}", ["TRF-05 violation high aws"]),
    ],
)
def test_the_host_of_a_processor_exports_to_its_own_group(contracts: str, expected: list[str]) -> None:
    more = f"components: {{mail: {{host: null}}}}\ncontracts: {{{contracts}}}"
    more = more.replace("host: null", "host: {provider: aws, region: us-east-1, country: null}")
    assert said_of(HOME, "dpa: 2026-01-01", "TRF-01", "TRF-05", "TRF-11", "MAN-02", more=more) == expected


@pytest.mark.parametrize(
    ("sister", "expected"),
    [
        ("country: IE, group: true", ["TRF-01 gap high ganges"]),
        ("country: IE", ["TRF-05 gap medium ganges"]),
        ("country: IN, group: true", ["TRF-01 gap high post", "TRF-05 gap medium ganges"]),
    ],
)
def test_what_a_european_company_of_the_group_exports_is_the_controllers(
    sister: str, expected: list[str]
) -> None:
    more = "components: {mail: {host: {provider: ganges}}}\nparties: {ganges: {country: IN, parent: none}}"
    assert said_of(f"{sister}, parent: none", "", "TRF", more=more) == expected


def test_a_group_company_signs_its_own_clauses() -> None:
    more = """
components: {mail: {host: {provider: ganges}}}
parties: {ganges: {country: IN, parent: none}}
contracts: {ganges: {with: post, tool: scc-2, tia: 2026-05-01}}
"""
    assert said_of("country: IE, parent: none, group: true", "", "TRF", more=more) == []


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("host: {country: DE}", []),
        ("host: {country: IN}", ["MAN-02 unknown low post", "TRF-11 risk medium post"]),
        ("host: {country: US}", ["TRF-05 gap medium post"]),
    ],
)
def test_a_european_entity_that_processes_abroad(place: str, expected: list[str]) -> None:
    more = f"components: {{mail: {{{place}}}}}"
    party = "country: DE, parent: {name: Big Inc., country: US}"
    assert said_of(party, "", "TRF", "MAN", more=more) == expected


def test_what_the_importer_cannot_read_is_no_transfer_in_the_clear() -> None:
    more = "components: {mail: {encryption: {client_side: true, keys: self, uc1: true}}}"
    assert said_of(INDIA, "tool: none", "TRF", more=more) == []
