"""Objects of a cluster, and the workloads among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from borderflow.foreign import Draft, Setting, Sheet
from borderflow.foreign.values import mapping_of
from borderflow.model.records import Path


class Object(Struct, frozen=True):
    """One object of the cluster, and where it stands."""

    sheet: Sheet
    document: int
    keys: Path
    value: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return spelled(self.value.get("kind"))

    @property
    def name(self) -> str:
        return spelled(mapping_of(self.value.get("metadata")).get("name")) or self.kind.lower()

    @property
    def namespace(self) -> str:
        return spelled(mapping_of(self.value.get("metadata")).get("namespace")) or "default"

    @property
    def spec(self) -> Mapping[str, Any]:
        return mapping_of(self.value.get("spec"))

    def path(self, *keys: str | int) -> Path:
        return self.sheet.path(*self.keys, *keys, document=self.document)


class Workload(Struct):
    """A workload with its pods."""

    object: Object
    id: str
    pod: Mapping[str, Any]
    at: Path
    labels: Mapping[str, Any]
    settings: dict[str, Setting] = field(default_factory=dict)
    vendor: str = ""


def find_objects(sheet: Sheet, draft: Draft) -> Iterator[Object]:
    """The objects of a sheet, also those of a `List`."""
    draft.note(*sheet.remarks)
    for number, document in enumerate(sheet.documents):
        if not isinstance(document.value, dict):
            continue
        items = document.value.get("items")
        if spelled(document.value.get("kind")).endswith("List") and isinstance(items, list):
            for at, item in enumerate(items):
                if isinstance(item, dict):
                    yield Object(sheet, number, ("items", at), item)
        else:
            yield Object(sheet, number, (), document.value)


def spelled(value: Any) -> str:
    """A plain value as it is written, blanks and all; anything else is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""
