"""Accepted risks that are kept apart from the manifest, so that who accepts need not edit what runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from borderflow.documents import Document, load
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.architecture import Acceptance, Architecture, Input
from borderflow.model.location import Location
from borderflow.readers.faults import describe, endless

if TYPE_CHECKING:
    from borderflow.shapes.accepted import AcceptedShape


def with_accepted_file(architecture: Architecture, path: Path, name: str) -> Architecture:
    """The architecture with what a file accepts for the system of its name.

    Raises:
        InputError: with every fault of the file.
    """
    document = load(path, name=name)
    shape = _validated(document)
    raise_all(InputError, _endless(shape, document))
    own = shape.systems.get(architecture.system.name, [])
    accepted = tuple(
        Acceptance(
            **asdict(one),
            place=document.locate(("systems", architecture.system.name, number), key=None),
        )
        for number, one in enumerate(own)
    )
    line = architecture.line

    def line_of(place: Location) -> str | None:
        return document.line(place.line) if place.file == name else line(place)

    return replace(
        architecture,
        accepted=(*architecture.accepted, *accepted),
        inputs=(*architecture.inputs, Input(name, "accepted", document.digest)),
        line=line_of,
    )


def _validated(document: Document) -> AcceptedShape:
    from pydantic import ValidationError

    from borderflow.shapes.accepted import AcceptedShape
    from borderflow.shapes.models import model_of
    from borderflow.shapes.reading import validated

    try:
        return validated(AcceptedShape, document.value)
    except ValidationError as error:
        raise InputError(*describe(error, document, model_of(AcceptedShape))) from error


def _endless(shape: AcceptedShape, document: Document) -> Iterator[Fault]:
    for system, accepted in shape.systems.items():
        for number, one in enumerate(accepted):
            if one.until is None and one.cure is None:
                yield endless(one.rule, document.locate(("systems", system, number), key=None))
