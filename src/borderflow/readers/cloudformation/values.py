"""What the functions of CloudFormation come to, as far as files alone can tell.

Literals, defaults of parameters, mappings, conditions, and what joins these. All else is None: known when
somebody deploys it. Values that a parameter marks as secret (`NoEcho`) are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from borderflow.foreign.infrastructure import Told
from borderflow.readers.cloudformation.template import function_of, listed

_PLACEHOLDER = re.compile(r"\$\{(!?)([^${}]+)\}")
_DYNAMIC = "{{resolve:"
_DEEPEST = 60
UNSET_REGION = "any-region"
"""Stands for the region in the host names of AWS when nobody says where the stack is deployed."""
_PSEUDO = {"AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}


class _Absent:
    """`AWS::NoValue`: as if the property had not been written."""


ABSENT = _Absent()


class Output(Struct, frozen=True):
    """What a stack hands out: a value, and the resources that it speaks of."""

    value: Any
    links: tuple[str, ...]


class Scope(Struct):
    """The names that count in one stack."""

    prefix: str = ""
    """What the addresses of its resources begin with."""
    region: Told | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    """Parameter to its value: handed in, overridden, or its default; None when nobody says."""
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Parameter to the resources of other stacks that it hands in."""
    mappings: Mapping[str, Any] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)
    resources: frozenset[str] = frozenset()
    stacks: dict[str, Mapping[str, Output]] = field(default_factory=dict)
    """Nested stack to its outputs."""
    exports: Mapping[str, Output] = field(default_factory=dict)
    """What other templates of the same reading export."""
    _busy: set[str] = field(default_factory=set)

    def value(self, node: Any, depth: int = 0) -> Any:
        """What a part of a template comes to; None when only deploying it tells."""
        if depth > _DEEPEST:
            return None
        name, argument = function_of(node)
        if name:
            return self._called(name, argument, depth + 1)
        if isinstance(node, dict):
            found = {key: self.value(one, depth + 1) for key, one in node.items()}
            return {key: one for key, one in found.items() if one is not ABSENT}
        if isinstance(node, list):
            return [one for each in node if (one := self.value(each, depth + 1)) is not ABSENT]
        return None if isinstance(node, str) and _DYNAMIC in node else node

    def text(self, node: Any) -> str:
        """The same as a text; empty when it is none, or unknown."""
        value = self.value(node)
        return value if isinstance(value, str) else ""

    def holds(self, node: Any, depth: int = 0) -> bool | None:
        """Whether a condition is met, with the defaults of the parameters; None when nobody can tell."""
        if depth > _DEEPEST:
            return None
        name, argument = function_of(node)
        parts = listed(argument)
        match name:
            case "Condition" if isinstance(argument, str):
                return self.named(argument, depth)
            case "Fn::Not" if parts:
                inner = self.holds(parts[0], depth + 1)
                return None if inner is None else not inner
            case "Fn::And" | "Fn::Or":
                return _joint([self.holds(one, depth + 1) for one in parts], all_of=name == "Fn::And")
            case "Fn::Equals" if len(parts) == 2:
                one, other = (self.value(part, depth + 1) for part in parts)
                return None if one is None or other is None else str(one) == str(other)
        return None

    def named(self, condition: Any, depth: int = 0) -> bool | None:
        """The same for a condition by its name."""
        if not isinstance(condition, str) or condition in self._busy or condition not in self.conditions:
            return None
        self._busy.add(condition)
        met = self.holds(self.conditions[condition], depth + 1)
        self._busy.discard(condition)
        return met

    def references(self, node: Any) -> tuple[str, ...]:
        """Addresses of the resources that a part of a template names, in order."""
        return tuple(dict.fromkeys(self._references(node, 0)))

    def open_parameters(self, node: Any) -> tuple[str, ...]:
        """Parameters in it to which no file gives a value."""
        found = dict.fromkeys(
            name
            for name in _names(node, 0)
            if name in self.parameters and self.parameters[name] is None and not self.links.get(name)
        )
        return tuple(found)

    def _called(self, name: str, argument: Any, depth: int) -> Any:
        function = _FUNCTIONS.get(name)
        return function(self, listed(argument), depth) if function else None

    def chosen(self, parts: Sequence[Any], depth: int) -> Any:
        met = self.named(parts[0], depth) if len(parts) == 3 else None
        if met is None:
            return None
        because = f"the condition `{parts[0]}` is {'met' if met else 'not met'} with the values here"
        return told(self.value(parts[1] if met else parts[2], depth), because)

    def picked(self, parts: Sequence[Any], depth: int) -> Any:
        index, items = (self.value(one, depth) for one in parts) if len(parts) == 2 else (None, None)
        written = str(index)
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1
        return items[number] if isinstance(items, list) and 0 <= number < len(items) else None

    def split(self, parts: Sequence[Any], depth: int) -> Any:
        sign, text = (self.value(one, depth) for one in parts) if len(parts) == 2 else (None, None)
        return text.split(sign) if isinstance(sign, str) and sign and isinstance(text, str) else None

    def imported(self, parts: Sequence[Any], depth: int) -> Any:
        found = self.exports.get(str(self.value(parts[0], depth))) if parts else None
        return found.value if found else None

    def passed(self, parts: Sequence[Any], depth: int) -> Any:
        return self.value(parts[0], depth) if parts else None

    def referred(self, parts: Sequence[Any], _depth: int) -> Any:
        return self._ref(parts[0]) if parts and isinstance(parts[0], str) else None

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return ABSENT
        if name == "AWS::Region":
            return self.region
        return self.parameters.get(name, _PSEUDO.get(name))

    def attribute(self, parts: Sequence[Any], _depth: int = 0) -> Any:
        stack, _, output = ".".join(map(str, parts)).partition(".Outputs.")
        found = self.stacks.get(stack, {}).get(output)
        return found.value if found else None

    def filled(self, parts: Sequence[Any], depth: int) -> Any:
        """`Fn::Sub`: a text with names in it, which a mapping beside it may explain."""
        if not parts or not isinstance(parts[0], str):
            return None
        own = parts[1] if len(parts) > 1 and isinstance(parts[1], dict) else {}
        found: list[tuple[str, Any]] = []
        place = 0
        for match in _PLACEHOLDER.finditer(parts[0]):
            found.append(("", parts[0][place : match.start()]))
            place = match.end()
            name = match[2].strip()
            if match[1]:
                found.append(("", f"${{{match[2]}}}"))
            elif name in own:
                found.append((name, self.value(own[name], depth)))
            else:
                found.append((name, self._ref(name) if "." not in name else self.attribute([name])))
        return self._joined("", [*found, ("", parts[0][place:])])

    def list_as_text(self, parts: Sequence[Any], depth: int) -> Any:
        """`Fn::Join`: a sign, and the list that it joins."""
        return self._joined(str(parts[0]), self._parts(parts[1], depth)) if len(parts) == 2 else None

    def _parts(self, node: Any, depth: int) -> list[tuple[str, Any]]:
        """Items of a list with the name that stands behind each, if it is only a name."""
        name, _ = function_of(node)
        items = self.value(node, depth) if name else node
        found = []
        for one in items if isinstance(items, list) else [None]:
            kind, argument = function_of(one)
            value = one if name else self.value(one, depth)
            found.append((str(argument) if kind == "Ref" else "…", value))
        return found

    def _joined(self, sign: str, parts: Sequence[tuple[str, Any]]) -> Any:
        """One text; None when a part of it is not known, unless it is an address all the same."""
        known = sign.join(str(value) for _, value in parts if _is_plain(value))
        is_open = False
        words = []
        for name, value in parts:
            if _is_plain(value):
                words.append(str(value))
            elif name == "AWS::Region" and "amazonaws.com" in known:
                words.append(UNSET_REGION)
            elif value is not ABSENT:
                is_open = True
                words.append(f"${{{name}}}")
        text = sign.join(words)
        if _DYNAMIC in text or (is_open and "://" not in text and not text.startswith("arn:")):
            return None
        because = next((value.because for _, value in parts if isinstance(value, Told)), "")
        return Told(text, because) if because else text

    def looked_up(self, parts: Sequence[Any], depth: int) -> Any:
        value: Any = self.mappings if len(parts) > 2 else None
        for key in (self.value(one, depth) for one in parts[:3]):
            value = value.get(str(key)) if isinstance(value, Mapping) and key is not None else None
        if not isinstance(value, str | int | float | list):
            return None
        return told(value, f"the mapping `{parts[0]}` has it for the values here")

    def _references(self, node: Any, depth: int) -> Iterator[str]:
        for name in _names(node, depth):
            first, _, rest = name.partition(".")
            if first in self.stacks and rest.startswith("Outputs."):
                found = self.stacks[first].get(rest.removeprefix("Outputs."))
                yield from found.links if found else ()
            elif first in self.resources:
                yield f"{self.prefix}{first}"
            else:
                yield from self.links.get(first, ())
        for imported in _imports(node, depth):
            found = self.exports.get(str(self.value(imported)))
            yield from found.links if found else ()


