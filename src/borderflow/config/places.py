"""Where a key of a TOML file stands: the parser of the standard library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borderflow.documents import Source
from borderflow.model.location import Location

_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TABLE = re.compile(rf"[ \t]*\[\[?[ \t]*({_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")
_PARTS = re.compile(_PART)


def place_of(source: Source, path: Sequence[str | int]) -> Location:
    """The key that a path leads to, or the nearest one above it; positions in a list are those of its key."""
    wanted = tuple(part for part in path if isinstance(part, str))
    best, offset, length = 0, 0, 0
    for found, start, width in _keys(source.text):
        common = _common(found, wanted)
        if common == len(found) > best:
            best, offset, length = common, start, width
    return source.at(offset, length)


def _keys(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Every table and key: its path, where its name begins, and how long that is."""
    table: tuple[str, ...] = ()
    offset = 0
    for line in text.splitlines(keepends=True):
        if match := _TABLE.match(line):
            table = _parts(match[1])
            yield table, offset + match.start(1), len(match[1])
        elif match := _KEY.match(line):
            yield (*table, *_parts(match[1])), offset + match.start(1), len(match[1])
        offset += len(line)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PARTS.findall(name))


def _common(found: Sequence[str], wanted: Sequence[str]) -> int:
    return next(
        (n for n, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other),
        min(len(found), len(wanted)),
    )
