"""One entity of a catalogue, and references between entities."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from borderflow.foreign import Sheet
from borderflow.foreign.values import mapping_of, text_of, texts_of
from borderflow.model.records import Path

Reference = tuple[str, str, str]
"""Kind, namespace and name, in small letters: references do not tell capitals from small ones."""
_DEFAULT = "default"


class Entity(Struct, frozen=True, eq=False, dict=True):
    """A document of a catalogue."""

    sheet: Sheet
    document: int
    value: Mapping[str, Any]

    @cached_property
    def kind(self) -> str:
        return text_of(self.value.get("kind")).casefold()

    @property
    def metadata(self) -> Mapping[str, Any]:
        return mapping_of(self.value.get("metadata"))

    @property
    def spec(self) -> Mapping[str, Any]:
        return mapping_of(self.value.get("spec"))

    @property
    def name(self) -> str:
        return text_of(self.metadata.get("name"))

    @property
    def title(self) -> str:
        return text_of(self.metadata.get("title")) or self.name

    @property
    def namespace(self) -> str:
        return (text_of(self.metadata.get("namespace")) or _DEFAULT).casefold()

    @property
    def type(self) -> str:
        return text_of(self.spec.get("type")).casefold()

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(tag.casefold() for tag in texts_of(self.metadata.get("tags")))

    @property
    def annotations(self) -> dict[str, str]:
        return {str(key): text_of(one) for key, one in mapping_of(self.metadata.get("annotations")).items()}

    @property
    def reference(self) -> Reference:
        return self.kind, self.namespace, self.name.casefold()

    def path(self, *keys: str | int) -> Path:
        return self.sheet.path(*keys, document=self.document)

    def refers(self, written: str, kind: str) -> Reference:
        """`[kind:][namespace/]name` as this entity means it."""
        head, colon, rest = written.casefold().partition(":")
        kind, rest = (head, rest) if colon else (kind, head)
        space, slash, name = rest.partition("/")
        return (kind, space, name) if slash else (kind, self.namespace, space)
