"""JSON as every renderer writes it: indented, readable in any language, the same bytes for the same value.

The standard library indents in Python, a step a brace, which takes longer than the check of a large system.
What there can be a hundred thousand of is a table (`Rows`): an entry is a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | Rows | None"
Object: TypeAlias = dict[str, Json]

_FULL = 10_000
"""Parts that are kept before they are joined: a hundred thousand components make many."""
quoted = encode_basestring
"""A text as JSON."""
in_a_line = json.JSONEncoder(ensure_ascii=False).encode
"""A value as JSON without line breaks."""


class Rows:
    """A list of which each entry, JSON in a line, is made when its turn comes, and has a line of its own."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = entries


def row_of(*keys: str) -> str:
    """An entry of a table to be filled in by `%` with the JSON of each value: the keys are written once."""
    return "{" + ", ".join(f"{quoted(key)}: %s" for key in keys) + "}"


def written(value: Json) -> bytes:
    """The value as indented UTF-8. A lone surrogate, which UTF-8 has no place for, is escaped."""
    writer = _Writer()
    writer.write(value, "\n")
    writer.parts.append("\n")
    writer.join_parts()
    return b"".join(writer.joined)


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.joined: list[bytes] = []

    def write(self, value: Json, margin: str) -> None:
        """Add a value; `margin` is the line break and the indentation that it stands at."""
        if isinstance(value, str):
            self.parts.append(quoted(value))
        elif isinstance(value, Mapping):
            self._write_mapping(value, margin)
        elif isinstance(value, Sequence):
            self._write_items(value, margin)
        elif isinstance(value, Rows):
            self._write_rows(value, margin)
        else:
            self.parts.append(in_a_line(value))

    def join_parts(self) -> None:
        """Put the parts together, so that no more than a few of them are held at a time."""
        self.joined.append("".join(self.parts).encode(errors="backslashreplace"))
        self.parts.clear()

    def _write_mapping(self, value: Mapping[str, Json], margin: str) -> None:
        inner, before = f"{margin}  ", "{"
        for key, one in value.items():
            self.parts.append(f"{before}{inner}{quoted(key)}: ")
            self.write(one, inner)
            before = ","
        self.parts.append(f"{margin}}}" if value else "{}")

    def _write_items(self, value: Sequence[Json], margin: str) -> None:
        inner, before = f"{margin}  ", "["
        for one in value:
            if one.__class__ is str:  # thousands of names
                self.parts.append(f"{before}{inner}{quoted(one)}")
            else:
                self.parts.append(f"{before}{inner}")
                self.write(one, inner)
            before = ","
        self.parts.append(f"{margin}]" if value else "[]")

    def _write_rows(self, value: Rows, margin: str) -> None:
        inner, before = f"{margin}  ", "["
        for row in value.entries:
            self.parts.append(f"{before}{inner}{row}")
            before = ","
            if len(self.parts) > _FULL:
                self.join_parts()
        self.parts.append("[]" if before == "[" else f"{margin}]")