def told(value: Any, because: str) -> Any:
    """A text with why it is that one; one that has a reason keeps it."""
    return Told(value, because) if isinstance(value, str) and not isinstance(value, Told) else value


def _names(node: Any, depth: int) -> Iterator[str]:
    """Names that a part of a template refers to: `Name`, or `Name.Attribute`."""
    if depth > _DEEPEST:
        return
    name, argument = function_of(node)
    if name == "Ref" and isinstance(argument, str):
        yield argument
    elif name == "Fn::GetAtt":
        yield ".".join(str(part) for part in listed(argument))
    elif name == "Fn::Sub":
        text, *rest = listed(argument) or [""]
        own = rest[0] if rest and isinstance(rest[0], dict) else {}
        for match in _PLACEHOLDER.finditer(text) if isinstance(text, str) else ():
            if not match[1] and match[2].strip() not in own:
                yield match[2].strip()
        yield from _names(own, depth + 1)
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _names(one, depth + 1)


def _imports(node: Any, depth: int) -> Iterator[Any]:
    """Arguments of `Fn::ImportValue`."""
    if depth > _DEEPEST:
        return
    name, argument = function_of(node)
    if name == "Fn::ImportValue":
        yield argument
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _imports(one, depth + 1)


def _joint(found: Sequence[bool | None], *, all_of: bool) -> bool | None:
    """`And` and `Or` with unknowns: one decisive part is enough."""
    if (not all_of) in found:
        return not all_of
    return None if None in found or not found else all_of


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float)


_FUNCTIONS: Mapping[str, Callable[[Scope, Sequence[Any], int], Any]] = {
    "Ref": Scope.referred,
    "Fn::GetAtt": Scope.attribute,
    "Fn::Sub": Scope.filled,
    "Fn::Join": Scope.list_as_text,
    "Fn::If": Scope.chosen,
    "Fn::FindInMap": Scope.looked_up,
    "Fn::Select": Scope.picked,
    "Fn::Split": Scope.split,
    "Fn::ImportValue": Scope.imported,
    "Fn::Base64": Scope.passed,
    "Fn::ToJsonString": Scope.passed,
}
