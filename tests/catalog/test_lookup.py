"""Names, products, regions, words: what the rest of the program asks for."""

from datetime import date

import pytest

from borderflow.model.catalog import Adequacy, DpfStatus, TrainingUse
from borderflow.model.knowledge import Level, Unknown
from tests.catalog.building import opened, policies

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("name", "company", "product"),
    [
        ("openai", "openai", None),
        ("openai/api", "openai", "api"),
        ("openai-api", "openai", "api"),
        ("chatgpt", "openai", "chatgpt"),
        ("microsoft_azure", "azure", None),
        ("azure-openai", "azure", "openai"),
        ("azure/azure-openai", "azure", "openai"),
        ("google/workspace", "google-workspace", None),
        ("huggingface", "hugging-face", None),
        ("langchain", "langsmith", None),
        ("confluence", "atlassian", None),
        ("sendgrid", "twilio", "sendgrid"),
        ("api.eu.mistral.ai", "mistral", "api"),
        ("bedrock-runtime.eu-west-3.amazonaws.com", "aws", "bedrock"),
        ("mybucket.s3.eu-west-3.amazonaws.com", "aws", "cloud"),
        ("OPENAI_API_KEY", "openai", "api"),
        ("@aws-sdk/client-bedrock-runtime", "aws", "bedrock"),
        ("notion-ai", "notion", "ai"),
    ],
)
def test_every_name_leads_to_its_company(catalog, name, company, product):
    assert catalog.identify(name) == (company, product)


@pytest.mark.parametrize("name", ["", "nobody", "nobody/api", "internal.example", "openaii"])
def test_a_name_that_is_not_held_is_none(catalog, name):
    assert catalog.identify(name) is None
    assert catalog.provider(name) is None
    assert catalog.product(name) is None
    assert catalog.region(name, "eu") is None


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("domains", "eu.api.openai.com", "openai/api"),
        ("domains", "myapp.openai.azure.com", "azure/openai"),
        ("domains", "x.blob.core.windows.net", "azure/cloud"),
        ("domains", "example.org", None),
        ("env", "OVH_APPLICATION_SECRET", "ovhcloud/public-cloud"),
        ("terraform", "google_bigquery_dataset", "google-cloud/bigquery"),
        ("terraform", "google_storage_bucket", "google-cloud/cloud"),
        ("litellm", "bedrock/eu.anthropic.claude", "aws/bedrock"),
        ("litellm", "mistral/mistral-small", "mistral/api"),
        ("packages", "@google-cloud/storage", "google-cloud/cloud"),
        ("packages", "chromadb", "software:chroma"),
        ("images", "qdrant/qdrant:v1.12", "software:qdrant"),
        ("images", "postgres:16-alpine", "software:postgresql"),
    ],
)
def test_a_hint_is_read_by_the_longest_alias(catalog, kind, name, expected):
    assert catalog.hint(kind, name) == expected


@pytest.mark.parametrize(
    ("company", "kind", "expected"),
    [
        ("google-cloud", "llm", "google-cloud/vertex"),
        ("aws", "llm", "aws/bedrock"),
        ("aws", "host", "aws/cloud"),
        ("aws", "datastore", "aws/cloud"),
        ("azure", "embedding", "azure/openai"),
        ("azure", "host", "azure/cloud"),
        ("ovhcloud", "host", "ovhcloud/public-cloud"),
        ("ovhcloud", "llm", "ovhcloud/ai-endpoints"),
        ("mistral", "embedding", "mistral/api"),
        ("mistral", "x-something", "mistral/api"),
        ("runpod", "host", "runpod/secure"),
        ("openai", "fine-tuning", "openai/api"),
        ("notion", "saas", "notion/workspace"),
        ("github", "ci", "github/platform"),
        ("github", "agent", "github/copilot"),
    ],
)
def test_a_left_out_product_is_the_one_that_fits(catalog, company, kind, expected):
    assert catalog.product(company, None, kind).id == expected


def test_a_product_that_a_company_does_not_have_is_none(catalog):
    assert catalog.product("openai", "spaceship") is None


@pytest.mark.parametrize(
    ("provider", "code", "countries"),
    [
        ("aws", "eu-west-1a", ("IE",)),
        ("aws", "eu-west-2", ("GB",)),
        ("outscale", "eu-west-2", ("FR",)),
        ("azure", "West Europe", ("NL",)),
        ("azure", "northeurope", ("IE",)),
        ("google-cloud", "europe-west6-b", ("CH",)),
        ("scaleway", "fr-par-2", ("FR",)),
        ("ovhcloud", "GRA", ("FR",)),
        ("ovhcloud", "gra11", ("FR",)),
        ("ovhcloud", "BHS", ("CA",)),
        ("ovhcloud", "waw", ("PL",)),
        ("hetzner", "nbg1", ("DE",)),
        ("ionos", "de/fra", ("DE",)),
        ("sentry", "eu", ("DE",)),
        ("intercom", "eu", ("IE",)),
        ("pinecone", "eu-west-1", ("IE",)),
        ("neon", "aws-eu-central-1", ("DE",)),
        ("runpod", "EU-CZ-1", ("CZ",)),
        ("hetzner", "eu-central", ("DE", "FI")),
    ],
)
def test_a_region_code_is_a_place(catalog, provider, code, countries):
    assert catalog.region(provider, code).place.known.countries == countries


