"""JSON as every renderer writes it: indented, readable in any language, the same bytes for the same value.

The standard library indents in Python, a step a brace, which takes longer than the check of a large system.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring as quoted
from types import MappingProxyType
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = dict[str, Json]

_FULL = 10_000
"""Parts that are kept before they are joined: a hundred thousand components make millions."""


def written(value: Json) -> bytes:
    """The value as indented UTF-8. A lone surrogate, which UTF-8 has no place for, is escaped."""
    writer = _Writer({}, _FULL)
    writer.write(value, "\n")
    writer.parts.append("\n")
    writer.join_parts()
    return b"".join(writer.joined)


class _Writer:
    """Writes one value. What cannot change (a tuple, a read-only mapping) is written out once, however often
    it stands there: thousands of components hold the same data.
    """

    def __init__(self, known: dict[tuple[int, str], str], full: int) -> None:
        self.parts: list[str] = []
        self.joined: list[bytes] = []
        self._full = full
        self._known = known
        """By identity, for the value outlives the writing, and by the margin it stands at."""

    def write(self, value: Json, margin: str) -> None:
        """Add a value; `margin` is the line break and the indentation that it stands at."""
        if value.__class__ is str:
            self.parts.append(quoted(value))
        elif value.__class__ is tuple or value.__class__ is MappingProxyType:
            self.parts.append(self._once(value, margin))
        elif isinstance(value, dict | list):
            self._write_collection(value, margin)
        else:
            self.parts.append(str(value) if value.__class__ is int else json.dumps(value, ensure_ascii=False))

    def join_parts(self) -> None:
        """Put the parts together, so that no more than a few of them are held at a time."""
        self.joined.append("".join(self.parts).encode(errors="backslashreplace"))
        self.parts.clear()

    def _once(self, value: Json, margin: str) -> str:
        key = id(value), margin
        if key not in self._known:
            writer = _Writer(self._known, sys.maxsize)
            writer._write_collection(value, margin)
            self._known[key] = "".join(writer.parts)
        return self._known[key]

    def _write_collection(self, value: Json, margin: str) -> None:
        if isinstance(value, Mapping):
            self.parts.append("{")
            self._write_entries(value.items(), margin)
            self.parts.append(f"{margin}}}" if value else "}")
        elif isinstance(value, Sequence):
            self.parts.append("[")
            self._write_items(value, margin)
            self.parts.append(f"{margin}]" if value else "]")

    def _write_entries(self, entries: Iterable[tuple[str, Json]], margin: str) -> None:
        add, inner, comma = self.parts.append, f"{margin}  ", ""
        for key, one in entries:
            if one.__class__ is str:  # most are
                add(f"{comma}{inner}{quoted(key)}: {quoted(one)}")
            else:
                add(f"{comma}{inner}{quoted(key)}: ")
                self.write(one, inner)
            comma = ","

    def _write_items(self, items: Iterable[Json], margin: str) -> None:
        inner, comma = f"{margin}  ", ""
        for one in items:
            self.parts.append(f"{comma}{inner}")
            self.write(one, inner)
            comma = ","
            if len(self.parts) > self._full:
                self.join_parts()
