"""LiteLLM proxy configurations: each model, callback and pass-through is somebody who may get the prompts.

The format: https://docs.litellm.ai/docs/proxy/configs. `api_base` decides before the prefix of the model
does, and the vendor in a model's name is not who receives what is sent to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from borderflow.foreign import Desk, Draft, ForeignReader, Setting, Sheet
from borderflow.foreign.desk import Companion
from borderflow.foreign.settings import Around, Supply, Use, uses_of_text
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path

_SECTIONS = ("general_settings", "litellm_settings", "router_settings")
_ENVIRONMENT = "os.environ/"
_OPENAI = re.compile(
    r"(?:ft:)?(?:gpt-|chatgpt-|o[134](?:-|\Z)|dall-e-|tts-1|whisper-1|text-(?:embedding|moderation)-)"
)
_PREFIXES = {
    "text-completion-openai": "openai/api",
    "custom_openai": "",
    "openai_like": "",
    "litellm_proxy": "",
    "lm_studio": "",
    "llamafile": "",
    "xinference": "",
    "triton": "",
    "watsonx": "ibm-cloud/cloud",
    "watsonx_text": "ibm-cloud/cloud",
    "huggingface": "hugging-face/inference-providers",
    "vertex_ai_beta": "google-cloud/vertex",
    "bedrock_converse": "aws/bedrock",
    "azure_text": "azure/openai",
    "text-completion-codestral": "mistral/api",
}
_TENANTS = frozenset(("azure", "azure_ai", "azure_text", "databricks", "watsonx", "snowflake"))
"""Prefixes with a host of one's own at a company that the prefix names."""
_MODES = {
    "embedding": "embedding",
    "image_generation": "image-model",
    "audio_transcription": "speech-to-text",
    "audio_speech": "text-to-speech",
    "rerank": "reranker",
}
_NAMED_KINDS = (
    ("embedding", re.compile(r"embed|bge-|e5-")),
    ("reranker", re.compile(r"rerank")),
    ("image-model", re.compile(r"dall-e|gpt-image|imagen|stable-diffusion|flux")),
    ("speech-to-text", re.compile(r"whisper|transcribe")),
    ("text-to-speech", re.compile(r"(?:^|[/-])tts")),
)
_REGION_KEYS = ("aws_region_name", "vertex_location", "vertex_ai_location")
_PROFILE = re.compile(r"(?:^|/)(us-gov|us|eu|apac|jp|au|ca|global)\.")
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
_LOCAL_MODELS = frozenset(("auto_router", "complexity_router"))
"""Prefixes of what only chooses among the other models."""


def recognises(sheet: Sheet) -> bool:
    """A list of models with parameters of LiteLLM, or the settings of the proxy alone."""
    value = sheet.mapping
    models = value.get("model_list")
    if isinstance(models, list):
        return not models or any(isinstance(one, dict) and "litellm_params" in one for one in models)
    is_other = value.keys() & {"services", "apiVersion"}
    return any(isinstance(value.get(key), dict) for key in _SECTIONS) and not is_other


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """A configuration on its own: the proxy that it belongs to is its first component."""
    for sheet in sheets:
        gateway = draft.component(
            "litellm", sheet.path(), "gateway", software="litellm", because="the file configures it"
        )
        draft.enters(gateway)
        _Reading(sheet, gateway, {}, draft).run()


def inside(companion: Companion, _desk: Desk, draft: Draft) -> None:
    """A configuration that a container mounts: keys in its environment count as far as models use them."""
    draft.doubt_keys(companion.component)
    _Reading(companion.sheet, companion.component, companion.settings, draft).run()


class _Text(Struct, frozen=True):
    """A value after `os.environ/` was looked up."""

    text: str = ""
    variable: str = ""
    """The variable that no file sets."""
    is_resolved: bool = False
    path: Path = ()


class _Entry(Struct, frozen=True):
    """What an entry says of whom it calls."""

    kind: str
    params: Mapping[str, Any] = {}
    keys: Path = ()
    """Where the parameters stand."""
    model: _Text = _Text()


