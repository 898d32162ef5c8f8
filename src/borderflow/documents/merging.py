"""Merge keys (`<<: *base`): the entries of another mapping, where a mapping has none of its own.

They are of YAML 1.1 (https://yaml.org/type/merge.html), but nobody wants to do without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.documents.positions import Mark, Span
from borderflow.documents.scalars import MERGE


class NotMergeable(Exception):
    """What stands at a merge key is neither a mapping nor a list of mappings."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark


def merge(mapping: dict[str, Any], span: Span) -> tuple[dict[str, Any], Span]:
    """A mapping with its merge key resolved: own entries win, then the earlier base; all keep their places.

    Raises:
        NotMergeable: with the place.
    """
    start, keys, marks = span
    place = next(2 * number for number, key in enumerate(keys or ()) if key is MERGE)
    merged = {key: value for key, value in mapping.items() if key is not MERGE}
    places = marks[:place] + marks[place + 2 :]
    for base, of_base in _bases(mapping[MERGE], marks[place + 1]):
        for number, (key, value) in enumerate(base.items()):
            if key not in merged:
                merged[key] = value
                places += of_base[2][2 * number : 2 * number + 2]
    return merged, (start, list(merged), places)


def _bases(value: Any, mark: Mark) -> Iterator[tuple[dict[str, Any], Span]]:
    if isinstance(value, dict) and not isinstance(mark, int):
        yield value, mark
    elif isinstance(value, list) and not isinstance(mark, int):
        for item, of_item in zip(value, mark[2], strict=True):
            if not isinstance(item, dict) or isinstance(of_item, int):
                raise NotMergeable(of_item)
            yield item, of_item
    else:
        raise NotMergeable(mark)
