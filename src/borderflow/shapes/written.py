"""Shapes that are declared once and read twice, if need be.

What is written well becomes a frozen `Struct` by msgspec, in less time than importing pydantic takes. What
msgspec refuses is not yet a fault: the pydantic model of the same declaration (`models.py`) takes what may be
written in other ways too, and names every fault.

Modules of such shapes do not put off their annotations: msgspec would have to evaluate each by its name.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct

__all__ = ["Short", "Written", "is_short", "read"]


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """Base: closed and immutable. What `Meta` describes is what the JSON Schema and the manual say."""

    SYNONYMS: ClassVar[Mapping[str, str]] = {}
    """Other names of a field, each with the field that it means."""


W = TypeVar("W", bound=Written)


class _Spelling(type):
    """The type of what `Short[…]` makes. What it reads is of the type of its body, never of its own."""

    def __instancecheck__(cls, _: object) -> bool:
        return True


if TYPE_CHECKING:
    from typing import Annotated as Short
else:

    class Short:
        """`Short[body, lengthen, as_written]`: a body with short ways of writing.

        `lengthen` turns a short way into the long one before the body is read, so that an error names what
        the user wrote and not a branch of a union; the long one it leaves alone. `as_written` is the type of
        all ways, for the JSON Schema.
        """

        def __class_getitem__(cls, spelling: tuple[Any, Callable[[Any], Any], Any]) -> type:
            body, lengthen, as_written = spelling
            told = {"body": body, "lengthen": staticmethod(lengthen), "as_written": as_written}
            return _Spelling("Short", (), told)


def is_short(kind: object) -> bool:
    """Whether a type was made by `Short[…]`."""
    return type(kind) is _Spelling


def read(shape: type[W], value: object) -> W:
    """A value that is written well, as its shape.

    Raises:
        msgspec.ValidationError: it is faulty, or written in a way that only the model takes.
    """
    return msgspec.convert(value, shape, dec_hook=_read_short)


def _read_short(kind: Any, value: object) -> object:
    """The body of a spelling, from any way of writing it."""
    long = kind.lengthen(value)
    if get_origin(kind.body) is Literal:
        return _member(get_args(kind.body), long)
    synonyms = getattr(kind.body, "SYNONYMS", None)
    if synonyms and isinstance(long, dict):
        long = _by_field(long, synonyms)
    return msgspec.convert(long, kind.body, dec_hook=_read_short)


def _member(members: tuple[Enum, ...], value: object) -> Enum:
    """A member of an enumeration of which only some may be written, which msgspec does not know."""
    for member in members:
        if value.__class__ in (str, member.__class__) and value == member.value:
            return member
    raise ValueError("not one of the words known here")


def _by_field(value: Mapping[Any, Any], synonyms: Mapping[str, str]) -> Mapping[Any, Any]:
    """A mapping with each synonym replaced by the field that it means; as it is when one is said twice."""
    named = {synonyms.get(key, key): one for key, one in value.items()}
    return named if len(named) == len(value) else value
