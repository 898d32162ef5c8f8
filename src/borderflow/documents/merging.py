"""Merge keys (`<<: *base`): the entries of another mapping, where a mapping has none of its own.

They are of YAML 1.1 (https://yaml.org/type/merge.html), but nobody wants to do without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.documents.positions import Positions
from borderflow.documents.scalars import MERGE


class NotMergeable(Exception):
    """What stands at a merge key is neither a mapping nor a list of mappings."""

    def __init__(self, node: int) -> None:
        super().__init__()
        self.node = node


def merge(mapping: dict[str, Any], node: int, positions: Positions) -> None:
    """Resolve the merge key of a mapping: own entries win, then the earlier base; all keep their places.

    Raises:
        NotMergeable: with the place.
    """
    entries = positions.entries(node, mapping)
    _, bases = entries.pop(MERGE)
    for base, of_base in _bases(mapping.pop(MERGE), bases, positions):
        found = positions.entries(of_base, base)
        for key, value in base.items():
            if key not in mapping:
                mapping[key], entries[key] = value, found[key]
    positions.merged[node] = entries


def _bases(value: Any, node: int, positions: Positions) -> Iterator[tuple[dict[str, Any], int]]:
    if isinstance(value, dict):
        yield value, node
    elif isinstance(value, list):
        items = positions.children(positions.targets.get(node, node))
        for item, of_item in zip(value, items, strict=True):
            if not isinstance(item, dict):
                raise NotMergeable(of_item)
            yield item, of_item
    else:
        raise NotMergeable(node)
