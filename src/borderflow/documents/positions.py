"""Where every key and value stands, kept beside the values so that these stay plain dicts and lists.

A large manifest has half a million nodes. To make an object for each would take as long as to parse them, so
there are a few flat arrays, and what a path leads to is looked up when somebody asks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

from borderflow.documents.lookup import Entry, Lookup


class Positions(Lookup):
    """The nodes of a stream, numbered in the order in which they begin. Offsets count characters."""

    def __init__(self) -> None:
        super().__init__()
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

    def start_collection(self, offset: int) -> int:
        """A mapping or a list begins; gives its place among the collections."""
        self.collections.append(len(self.starts))
        self.starts.append(offset)
        self.ends.append(0)
        return len(self.ends) - 1

    def children(self, node: int) -> Iterator[int]:
        """The nodes right inside a collection: of a mapping key, value, key, value."""
        place = bisect_left(self.collections, node)
        end, child = self.ends[place], node + 1
        while child < end:
            yield child
            place = bisect_left(self.collections, child, place)
            is_collection = place < len(self.collections) and self.collections[place] == child
            child = self.ends[place] if is_collection else child + 1

    def offset(self, node: int) -> int:
        return self.starts[node]

    def items(self, node: int) -> list[int]:
        return list(self.children(self.targets.get(node, node)))

    def entries(self, node: int, mapping: Mapping[str, Any]) -> dict[str, Entry]:
        node = self.targets.get(node, node)
        if node in self.merged:
            return self.merged[node]
        children = list(self.children(node))
        return dict(zip(mapping, zip(children[::2], children[1::2], strict=True), strict=False))
