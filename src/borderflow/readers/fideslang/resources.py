"""One resource of Fideslang, and what it says of the data that it deals with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from borderflow.foreign import Sheet
from borderflow.foreign.values import entries_of, text_of, texts_of
from borderflow.model.records import Path

_DEEPEST = 30


class Resource(Struct, frozen=True):
    """A system, a data set, an organisation or a word of the taxonomy."""

    sheet: Sheet
    document: int
    keys: Path
    kind: str
    value: Mapping[str, Any]

    @property
    def key(self) -> str:
        return text_of(self.value.get("fides_key"))

    @property
    def name(self) -> str:
        return text_of(self.value.get("name")) or self.key

    def path(self, *keys: str | int) -> Path:
        return self.sheet.path(*self.keys, *keys, document=self.document)


def categories_in(resource: Resource) -> Iterator[tuple[str, Path]]:
    """Data categories of a data set: its own, those of its collections, and of fields at any depth."""
    yield from _categories(resource.value, resource, (), 0)


def _categories(
    value: Mapping[str, Any], resource: Resource, keys: Path, depth: int
) -> Iterator[tuple[str, Path]]:
    for written in texts_of(value.get("data_categories")):
        yield written, resource.path(*keys, "data_categories")
    for section in ("collections", "fields"):
        for at, one in entries_of(value.get(section)) if depth < _DEEPEST else ():
            yield from _categories(one, resource, (*keys, section, at), depth + 1)
