"""What is wrong with a manifest that its shapes refuse, and what can be read without that."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from borderflow.documents import Document
from borderflow.errors import InputError
from borderflow.model.architecture import Architecture
from borderflow.model.records import Path
from borderflow.readers.faults import describe
from borderflow.readers.manifest.architecture import architecture_of
from borderflow.readers.manifest.contradictions import find_contradictions
from borderflow.readers.manifest.oneline import Brief
from borderflow.readers.reader import Misread

if TYPE_CHECKING:
    from borderflow.shapes.manifest import ManifestShape


def explained(value: Any, document: Document) -> ManifestShape:
    """The manifest by its model, which takes more ways of writing and knows the place of each fault.

    Raises:
        Misread: with every fault, those of what can be read without them too.
        InputError: too little is left without them.
    """
    from pydantic import ValidationError

    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.models import model_of, read_leniently

    try:
        return read_leniently(ManifestShape, value)
    except ValidationError as error:
        faults = describe(error, document, model_of(ManifestShape))
        rest = _spared(value, [one["loc"] for one in error.errors(include_url=False)], document)
        if rest is None:
            raise InputError(*faults) from error
        raise Misread(*faults, *find_contradictions(rest), rest=rest) from error


def _spared(value: Any, faults: Sequence[Path], document: Document) -> Architecture | None:
    """What is left without the faults; None when too little is."""
    from borderflow.shapes.manifest import ManifestShape
    from borderflow.shapes.reading import validated
    from borderflow.shapes.sparing import spare

    for thoroughly in (False, True):
        rest = spare(value, faults, thoroughly=thoroughly)
        with contextlib.suppress(ValueError):
            if rest is not None:
                brief = Brief(rest)
                return architecture_of(validated(ManifestShape, brief.rest(rest)), brief, document)
    return None
