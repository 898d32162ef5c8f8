"""Who a party is: entity, parent, chain and support, from manifest and catalogue together."""

from __future__ import annotations

import pytest

from borderflow.model.catalog import Owner
from borderflow.model.resolved import Company
from borderflow.resolve import resolve
from borderflow.resolve.companies import plain
from tests.analysis.saying import a_system


def company(fragment: str, id_: str = "post") -> Company:
    loaded = a_system(fragment)
    return resolve(loaded.architecture, loaded.catalog, loaded.as_of).companies[id_]


def post(party: str) -> Company:
    return company(f"components: {{mail: {{kind: saas, operator: post}}}}\nparties: {{post: {{{party}}}}}")


def openai(contracts: str = "", party: str = "") -> Company:
    parties = f"parties: {{openai: {{{party}}}}}" if party else ""
    fragment = f"components: {{chat: {{kind: llm, operator: openai/api}}}}\n{parties}"
    return company(f"{fragment}\ncontracts: {{{contracts}}}", "openai")


@pytest.mark.parametrize(
    ("contracts", "party", "expected"),
    [
        ("", "", ("OpenAI Ireland Ltd", "IE")),
        ("openai: {entity: 'OpenAI OpCo, LLC'}", "", ("OpenAI OpCo, LLC", "US")),
        ("openai: {entity: 'openai opco llc'}", "", ("OpenAI OpCo, LLC", "US")),
        ("openai: {entity: Somebody else}", "", ("OpenAI Ireland Ltd", "IE")),
        ("", "entity: OpenAI OpCo LLC, country: US", ("OpenAI OpCo LLC", "US")),
        ("", "role: processor", ("OpenAI Ireland Ltd", "IE")),
    ],
)
def test_the_entity_that_signs(contracts: str, party: str, expected: tuple[str, str]) -> None:
    found = openai(contracts, party)
    assert (found.entity, found.country) == expected


@pytest.mark.parametrize(
    ("contracts", "is_misnamed"),
    [
        ("openai: {entity: OpenAI Ireland Limited}", False),
        ("openai: {entity: Somebody else}", True),
        ("openai: {entity: Somebody else, with: another}", False),
        ("openai: {dpa: 2026-01-01}", False),
    ],
)
def test_an_entity_of_nobody(contracts: str, is_misnamed: bool) -> None:
    assert openai(contracts).misnamed is is_misnamed


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        ("none", (None, ())),
        ("US", (Owner("US", "US"), ("US",))),
        ("{name: Big Inc., country: US}", (Owner("Big Inc.", "US"), ("US",))),
        ("{name: Big Inc., country: US, share: 50}", (Owner("Big Inc.", "US"), ("US",))),
        ("{name: Big Inc., country: US, share: 49.9}", (None, ())),
    ],
)
def test_the_parent_and_whose_law_comes_with_it(
    parent: str, expected: tuple[Owner | None, tuple[str, ...]]
) -> None:
    found = post(f"country: DE, parent: {parent}")
    assert (found.parent, found.control) == expected


@pytest.mark.parametrize(
    ("party", "asked"),
    [
        ("country: DE", "Who controls `post`, and from where?"),
        ("role: processor", "Which legal entity is it, and who controls it?"),
        ("country: DE, parent: {name: Big Inc.}", "Who controls `post`, and from where?"),
    ],
)
def test_a_parent_that_nobody_places_is_a_question(party: str, asked: str) -> None:
    assert getattr(post(party).parent, "ask", None) == asked


@pytest.mark.parametrize(
    ("chain", "expected"),
    [("none", ()), ("[{party: amazon}, {party: mid}]", ("aws", "mid"))],
)
def test_sub_processors_stand_under_everyday_ids(chain: str, expected: tuple[str, ...]) -> None:
    found = post(f"country: DE, sub_processors: {chain}")
    assert tuple(link.party for link in found.named_links) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("OpenAI Ireland Limited", "openai ireland ltd", True),
        ("Société Générale S.A.", "Societe Generale SA", True),
        ("Big Company, Incorporated", "Big Co Inc.", True),
        ("Big Inc.", "Big Ltd", False),
    ],
)
def test_names_are_compared_without_their_dress(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same
