"""`explain`, `rules`, `catalog` and `schema`, on the shipped policies."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from borderflow.cli.rulebook import rule_documents
from tests.cli.running import run

GOOD = Path(__file__).parent / "good.yaml"
DOCUMENTS = rule_documents(())


@pytest.mark.parametrize("word", ["PRC-01", "prc-01", "no-processor-contract"])
def test_a_rule_is_explained_by_id_or_name(word):
    ran = run("explain", word)
    assert ran.code == 0
    assert ran.out.startswith("PRC-01 no-processor-contract\n")
    for title in ("What it checks", "The law", "Why it matters", "What silences it", "How to close it"):
        assert f"\n{title}\n" in ran.out
    assert "https://eur-lex.europa.eu/legal-content/EN/TXT/HTML/?uri=CELEX:32016R0679#art_28" in ran.out


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_every_rule_has_a_page(document):
    ran = run("explain", document["id"], environ={"COLUMNS": "80"})
    assert ran.code == 0
    assert "{" not in ran.out.partition("\nExamples\n")[0]
    assert all(len(line) <= 80 for line in ran.out.splitlines() if "http" not in line)


def test_a_finding_is_explained_with_its_rule():
    finding = json.loads(run("check", GOOD, "--format", "json").out)["findings"][0]
    ran = run("explain", finding["fingerprint"][:8], GOOD)
    assert ran.code == 0
    assert f"[{finding['rule']} {finding['name']}]" in ran.out
    assert "= why: " in ran.out


def test_the_findings_of_a_rule_come_before_its_page():
    rule = json.loads(run("check", GOOD, "--format", "json").out)["findings"][0]["rule"]
    ran = run("explain", rule, GOOD)
    assert f"[{rule} " in ran.out.partition("What it checks")[0]


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["PRC-99"], "There is no rule `PRC-99`.", "did you mean `PRC-"),
        (["no-procesor-contract"], "There is no rule", "did you mean `no-processor-contract`?"),
        (
            ["0123abcd"],
            "`0123abcd` is no rule.",
            "for a finding, name its file: `borderflow explain 0123abcd FILE`",
        ),
        (
            ["0123abcd", GOOD],
            "No rule and no finding there is called `0123abcd`.",
            "see `borderflow rules list`",
        ),
    ],
)
def test_what_cannot_be_explained(words, message, hint):
    ran = run("explain", *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert hint in ran.err


def test_the_list_names_every_rule():
    lines = run("rules", "list").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [document["id"] for document in DOCUMENTS]


def test_the_list_of_a_group():
    lines = run("rules", "list", "trf").out.splitlines()
    assert all(line.startswith("TRF-") for line in lines[1:])


def test_a_rule_is_shown_as_it_is_written():
    ran = run("rules", "show", "PRC-01")
    assert ran.out.startswith("# policies/rules/processors/PRC-01-no-processor-contract.yaml\nid: PRC-01\n")


def test_showing_no_rule_is_a_fault():
    assert run("rules", "show").code == 2
    assert "There is no rule `nope`." in run("rules", "show", "nope").err


@pytest.mark.parametrize("option", ["--only", "--ignore"])
def test_an_unknown_rule_cannot_be_chosen(option):
    ran = run("check", GOOD, option, "TRF-1,PRC-01")
    assert ran.code == 2
    assert "There is no rule `TRF-1`." in ran.err
    assert "PRC-01" not in ran.err


def test_rules_can_be_chosen():
    rules = json.loads(run("check", GOOD, "--only", "REC", "--format", "json").out)["rules"]
    assert {rule[:3] for group in rules.values() for rule in group} == {"REC"}


KEYS = (
    "id provider product name kind entities parent control eu_processing dpa trains_on_customer_data dpf "
    "regions aliases sources confidence reviewed"
).split()


@pytest.mark.parametrize("name", ["openai", "azure/openai", "api.mistral.ai", "OPENAI_API_KEY"])
def test_a_product_has_its_published_shape(name):
    entry = json.loads(run("catalog", "show", name, "--format", "json").out)
    assert list(entry) == KEYS
    assert entry["eu_processing"] in ("default", "option", "plan", "no", "unknown")
    assert entry["dpa"] in ("yes", "enterprise", "no", "unknown")
    assert entry["trains_on_customer_data"] in ("no", "opt-out", "opt-in", "yes", "unknown")
    assert entry["dpf"] in ("yes", "no", "unknown")
    assert all(set(source) == {"url", "as_of", "fact"} for source in entry["sources"])


SOURCES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["url", "as_of", "fact"],
        "additionalProperties": False,
        "properties": {
            "url": {"type": ["string", "null"], "pattern": "^https?://"},
            "as_of": {"type": ["string", "null"], "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
            "fact": {"type": "string", "minLength": 3},
        },
    },
}
COUNTRY = {"type": "string", "pattern": "^[A-Z]{2}$"}
TEXTS = {"type": "array", "items": {"type": "string", "minLength": 1}}
PRODUCT = {
    "type": "object",
    "required": KEYS,
    "additionalProperties": False,
    "properties": {
        **{key: {"type": "string", "minLength": 1} for key in ("id", "provider", "product", "name", "kind")},
        "entities": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "country", "role"],
                "additionalProperties": False,
                "properties": {"name": {"type": "string"}, "country": COUNTRY, "role": {"type": "string"}},
            },
        },
        "parent": {
            "type": ["object", "null"],
            "required": ["name", "country"],
            "additionalProperties": False,
            "properties": {"name": {"type": "string"}, "country": COUNTRY},
        },
        "control": {"type": "array", "items": COUNTRY},
        "eu_processing": {"enum": ["default", "option", "plan", "no", "unknown"]},
        "dpa": {"enum": ["yes", "enterprise", "no", "unknown"]},
        "trains_on_customer_data": {"enum": ["no", "opt-out", "opt-in", "yes", "unknown"]},
        "dpf": {"enum": ["yes", "no", "unknown"]},
        "regions": TEXTS,
        "aliases": {"type": "object", "additionalProperties": TEXTS},
        "sources": SOURCES,
        "confidence": {"enum": ["high", "medium", "low"]},
        "reviewed": {"type": "string", "format": "date"},
    },
}
REGION = {
    "type": "object",
    "required": ["provider", "region", "country", "eea", "adequacy", "multi", "sources"],
    "additionalProperties": False,
    "properties": {
        "provider": {"type": "string"},
        "region": {"type": "string"},
        "country": {"anyOf": [COUNTRY, {"type": "null"}]},
        "eea": {"type": "boolean"},
        "adequacy": {"enum": ["eea", "adequate", "partial", "none"]},
        "multi": {"type": ["array", "null"], "items": COUNTRY, "minItems": 2},
        "sources": SOURCES,
    },
}


def test_every_provider_product_and_region_has_its_published_shape():
    from borderflow.api import open_catalog
    from borderflow.renderers.provider import product_entry, region_entry

    catalog, day = open_catalog(), date(2026, 11, 21)
    law = {code: catalog.jurisdiction(code, day) for code in catalog.jurisdiction_codes}
    of_product, of_region = map(jsonschema.Draft202012Validator, (PRODUCT, REGION))
    for id_ in catalog.provider_ids:
        provider, regions = catalog.provider(id_), catalog.regions(id_)
        assert provider is not None
        for product in provider.products.values():
            of_product.validate(product_entry(provider, product, regions, law))
        for region in regions:
            of_region.validate(region_entry(region, law))


@pytest.mark.slow
def test_every_provider_can_be_shown():
    from borderflow.api import open_catalog

    for name in open_catalog().provider_ids:
        assert run("catalog", "show", name).code == 0


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("amazon/aws-cli", "aws/cloud"),
        ("amazon/aws-cli:2.17", "aws/cloud"),
        ("api.eu.mistral.ai", "mistral/api"),
        ("MISTRAL_API_KEY", "mistral/api"),
        ("le-chat", "mistral/vibe"),
    ],
)
def test_an_alias_shows_and_finds_the_product_that_is_meant(name, id_):
    assert json.loads(run("catalog", "show", name, "--format", "json").out)["id"] == id_
    results = json.loads(run("catalog", "search", name, "--format", "json").out)["results"]
    assert results[0]["id"] == id_


def test_the_aliases_are_those_of_company_and_product():
    aliases = json.loads(run("catalog", "show", "mistral", "--format", "json").out)["aliases"]
    assert "mistralai" in aliases["ids"]
    assert "api.mistral.ai" in aliases["domains"]
    assert aliases["env"] == ["MISTRAL_", "MISTRAL_API_KEY"]


def test_processing_in_the_eea_may_hang_on_the_plan():
    entry = json.loads(run("catalog", "show", "notion", "--format", "json").out)
    assert entry["eu_processing"] == "plan"


def test_a_default_place_without_countries_has_its_name():
    assert "default place: worldwide (verified)" in run("catalog", "show", "mistral").out


def test_a_region_has_its_published_shape():
    entry = json.loads(run("catalog", "region", "aws", "eu-central-1", "--format", "json").out)
    sources = entry.pop("sources")
    assert sources
    assert entry == {
        "provider": "aws",
        "region": "eu-central-1",
        "country": "DE",
        "eea": True,
        "adequacy": "eea",
        "multi": None,
    }


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["show", "opnai"], "The catalogue does not know `opnai`.", "did you mean `openai`"),
        (["show", "openai/apii"], "OpenAI has no product `apii`.", "did you mean `openai/api`"),
        (["region", "aws", "eu-cental-1"], "has no region `eu-cental-1`.", "did you mean `eu-central-1`"),
        (["region", "aws"], "`catalog region` takes a provider and one of its regions.", "see"),
        (["show", "a", "b"], "`catalog show` takes a provider, a product or an alias.", "see"),
    ],
)
def test_what_the_catalogue_does_not_know(words, message, hint):
    ran = run("catalog", *words)
    assert ran.code == 2
    assert message in ran.err
    assert hint in ran.err


@pytest.mark.parametrize("query", ["openai", "api.openai.com", "OPENAI_API_KEY", "opnai"])
def test_search_finds_by_alias_and_typo(query):
    results = json.loads(run("catalog", "search", query, "--format", "json").out)["results"]
    assert results[0]["id"].startswith("openai")


def test_a_search_without_result_is_no_fault():
    ran = run("catalog", "search", "qqqqqqqqqqqq")
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing in the catalogue is like" in ran.err


def test_the_words_of_the_manifest_are_shown():
    assert "customers" in run("catalog", "show", "subjects").out


def test_the_schema_accepts_a_manifest_and_refuses_a_slip():
    from borderflow.documents import load

    schema = json.loads(run("schema").out)
    validator = jsonschema.Draft202012Validator(schema)
    manifest = load(GOOD).value
    assert validator.is_valid(manifest)
    assert not validator.is_valid({**manifest, "componets": {}})


def test_the_schema_goes_into_a_file(tmp_path):
    assert run("schema", "-o", tmp_path / "s.json").out == ""
    assert json.loads((tmp_path / "s.json").read_text())["$schema"]


RULE = """\
id: HOU-01
name: house-rule
title: House rule
subject: purpose
applies: {personal: true}
outcomes:
- {when: {record: absent}, is: gap low, message: "Nothing is on record for this purpose."}
silenced_by: [A record.]
basis: [{cite: House policy}]
why: The house wants every purpose to be on record somewhere.
remedy: [Record it.]
examples:
  violated:
  - {title: Without a record, expect: EXPECTED, manifest: {purposes: {main: {label: Sales}}, REST}}
  satisfied:
  - {title: With a record, manifest: {purposes: {main: {label: Sales, record: R-1}}, REST}}
