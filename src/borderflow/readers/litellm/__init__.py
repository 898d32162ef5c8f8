"""LiteLLM proxy configurations: each model, callback and pass-through is somebody who may get the prompts.

The format: https://docs.litellm.ai/docs/proxy/configs. `api_base` decides before the prefix of the model
does, and the vendor in a model's name is not who receives what is sent to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Setting, Sheet
from borderflow.foreign.desk import Companion
from borderflow.readers.litellm.models import Models
from borderflow.readers.litellm.proxy import Proxy
from borderflow.readers.litellm.services import Services

_SECTIONS = ("general_settings", "litellm_settings", "router_settings")


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
        _draw(sheet, gateway, {}, draft)


def inside(companion: Companion, _desk: Desk, draft: Draft) -> None:
    """A configuration that a container mounts: keys in its environment count as far as models use them."""
    draft.doubt_keys(companion.component)
    _draw(companion.sheet, companion.component, companion.settings, draft)


def _draw(sheet: Sheet, gateway: str, settings: Mapping[str, Setting], draft: Draft) -> None:
    draft.note(*sheet.remarks)
    proxy = Proxy(sheet, gateway, settings, draft)
    models = Models(proxy)
    models.draw()
    Services(proxy, models).draw()


READER = ForeignReader(
    "litellm",
    "LiteLLM proxy",
    (".yaml", ".yml", ".json"),
    re.compile(r"model_list|general_settings|litellm_settings|router_settings"),
    recognises,
    read,
    inside,
)
