"""Where every key and value stands, kept beside the values so that these stay plain dicts and lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Span: TypeAlias = "tuple[int, list[Any] | None, list[Mark]]"
"""A collection: its start, the keys of a mapping or None for a list, and the marks of all that is in it: of
a mapping key, value, key, value, of a list one item after another. Offsets count characters.
A plain tuple, since a large manifest has a hundred thousand of them."""
Mark: TypeAlias = "int | Span"
"""The position of a scalar, or of a collection with all that it holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a path leads to."""

    offset: int
    name: str | int | None
    """The key that stands there; None where a value stands."""


def start_of(mark: Mark) -> int:
    return mark if isinstance(mark, int) else mark[0]


class Positions:
    """The positions of one document, by path."""

    def __init__(self, root: Mark) -> None:
        self._root = root
        self._orders: dict[
            int, dict[str, int]
        ] = {}  # by the id of a list of keys, which the root keeps alive

    def find(self, path: Sequence[str | int], *, key: bool) -> Place:
        """Where the value at a path stands, or its key.

        An entry that is missing belongs under the name of the nearest collection on the way: that is shown.
        """
        mark, place = self._root, Place(start_of(self._root), None)
        for part in path:
            entry = None if isinstance(mark, int) else self._entry(mark, part)
            if entry is None:
                return place
            place, mark = Place(start_of(entry[0]), part), entry[1]
        return place if key else Place(start_of(mark), None)

    def _entry(self, span: Span, part: str | int) -> tuple[Mark, Mark] | None:
        """The name of an entry and its value; an item of a list has no name but its start."""
        _, keys, marks = span
        if keys is None:
            is_inside = isinstance(part, int) and 0 <= part < len(marks)
            return (marks[part], marks[part]) if isinstance(part, int) and is_inside else None
        place = self._order(keys).get(part) if isinstance(part, str) else None
        return None if place is None else (marks[2 * place], marks[2 * place + 1])

    def _order(self, keys: list[Any]) -> dict[str, int]:
        """Made only for those mappings that somebody asks about."""
        if id(keys) not in self._orders:
            self._orders[id(keys)] = {key: place for place, key in enumerate(keys)}
        return self._orders[id(keys)]


def find_repeated(span: Span) -> Iterator[tuple[str, int, int]]:
    """Each key that a mapping already has: the key, where it stands first, and where again."""
    first: dict[str, int] = {}
    for key, mark in zip(span[1] or (), span[2][::2], strict=True):
        seen = first.setdefault(key, start_of(mark))
        if seen != start_of(mark):
            yield key, seen, start_of(mark)
