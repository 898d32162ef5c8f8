"""The file of a baseline."""

from __future__ import annotations

from pathlib import Path

from borderflow.documents import load
from borderflow.errors import InputError
from borderflow.model.baseline import Baseline, KnownFinding
from borderflow.model.findings import Severity
from borderflow.readers.faults import describe


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: with every fault of the file.
    """
    from pydantic import ValidationError

    from borderflow.shapes.baseline import BaselineShape, KnownShape

    document = load(path)
    try:
        shape = BaselineShape.model_validate(document.value)
    except ValidationError as error:
        raise InputError(*describe(error, document, BaselineShape)) from error

    def known(one: KnownShape) -> KnownFinding:
        return KnownFinding(
            one.rule, tuple(one.subject), Severity.parse(one.severity), tuple(one.data), one.title
        )

    return Baseline({name: tuple(map(known, found)) for name, found in shape.systems.items()})
