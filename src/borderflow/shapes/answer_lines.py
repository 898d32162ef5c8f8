"""The line that answers a question, taken apart: which values of a manifest it has room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.model.records import Path


class Slot(Struct, frozen=True):
    """One value that a question asks for."""

    path: Path
    """Where it goes; a flow is named by its ends: `("flows", "a -> b", "carries")`."""
    example: Any
    """What the line has there: an example, or `…`."""


def slots(answer: str) -> tuple[Slot, ...]:
    """The values that the line or lines of an answer have room for; none when it is no manifest."""
    return tuple(slot for line in answer.splitlines() for slot in _of_line(line))


def _of_line(line: str) -> Iterator[Slot]:
    try:
        value = loads(line, "answer").value
    except InputError:
        return
    if isinstance(value, dict):
        yield from _inside(value, ())


def _inside(value: Any, path: Path) -> Iterator[Slot]:
    if path == ("flows",) and isinstance(value, list):
        yield from (_of_flow(one) for one in value if isinstance(one, str))
    elif isinstance(value, dict) and value:
        for key, one in value.items():
            yield from _inside(one, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value):
            yield from _inside(one, (*path, number))
    elif len(path) > 1:
        yield Slot(path, value)


def _of_flow(line: str) -> Slot:
    ends, _, carried = line.partition(":")
    return Slot(("flows", ends.strip(), "carries"), carried.strip())
