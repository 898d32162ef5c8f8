"""Where every key and value stands, kept beside the values so that these stay plain dicts and lists.

A large manifest has half a million nodes. To make an object for each would take as long as to parse them, so
there are a few flat arrays, and what a path leads to is looked up when somebody asks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Entry: TypeAlias = tuple[int, int]
"""The nodes of a key and of its value."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a path leads to: an offset, and the key or the value that stands there."""

    offset: int
    word: Any


class Positions:
    """The nodes of a stream, numbered in the order in which they begin. Offsets count characters."""

    def __init__(self) -> None:
        self.starts = array("I")
        """The offset of each node."""
        self.collections = array("I")
        """The nodes that are mappings and lists."""
        self.ends = array("I")
        """For each of these, the first node that is no longer in it; 0 while it is open."""
        self.targets: dict[int, int] = {}
        """For a node that is an alias, the node that it repeats."""
        self.merged: dict[int, dict[str, Entry]] = {}
        """The entries of mappings with a merge key, for there they are not those of the text."""
        self._items: dict[int, list[int]] = {}
        self._entries: dict[int, dict[str, Entry]] = {}

    def start_collection(self, offset: int) -> int:
        """A mapping or a list begins; gives its place among the collections."""
        self.collections.append(len(self.starts))
        self.starts.append(offset)
        self.ends.append(0)
        return len(self.ends) - 1

    def end_collection(self, place: int) -> None:
        self.ends[place] = len(self.starts)

    def children(self, node: int) -> Iterator[int]:
        """The nodes right inside a collection: of a mapping key, value, key, value."""
        place = bisect_left(self.collections, node)
        end, child = self.ends[place], node + 1
        while child < end:
            yield child
            place = bisect_left(self.collections, child, place)
            is_collection = place < len(self.collections) and self.collections[place] == child
            child = self.ends[place] if is_collection else child + 1

    def entries(self, node: int, mapping: Mapping[str, Any]) -> dict[str, Entry]:
        """The keys of a mapping with their nodes."""
        node = self.targets.get(node, node)
        if node in self.merged:
            return self.merged[node]
        children = list(self.children(node))
        return dict(zip(mapping, zip(children[::2], children[1::2], strict=True), strict=False))

    def find(self, root: int, value: Any, path: Sequence[str | int], *, key: bool) -> Place:
        """Where the value at a path stands, or its key.

        An entry that is missing belongs under the name of the nearest collection on the way: that is shown.
        """
        name, node, word = root, root, value
        for part in path:
            entry = self._entry(node, value, part)
            if entry is None:
                return Place(self.starts[name], word)
            name, node = entry
            value = value[part]
            word = value if name == node else part
        return Place(self.starts[name], word) if key else Place(self.starts[node], value)

    def _entry(self, node: int, value: Any, part: str | int) -> Entry | None:
        """An entry of a mapping, or an item of a list, which has no name but itself."""
        if isinstance(value, dict) and isinstance(part, str):
            if node not in self._entries:
                self._entries[node] = self.entries(node, value)
            return self._entries[node].get(part)
        if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            if node not in self._items:
                self._items[node] = list(self.children(self.targets.get(node, node)))
            return self._items[node][part], self._items[node][part]
        return None
