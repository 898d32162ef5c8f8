"""The facts that ordinary European set-ups rest on; what the rules make of them has tests of its own."""

import pytest

from borderflow.model.catalog import DpfStatus, ProviderRole, TrainingUse
from borderflow.model.knowledge import Level

US_GROUP = [
    "azure",
    "aws",
    "github",
    "google-workspace",
    "cloudflare",
    "sentry",
    "stripe",
    "intercom",
    "openai",
]


@pytest.mark.parametrize(
    ("name", "signs_in", "parent"),
    [
        ("azure/openai", "IE", "US"),
        ("aws/cloud", "LU", "US"),
        ("github/platform", "NL", "US"),
        ("google-workspace/business", "IE", "US"),
        ("mistral/api", "FR", "FR"),
        ("ovhcloud/public-cloud", "FR", "FR"),
        ("cloudflare/network", "US", "US"),
        ("sentry/saas", "US", "US"),
        ("stripe/payments", "IE", "US"),
        ("intercom/platform", "IE", "US"),
        ("openai/api", "IE", "US"),
        ("anthropic/api", "IE", "US"),
        ("langsmith/cloud", "US", "US"),
        ("pinecone/cloud", "US", "US"),
        ("runpod/secure", "US", "US"),
        ("lambda/cloud", "US", "US"),
        ("qdrant/cloud", "DE", "DE"),
        ("hetzner/cloud", "DE", "DE"),
        ("scaleway/cloud", "FR", "FR"),
        ("hugging-face/hub", "US", "US"),
        ("langfuse/cloud", "DE", "US"),
        ("exoscale/cloud", "CH", "MX"),
        ("supabase/platform", "SG", "US"),
        ("deepseek/api", "CN", "CN"),
        ("deepl/api", "DE", "DE"),
    ],
)
def test_who_signs_and_who_owns(catalog, name, signs_in, parent):
    company, _, product = name.partition("/")
    assert catalog.product(company, product).contract_party.known.country == signs_in
    assert catalog.provider(company).parent.known.country == parent


@pytest.mark.parametrize("company", US_GROUP)
def test_who_owns_an_american_group_may_carry_a_verdict(catalog, company):
    provider = catalog.provider(company)
    assert provider.parent.level.carries
    assert "US" in provider.control.known


@pytest.mark.parametrize(
    "company", ["azure", "aws", "github", "google-workspace", "cloudflare", "stripe", "intercom"]
)
def test_terms_are_incorporated_with_clauses_and_the_dpf_is_only_claimed(catalog, company):
    product = catalog.product(company)
    assert product.tier == "business"
    assert product.dpa_incorporated.known
    assert product.sccs_in_terms.known
    assert product.dpf.value is DpfStatus.CLAIMED


def test_an_addendum_that_the_customer_must_accept_is_not_incorporated(catalog):
    product = catalog.product("sentry")
    assert product.dpa_incorporated.known is False
    assert product.dpf.value is DpfStatus.CLAIMED  # its own page says so; the list was not read


@pytest.mark.parametrize(
    ("company", "countries", "complete", "run_by"),
    [
        ("github", ("US",), True, "group"),
        ("google-workspace", (), False, "group"),
        ("cloudflare", (), False, "group"),
        ("sentry", ("US",), True, "group"),
        ("stripe", ("IE", "US"), True, "group"),
        ("intercom", ("US",), True, "group"),
        ("mistral", (), False, "others"),
        ("openai", ("US",), False, "group"),
    ],
)
def test_where_data_go_when_nobody_chooses(catalog, company, countries, complete, run_by):
    place = catalog.product(company).default_place.known
    assert (place.countries, place.complete, place.run_by) == (countries, complete, run_by)


@pytest.mark.parametrize(
    "name",
    ["azure/openai", "azure/cloud", "aws/cloud", "aws/bedrock", "ovhcloud/public-cloud", "hetzner/cloud"],
)
def test_where_a_region_must_be_chosen_none_is_presumed(catalog, name):
    product = catalog.product(*name.split("/"))
    assert product.choice_required
    assert product.default_place.known is None


def test_azure_openai_turns_on_its_deployment(catalog):
    deployments = catalog.product("azure", "openai").deployments
    assert deployments["standard"] == deployments["regional"] == "region"
    assert deployments["datazonestandard"] == "zone"
    assert deployments["globalstandard"] == "global"
    assert "default" not in deployments, "a deployment that is not stated is a question"


def test_bedrock_profiles_are_geographic_not_legal(catalog):
    assert catalog.product("aws", "bedrock").deployments["eu"] == "eu"
    assert {"GB", "CH"} < set(catalog.region("aws/bedrock", "eu").place.known.countries)
    assert catalog.product("aws", "bedrock").deployments["global"] == "global"


def test_the_european_address_of_mistral_stays_in_eu_and_efta(catalog):
    place = catalog.region("mistral", "eu").place.known
    assert set(place.countries) - set(catalog.members("EEA")) == {"CH"}
    assert place.complete


def test_ovhcloud_is_european_with_ties_abroad(catalog):
    provider = catalog.provider("ovhcloud")
    assert provider.control.known == ("FR",)
    assert provider.nexus == ("US", "CA")
    dpa = catalog.product("ovhcloud").dpa_incorporated
    assert dpa.known
    assert dpa.level is Level.VERIFIED


def test_hetzner_has_its_contract_concluded_in_the_account(catalog):
    assert catalog.product("hetzner").dpa_incorporated.known is False


def test_stripe_has_two_roles(catalog):
    product = catalog.product("stripe")
    assert product.role.value is ProviderRole.DUAL
    assert "fraud prevention" in product.own_purposes


def test_openai_names_no_tool_for_its_own_group(catalog):
    product = catalog.product("openai", "api")
    assert product.onward_tool.known is None
    assert product.sccs_in_terms.known is None
    assert product.training.value is TrainingUse.OPT_IN


def test_a_consumer_tier_is_never_incorporated(catalog):
    for company in catalog.provider_ids:
        for product in catalog.provider(company).products.values():
            if product.tier == "consumer":
                assert not product.dpa_incorporated.known, product.id


def test_deepgram_trains_unless_it_is_told_not_to(catalog):
    assert catalog.product("deepgram").training.value is TrainingUse.OPT_OUT


def test_community_machines_belong_to_others(catalog):
    assert catalog.product("runpod", "community").default_place.known.run_by == "others"
    assert catalog.product("runpod", "secure").default_place.known.run_by == "group"


def test_software_vendors_are_not_providers(catalog):
    for name in ("vllm", "axolotl", "milvus", "pgvector"):
        assert catalog.provider(name) is None
        assert catalog.software(name) is not None
