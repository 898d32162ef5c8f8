"""The keys of a mapping, where they are not simply words that differ from one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from borderflow.documents import complaints
from borderflow.documents.merging import NotMergeable, merge
from borderflow.documents.positions import Positions
from borderflow.documents.scalars import MERGE
from borderflow.documents.source import Source
from borderflow.errors import Fault
from borderflow.model.location import Location

_AS_WRITTEN = re.compile(r"(?:[&!]\S*\s+)*([-+.\w~]+)")


class Keys:
    """What the keys of the mappings of one stream mean."""

    def __init__(self, source: Source, positions: Positions) -> None:
        self._source = source
        self._positions = positions

    def settle(self, mapping: dict[str, Any], parts: list[Any], node: int) -> Iterator[Fault]:
        """Fill a mapping with the keys and values that alternate in `parts`; gives what is wrong there."""
        nodes = list(self._positions.children(node))[::2]
        yield from self._find_impossible(parts[::2], nodes)
        keys = [self._name(key, node) for key, node in zip(parts[::2], nodes, strict=True)]
        yield from self._find_repeated(keys, nodes)
        mapping.clear()
        mapping.update(zip(keys, parts[1::2], strict=True))
        if len(mapping) < len(keys):  # only where repeated keys are let pass does anybody look for them
            values = list(self._positions.children(node))[1::2]
            self._positions.merged[node] = dict(zip(keys, zip(nodes, values, strict=True), strict=True))
        if any(key is MERGE for key in mapping):
            try:
                merge(mapping, node, self._positions)
            except NotMergeable as error:
                yield complaints.not_mergeable(self._at(error.node))

    def _find_impossible(self, keys: list[Any], nodes: list[int]) -> Iterator[Fault]:
        for key, node in zip(keys, nodes, strict=True):
            if key is None:
                yield complaints.null_key(self._at(node))
            elif isinstance(key, dict | list):
                yield complaints.complex_key(self._at(node))

    def _find_repeated(self, keys: list[str], nodes: list[int]) -> Iterator[Fault]:
        first: dict[str, int] = {}
        for key, node in zip(keys, nodes, strict=True):
            if first.setdefault(key, node) != node:
                yield complaints.repeated(key, self._at(first[key]), self._at(node))

    def _name(self, key: Any, node: int) -> str:
        """A key as text: `NO`, `12` and `012` are names. `MERGE` stays what it is."""
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, dict | list):
            return f"{node}"  # no key at all, as was said; different from all others
        written = _AS_WRITTEN.match(self._source.text, self._positions.starts[node])
        return written[1] if written else str(key)

    def _at(self, node: int) -> Location:
        return self._source.at(self._positions.starts[node])
