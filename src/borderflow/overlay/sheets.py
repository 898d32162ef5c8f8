"""Filled sheets of questions, read back as a layer."""

from __future__ import annotations

from pathlib import Path

from borderflow.errors import Fault, InputError
from borderflow.overlay.layers import Layer


def answers_layer(path: Path) -> Layer:
    """The answers of a sheet.

    Raises:
        InputError: it cannot be read, or an answer is none.
    """
    raise InputError(Fault(f"`{path}` cannot be read."))
