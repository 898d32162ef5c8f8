"""Everybody else who may get something: callbacks, stores, guardrails, tools, pass-throughs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.litellm.models import Models
from borderflow.readers.litellm.proxy import ENVIRONMENT, Entry, Proxy, Text

_CALLBACK_SETTINGS = {
    "langfuse": ("langfuse_host", "LANGFUSE_HOST"),
    "langfuse_otel": ("langfuse_host", "LANGFUSE_HOST"),
    "langsmith": ("langsmith_base_url", "LANGSMITH_BASE_URL"),
    "sentry": ("sentry_dsn", "SENTRY_DSN"),
    "otel": ("otel_endpoint", "OTEL_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
    "arize_phoenix": ("phoenix_collector_endpoint", "PHOENIX_COLLECTOR_ENDPOINT"),
    "helicone": ("helicone_api_base", "HELICONE_API_BASE"),
    "posthog": ("posthog_host", "POSTHOG_API_URL"),
    "datadog": ("dd_site", "DD_SITE"),
    "generic_api": ("generic_logger_endpoint", "GENERIC_LOGGER_ENDPOINT"),
    "generic": ("generic_logger_endpoint", "GENERIC_LOGGER_ENDPOINT"),
}
_CALLBACK_PRODUCTS = {
    "langfuse_otel": "langfuse/cloud",
    "s3": "aws/cloud",
    "s3_v2": "aws/cloud",
    "sqs": "aws/cloud",
    "dynamodb": "aws/cloud",
    "gcs_bucket": "google-cloud/cloud",
    "gcs_pubsub": "google-cloud/cloud",
    "azure_storage": "azure/cloud",
    "arize": "arize/ax",
    "opik": "comet/cloud",
    "datadog_llm_observability": "datadog/platform",
    "slack": "slack/workspace",
}
_LOCAL_CALLBACKS = frozenset(
    "prometheus prometheus_system custom_callback_api detect_prompt_injection dynamic_rate_limiter "
    "dynamic_rate_limiter_v3 batch_redis_requests llm_guard vector_store_pre_call_hook "
    "websearch_interception code_interpreter_interception".split()
)
_LOCAL_GUARDRAILS = frozenset(
    "tool_permission hide-secrets hide_secrets litellm_content_filter block_code_execution".split()
)


class Services:
    """The services of one file."""

    def __init__(self, proxy: Proxy, models: Models) -> None:
        self._proxy = proxy
        self._models = models
        self._draft = proxy.draft

    def draw(self) -> None:
        value = self._proxy.value
        settings, at = mapping_of(value.get("litellm_settings")), "litellm_settings"
        self._stores()
        self._callbacks(settings, (at,))
        for number, one in enumerate(list_of(settings.get("default_team_settings"))):
            self._callbacks(mapping_of(one), (at, "default_team_settings", number))
        self._general()
        for section, kind in (("finetune_settings", "fine-tuning"), ("files_settings", "file-store")):
            for number, one in enumerate(list_of(value.get(section))):
                self._provider(mapping_of(one), (section, number), kind)
        for number, one in enumerate(list_of(value.get("guardrails"))):
            params = mapping_of(mapping_of(one).get("litellm_params"))
            self._guardrail(params, ("guardrails", number, "litellm_params"))
        self._tools("search_tools", "search_provider", "web-search")
        self._tools("sandbox_tools", "sandbox_provider", "saas")
        for name, one in mapping_of(value.get("mcp_servers")).items():
            self._proxy.url(mapping_of(one), "url", ("mcp_servers", name), "application")

    def _tools(self, section: str, provider: str, kind: str) -> None:
        """Services to which the proxy hands searches and programs that a model asks for."""
        for number, one in enumerate(list_of(self._proxy.value.get(section))):
            keys = (section, number, "litellm_params")
            params = mapping_of(mapping_of(one).get("litellm_params"))
            name = params.get(provider)
            if (base := self._proxy.base(params, keys)) and base.text:
                self._proxy.at_host(base, Entry(kind))
            elif isinstance(name, str):
                path = self._proxy.path(*keys, provider)
                self._proxy.named(self._draft.hints.company(name) or "", name, kind, path)

    def _callbacks(self, settings: Mapping[str, Any], at: Path) -> None:
        for key in ("callbacks", "success_callback", "failure_callback", "service_callback"):
            for number, name in enumerate(list_of(settings.get(key))):
                if isinstance(name, str):
                    self._callback(name, settings, at, (*at, key, number))

    def _callback(self, name: str, settings: Mapping[str, Any], at: Path, keys: Path) -> None:
        if name in _LOCAL_CALLBACKS or "." in name:
            return
        for key in _CALLBACK_SETTINGS.get(name, ()):
            written = settings.get(key, f"{ENVIRONMENT}{key}" if key.isupper() else None)
            found = self._proxy.text(written, (*at, key) if key in settings else keys)
            if found.text:
                self._proxy.at_host(found, Entry("observability"))
                return
        product = _CALLBACK_PRODUCTS.get(name) or self._draft.hints.company(name) or ""
        if name in ("otel", "generic", "generic_api", "arize_phoenix"):
            product = ""
        path = self._proxy.path(*keys)
        if product:
            kind = "messaging" if name == "slack" else "observability"
            self._proxy.send(product, kind, path, f"the callback `{name}` is set", how=Known.INFERRED)
        else:
            self._proxy.stranger(name, "observability", path)

    def _stores(self) -> None:
        router = mapping_of(self._proxy.value.get("router_settings"))
        cache = mapping_of(mapping_of(self._proxy.value.get("litellm_settings")).get("cache_params"))
        for key in ("redis_host", "redis_url"):
            self._proxy.url(router, key, ("router_settings",), "cache")
        for key in ("host", "url", "redis_url", "qdrant_api_base"):
            self._proxy.url(cache, key, ("litellm_settings", "cache_params"), "cache")

    def _general(self) -> None:
        general = mapping_of(self._proxy.value.get("general_settings"))
        self._proxy.url(general, "database_url", ("general_settings",), "datastore")
        for number, one in enumerate(list_of(general.get("pass_through_endpoints"))):
            self._proxy.url(
                mapping_of(one), "target", ("general_settings", "pass_through_endpoints", number), "saas"
            )
        for number, name in enumerate(list_of(general.get("alerting"))):
            if isinstance(name, str):
                self._callback(name, general, ("general_settings",), ("general_settings", "alerting", number))

    def _provider(self, params: Mapping[str, Any], keys: Path, kind: str) -> None:
        """Files for training and batches leave for the provider that is named."""
        provider = params.get("custom_llm_provider")
        if isinstance(provider, str):
            self._models.call(Entry(kind, {**params, "model": ""}, keys, Text(path=self._proxy.path(*keys))))

    def _guardrail(self, params: Mapping[str, Any], keys: Path) -> None:
        name = params.get("guardrail")
        if not isinstance(name, str):
            return
        if name == "presidio":
            for key in ("presidio_analyzer_api_base", "presidio_anonymizer_api_base"):
                self._proxy.url(params, key, keys, "application")
        elif base := self._proxy.base(params, keys):
            if base.text:
                self._proxy.at_host(base, Entry("application"))
        elif name == "bedrock":
            entry = Entry("llm", params, keys, Text(path=self._proxy.path(*keys)))
            self._models.reach("aws/bedrock", Known.DECLARED, name, entry)
        elif "." not in name and name not in _LOCAL_GUARDRAILS:
            company = self._draft.hints.company(re.sub(r"_v\d+\Z", "", name))
            self._proxy.named(company or "", name, "saas", self._proxy.path(*keys, "guardrail"))
