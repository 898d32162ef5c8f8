"""A wrong policy file is refused with the line that is wrong and the way out."""

import pytest

from borderflow.catalog.compiled import build
from borderflow.catalog.lint import lint
from borderflow.errors import PolicyError
from tests.catalog.building import ACME, JURISDICTIONS, policies
from tests.catalog.shipped import shipped_policies


def faults_of(folder):
    with pytest.raises(PolicyError) as caught:
        build(folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("is: claimed", "is: certified", "acme.yaml:12:13: `terms.dpf.is` cannot be read."),
        (
            "country: DE, role",
            "country: Germany, role",
            "acme.yaml:7:32: `entities.0.country` cannot be read.",
        ),
        (
            "as_of: 2026-04, source: site}\nproducts",
            "as_of: April, source: site}\nproducts",
            "acme.yaml:12:29:",
        ),
        ("reviewed: 2026-11-20", "reviewed: 2026-13", "acme.yaml:3:11: `reviewed` cannot be read."),
        ("default_product: api\n", "", "acme.yaml:1:1: `default_product` is missing."),
        ("  dpf: {is", "  dfp: {is", "acme.yaml:12:3: `terms.dfp` is not a key of the catalogue."),
        ("{name: Acme Inc., country: US, level", "{level", "acme.yaml:8:9: `parent` cannot be read."),
        ("kinds: [llm]", "kinds: llm", "acme.yaml:16:12: `products.api.kinds` cannot be read."),
        ("role: contracting", "role: boss", "acme.yaml:7:42: `entities.0.role` cannot be read."),
    ],
)
def test_a_wrong_line_is_named(tmp_path, old, new, expected):
    assert old in ACME
    (fault,) = faults_of(policies(tmp_path, providers__acme=ACME.replace(old, new, 1)))
    assert expected in fault
    assert fault.endswith(")"), "the way out is missing"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "US, level: verified, source: site}",
            "US, level: verified}",
            "acme.yaml:8:9: The fact is called checked",
        ),
        (
            "as_of: 2026-04, source: site}\nproducts",
            "source: web}\nproducts",
            "acme.yaml:12:30: There is no source `web`",
        ),
        ("default_product: api", "default_product: app", "acme.yaml:10:18: There is no product `app`."),
        ("kinds: [llm]", "kinds: [oracle]", "acme.yaml:16:12: `oracle` is no component kind."),
        ("country: DE, role", "country: ZZ, role", "acme.yaml:7:32: `ZZ` is not in jurisdictions.yaml."),
        (
            "    kinds",
            "    contract: Acme Ltd\n    kinds",
            "acme.yaml:16:15: `Acme Ltd` is not among the entities.",
        ),
        (
            "    kinds",
            "    deployments: {wide: eu}\n    kinds",
            "acme.yaml:16:25: Deployment `wide` leads to `eu`",
        ),
        (
            "default_product",
            "regions_of: [aws]\ndefault_product",
            "acme.yaml:10:13: There is no region file for `aws`.",
        ),
    ],
)
def test_what_leads_nowhere_is_named(tmp_path, old, new, expected):
    assert old in ACME
    (fault,) = faults_of(policies(tmp_path, providers__acme=ACME.replace(old, new, 1)))
    assert expected in fault


def test_an_alias_belongs_to_one(tmp_path):
    text = ACME.replace("default_product", "aliases: {domains: [acme.example]}\ndefault_product")
    other = text.replace("id: acme", "id: beta").replace("Acme", "Beta")
    (fault,) = faults_of(policies(tmp_path, providers__acme=text, providers__beta=other))
    assert "beta.yaml:10:20: The alias `acme.example` already belongs to `acme`." in fault


def test_owners_do_not_go_in_a_circle(tmp_path):
    owned_by_beta = ACME.replace("Acme Inc., country: US", "Beta, country: US")
    beta = ACME.replace("id: acme", "id: beta").replace("Acme", "Beta").replace("Beta Inc.", "Acme GmbH")
    found = faults_of(policies(tmp_path, providers__acme=owned_by_beta, providers__beta=beta))
    assert any("The owners of `acme` lead back to it: acme, beta." in fault for fault in found)


def test_a_law_that_nobody_wrote_is_named(tmp_path):
    text = JURISDICTIONS.replace("[us-act]", "[us-bill]")
    (fault,) = faults_of(policies(tmp_path, jurisdictions=text))
    assert "There is no access law `us-bill`." in fault


def test_a_region_without_a_country_says_that_it_is_incomplete(tmp_path):
    regions = "company: acme\nreviewed: 2026-11-21\nregions:\n  - {id: north}\n"
    (fault,) = faults_of(policies(tmp_path, regions__acme=regions))
    assert "acme.yaml:4:5:" in fault
    assert "complete: false" in fault


def test_every_fault_of_every_file_is_told_at_once(tmp_path):
    wrong = ACME.replace("is: claimed", "is: certified").replace(
        "country: DE, role", "country: Germany, role"
    )
    found = faults_of(policies(tmp_path, providers__acme=wrong, vocabulary="reviewed: soon\n"))
    assert len(found) == 6


def test_a_file_out_of_place_is_named(tmp_path):
    (fault,) = faults_of(policies(tmp_path, providrs__acme=ACME))
    assert "is not a file that a policy folder holds" in fault


def test_the_shipped_catalogue_contradicts_itself_nowhere():
    assert lint(shipped_policies()) == []
