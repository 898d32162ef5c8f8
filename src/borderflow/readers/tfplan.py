"""Terraform plans and states as JSON (`terraform show -json`): resources with values, after all modules.

The format: https://developer.hashicorp.com/terraform/internals/json-format. Values that are known only after
applying stay unknown; values that are marked sensitive are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.infrastructure import ProviderBlock, Resource, Told, draw
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.records import Path

_DEEPEST = 40
_KEYS = re.compile(r"\[[^\]]*\]")


def recognises(sheet: Sheet) -> bool:
    """`format_version` with what is planned, or with the values of a state."""
    value = sheet.mapping
    return "format_version" in value and bool(value.keys() & {"planned_values", "resource_changes", "values"})


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """Read each plan."""
    for sheet in sheets:
        plan = _Plan(sheet)
        resources = list(plan.resources())
        if resources:
            draw(resources, plan.providers(), draft)
        if not resources:
            draft.remark(f"`{sheet.name}` plans no resource.", sheet.path())


class _Plan:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._value = sheet.mapping
        self._configured: dict[str, Mapping[str, Any]] = {}
        self._collect(mapping_of(mapping_of(self._value.get("configuration")).get("root_module")), "", 0)

    def resources(self) -> Iterator[Resource]:
        """What will be there: planned values, or, without these, what the changes lead to."""
        gone = {
            str(one.get("address"))
            for one in map(mapping_of, list_of(self._value.get("resource_changes")))
            if mapping_of(one.get("change")).get("actions") == ["delete"]
        }
        for section in ("planned_values", "values"):
            root = mapping_of(mapping_of(self._value.get(section)).get("root_module"))
            found = list(self._module(root, (section, "root_module"), 0))
            if found:
                yield from (one for one in found if one.address not in gone)
                return
        for number, one in enumerate(map(mapping_of, list_of(self._value.get("resource_changes")))):
            after = mapping_of(one.get("change")).get("after")
            if str(one.get("address")) not in gone:
                yield self._resource(one, mapping_of(after), {}, ("resource_changes", number))

    def providers(self) -> dict[str, ProviderBlock]:
        """Provider blocks with what is constant in them, or set by a variable of the plan."""
        found = {}
        configured = mapping_of(mapping_of(self._value.get("configuration")).get("provider_config"))
        for key, one in configured.items():
            entry = mapping_of(one)
            path = self._sheet.path("configuration", "provider_config", key)
            values = {
                name: self._constant(each) for name, each in mapping_of(entry.get("expressions")).items()
            }
            name = entry.get("name")
            found[key] = ProviderBlock(name if isinstance(name, str) else key, values, path)
        return found

    def _module(self, module: Mapping[str, Any], at: Path, depth: int) -> Iterator[Resource]:
        if depth > _DEEPEST:
            return
        for number, one in enumerate(map(mapping_of, list_of(module.get("resources")))):
            if one.get("mode") != "data":
                values = mapping_of(one.get("values"))
                yield self._resource(one, values, one.get("sensitive_values"), (*at, "resources", number))
        for number, inner in enumerate(map(mapping_of, list_of(module.get("child_modules")))):
            yield from self._module(inner, (*at, "child_modules", number), depth + 1)

    def _resource(self, one: Mapping[str, Any], values: Mapping[str, Any], secret: Any, at: Path) -> Resource:
        address, type_ = str(one.get("address") or ""), str(one.get("type") or "")
        configured = self._configured.get(_without_keys(address), {})
        module = address.split(".")[-3] if address.startswith("module.") and address.count(".") >= 3 else ""
        module = module.partition("[")[0]
        name = str(one.get("name") or type_)
        key = str(configured.get("provider_config_key") or "")
        prefix = (
            address[: -len(f"{type_}.{name}")] if address.endswith(f"{type_}.{name}") else _prefix(address)
        )
        visible = _without(values, secret)
        return Resource(
            address,
            type_,
            f"{module}-{name}" if module else name,
            visible if isinstance(visible, dict) else {},
            self._sheet.path(*at),
            key if key in self._provider_keys else key.rpartition(":")[2],
            tuple(f"{prefix}{each}" for each in _references(configured.get("expressions"))),
        )

    @property
    def _provider_keys(self) -> Mapping[str, Any]:
        return mapping_of(mapping_of(self._value.get("configuration")).get("provider_config"))

    def _collect(self, module: Mapping[str, Any], prefix: str, depth: int) -> None:
        """Expressions of the configuration by address, without the keys of instances."""
        if depth > _DEEPEST:
            return
        for one in map(mapping_of, list_of(module.get("resources"))):
            self._configured[f"{prefix}{one.get('address')}"] = one
        for name, call in mapping_of(module.get("module_calls")).items():
            self._collect(mapping_of(mapping_of(call).get("module")), f"{prefix}module.{name}.", depth + 1)

    def _constant(self, expression: Any) -> Any:
        if isinstance(expression, list):
            return [self._constant(one) for one in expression]
        entry = mapping_of(expression)
        if "constant_value" in entry:
            return entry["constant_value"]
        for reference in list_of(entry.get("references")):
            if isinstance(reference, str) and reference.startswith("var."):
                name = reference.removeprefix("var.")
                value = mapping_of(mapping_of(self._value.get("variables")).get(name)).get("value")
                return Told(value, f"`{reference}` is set for this plan") if isinstance(value, str) else value
        return (
            {name: self._constant(one) for name, one in entry.items()} if "references" not in entry else None
        )


def _without_keys(address: str) -> str:
    """An address without the keys of instances (`[0]`, `["a"]`)."""
    return _KEYS.sub("", address) if "[" in address else address


def _prefix(address: str) -> str:
    parts = re.findall(r"module\.[\w-]+(?:\[[^\]]*\])?\.", address)
    return "".join(parts)


def _references(expressions: Any) -> Iterator[str]:
    """Addresses that expressions name; Terraform lists them from the longest to the shortest."""
    if isinstance(expressions, dict):
        for key, one in expressions.items():
            if not isinstance(one, dict | list):
                continue
            if key == "references" and isinstance(one, list):
                for each in one:
                    if isinstance(each, str) and not each.startswith(
                        ("var.", "local.", "each.", "module.", "count.")
                    ):
                        size = 3 if each.startswith("data.") else 2
                        yield ".".join(_without_keys(each).split(".")[:size])
            else:
                yield from _references(one)
    elif isinstance(expressions, list):
        for one in expressions:
            yield from _references(one)


def _without(values: Any, secret: Any) -> Any:
    """Values without those that are marked as sensitive."""
    if secret is True:
        return None
    if isinstance(values, dict) and isinstance(secret, dict):
        hidden = {key: _without(values[key], mark) for key, mark in secret.items() if mark and key in values}
        return {**values, **hidden} if hidden else values
    if isinstance(values, list) and isinstance(secret, list) and secret:
        return [_without(one, secret[n] if n < len(secret) else None) for n, one in enumerate(values)]
    return values


READER = ForeignReader(
    "tfplan",
    "Terraform plan (JSON)",
    (".json",),
    re.compile(r"format_version"),
    recognises,
    read,
)
