"""Names of the manifest become companies, products and countries, or a fault."""

from __future__ import annotations

import pytest

from borderflow.errors import InputError
from borderflow.resolve import resolve
from tests.analysis.saying import a_system


def who(component: str, parties: str = "") -> str:
    """`operator product | host product` of a component."""
    loaded = a_system(f"components: {{one: {{{component}}}}}\nparties: {{{parties}}}")
    found = resolve(loaded.architecture, loaded.catalog, loaded.as_of).components["one"]
    products = [product.id if product else "-" for product in (found.product, found.host_product)]
    return f"{found.operator} {products[0]} | {found.host} {products[1]}"


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        ("kind: llm", "None - | None -"),
        ("kind: llm, operator: self, host: ovhcloud@GRA", "None - | ovhcloud ovhcloud/public-cloud"),
        ("kind: llm, operator: openai", "openai openai/api | None -"),
        ("kind: llm, operator: openai/api", "openai openai/api | None -"),
        (
            "kind: llm, operator: azure/openai, host: azure@swedencentral",
            "azure azure/openai | azure azure/openai",
        ),
        ("kind: llm, operator: nobody-knows", "nobody-knows - | None -"),
        ("kind: llm, host: on-prem", "None - | None -"),
        ("kind: datastore, host: amazon@eu-central-1", "aws aws/cloud"),
    ],
)
def test_a_left_out_product_is_the_one_that_fits(component: str, expected: str) -> None:
    assert expected in who(component)


@pytest.mark.parametrize("operator", ["aws", "amazon", "AWS"])
@pytest.mark.parametrize("party", ["aws", "amazon"])
def test_what_is_stated_of_a_company_counts_under_each_of_its_names(operator: str, party: str) -> None:
    fragment = f"""
components: {{db: {{kind: datastore, operator: {operator}}}}}
parties: {{{party}: {{entity: AWS Sovereign GmbH, country: DE, as_of: 2026-11-01}}}}
"""
    loaded = a_system(fragment)
    (company,) = resolve(loaded.architecture, loaded.catalog, loaded.as_of).companies.values()
    assert (company.entity, company.country) == ("AWS Sovereign GmbH", "DE")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("components: {desk: {kind: aplication}}", "`aplication` is not among the component kind words"),
        ("data: {tickets: {categories: [helth]}}", "`helth` is not among the categories words"),
        ("data: {tickets: {subjects: [pupls]}}", "`pupls` is not among the subjects words"),
        ("controller: {country: Germany}", "`Germany` is not the code of a country"),
        ("components: {desk: {host: {country: XX}}}", "`XX` is not the code of a country"),
        ("components: {desk: {host: {country: [DE, XX]}}}", "`XX` is not the code of a country"),
        ("components: {desk: {staff_in: [Indai]}}", "`Indai` is not the code of a country"),
        (
            "components: {desk: {encryption: {keys: {country: Swiss}}}}",
            "`Swiss` is not the code of a country",
        ),
        ("parties: {post: {country: Deutschland}}", "`Deutschland` is not the code of a country"),
        ("parties: {post: {parent: {country: USX}}}", "`USX` is not the code of a country"),
        ("parties: {post: {control: [US, ZZ]}}", "`ZZ` is not the code of a country"),
        ("parties: {post: {support: India}}", "`India` is not the code of a country"),
        ("parties: {post: {sub_processors: [{party: a, country: Ireland}]}}", "`Ireland` is not the code"),
    ],
)
def test_words_that_nobody_knows_are_faults(fragment: str, expected: str) -> None:
    loaded = a_system(fragment)
    with pytest.raises(InputError) as error:
        resolve(loaded.architecture, loaded.catalog, loaded.as_of)
    assert expected in str(error.value)


@pytest.mark.parametrize("fragment", ["data: {tickets: {categories: [x-mood]}}", "controller: {country: UK}"])
def test_words_of_ones_own_and_everyday_codes_are_none(fragment: str) -> None:
    loaded = a_system(fragment)
    assert resolve(loaded.architecture, loaded.catalog, loaded.as_of).components


def test_chains_are_known_to_their_end_and_circles_end() -> None:
    loaded = a_system(
        """
components: {mail: {kind: saas, operator: post}}
parties:
  post: {country: DE, sub_processors: [{party: mid}]}
  mid: {country: FR, sub_processors: [{party: deep, country: IE}, {party: post}]}
  deep: {sub_processors: [{party: deepest, country: IN}, {party: deep}]}
"""
    )
    found = resolve(loaded.architecture, loaded.catalog, loaded.as_of)
    assert {id_: one.country for id_, one in found.companies.items() if isinstance(one.country, str)} == {
        "post": "DE",
        "mid": "FR",
        "deep": "IE",
        "deepest": "IN",
    }


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("openai: {product: api}", ("openai", "api", None)),
        ("openai: {product: openai/api}", ("openai", "api", None)),
        ("openai: {product: nothing-of-theirs}", ("openai", "nothing-of-theirs", None)),
        ("amazon: {with: mistral-ai}", ("aws", None, "mistral")),
    ],
)
def test_contracts_stand_under_everyday_ids(contract: str, expected: tuple[str | None, ...]) -> None:
    loaded = a_system(f"contracts: {{{contract}}}")
    ((company, (found,)),) = resolve(loaded.architecture, loaded.catalog, loaded.as_of).contracts.items()
    assert (company, found.product, found.exporter) == expected
