"""Names in files of others lead to companies: every hint of the facts, and what must lead to none.

Without the folder of facts beside the checkout the walk over it is skipped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from borderflow.foreign.hints import Hints

FACTS = Path(__file__).parents[2].parent / "shared" / "facts" / "saas_hints.yaml"

SECTIONS = {
    "domain_suffixes": ("suffix", "domains"),
    "env_prefixes": ("prefix", "env"),
    "terraform_provider_prefixes": ("prefix", "terraform"),
    "terraform_resource_types": ("type", "terraform"),
    "container_images": ("image", "images"),
    "llm_gateway_model_prefixes": ("prefix", "litellm"),
}
NO_PRODUCT = {"bitnami/*", "registry.k8s.io/*"}
"""Whole registries: the name behind them says what runs."""
ELSEWHERE = {
    ("AWS_", "aws_european_sovereign_cloud"): "the endpoint tells the two clouds apart",
    ("GCLOUD_", "grafana_cloud"): "Google's own prefix, too",
    ("azuread_", "microsoft_365"): "the directory is bought with either",
    ("azurerm_databricks_workspace", "microsoft_azure"): "the longer prefix names who runs it",
}


@cache
def facts() -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(FACTS.read_text(encoding="utf-8"), loader)  # noqa: S506 - both are safe, one is fast


@pytest.mark.needs("shared")
@pytest.mark.parametrize("section", SECTIONS)
def test_every_hint_is_identified(catalog, section):
    field, kind = SECTIONS[section]
    entries = facts()[section]
    assert entries
    lost = [entry[field] for entry in entries if not _is_identified(catalog, kind, entry, entry[field])]
    assert not lost


@pytest.mark.parametrize(
    ("word", "product"),
    [
        ("GROQ_MODEL", "groq/cloud"),
        ("mongodbatlas_cluster", "mongodb/atlas"),
        ("fonts.gstatic.com", "google-web/fonts"),
        ("tailscale/tailscale:stable", "tailscale/service"),
    ],
)
def test_a_search_takes_whatever_stands_in_a_file(catalog, word, product):
    assert product in catalog.find(word)


def _is_identified(catalog: Any, kind: str, entry: dict[str, Any], name: str) -> bool:
    if name in NO_PRODUCT or (kind == "terraform" and entry["provider"] is None):
        return True
    spoken = (name, f"{name.rstrip('_')}_API_KEY") if kind == "env" else (name,)
    words = [word.replace("*", "any").rpartition(" ")[2] for word in spoken]
    found = next(filter(None, (catalog.hint(kind, word) for word in words)), None)
    meant = catalog.identify(entry["provider"] or "")
    same = meant is None or (found or "").partition("/")[0] == meant[0]
    return found is not None and (same or (name, entry["provider"]) in ELSEWHERE)


@pytest.mark.parametrize(
    "variable",
    [
        "OPENAI_COMPATIBLE_API_KEY",
        "QDRANT_ADMIN_PASSWORD",
        "WEAVIATE_ROOT_KEY",
        "LANGFUSE_SALT_SECRET",
        "COMET_NODE_KEY",
        "TOGETHER_APP_SECRET",
        "KEYCLOAK_ADMIN_PASSWORD",
        "MINIO_SECRET_KEY",
        "POSTGRES_PASSWORD",
        "REDIS_URL",
        "DATABASE_URL",
        "ELASTICSEARCH_URL",
    ],
)
def test_a_name_that_others_use_too_makes_nobody_a_recipient(catalog, variable):
    assert Hints(catalog).variable(variable) is None


@pytest.mark.parametrize(
    ("variable", "product"),
    [("OPENAI_API_KEY", "openai/api"), ("GROQ_ACCOUNT_TOKEN", "groq/cloud"), ("XAI_KEY", "xai/api")],
)
def test_a_credential_of_a_service_names_it(catalog, variable, product):
    assert Hints(catalog).variable(variable) == product


@pytest.mark.parametrize(
    ("name", "software"),
    [("REDIS_URL", "redis"), ("KC_DB_URL", "keycloak"), ("nvcr.io/nim/meta/llama3", "nvidia-nim")],
)
def test_names_of_software_lead_to_the_software(catalog, name, software):
    assert catalog.identify(name) is None
    assert catalog.software_hinted(name).id == software
