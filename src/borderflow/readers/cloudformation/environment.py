"""The environment variables of functions and containers, wherever a type keeps them, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from borderflow.foreign import Setting
from borderflow.foreign.infrastructure import Told
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.cloudformation.template import function_of, listed, mapping
from borderflow.readers.cloudformation.values import ABSENT, Scope

_KEYS = frozenset(
    "Variables Environment EnvironmentVariables RuntimeEnvironmentVariables RuntimeEnvironmentSecrets "
    "Secrets OptionSettings".split()
)
_LOG = "LogConfiguration"
_BEANSTALK = "aws:elasticbeanstalk:application:environment"
_DEEPEST = 30


def settings_of(properties: Any, path: Path, scope: Scope, depth: int = 0) -> Iterator[Setting]:
    """The variables of a resource, in order."""
    if depth > _DEEPEST:
        return
    if isinstance(properties, dict):
        for key, inner in properties.items():
            if key in _KEYS:
                yield from _variables(inner, (*path, key), scope)
            elif key == _LOG:
                yield from _log_options(inner, (*path, key), scope)
            else:
                yield from settings_of(inner, (*path, key), scope, depth + 1)
    elif isinstance(properties, list):
        for number, inner in enumerate(properties):
            yield from settings_of(inner, (*path, number), scope, depth + 1)


def without_settings(properties: Any) -> Any:
    """The properties without the environment, which is read on its own."""
    if isinstance(properties, dict):
        return {key: without_settings(one) for key, one in properties.items() if key not in _KEYS}
    if isinstance(properties, list):
        return [without_settings(one) for one in properties]
    return properties


def _variables(node: Any, path: Path, scope: Scope) -> Iterator[Setting]:
    name, argument = function_of(node)
    if name == "Fn::If":
        for number, branch in enumerate(listed(argument)[1:3], start=1):
            yield from _variables(branch, (*path, name, number), scope)
    elif name:
        return
    elif isinstance(node, dict):
        for key, inner in node.items():
            if key in _KEYS:
                yield from _variables(inner, (*path, key), scope)
            elif not isinstance(inner, dict | list) or function_of(inner)[0]:
                yield from _setting(key, inner, (*path, key), scope)
    elif isinstance(node, list):
        for number, entry in enumerate(map(mapping, node)):
            yield from _entry(entry, (*path, number), scope)


def _entry(entry: Mapping[str, Any], path: Path, scope: Scope) -> Iterator[Setting]:
    """A variable of a list: `Name` with `Value` or, for a secret, with `ValueFrom`."""
    if entry.get("Namespace") == _BEANSTALK:
        entry = {"Name": entry.get("OptionName"), "Value": entry.get("Value")}
    name = scope.text(entry.get("Name"))
    if not name:
        return
    if "Value" in entry:
        yield from _setting(name, entry["Value"], (*path, "Value"), scope)
    elif "ValueFrom" in entry:
        because = f"`{name}` is kept as a secret"
        yield Setting(name, None, (*path, "ValueFrom"), Known.UNKNOWN, because, conditional=True)


def _log_options(node: Any, path: Path, scope: Scope) -> Iterator[Setting]:
    """Hosts to which a log router of a container sends."""
    for key, inner in mapping(mapping(node).get("Options")).items():
        if key.casefold() in ("host", "uri", "url", "endpoint", "splunk-url"):
            yield from _setting(f"LOG_{key.upper()}_ENDPOINT", inner, (*path, "Options", key), scope)


def _setting(name: str, node: Any, path: Path, scope: Scope) -> Iterator[Setting]:
    kind, branches = function_of(node)
    if kind == "Fn::If" and len(listed(branches)) == 3 and scope.named(branches[0]) is None:
        for branch in branches[1:]:  # both may be so
            because = f"`{name}` is so in one case of the condition `{branches[0]}`"
            for one in _setting(name, branch, path, scope):
                yield replace(one, how=Known.RESOLVED, because=because) if one.value else one
        return
    value = scope.value(node)
    if value is ABSENT or isinstance(value, dict | list):
        return
    names = scope.open_parameters(node)
    if value is None:  # a reference to a resource says itself whose it is; a parameter is asked for
        because = f"`{name}` is known once the stack is deployed"
        yield Setting(name, None, path, Known.UNKNOWN, because, conditional=not names, open_names=names)
        return
    because = value.because if isinstance(value, Told) else ""
    how = Known.RESOLVED if because else Known.DECLARED
    yield Setting(name, str(value), path, how, because, bool(because) and value == "", names)
