"""JSON as every renderer writes it: indented, readable in any language, the same bytes for the same value.

The standard library indents in Python, a step a brace, which takes longer than the check of a large system.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as quoted
from types import MappingProxyType
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = dict[str, Json]


def written(value: Json) -> bytes:
    """The value as indented UTF-8. A lone surrogate, which UTF-8 has no place for, is escaped."""
    writer = _Writer({})
    writer.write(value, "\n")
    return "".join((*writer.parts, "\n")).encode(errors="backslashreplace")


class _Writer:
    """Writes one value. What cannot change (a tuple, a read-only mapping) is written out once, however often
    it stands there: thousands of components hold the same data.
    """

    def __init__(self, known: dict[tuple[int, str], str]) -> None:
        self.parts: list[str] = []
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

    def _once(self, value: Json, margin: str) -> str:
        key = id(value), margin
        if key not in self._known:
            writer = _Writer(self._known)
            writer._write_collection(value, margin)
            self._known[key] = "".join(writer.parts)
        return self._known[key]

    def _write_collection(self, value: Json, margin: str) -> None:
        start, add, inner = len(self.parts), self.parts.append, f"{margin}  "
        if isinstance(value, Mapping):
            for key, one in value.items():
                if one.__class__ is str:
                    add(f",{inner}{quoted(key)}: {quoted(one)}")
                else:
                    add(f",{inner}{quoted(key)}: ")
                    self.write(one, inner)
            self._enclose(start, "{", margin, "}")
        elif isinstance(value, Sequence):
            for one in value:
                add(f",{inner}")
                self.write(one, inner)
            self._enclose(start, "[", margin, "]")

    def _enclose(self, start: int, opening: str, margin: str, closing: str) -> None:
        """The first entry has an opening where the others have a comma."""
        if start == len(self.parts):
            self.parts.append(f"{opening}{closing}")
        else:
            self.parts[start] = f"{opening}{self.parts[start][1:]}"
            self.parts.append(f"{margin}{closing}")
