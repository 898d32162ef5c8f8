"""JSON through the standard library, and as strict as YAML is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from borderflow.documents import complaints, json_positions
from borderflow.documents.document import Document
from borderflow.documents.limits import Limits
from borderflow.documents.source import Source
from borderflow.errors import Fault, InputError, raise_all


def read_json(source: Source, limits: Limits, *, lenient: bool = False) -> tuple[Document, ...]:
    """The one document of a JSON text, or none if it is `null`.

    Raises:
        InputError: with every fault, or the first one of syntax.
    """
    try:
        value, has_repeated = _parse(source.text, lenient)
    except (ValueError, RecursionError) as error:
        from borderflow.documents.json_syntax import explain

        raise InputError(explain(error, source, limits)) from error
    return _checked(value, has_repeated, source, limits)


def read_if_json(source: Source, limits: Limits, *, lenient: bool = False) -> tuple[Document, ...] | None:
    """The same of a text that may be YAML; None when it is not JSON, since YAML then says better why.

    Raises:
        InputError: it is JSON, but not without a fault.
    """
    if not source.text.lstrip().startswith(("{", "[")):
        return None
    try:
        value, has_repeated = _parse(source.text, lenient)
    except (ValueError, RecursionError):
        return None
    return _checked(value, has_repeated, source, limits)


def _parse(text: str, lenient: bool) -> tuple[Any, bool]:
    """The value, and whether an object in it repeats a key; a lenient reading does not look for that."""
    if lenient:
        return json.loads(text, parse_constant=_refuse_constant), False
    has_repeated = False

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_repeated
        found = dict(pairs)
        has_repeated |= len(found) != len(pairs)
        return found

    value = json.loads(text, object_pairs_hook=collect, parse_constant=_refuse_constant)
    return value, has_repeated


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not of JSON.")  # RFC 8259, section 6: Python would take it


def _checked(value: Any, has_repeated: bool, source: Source, limits: Limits) -> tuple[Document, ...]:
    _check_limits(value, source, limits)
    faults = [
        complaints.half_character(source.at(offset))
        for offset in json_positions.find_half_characters(source.text)
    ]
    if has_repeated:
        faults += _repeated(source)
    raise_all(InputError, complaints.in_order(faults))
    return () if value is None else (Document(value, source),)


def _check_limits(value: Any, source: Source, limits: Limits) -> None:
    """Count level by level: the parser itself tells neither depth nor number."""
    level, depth, nodes = [value] if isinstance(value, dict | list) else [], 0, 0
    while level:
        depth += 1
        nodes += sum(map(len, level))
        if depth > limits.depth:
            offset = json_positions.find_too_deep(source.text, limits.depth)
            raise InputError(complaints.too_deep(limits, source.at(offset)))
        if nodes > limits.nodes:
            raise InputError(complaints.too_many(limits, source.at(0)))
        level = [
            item
            for each in level
            for item in (each.values() if each.__class__ is dict else each)
            if item.__class__ is dict or item.__class__ is list
        ]


def _repeated(source: Source) -> Iterator[Fault]:
    for key, first, again in json_positions.find_repeated_keys(source.text):
        yield complaints.repeated(key, source.at(first), source.at(again))
