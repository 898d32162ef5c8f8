"""From a path to the place where it stands, whatever the format."""

from __future__ import annotations

from abc import ABC, abstractmethod
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


class Lookup(ABC):
    """Follows paths through the nodes of a document; each collection on the way is looked into once."""

    def __init__(self) -> None:
        self.tags: dict[int, str] = {}
        """Tags of a foreign format (`!Ref`, `!reset`), by node; only where they are let pass."""
        self._items: dict[int, Sequence[int]] = {}
        self._entries: dict[int, Mapping[str, Entry]] = {}
        self._spots: dict[tuple[int, tuple[str | int, ...]], _Spot] = {}

    @abstractmethod
    def offset(self, node: int) -> int:
        """Where a node begins, in characters."""

    @abstractmethod
    def items(self, node: int) -> Sequence[int]:
        """The nodes of the items of a list."""

    @abstractmethod
    def entries(self, node: int, mapping: Mapping[str, Any]) -> Mapping[str, Entry]:
        """The keys of a mapping with their nodes."""

    def find(self, root: int, value: Any, path: Sequence[str | int], *, key: bool | None) -> Place:
        """Where the value at a path stands, or its key; when nobody says which, a mapping by its key.

        An entry that is missing belongs under the name of the nearest collection on the way: that is shown.
        """
        name, node, value, word, is_found = self._spot(root, value, tuple(path))
        if not is_found or (isinstance(value, dict) if key is None else key):
            return self.offset(name), word
        return self.offset(node), value

    def tag(self, root: int, value: Any, path: Sequence[str | int]) -> str:
        """The tag before the value at a path, where tags are let pass; empty without one."""
        spot = self._spot(root, value, tuple(path))
        return self.tags.get(spot.node, "") if spot.found else ""

    def item_offsets(self, root: int, value: Any, path: Sequence[str | int]) -> Iterator[int]:
        """Where each item of a list begins."""
        spot = self._collection(root, value, tuple(path))
        is_list = spot.found and isinstance(spot.value, list)
        return map(self.offset, self._items_once(spot.node) if is_list else ())

    def _items_once(self, node: int) -> Sequence[int]:
        if node not in self._items:
            self._items[node] = self.items(node)
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
            item = self._items_once(node)[part]
            return item, item
        return None
