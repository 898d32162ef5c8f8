"""The compiled file: one line of index, then the entries, so that only what is asked for is parsed.

The index says for each entry at which byte it begins and how long it is. It is JSON throughout: a file from
elsewhere can be wrong, but it cannot run anything.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMAT = 4
"""Raised whenever what an entry holds changes."""

Sections = Mapping[str, Mapping[str, Any]]
"""Section name to entries by id."""


class Unreadable(Exception):
    """The file is not a compiled catalogue of this format, or not whole."""


def write(head: Mapping[str, Any], sections: Sections) -> bytes:
    """The bytes of a compiled file. Same values, same bytes."""
    index: dict[str, dict[str, tuple[int, int]]] = {}
    body = bytearray()
    for section in sorted(sections):
        places = index[section] = {}
        for id_ in sorted(sections[section]):
            entry = _dump(sections[section][id_])
            places[id_] = (len(body), len(entry))
            body += entry
    line = _dump({**head, "format": FORMAT, "checksum": zlib.crc32(body), "index": index})
    return line + b"\n" + bytes(body)


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class Store:
    """A compiled file in memory. Entries are parsed when they are asked for, and once."""

    def __init__(self, data: bytes) -> None:
        """Read the index.

        Raises:
            Unreadable: when the file is of another format, cut off or damaged.
        """
        line, _, self._body = data.partition(b"\n")
        try:
            self.head: dict[str, Any] = json.loads(line)
            whole = self.head["format"] == FORMAT and self.head["checksum"] == zlib.crc32(self._body)
            self._index: dict[str, dict[str, list[int]]] = self.head["index"]
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable from error
        if not whole:
            raise Unreadable
        self._parsed: dict[tuple[str, str], Any] = {}

    @classmethod
    def read(cls, path: Path) -> Store:
        """Read a file.

        Raises:
            Unreadable: also when there is none.
        """
        try:
            return cls(path.read_bytes())
        except OSError as error:
            raise Unreadable from error

    def ids(self, section: str) -> tuple[str, ...]:
        return tuple(self._index.get(section, ()))

    def has(self, section: str, id_: str) -> bool:
        return id_ in self._index.get(section, ())

    def get(self, section: str, id_: str) -> Any:  # noqa: ANN401 - any JSON value
        """One entry as plain JSON values, or None. It is shared: read it, do not change it."""
        place = self._index.get(section, {}).get(id_)
        if place is None:
            return None
        key = (section, id_)
        if key not in self._parsed:
            start, length = place
            self._parsed[key] = json.loads(self._body[start : start + length])
        return self._parsed[key]
