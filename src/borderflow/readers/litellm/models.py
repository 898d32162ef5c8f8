"""Models: the host of `api_base` answers, else the company of the prefix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.litellm.proxy import Entry, Proxy, Text

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
_LOCAL_MODELS = frozenset(("auto_router", "complexity_router"))
"""Prefixes of what only chooses among the other models."""


class Models:
    """The models of one file."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._draft = proxy.draft

    def draw(self) -> None:
        for number, one in enumerate(list_of(self._proxy.value.get("model_list"))):
            self._model(mapping_of(one), ("model_list", number))

    def _model(self, entry: Mapping[str, Any], at: Path) -> None:
        params, keys = mapping_of(entry.get("litellm_params")), (*at, "litellm_params")
        model = self._proxy.text(params.get("model"), (*keys, "model"))
        if not params:
            self._draft.remark("A model without `litellm_params` is left aside.", self._proxy.path(*at))
            return
        mode = mapping_of(entry.get("model_info")).get("mode")
        kind = _kind(model.text, mode if isinstance(mode, str) else "")
        self.call(Entry(kind, params, keys, model))
        if params.get("s3_bucket_name"):
            self._bucket(params, keys)

    def call(self, entry: Entry) -> None:
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
        base = self._proxy.base(entry.params, entry.keys)
        if base is not None and base.text:
            self._proxy.at_host(base, entry)
            return
        if base is not None and prefix not in _TENANTS:
            self._proxy.stranger(base.variable, kind, base.path)
            return
        if model.variable:
            self._proxy.stranger(model.variable, kind, model.path)
            return
        product, how = self._product(model.text, prefix, entry.params)
        self.reach(product, how, prefix, entry)

    def reach(self, product: str, how: Known, prefix: str, entry: Entry) -> None:
        """The product that answers, a machine of one's own, or somebody whom no file names."""
        path, model, kind = self._proxy.path(*entry.keys, "model"), entry.model, entry.kind
        if product.startswith("software:"):
            self._reach_own(product.removeprefix("software:"), kind, model, path)
        elif product:
            because = f"the model is `{model.text}`" if model.text else f"`{prefix}` is named as the provider"
            self._reach_product(product, how, because, entry)
        elif model.text == "*":
            self._proxy.stranger("any-model", kind, path)
        elif prefix or model.text:
            self._proxy.stranger(prefix or model.text, kind, path)
        else:
            self._draft.remark("No model is named here.", path)

    def _reach_own(self, software: str, kind: str, model: Text, path: Path) -> None:
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
        self._draft.flow(self._proxy.gateway, own, path, how=Known.INFERRED, because=because)

    def _reach_product(self, product: str, how: Known, because: str, entry: Entry) -> None:
        path, model = self._proxy.path(*entry.keys, "model"), entry.model.text
        region, deployment, variable = self._proxy.region(product, entry)
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
        self._draft.flow(self._proxy.gateway, id_, path, how=how, because=because)
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

    def _ask_region(self, id_: str, product: str, found: Text) -> None:
        self._draft.ask(
            id_,
            f"Which region does `{found.variable}` name?",
            "The region decides where prompts are processed, and no file sets it.",
            found.path,
            worst=Severity.HIGH,
            answer=f"components: {{{id_}: {{host: {product}@region}}}}",
        )

    def _bucket(self, params: Mapping[str, Any], keys: Path) -> None:
        region = self._proxy.text(params.get("s3_region_name"), (*keys, "s3_region_name")).text
        path = self._proxy.path(*keys, "s3_bucket_name")
        because = "batches are kept in the bucket of `s3_bucket_name`"
        self._proxy.send("aws/cloud", "file-store", path, because, region=region)


def _kind(model: str, mode: str) -> str:
    if mode in _MODES:
        return _MODES[mode]
    return next((kind for kind, pattern in _NAMED_KINDS if pattern.search(model.casefold())), "llm")
