"""What a stranger wrote, as its shape: at once when it is written well, else by the model."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from borderflow.shapes.written import Written, read

W = TypeVar("W", bound=Written)


def validated(shape: type[W], value: object) -> W:
    """A value as its shape.

    Raises:
        pydantic.ValidationError: with every fault. It is a `ValueError`, for those who need not import it.
    """
    try:
        return read(shape, value)
    except (msgspec.ValidationError, RecursionError):
        from borderflow.shapes.models import read_leniently

        return read_leniently(shape, value)
