"""One BOM: what it describes, its services, components and dependencies, by place and by `bom-ref`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from borderflow.foreign import Sheet
from borderflow.foreign.values import entries_of, list_of, mapping_of, text_of, texts_of
from borderflow.model.records import Path

Reference = tuple[str, str]
"""Serial number of a BOM and a `bom-ref` in it."""
_DEEPEST = 40


class Part(Struct, frozen=True):
    """A service or component, and where it stands."""

    bom: Bom
    keys: Path
    value: Mapping[str, Any]
    parent: Part | None = None

    @property
    def name(self) -> str:
        return text_of(self.value.get("name"))

    @property
    def ref(self) -> Reference | None:
        """Its key for others; an empty `bom-ref` is none."""
        ref = text_of(self.value.get("bom-ref"))
        return (self.bom.serial, ref) if ref else None

    def path(self, *keys: str | int) -> Path:
        return self.bom.sheet.path(*self.keys, *keys)


class Bom(Struct, frozen=True, eq=False):
    """One file."""

    sheet: Sheet

    @property
    def serial(self) -> str:
        """The serial number without its scheme; the file's name where there is none."""
        return text_of(self.sheet.mapping.get("serialNumber")).removeprefix("urn:uuid:") or self.sheet.name

    @property
    def metadata(self) -> Mapping[str, Any]:
        return mapping_of(self.sheet.mapping.get("metadata"))

    @property
    def subject(self) -> Part:
        """What the BOM describes; without a value when it does not say."""
        return Part(self, ("metadata", "component"), mapping_of(self.metadata.get("component")))

    @property
    def system(self) -> str:
        return self.subject.name

    def services(self) -> Iterator[Part]:
        """Services, each before those inside it."""
        yield from self._parts("services", (), self.sheet.mapping, None, 0)

    def components(self) -> Iterator[Part]:
        """Components, also those inside others and inside what is described."""
        yield from self._parts("components", (), self.sheet.mapping, None, 0)
        subject = self.subject
        yield from self._parts("components", subject.keys, subject.value, None, 0)

    def _parts(
        self, section: str, keys: Path, value: Mapping[str, Any], parent: Part | None, depth: int
    ) -> Iterator[Part]:
        for at, one in entries_of(value.get(section)):
            part = Part(self, (*keys, section, at), one, parent)
            yield part
            if depth < _DEEPEST:
                yield from self._parts(section, part.keys, one, part, depth + 1)

    def dependencies(self) -> Iterator[tuple[Reference, Reference, Path]]:
        """Who depends on whom, by reference."""
        for at, one in entries_of(self.sheet.mapping.get("dependencies")):
            for number, needed in enumerate(list_of(one.get("dependsOn"))):
                ends = self.reference(text_of(one.get("ref"))), self.reference(text_of(needed))
                if ends[0] and ends[1]:
                    yield ends[0], ends[1], self.sheet.path("dependencies", at, "dependsOn", number)

    def reference(self, written: str) -> Reference | None:
        """A `bom-ref` of this BOM or a BOM-Link (`urn:cdx:serial/version#ref`) into any; None when empty."""
        if not written.startswith("urn:cdx:"):
            return (self.serial, written) if written else None
        link, _, ref = written.removeprefix("urn:cdx:").partition("#")
        return (link.partition("/")[0], unquote(ref)) if ref else None


def properties_of(part: Part) -> dict[str, str]:
    """Name to value of the free properties of a part."""
    return {
        name: text_of(one.get("value"))
        for _, one in entries_of(part.value.get("properties"))
        if (name := text_of(one.get("name")))
    }


def organisation_names(*values: Any) -> Iterator[str]:
    """Names of organisations, written as an object or as a text."""
    for value in values:
        yield from texts_of(mapping_of(value).get("name") if isinstance(value, dict) else value)
