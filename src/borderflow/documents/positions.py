"""Where every key and value stands, kept beside the values so that these stay plain dicts and lists.

A large manifest has half a million nodes. To make an object for each would take as long as to parse them, so
there are a few flat arrays, and what a path leads to is looked up when somebody asks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

Entry: TypeAlias = tuple[int, int]
"""The nodes of a key and of its value."""
Place: TypeAlias = tuple[int, Any]
"""What a path leads to: an offset, and the key or the value that stands there."""


class _Spot(NamedTuple):
    """How far a path leads: to an entry, or to the nearest collection that could have held it."""

    name: int
    """The node of its key; of an item of a list, its own."""
    node: int
    value: Any
    word: Any
    """What stands at `name`."""
    found: bool


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
        self._spots: dict[tuple[int, tuple[str | int, ...]], _Spot] = {}

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

    def find(self, root: int, value: Any, path: Sequence[str | int], *, key: bool | None) -> Place:
        """Where the value at a path stands, or its key; when nobody says which, a mapping by its key.

        An entry that is missing belongs under the name of the nearest collection on the way: that is shown.
        """
        name, node, value, word, is_found = self._spot(root, value, tuple(path))
        if not is_found or (isinstance(value, dict) if key is None else key):
            return self.starts[name], word
        return self.starts[node], value

    def item_offsets(self, root: int, value: Any, path: Sequence[str | int]) -> Iterator[int]:
        """Where each item of a list begins."""
        spot = self._collection(root, value, tuple(path))
        is_list = spot.found and isinstance(spot.value, list)
        return (self.starts[node] for node in (self._children_once(spot.node) if is_list else ()))

    def _children_once(self, node: int) -> list[int]:
        if node not in self._items:
            self._items[node] = list(self.children(self.targets.get(node, node)))
        return self._items[node]

    def _spot(self, root: int, value: Any, path: tuple[str | int, ...]) -> _Spot:
        if not path:
            return _Spot(root, root, value, value, True)
        parent = self._collection(root, value, path[:-1])
        entry = self._entry(parent.node, parent.value, path[-1]) if parent.found else None
        if entry is None:
            return parent._replace(found=False)
        name, node = entry
        value = parent.value[path[-1]]
        return _Spot(name, node, value, value if name == node else path[-1], True)

    def _collection(self, root: int, value: Any, path: tuple[str | int, ...]) -> _Spot:
        """What holds an entry, looked up once: thousands of flows stand in one list."""
        if (root, path) not in self._spots:
            self._spots[root, path] = self._spot(root, value, path)
        return self._spots[root, path]

    def _entry(self, node: int, value: Any, part: str | int) -> Entry | None:
        """An entry of a mapping, or an item of a list, which has no name but itself."""
        if isinstance(value, dict) and isinstance(part, str):
            if node not in self._entries:
                self._entries[node] = self.entries(node, value)
            return self._entries[node].get(part)
        if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            item = self._children_once(node)[part]
            return item, item
        return None
