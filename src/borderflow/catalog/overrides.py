"""Which entries of an earlier policy folder a later one replaces, in which fields, and by which file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from borderflow.catalog.reading import Policies, Read
from borderflow.shapes.scalars import Shape

Json = dict[str, Any]
_BESIDE = frozenset({"sources", "reviewed", "confidence", "_file", "_sha256"})
"""What says how a fact is known; a change of it alone is no other fact."""
_DEEP = 3
"""Levels of keys that are told apart, as in `products.api.dpa`."""


def overrides(found: Policies) -> list[Json]:
    """Every entry that stands in an earlier folder too, and does not say the same there."""
    entries = (*_replaced(found), *_merged(found))
    told = [
        {"kind": kind, "id": id_, "file": file, "fields": fields}
        for kind, id_, file, old, new in entries
        if (fields := sorted({*_changed(old, new)}))
    ]
    return sorted(told, key=lambda one: (one["kind"], one["id"], one["file"]))


def _replaced(found: Policies) -> Iterator[tuple[str, str, str, Json, Json]]:
    """Whole files that take the place of others."""
    for kind, id_, old, new in found.replaced:
        if isinstance(old, Read) and isinstance(new, Read):
            yield kind, id_, new.document.name, _plain(old.shape), _plain(new.shape)
        elif isinstance(old, dict) and isinstance(new, dict):
            yield kind, id_, new["_file"], old, new


def _merged(found: Policies) -> Iterator[tuple[str, str, str, Json, Json]]:
    """Entries of files that are laid over one another."""
    layers: tuple[tuple[str, list[Read[Any]], str], ...] = (
        ("jurisdiction", [*found.jurisdictions], "jurisdictions"),
        ("law", [*found.laws], "laws"),
        ("instrument", [*found.instruments], "instruments"),
        ("software", [*found.software], "software"),
        *(
            (section.rstrip("s"), [*found.vocabularies], section)
            for section in ("kinds", "categories", "subjects")
        ),
    )
    for kind, files, section in layers:
        seen: dict[str, Json] = {}
        for read in files:
            for id_, item in getattr(read.shape, section).items():
                new = _plain(item)
                if id_ in seen:
                    yield kind, id_, read.document.name, seen[id_], new
                seen[id_] = new


def _plain(shape: Shape) -> Json:
    return shape.model_dump(mode="json", by_alias=True)


def _changed(old: Json, new: Json, above: tuple[str, ...] = ()) -> Iterator[str]:
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        if key in _BESIDE or before == after:
            continue
        path = (*above, str(key))
        if isinstance(before, dict) and isinstance(after, dict) and len(path) < _DEEP:
            yield from _changed(before, after, path)
        else:
            yield ".".join(path)
