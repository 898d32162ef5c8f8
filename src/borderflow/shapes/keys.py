"""Which keys a place in a document may have, for those who wrote another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args

from borderflow.shapes.scalars import Shape


def keys_at(root: type[Shape], path: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that the mapping at a path may have; none when the path leads to no mapping of ours."""
    here: tuple[type[Shape], ...] = (root,)
    for part in path:
        below = tuple(shape for model in here for shape in _below(model).get(str(part), ()))
        here = below or here  # an entry's own id, a position in a list, or the name of an alternative
    return tuple(dict.fromkeys(key for model in here for key in _below(model)))


@cache
def _below(model: type[Shape]) -> dict[str, tuple[type[Shape], ...]]:
    """Each key of a model with the models that may stand under it."""
    return {
        field.alias or name: tuple(dict.fromkeys((*_shapes(field.annotation), *_shapes(field.metadata))))
        for name, field in model.model_fields.items()
    }


def _shapes(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in annotation if isinstance(annotation, list) else get_args(annotation):
        yield from _shapes(part)
