"""Values of foreign files, asked for without trust: a wrong type is an empty value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def mapping_of(value: Any) -> Mapping[str, Any]:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> Sequence[Any]:
    """The value when it is a list, else an empty one."""
    return value if isinstance(value, list) else ()


def text_of(value: Any) -> str:
    """The value when it is a text or a number, without blanks around it, else an empty one."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def texts_of(value: Any) -> tuple[str, ...]:
    """The texts of a list, or the only one when it is no list."""
    texts = (text_of(one) for one in (value if isinstance(value, list) else (value,)))
    return tuple(one for one in texts if one)


def entries_of(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The mappings of a list, with their places in it."""
    return ((at, one) for at, one in enumerate(list_of(value)) if isinstance(one, dict))
