"""The native manifest, version 1: from a document to an architecture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from borderflow.documents import Document
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.architecture import Architecture, Component
from borderflow.readers.manifest.architecture import architecture_of
from borderflow.readers.manifest.components import component_of
from borderflow.readers.manifest.contradictions import find_contradictions
from borderflow.readers.manifest.defaults import with_defaults
from borderflow.readers.manifest.oneline import Brief, read_component
from borderflow.readers.reader import Misread, Reader

if TYPE_CHECKING:
    from borderflow.shapes.manifest import ManifestShape


def recognises(document: Document) -> bool:
    """A manifest says which version of the format it is."""
    return isinstance(document.value, dict) and "borderflow" in document.value


def read(document: Document) -> Architecture:
    """Read a manifest.

    Raises:
        InputError: with every fault of shape, dangling id and endless acceptance, each with its line.
    """
    value = with_defaults(document)
    brief = Brief(value)
    manifest = _validate(value, brief.rest(value), document)
    architecture = architecture_of(manifest, brief, document)
    raise_all(InputError, _foreign_sources(manifest, document))
    if faults := find_contradictions(architecture):
        raise Misread(*faults, rest=architecture)
    return architecture


def read_alone(id_: str, entry: Any) -> Component:
    """One component, read apart from its manifest.

    Raises:
        InputError: it cannot be read; where its faults stand is for the reading of the whole to say.
    """
    from borderflow.shapes.manifest.components import ComponentShape
    from borderflow.shapes.reading import validated

    try:
        return read_component(id_, entry) or component_of(id_, validated(ComponentShape, entry))
    except ValueError as error:
        raise InputError(Fault(f"`{id_}` cannot be read.")) from error


def _validate(value: Any, rest: Any, document: Document) -> ManifestShape:
    """The shapes of the rest. When it has a fault, the whole is validated: that names the places."""
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.reading import validated

    try:
        return validated(ManifestShape, rest)
    except ValueError:
        from borderflow.readers.manifest.explaining import explained

        return explained(value, document)


def _foreign_sources(manifest: ManifestShape, document: Document) -> Iterator[Fault]:
    """Files of other formats are opened by who has the folder; a text alone has none."""
    for number, name in enumerate(manifest.sources):
        yield Fault(
            f"`{name}` is opened only beside a manifest that is a file.",
            document.locate(("sources", number)),
            "save the manifest beside it, and name the file",
        )


READER = Reader("manifest", recognises, read)