"""


REST = (
    "data: {people: {categories: [contact]}}, "
    "components: {crm: {kind: application, host: {country: DE}, holds: [people], purpose: main}}"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A folder with rules of the house, which take a second to compile. The second has a wrong example."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "rules").mkdir()
    text = RULE.replace("EXPECTED", "gap low").replace("REST", REST)
    (folder / "rules/HOU-01-house-rule.yaml").write_text(text)
    wrong = text.replace("HOU-01", "HOU-02").replace("house-rule", "wrong-rule")
    (folder / "rules/HOU-02-wrong-rule.yaml").write_text(
        wrong.replace("expect: gap low", "expect: violation high")
    )
    return folder


def test_examples_are_tested(house):
    ran = run("rules", "test", "HOU-01", "--policy", house)
    assert ran.code == 0
    assert "1 rule, 2 examples: 0 not as expected, 0 rules without examples\n" in ran.out


def test_an_example_that_turns_out_otherwise_is_told(house):
    ran = run("rules", "test", "HOU-02", "--policy", house)
    assert ran.code == 1
    said = "HOU-02, violated example `Without a record`: expected violation high, got gap low\n"
    assert said in ran.out


def test_the_examples_of_a_user_rule_are_shown(house):
    text = (house / "rules/HOU-01-house-rule.yaml").read_text()
    ran = run("explain", "HOU-01", "--policy", house)
    assert "  - violated (gap low): Without a record\n" in ran.out
    assert "      purposes:\n        main: {label: Sales}\n" in ran.out
    assert run("rules", "show", "house-rule", "--policy", house).out.endswith(text)


def test_a_search_says_what_is_software_and_no_recipient():
    results = json.loads(run("catalog", "search", "KEYCLOAK_ADMIN", "--format", "json").out)["results"]
    assert results == [{"id": "software:keycloak", "name": "Keycloak, which its host runs", "seat": None}]