class _Reading:
    """One file, and the component that runs it."""

    def __init__(self, sheet: Sheet, gateway: str, settings: Mapping[str, Setting], draft: Draft) -> None:
        self._sheet = sheet
        self._gateway = gateway
        self._settings = settings
        self._draft = draft
        self._value = sheet.mapping
        self._around = Around(draft.neighbours, frozenset(), "litellm")
        self._own = mapping_of(self._value.get("environment_variables"))

    def run(self) -> None:
        self._draft.note(*self._sheet.remarks)
        for number, one in enumerate(list_of(self._value.get("model_list"))):
            self._model(mapping_of(one), ("model_list", number))
        self._stores()
        self._callbacks(mapping_of(self._value.get("litellm_settings")), ("litellm_settings",))
        for number, one in enumerate(
            list_of(mapping_of(self._value.get("litellm_settings")).get("default_team_settings"))
        ):
            self._callbacks(mapping_of(one), ("litellm_settings", "default_team_settings", number))
        self._general()
        for section, kind in (("finetune_settings", "fine-tuning"), ("files_settings", "file-store")):
            for number, one in enumerate(list_of(self._value.get(section))):
                self._provider(mapping_of(one), (section, number), kind)
        for number, one in enumerate(list_of(self._value.get("guardrails"))):
            self._guardrail(
                mapping_of(mapping_of(one).get("litellm_params")), ("guardrails", number, "litellm_params")
            )
        self._tools("search_tools", "search_provider", "web-search")
        self._tools("sandbox_tools", "sandbox_provider", "saas")
        for name, one in mapping_of(self._value.get("mcp_servers")).items():
            self._url(mapping_of(one), "url", ("mcp_servers", name), "application")

    def _tools(self, section: str, provider: str, kind: str) -> None:
        """Services to which the proxy hands searches and programs that a model asks for."""
        for number, one in enumerate(list_of(self._value.get(section))):
            keys = (section, number, "litellm_params")
            params = mapping_of(mapping_of(one).get("litellm_params"))
            name = params.get(provider)
            if (base := self._base(params, keys)) and base.text:
                self._at_host(base, _Entry(kind))
            elif isinstance(name, str):
                path = self._path(*keys, provider)
                self._named(self._draft.hints.company(name) or "", name, kind, path)

    def _named(self, product: str, name: str, kind: str, path: Path) -> None:
        """A service by the name that LiteLLM has for it."""
        if not product:
            self._stranger(name, kind, path)
            return
        self._send(product, kind, path, f"`{name}` is named as the provider")

    # Models.

    def _model(self, entry: Mapping[str, Any], at: Path) -> None:
        params, keys = mapping_of(entry.get("litellm_params")), (*at, "litellm_params")
        model = self._text(params.get("model"), (*keys, "model"))
        if not params:
            self._draft.remark("A model without `litellm_params` is left aside.", self._path(*at))
            return
        mode = mapping_of(entry.get("model_info")).get("mode")
        kind = _kind(model.text, mode if isinstance(mode, str) else "")
        self._call(_Entry(kind, params, keys, model))
        if params.get("s3_bucket_name"):
            self._bucket(params, keys)

    def _call(self, entry: _Entry) -> None:
        """Who answers: the host of `api_base`, else the company of the prefix."""
        model, kind = entry.model, entry.kind
        provider = entry.params.get("custom_llm_provider")
        prefix = (
            provider
            if isinstance(provider, str)
            else model.text.partition("/")[0]
            if "/" in model.text
            else ""
        )
        if prefix in _LOCAL_MODELS:
            return
        base = self._base(entry.params, entry.keys)
        if base is not None and base.text:
            self._at_host(base, entry)
            return
        if base is not None and prefix not in _TENANTS:
            self._stranger(base.variable, kind, base.path)
            return
        if model.variable:
            self._stranger(model.variable, kind, model.path)
            return
        product, how = self._product(model.text, prefix, entry.params)
        self._reach(product, how, prefix, entry)

    def _reach(self, product: str, how: Known, prefix: str, entry: _Entry) -> None:
        path, model, kind = self._path(*entry.keys, "model"), entry.model, entry.kind
        if product.startswith("software:"):
            self._reach_own(product.removeprefix("software:"), kind, model, path)
        elif product:
            because = f"the model is `{model.text}`" if model.text else f"`{prefix}` is named as the provider"
            self._reach_product(product, how, because, entry)
        elif model.text == "*":
            self._stranger("any-model", kind, path)
        elif prefix or model.text:
            self._stranger(prefix or model.text, kind, path)
        else:
            self._draft.remark("No model is named here.", path)

    def _reach_own(self, software: str, kind: str, model: _Text, path: Path) -> None:
        own = self._draft.component(
            software,
            path,
            kind,
            software=software,
            how=Known.INFERRED,
            because=f"`{model.text}` runs on a machine of one's own",
            key=("own-model", software),
        )
        because = f"the model is `{model.text}`"
        self._draft.flow(self._gateway, own, path, how=Known.INFERRED, because=because)

    def _reach_product(self, product: str, how: Known, because: str, entry: _Entry) -> None:
        path, model = self._path(*entry.keys, "model"), entry.model.text
        region, deployment, variable = self._region(product, entry)
        id_ = self._draft.external(
            product,
            entry.kind,
            path,
            region=region,
            deployment=deployment,
            model=model,
            how=how,
            because=because,
        )
        self._draft.flow(self._gateway, id_, path, how=how, because=because)
        if variable:
            self._ask_region(id_, product, variable)
        if "*" in model:
            self._draft.remark(f"`{model}` lets everything pass to {id_}, whatever is asked for.", path)

    def _product(self, model: str, prefix: str, params: Mapping[str, Any]) -> tuple[str, Known]:
        """The product that a prefix or a family of models names."""
        if prefix in _PREFIXES:
            return _PREFIXES[prefix], Known.DECLARED
        hint = self._draft.hints.catalog.hint
        if prefix:
            return hint("litellm", f"{prefix}/") or "", Known.DECLARED
        if _OPENAI.match(model):
            return "openai/api", Known.INFERRED
        if model.startswith("gemini"):
            is_vertex = any(key.startswith("vertex_") for key in params)
            return ("google-cloud/vertex" if is_vertex else "google-cloud/gemini-api"), Known.INFERRED
        return hint("litellm", model) or "", Known.INFERRED

    def _region(self, product: str, entry: _Entry) -> tuple[str, str | None, _Text | None]:
        """Region, deployment type where the model names it, and the variable that nobody sets.

        `region_name` is only a routing tag.
        """
        params, keys = entry.params, entry.keys
        named = next((key for key in _REGION_KEYS if params.get(key)), "")
        found = self._text(params.get(named), (*keys, named)) if named else _Text()
        region = found.text
        if params.get("region_name"):
            self._draft.remark(
                "`region_name` is a tag for routing and promises no place.",
                self._path(*keys, "region_name"),
                "state the place in a manifest when the contract fixes it",
            )
        variable = found if named and found.variable else None
        if region == "global":
            return "", "global", variable
        profile = _PROFILE.search(entry.model.text) if product.startswith("aws/") else None
        if profile and profile[1] == "global":
            return region, "global", variable
        if profile and (code := self._draft.hints.region_code(product, profile[1])):
            return code, None, None  # the region is only where the request enters
        return region, None, variable

    def _ask_region(self, id_: str, product: str, found: _Text) -> None:
        self._draft.ask(
            id_,
            f"Which region does `{found.variable}` name?",
            "The region decides where prompts are processed, and no file sets it.",
            found.path,
            worst=Severity.HIGH,
            answer=f"components: {{{id_}: {{host: {product}@region}}}}",
        )

    def _bucket(self, params: Mapping[str, Any], keys: Path) -> None:
        region = self._text(params.get("s3_region_name"), (*keys, "s3_region_name")).text
        path = self._path(*keys, "s3_bucket_name")
        because = "batches are kept in the bucket of `s3_bucket_name`"
        self._send("aws/cloud", "file-store", path, because, region=region)

    # Everybody else.

    def _callbacks(self, settings: Mapping[str, Any], at: Path) -> None:
        for key in ("callbacks", "success_callback", "failure_callback", "service_callback"):
            for number, name in enumerate(list_of(settings.get(key))):
                if isinstance(name, str):
                    self._callback(name, settings, at, (*at, key, number))

    def _callback(self, name: str, settings: Mapping[str, Any], at: Path, keys: Path) -> None:
        if name in _LOCAL_CALLBACKS or "." in name:
            return
        for key in _CALLBACK_SETTINGS.get(name, ()):
            written = settings.get(key, f"{_ENVIRONMENT}{key}" if key.isupper() else None)
            found = self._text(written, (*at, key) if key in settings else keys)
            if found.text:
                self._at_host(found, _Entry("observability"))
                return
        product = _CALLBACK_PRODUCTS.get(name) or self._draft.hints.company(name) or ""
        if name in ("otel", "generic", "generic_api", "arize_phoenix"):
            product = ""
        path = self._path(*keys)
        if product:
            kind = "messaging" if name == "slack" else "observability"
            self._send(product, kind, path, f"the callback `{name}` is set", how=Known.INFERRED)
        else:
            self._stranger(name, "observability", path)

    def _stores(self) -> None:
        router = mapping_of(self._value.get("router_settings"))
        cache = mapping_of(mapping_of(self._value.get("litellm_settings")).get("cache_params"))
        for key in ("redis_host", "redis_url"):
            self._url(router, key, ("router_settings",), "cache")
        for key in ("host", "url", "redis_url", "qdrant_api_base"):
            self._url(cache, key, ("litellm_settings", "cache_params"), "cache")

    def _general(self) -> None:
        general = mapping_of(self._value.get("general_settings"))
        self._url(general, "database_url", ("general_settings",), "datastore")
        for number, one in enumerate(list_of(general.get("pass_through_endpoints"))):
            self._url(
                mapping_of(one), "target", ("general_settings", "pass_through_endpoints", number), "saas"
            )
        for number, name in enumerate(list_of(general.get("alerting"))):
            if isinstance(name, str):
                self._callback(name, general, ("general_settings",), ("general_settings", "alerting", number))

    def _provider(self, params: Mapping[str, Any], keys: Path, kind: str) -> None:
        """Files for training and batches leave for the provider that is named."""
        provider = params.get("custom_llm_provider")
        if isinstance(provider, str):
            self._call(_Entry(kind, {**params, "model": ""}, keys, _Text(path=self._path(*keys))))

    def _guardrail(self, params: Mapping[str, Any], keys: Path) -> None:
        name = params.get("guardrail")
        if not isinstance(name, str):
            return
        if name == "presidio":
            for key in ("presidio_analyzer_api_base", "presidio_anonymizer_api_base"):
                self._url(params, key, keys, "application")
        elif base := self._base(params, keys):
            if base.text:
                self._at_host(base, _Entry("application"))
        elif name == "bedrock":
            entry = _Entry("llm", params, keys, _Text(path=self._path(*keys)))
            self._reach("aws/bedrock", Known.DECLARED, name, entry)
        elif "." not in name and name not in _LOCAL_GUARDRAILS:
            company = self._draft.hints.company(re.sub(r"_v\d+\Z", "", name))
            self._named(company or "", name, "saas", self._path(*keys, "guardrail"))

    # How values are read.

    def _url(self, params: Mapping[str, Any], key: str, keys: Path, kind: str) -> None:
        found = self._text(params.get(key), (*keys, key))
        if found.text:
            self._at_host(found, _Entry(kind))
        elif found.variable and kind != "cache":
            self._stranger(found.variable, kind, found.path)

    def _base(self, params: Mapping[str, Any], keys: Path) -> _Text | None:
        for key in ("api_base", "base_url", "api_endpoint"):
            if isinstance(params.get(key), str) and params[key].strip():
                return self._text(params[key], (*keys, key))
        return None

    def _at_host(self, base: _Text, entry: _Entry) -> None:
        how = Known.RESOLVED if base.is_resolved else Known.DECLARED
        written = base.text if "://" in base.text else f"https://{base.text}"
        name = next((part for part in reversed(base.path) if isinstance(part, str)), "")
        around, hints = self._around, self._draft.hints
        for use in uses_of_text(written, base.path, around, hints, name=name, how=how, kind=entry.kind):
            self._draft.apply(self._gateway, (self._placed(use, entry),))

    def _placed(self, use: Use | Supply, entry: _Entry) -> Use | Supply:
        if isinstance(use, Supply) or use.region or not use.product or not entry.params:
            return use
        region, _, _ = self._region(use.product, entry)
        return replace(use, region=region)

    def _send(
        self,
        product: str,
        kind: str,
        path: Path,
        because: str,
        *,
        region: str = "",
        how: Known = Known.DECLARED,
    ) -> None:
        """A company of the catalogue, and what goes to it."""
        id_ = self._draft.external(product, kind, path, region=region, how=how, because=because)
        self._draft.flow(self._gateway, id_, path, how=how, because=because)

    def _stranger(self, name: str, kind: str, path: Path) -> None:
        plain = name.casefold().replace("_", "-")
        asks = f"Who answers for `{name}`, and where?"
        because = f"no file says who stands behind `{name}`"
        id_ = self._draft.stranger(plain, kind, path, asks=asks, because=because)
        self._draft.flow(self._gateway, id_, path, how=Known.UNKNOWN, because=because)

    def _text(self, value: Any, keys: Path) -> _Text:
        """A value, or what the variable that it names is set to."""
        path = self._path(*keys)
        if not isinstance(value, str):
            return _Text(path=path)
        if not value.startswith(_ENVIRONMENT):
            return _Text(value.strip(), path=path)
        name = value.removeprefix(_ENVIRONMENT).strip()
        setting = self._settings.get(name)
        given = self._own.get(name) or (setting.value if setting and not setting.open_names else None)
        if isinstance(given, str) and given:
            return _Text(given, "", True, path)
        return _Text("", name, False, path)

    def _path(self, *keys: str | int) -> Path:
        return self._sheet.path(*keys)


def _kind(model: str, mode: str) -> str:
    if mode in _MODES:
        return _MODES[mode]
    return next((kind for kind, pattern in _NAMED_KINDS if pattern.search(model.casefold())), "llm")


READER = ForeignReader(
    "litellm",
    "LiteLLM proxy",
    (".yaml", ".yml", ".json"),
    re.compile(r"model_list|general_settings|litellm_settings|router_settings"),
    recognises,
    read,
    inside,
)
