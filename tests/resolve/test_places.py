"""Where a component is processed, in a few words."""

from __future__ import annotations

import pytest

from borderflow.resolve import resolve
from tests.analysis.saying import a_system, said


def place(component: str) -> str:
    """`countries, routing`, with `?` where some country is not named."""
    loaded = a_system(f"components: {{one: {{{component}}}}}\nparties: {{post: {{country: DE}}}}")
    found = resolve(loaded.architecture, loaded.catalog, loaded.as_of).components["one"].place
    countries = " ".join(found.countries)
    return f"{countries}{'' if found.complete else '?'}, {found.routing}"


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("kind: datastore", "?, unknown"),
        ("kind: datastore, host: {country: DE}", "DE, chosen"),
        ("kind: datastore, host: {country: [FR, DE]}", "DE FR, chosen"),
        ("kind: datastore, host: {country: [DE, DE]}", "DE, chosen"),
        ("kind: datastore, host: aws@eu-central-1", "DE, chosen"),
        ("kind: datastore, host: aws@mars-1", "?, unknown"),
        ("kind: datastore, host: aws", "?, unknown"),
        ("kind: datastore, host: {provider: aws, country: FR}", "FR, chosen"),
        ("kind: datastore, host: {provider: aws, region: mars-1, country: FR}", "FR, chosen"),
        ("kind: datastore, host: {provider: aws, region: eu-central-1, country: FR}", "DE, chosen"),
        ("kind: saas, operator: post", "?, unknown"),
        ("kind: saas, operator: post, host: {country: US}", "US, chosen"),
        ("kind: saas, operator: post, deployment: global", "?, global"),
        ("kind: saas, operator: post, host: {country: DE, deployment: global}", "?, global"),
        ("kind: saas, operator: post, host: {provider: post, deployment: worldwide-global}", "?, global"),
        ("kind: datastore, deployment: global", "?, unknown"),
        ("kind: llm, operator: azure/openai, host: azure@swedencentral", "SE?, unstated"),
        ("kind: llm, operator: azure/openai, host: azure@swedencentral, deployment: regional", "SE, chosen"),
        ("kind: llm, operator: azure/openai, host: azure@swedencentral, deployment: standard", "SE, chosen"),
        (
            "kind: llm, operator: azure/openai, host: azure@swedencentral, deployment: globalStandard",
            "?, global",
        ),
        (
            "kind: llm, operator: azure/openai, host: azure@swedencentral, deployment: of-my-own",
            "SE?, unstated",
        ),
    ],
)
def test_chosen_documented_or_asked_for(component: str, expected: str) -> None:
    assert place(component) == expected


def test_a_union_is_somewhere_among_its_members() -> None:
    found = place("kind: datastore, host: {country: EU}")
    assert found.startswith("AT BE BG")
    assert found.endswith(", chosen")
    assert len(found.split()) == 28
    assert "NO" in place("kind: datastore, host: {country: EEA}").split()


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("DE", []),
        ("[FR, DE]", []),
        ("EU", []),
        ("FR", ["MAN-08 unknown low aws"]),
        ("[FR, IE]", ["MAN-08 unknown low aws"]),
    ],
)
def test_a_region_lies_where_the_manifest_says(country: str, expected: list[str]) -> None:
    host = f"{{provider: aws, region: eu-central-1, country: {country}}}"
    fragment = f"components: {{db: {{kind: datastore, host: {host}}}}}\nflows: ['desk -> db: tickets']"
    assert said(fragment, "MAN") == expected


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("[DE, FR]", []),
        ("[DE, CH]", []),
        ("[DE, IN]", ["MAN-02 unknown low post", "TRF-11 risk medium post"]),
    ],
)
def test_every_one_of_several_countries_must_be_covered(country: str, expected: list[str]) -> None:
    fragment = f"""
components: {{mail: {{kind: saas, operator: post, host: {{country: {country}}}}}}}
flows: ["desk -> mail: tickets"]
parties: {{post: {{country: DE, parent: none}}}}
"""
    assert said(fragment, "MAN", "TRF") == expected
