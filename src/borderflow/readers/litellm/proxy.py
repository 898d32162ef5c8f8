"""The component that runs a configuration, what its values mean, and who gets what it sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from borderflow.foreign import Draft, Setting, Sheet
from borderflow.foreign.settings import Around, Supply, Use, uses_of_text
from borderflow.foreign.values import mapping_of
from borderflow.model.reading import Known
from borderflow.model.records import Path

ENVIRONMENT = "os.environ/"
"""What a value begins with that names a variable."""
_REGION_KEYS = ("aws_region_name", "vertex_location", "vertex_ai_location")
_PROFILE = re.compile(r"(?:^|/)(us-gov|us|eu|apac|jp|au|ca|global)\.")


class Text(Struct, frozen=True):
    """A value after `os.environ/` was looked up."""

    text: str = ""
    variable: str = ""
    """The variable that no file sets."""
    is_resolved: bool = False
    path: Path = ()


class Entry(Struct, frozen=True):
    """What an entry says of whom it calls."""

    kind: str
    params: Mapping[str, Any] = {}
    keys: Path = ()
    """Where the parameters stand."""
    model: Text = Text()


class Proxy:
    """The component that runs one file, and those to whom it sends."""

    def __init__(self, sheet: Sheet, gateway: str, settings: Mapping[str, Setting], draft: Draft) -> None:
        self.value = sheet.mapping
        self.gateway = gateway
        self.draft = draft
        self._sheet = sheet
        self._settings = settings
        self._around = Around(draft.neighbours, frozenset(), "litellm")
        self._own = mapping_of(self.value.get("environment_variables"))

    def text(self, value: Any, keys: Path) -> Text:
        """A value, or what the variable that it names is set to."""
        path = self.path(*keys)
        if not isinstance(value, str):
            return Text(path=path)
        if not value.startswith(ENVIRONMENT):
            return Text(value.strip(), path=path)
        name = value.removeprefix(ENVIRONMENT).strip()
        setting = self._settings.get(name)
        given = self._own.get(name) or (setting.value if setting and not setting.open_names else None)
        if isinstance(given, str) and given:
            return Text(given, "", True, path)
        return Text("", name, False, path)

    def path(self, *keys: str | int) -> Path:
        return self._sheet.path(*keys)

    def base(self, params: Mapping[str, Any], keys: Path) -> Text | None:
        """The host that an entry names; None when it names none."""
        for key in ("api_base", "base_url", "api_endpoint"):
            if isinstance(params.get(key), str) and params[key].strip():
                return self.text(params[key], (*keys, key))
        return None

    def url(self, params: Mapping[str, Any], key: str, keys: Path, kind: str) -> None:
        """Whoever answers at the address under a key."""
        found = self.text(params.get(key), (*keys, key))
        if found.text:
            self.at_host(found, Entry(kind))
        elif found.variable and kind != "cache":
            self.stranger(found.variable, kind, found.path)

    def at_host(self, base: Text, entry: Entry) -> None:
        """Whoever answers at a host: a neighbour, a company, or nobody knows who."""
        how = Known.RESOLVED if base.is_resolved else Known.DECLARED
        written = base.text if "://" in base.text else f"https://{base.text}"
        name = next((part for part in reversed(base.path) if isinstance(part, str)), "")
        around, hints = self._around, self.draft.hints
        for use in uses_of_text(written, base.path, around, hints, name=name, how=how, kind=entry.kind):
            self.draft.apply(self.gateway, (self._placed(use, entry),))

    def _placed(self, use: Use | Supply, entry: Entry) -> Use | Supply:
        if isinstance(use, Supply) or use.region or not use.product or not entry.params:
            return use
        region, _, _ = self.region(use.product, entry)
        return replace(use, region=region)

    def region(self, product: str, entry: Entry) -> tuple[str, str | None, Text | None]:
        """Region, deployment type where the model names it, and the variable that nobody sets.

        `region_name` is only a routing tag.
        """
        params, keys = entry.params, entry.keys
        named = next((key for key in _REGION_KEYS if params.get(key)), "")
        found = self.text(params.get(named), (*keys, named)) if named else Text()
        region = found.text
        if params.get("region_name"):
            self.draft.remark(
                "`region_name` is a tag for routing and promises no place.",
                self.path(*keys, "region_name"),
                "state the place in a manifest when the contract fixes it",
            )
        variable = found if named and found.variable else None
        if region == "global":
            return "", "global", variable
        profile = _PROFILE.search(entry.model.text) if product.startswith("aws/") else None
        if profile and profile[1] == "global":
            return region, "global", variable
        if profile and (code := self.draft.hints.region_code(product, profile[1])):
            return code, None, None  # the region is only where the request enters
        return region, None, variable

    def send(
        self,
        product: str,
        kind: str,
        path: Path,
        because: str,
        *,
        region: str = "",
        how: Known = Known.DECLARED,
    ) -> None:
        """A company of the catalogue gets something."""
        id_ = self.draft.external(product, kind, path, region=region, how=how, because=because)
        self.draft.flow(self.gateway, id_, path, how=how, because=because)

    def named(self, product: str, name: str, kind: str, path: Path) -> None:
        """A service by the name that LiteLLM has for it."""
        if not product:
            self.stranger(name, kind, path)
            return
        self.send(product, kind, path, f"`{name}` is named as the provider")

    def stranger(self, name: str, kind: str, path: Path) -> None:
        """Somebody whom no file names."""
        plain = name.casefold().replace("_", "-")
        asks = f"Who answers for `{name}`, and where?"
        because = f"no file says who stands behind `{name}`"
        id_ = self.draft.stranger(plain, kind, path, asks=asks, because=because)
        self.draft.flow(self.gateway, id_, path, how=Known.UNKNOWN, because=because)