def test_a_code_that_means_nothing_is_none(catalog):
    assert catalog.region("aws", "eu-moon-1") is None


def test_a_region_in_the_cloud_of_another_is_run_by_others(catalog):
    assert catalog.region("aws", "eu-west-1").place.known.run_by == "group"
    assert catalog.region("pinecone", "eu-west-1").place.known.run_by == "others"


def test_a_zone_deployment_stays_in_the_zone_of_its_region(catalog):
    assert catalog.product("azure", "openai").deployments["data-zone"] == "zone"
    for region, zone in (("swedencentral", "eu-data-zone"), ("eastus", "us-data-zone"), ("uksouth", "")):
        assert catalog.region("azure", region).zone == zone
    assert set(catalog.region("azure/openai", "eu-data-zone").place.known.countries) == set(
        catalog.members("EU")
    )


def test_a_product_says_only_what_differs_from_its_company(tmp_path):
    catalog = opened([policies(tmp_path)])
    api, store = catalog.product("acme", "api"), catalog.product("acme", "store")
    assert api.dpf.value is DpfStatus.CLAIMED
    assert (api.dpf.level, api.dpf.source, api.dpf.as_of) == (
        Level.UNVERIFIED,
        "https://acme.example",
        "2026-04",
    )
    assert store.dpf.value == Unknown("nobody looked")
    assert api.contract_party.known.name == store.contract_party.known.name == "Acme GmbH"
    assert api.default_place.known.countries == ("DE",)
    assert api.default_place.known.label == "EU"
    assert isinstance(store.default_place.value, Unknown)


@pytest.mark.parametrize("text", ["opnai", "OpenAI", "api.openai.com", "openai-api"])
def test_finding_forgives_a_slip(catalog, text):
    assert any(id_.startswith("openai") for id_ in catalog.find(text, 5))


def test_finding_is_short_and_says_nothing_twice(catalog):
    found = catalog.find("a", 7)
    assert len(found) == len(set(found)) == 7


def test_software_is_no_provider(catalog):
    qdrant = catalog.software("qdrant/qdrant:v1.12")
    assert (qdrant.id, qdrant.kind) == ("qdrant", "vector-store")
    assert "QDRANT__TELEMETRY_DISABLED" in qdrant.telemetry
    assert catalog.software("peft").id == "transformers"
    assert catalog.software("unheard-of") is None


def test_instruments_are_held(catalog):
    assert catalog.instrument("scc").needs_assessment
    assert not catalog.instrument("scc-art28").covers_transfer
    assert catalog.instrument("handshake") is None


def test_the_vocabulary_marks_words(catalog):
    words = catalog.vocabulary
    assert words.marks("health") == {"special"}
    assert words.marks("children") == {"children", "vulnerable"}
    assert "employee" in words.marks("employees")
    assert words.marks("x-telepathy") == frozenset()


def test_the_vocabulary_says_what_leaves_a_component(catalog):
    words = catalog.vocabulary
    treated = {
        kind: words.treatment(kind)
        for kind in ("embedding", "vector-store", "fine-tuning", "llm", "queue", "saas")
    }
    assert list(treated.values()) == ["embedding", "context", "weights", "output", "all", "open"]
    assert words.treatment("x-own") == "open"
    assert words.is_ai("speech-to-text")
    assert not words.is_ai("datastore")


def test_unknown_words_have_neighbours(catalog):
    assert catalog.vocabulary.knows("kinds", "x-own")
    assert not catalog.vocabulary.knows("kinds", "vectorstore")
    assert catalog.vocabulary.near("kinds", "vectorstore") == "vector-store"
    assert catalog.vocabulary.near("subjects", "qqqq") is None


def test_everything_that_is_shipped_can_be_read(catalog):
    for company in catalog.provider_ids:
        provider = catalog.provider(company)
        assert provider.default_product in provider.products
        assert catalog.regions(company) is not None
    assert len(catalog.provider_ids) > 170
    clouds = [company for company in catalog.provider_ids if catalog.regions(company)]
    assert sum(len(catalog.regions(company)) for company in clouds) > 674
    for code in catalog.jurisdiction_codes:
        assert catalog.jurisdiction(code, TODAY).adequacy in Adequacy


def test_every_place_is_a_set_of_known_countries(catalog):
    known = set(catalog.jurisdiction_codes)
    for company in catalog.provider_ids:
        for region in catalog.regions(company):
            place = region.place.known
            assert place is not None, region
            assert set(place.countries) <= known, region
            assert place.countries or not place.complete, region


def test_training_that_depends_on_the_plan_is_said_by_plan(catalog):
    product = catalog.product("mistral", "api")
    assert product.training.value is TrainingUse.OPT_OUT
    assert product.training_by_tier["paid"] == "no"
    assert product.training_by_tier["experiment"] == "opt-out"
