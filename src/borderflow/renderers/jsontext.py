"""JSON as every renderer writes it: indented, readable in any language, the same bytes for the same value.

The standard library indents in Python, a step a brace, which takes longer than the check of a large system.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = dict[str, Json]


def written(value: Json) -> bytes:
    """The value as indented UTF-8. A lone surrogate, which UTF-8 has no place for, is escaped."""
    text = _Writer().text(value, "\n")
    return text.encode(errors="backslashreplace") + b"\n"


class _Writer:
    """Writes one value. What cannot change (a tuple, a read-only mapping) is written once however often it
    stands there: thousands of components hold the same data.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], str] = {}
        """By identity, for the value outlives the writing, and by the margin it stands at."""

    def text(self, value: Json, margin: str) -> str:
        """A value as text; `margin` is the line break and the indentation that it stands at."""
        if value.__class__ is str:
            return encode_basestring(value)
        if value.__class__ is tuple or value.__class__ is MappingProxyType:
            key = id(value), margin
            if key not in self._known:
                self._known[key] = self._collection(value, margin)
            return self._known[key]
        if isinstance(value, dict | list):
            return self._collection(value, margin)
        return str(value) if value.__class__ is int else json.dumps(value, ensure_ascii=False)

    def _collection(self, value: Json, margin: str) -> str:
        inner = f"{margin}  "
        if isinstance(value, Mapping):
            return _enclosed("{", self._entries(value, inner), margin, "}")
        assert isinstance(value, Sequence)
        return _enclosed("[", [self.text(one, inner) for one in value], margin, "]")

    def _entries(self, value: Mapping[str, Json], margin: str) -> Iterable[str]:
        text = self.text
        return [f"{encode_basestring(key)}: {text(one, margin)}" for key, one in value.items()]


def _enclosed(opening: str, parts: Iterable[str], margin: str, closing: str) -> str:
    inside = f",{margin}  ".join(parts)
    return f"{opening}{margin}  {inside}{margin}{closing}" if inside else f"{opening}{closing}"
