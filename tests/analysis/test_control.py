"""Who could be compelled: the nearest level, the worst country, and what lowers the finding."""

from __future__ import annotations

import pytest

from tests.analysis.saying import said, said_of

US_PARENT = "country: DE, parent: {name: Big Inc., country: US}"


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("country: DE, parent: none", []),
        ("country: DE", []),
        (US_PARENT, ["ACC-01 risk medium post"]),
        ("country: DE, parent: {name: Thames plc, country: GB}", ["ACC-01 info post"]),
        ("country: DE, parent: {name: Alp AG, country: CH}", []),
        ("country: DE, control: [GB, US]", ["ACC-01 risk medium post"]),
        ("country: DE, control: [US, GB]", ["ACC-01 risk medium post"]),
        ("country: US, parent: none", ["ACC-02 risk medium post"]),
        ("country: GB, parent: none", ["ACC-02 info post"]),
        ("country: GB, parent: {name: Big Inc., country: US}", ["ACC-01 risk medium post"]),
        ("country: US, parent: {name: Thames plc, country: GB}", ["ACC-02 risk medium post"]),
    ],
)
def test_the_nearest_level_in_the_worst_country(party: str, expected: list[str]) -> None:
    assert said_of(party, "", "ACC") == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(24, []), (49.9, []), (50, ["ACC-01 risk medium post"]), (100, ["ACC-01 risk medium post"])],
)
def test_a_holding_that_cannot_outvote_the_others_is_no_control(share: float, expected: list[str]) -> None:
    party = f"country: DE, parent: {{name: Big Inc., country: US, share: {share}}}"
    assert said_of(party, "", "ACC") == expected


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("assessment: 2026-05-01", "low"),
        ("assessment: {on: 2026-05-01, expires: 2026-11-20}", "medium"),
        ("assessment: {on: 2026-05-01, expires: 2026-11-21}", "low"),
        ("assessment: written down somewhere", "medium"),
        ("assessment: none", "medium"),
        ("tia: 2026-05-01", "low"),
        ("tia: 2024-05-01", "medium"),
        ("assessment: none, tia: 2026-05-01", "low"),
        ("assessment: written down somewhere, tia: 2026-05-01", "low"),
        ("assessment: 2024-05-01", "low"),
    ],
)
def test_a_current_assessment_or_tia_lowers_it(contract: str, expected: str) -> None:
    assert said_of(US_PARENT, contract, "ACC-01") == [f"ACC-01 risk {expected} post"]


@pytest.mark.parametrize(
    ("since", "expected"), [("2026-05-01", "low"), ("2026-05-02", "medium"), ("2020-01-01", "low")]
)
def test_an_assessment_older_than_the_change_of_control_does_not_count(since: str, expected: str) -> None:
    party = f"country: DE, as_of: 2026-11-01, parent: {{name: Big Inc., country: US, since: {since}}}"
    assert said_of(party, "assessment: 2026-05-01", "ACC-01") == [f"ACC-01 risk {expected} post"]


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("dpf: active", ["ACC-02 risk low post"]),
        ("dpf: claimed", ["ACC-02 risk low post"]),
        ("dpf: lapsed", ["ACC-02 risk medium post"]),
        ("dpf: active, assessment: 2026-05-01", ["ACC-02 risk low post"]),
    ],
)
def test_the_framework_assessed_access_for_its_members(contract: str, expected: list[str]) -> None:
    assert said_of("country: US, parent: none", contract, "ACC") == expected


@pytest.mark.parametrize(
    ("immunity", "expected"),
    [
        ("{text: SecNumCloud 3.2, expires: 2026-11-21}", []),
        ("{text: SecNumCloud 3.2, expires: 2026-11-20}", ["ACC-01 risk medium post"]),
        ("none", ["ACC-01 risk medium post"]),
        ("unknown", ["ACC-01 risk medium post"]),
    ],
)
def test_a_qualification_that_shields_silences_it(immunity: str, expected: list[str]) -> None:
    assert said_of(f"{US_PARENT}, immunity: {immunity}", "", "ACC") == expected


@pytest.mark.parametrize(
    ("controller", "contract", "expected"),
    [
        ("public_body: true", "", ["ACC-09 risk high post"]),
        ("secrecy: true", "", ["ACC-09 risk high post"]),
        ("secrecy: true", "assessment: 2026-05-01", ["ACC-01 risk low post"]),
        ("secrecy: true", "assessment: undated", ["ACC-09 risk high post"]),
        ("public_body: false, secrecy: false", "", ["ACC-01 risk medium post"]),
        ("public_body: unknown", "", ["ACC-01 risk medium post"]),
    ],
)
def test_public_bodies_and_secrecy_weigh_more(controller: str, contract: str, expected: list[str]) -> None:
    assert said_of(US_PARENT, contract, "ACC", more=f"controller: {{{controller}}}") == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("categories: [health], large_scale: true", ["ACC-09 risk high post"]),
        ("categories: [health]", ["ACC-01 risk medium post"]),
        ("large_scale: true", ["ACC-01 risk medium post"]),
    ],
)
def test_special_categories_weigh_more_at_large_scale_alone(data: str, expected: list[str]) -> None:
    assert said_of(US_PARENT, "", "ACC", more=f"data: {{tickets: {{{data}}}}}") == expected


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("country: DE, parent: none", ["ACC-03 risk medium big"]),
        (US_PARENT, ["ACC-01 risk medium post"]),
        (
            "country: DE, parent: {name: Thames plc, country: GB}",
            ["ACC-01 info post", "ACC-03 risk medium big"],
        ),
    ],
)
def test_a_sub_processor_counts_where_the_company_itself_is_not_reached(
    party: str, expected: list[str]
) -> None:
    chain = "sub_processors: [{party: big, country: US, does: hosting}]"
    assert said_of(f"{party}, {chain}", "", "ACC") == expected


@pytest.mark.parametrize("link", ["country: US, access: false", "country: US, remote: true", "country: FR"])
def test_a_sub_processor_that_holds_nothing_legible_is_no_exposure(link: str) -> None:
    assert said_of(f"country: DE, parent: none, sub_processors: [{{party: big, {link}}}]", "", "ACC") == []


def test_the_assessment_of_the_company_covers_its_chain() -> None:
    party = "country: DE, parent: none, sub_processors: [{party: big, country: US, does: hosting}]"
    assert said_of(party, "assessment: 2026-05-01", "ACC") == ["ACC-03 risk low big"]


def test_companies_of_one_parent_are_one_finding() -> None:
    fragment = """
components:
  a: {kind: saas, operator: left, host: {country: DE}}
  b: {kind: saas, operator: right, host: {country: DE}}
flows: ["desk -> a: tickets", "desk -> b: tickets"]
parties:
  left: {country: DE, parent: {name: Big Inc., country: US}}
  right: {country: IE, parent: {name: Big Inc., country: US}}
"""
    assert said(fragment, "ACC") == ["ACC-01 risk medium left"]
