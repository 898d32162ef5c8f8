"""A fact of the catalogue as the compiled file holds it.

It is `{"v": value}` or `{"u": why it is unknown}`, with level (`l`), source (`s`) and date (`d`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any

from msgspec import Struct

from borderflow.model.knowledge import Level
from borderflow.shapes.catalog import (
    CHOSEN,
    Dated,
    FactShape,
    OwnerShape,
    PlaceShape,
    RegionShape,
    SourceShape,
    SupportShape,
)
from borderflow.shapes.scalars import Shape

Json = dict[str, Any]
SILENT = "the catalogue says nothing about it"


class Writer(Struct, frozen=True):
    """What the facts of one file are resolved with: its sources, and the members of EU and EEA."""

    sources: Mapping[str, SourceShape]
    groups: Mapping[str, tuple[str, ...]]

    def fact(self, stated: FactShape[Any] | None) -> Json:
        if stated is None:
            return {"u": SILENT}
        return self.dated(stated, None if stated.is_ is None else plain(stated.is_))

    def dated(self, stated: Dated, value: object) -> Json:
        """A value with its level, source and date; None is an unknown."""
        found: Json = {"u": stated.why or SILENT} if value is None else {"v": value}
        if stated.level is not Level.UNVERIFIED:
            found["l"] = stated.level.value
        named = [self.sources[key] for key in stated.source if key in self.sources]
        if named:
            found["s"] = "; ".join(source.url or source.title for source in named)
        if as_of := stated.as_of or max((source.as_of or "" for source in named), default=""):
            found["d"] = as_of
        return found

    def owner(self, stated: OwnerShape) -> Json:
        return self.dated(stated, [stated.name, stated.country] if stated.country else None)

    def place(self, stated: PlaceShape | None) -> Json:
        """A place: [countries, complete, run by, label]. One that must be chosen is unknown, and says so."""
        if stated is None:
            return {"u": "the documentation names no place"}
        if stated.is_ is not None:
            chosen = {"chosen": True} if stated.is_ == CHOSEN else {}
            return {**self.dated(stated, None), **chosen}
        label = stated.label or self._group_named(stated.countries)
        return self.dated(stated, [self.countries(stated.countries), stated.complete, stated.run_by, label])

    def region(self, stated: RegionShape) -> Json:
        if stated.country is not None:
            value = self.dated(stated, [[stated.country], stated.complete, stated.run_by, stated.label])
        else:
            value = self.place(stated)
        return {"id": stated.id, "name": stated.name, "zone": stated.zone, "place": value}

    def _group_named(self, codes: Collection[str]) -> str:
        """`EU and CH` reads better than twenty-eight countries."""
        return " and ".join(codes) if any(code in self.groups for code in codes) else ""

    def countries(self, codes: Iterable[str]) -> list[str]:
        return sorted({country for code in codes for country in self.groups.get(code, (code,))})

    def support(self, stated: SupportShape | None) -> Json:
        if stated is None:
            return {"u": SILENT}
        return self.dated(stated, None if stated.is_ else [sorted(stated.countries), stated.exceptions])


def plain(value: object) -> object:
    """A shape, enum or tuple as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value.model_dump() if isinstance(value, Shape) else value
