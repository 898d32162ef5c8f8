"""Plain words as values: the core schema of YAML 1.2.2, section 10.3.2, and nothing of YAML 1.1.

So `NO`, `on` and `yes` are words, `012` is twelve, and dates and times are text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, Final

_WORDS: Final[dict[str, Any]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((sign + word for sign in ("", "+") for word in (".inf", ".Inf", ".INF")), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_FIRST = frozenset((*(word[:1] for word in _WORDS), *"+-.0123456789"))
_NUMBER = re.compile(
    r"(?P<decimal>[-+]?[0-9]+)"
    r"|0o(?P<octal>[0-7]+)"
    r"|0x(?P<hexadecimal>[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
LONGEST_INTEGER: Final = 400
"""Digits. Python refuses to convert far longer ones, and how long depends on its settings (at least 640)."""
YAML_TAG: Final = "tag:yaml.org,2002:"


class _Merge(str):
    """The type of `MERGE`: a word like any other, which can still be told from a quoted one."""

    __slots__ = ()


MERGE: Final = _Merge("<<")
"""A plain `<<`. Only as a key does it mean a merge."""


class Scalars(dict[str, Any]):
    """Plain words met so far. The same few words fill a file: looking up is faster than resolving."""

    def __init__(self) -> None:
        super().__init__({"<<": MERGE})

    def __missing__(self, text: str) -> Any:
        value = self[text] = resolve(text)
        return value


def resolve(text: str) -> Any:
    """What a plain word means.

    Raises:
        ValueError: an integer is too long.
    """
    if text[:1] not in _FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    return text if number is None else _number(number)


def read_tagged(tag: str, text: str) -> Any:
    """A scalar whose type is written before it.

    Raises:
        KeyError: it is none of the core schema's tags for scalars.
        ValueError: the text is nothing of that type.
    """
    return _TAGGED[tag.removeprefix(YAML_TAG)](text)


def has_half_character(text: str) -> bool:
    """Whether an escape has left one half of a surrogate pair, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _number(number: re.Match[str]) -> int | float:
    if number.lastgroup == "float":
        return float(number[0])
    if len(number[0]) > LONGEST_INTEGER:
        raise ValueError("The integer is too long.")
    base = {"decimal": 10, "octal": 8, "hexadecimal": 16}[number.lastgroup or ""]
    return int(number[number.lastgroup or ""], base)


def _as(*kinds: type) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        value = resolve(text)
        if type(value) not in kinds:  # exactly, for a bool is an int
            raise ValueError("The text is nothing of that type.")
        return value

    return read


def _as_float(text: str) -> float:
    value = _as(float, int)(text)
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


_TAGGED: Final[dict[str, Callable[[str], Any]]] = {
    "str": str,
    "int": _as(int),
    "float": _as_float,
    "bool": _as(bool),
    "null": _as(type(None)),
}
