"""Which services the roles of a Terraform configuration may call: its policies, joined to the roles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from borderflow.foreign.grants import Grant, grants_of

_ROLE = "aws_iam_role"
_POLICIES = ("aws_iam_role_policy", "aws_iam_policy", "aws_iam_policy_document", _ROLE)
_DEEPEST = 30


class _Resource(Protocol):
    """What is asked of a resource here."""

    @property
    def address(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...
    @property
    def references(self) -> tuple[str, ...]: ...


def grants_by_role(resources: Iterable[_Resource]) -> Mapping[str, tuple[Grant, ...]]:
    """Address of a role to the services that its policies open, each service once."""
    known = {one.address: one for one in resources if one.type.startswith("aws_iam_")}
    own = {address: tuple(_grants(one)) for address, one in known.items() if one.type in _POLICIES}
    found: dict[str, dict[tuple[str, str], Grant]] = {}
    for address, one in known.items():
        granted = [*own.get(address, ()), *_of_named(one, known, own)]
        roles = [address] if one.type == _ROLE else [each for each in one.references if _is_role(each, known)]
        for role in roles:
            for grant in granted:
                found.setdefault(role, {}).setdefault((grant.product, grant.kind), grant)
    return {role: tuple(grants.values()) for role, grants in found.items()}


def _of_named(
    one: _Resource, known: Mapping[str, _Resource], own: Mapping[str, Sequence[Grant]]
) -> Iterator[Grant]:
    """What the policies grant that it refers to, and the documents that these are made of."""
    for reference in one.references:
        if reference in known and not _is_role(reference, known):
            yield from own.get(reference, ())
            for inner in known[reference].references:
                yield from own.get(inner, ()) if not _is_role(inner, known) else ()


def _is_role(address: str, known: Mapping[str, _Resource]) -> bool:
    return address in known and known[address].type == _ROLE


def _grants(one: _Resource) -> Iterator[Grant]:
    for statement in _statements(one.values, 0):
        effect = statement.get("Effect", statement.get("effect"))
        if effect in (None, "Allow"):
            actions = _texts(statement.get("Action", statement.get("actions")))
            yield from grants_of(actions, _texts(statement.get("Resource", statement.get("resources"))))


def _statements(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Everything that allows or denies, also in a policy that is written as a text."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            yield from _statements(json.loads(value), depth + 1)
        except (ValueError, RecursionError):
            return
    elif isinstance(value, dict):
        if "Action" in value or "actions" in value:
            yield value
        for inner in value.values():
            yield from _statements(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _statements(inner, depth + 1)


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
