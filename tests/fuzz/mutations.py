"""Strange inputs made of ordinary ones: values put in one another's place, texts cut and mixed.

Everything comes from the given source of chance, so that a seed repeats a run.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

WORDS = (
    *tuple(
        r"""
    NO 012 1e999 -1 ~ null << * &a ${ ${A:-${B $(X) {% {data} `{data}` @ / a/b@c a->b -> self unknown openai
    openai/api aws@eu-central-1 global FR US XX P2Y P9999999999Y 2026-02-30 9999-12-31 0001-01-01 http://
    https://user:pw@[::1 file:///etc/passwd ../../etc/passwd =1+1 ::error::x <script> ]]> x-own TRF-01 none
    clear embedding
    """.split()
    ),
    "",
    " ",
    "a -> b",
    "-> b: c",
    "\x00",
    "\x1b[31m",
    "\u2028",
    "\u202e",
    "�",
    "a" * 3000,
)
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 3.5, 10**30, [], {}, [None], [[]], [{}]),
    *({"a": None}, {"": {"": []}}, {"country": "FR"}),
    *WORDS,
)
_DEPTH = 12


def mutate_value(value: Any, others: Any, chance: Random) -> Any:
    """Change some places of a value: drop them, double them, or put a strange value or another's there."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        place = chance.choice(list(_places(value)))
        value = _changed(value, place, others, chance)
    return value


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    if len(path) < _DEPTH:
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, one in inner:
            yield from _places(one, (*path, key))


def _changed(value: Any, path: tuple[Any, ...], others: Any, chance: Random) -> Any:
    if not path:
        return _replacement(value, others, chance)
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    key = path[0]
    if len(path) > 1:
        copy[key] = _changed(copy[key], path[1:], others, chance)
        return copy
    match chance.randrange(8):
        case 0:
            del copy[key]
        case 1 if isinstance(copy, list):
            copy.insert(key, copy[key])
        case 1:
            copy[chance.choice(WORDS)] = copy[key]
        case 2 if isinstance(copy, dict):
            copy = {chance.choice(WORDS) if one == key else one: inner for one, inner in copy.items()}
        case _:
            alike = [_at(others, place) for place in _places(others) if place and place[-1] == key]
            copy[key] = (
                chance.choice(alike)
                if alike and chance.random() < 0.6
                else _replacement(copy[key], others, chance)
            )
    return copy


def _replacement(value: Any, others: Any, chance: Random) -> Any:
    match chance.randrange(4):
        case 0:
            return chance.choice(STRANGE)
        case 1:
            return [value]
        case 2 if isinstance(value, str):
            return mutate_text(value, value, chance)
    places = list(_places(others))
    return _at(others, chance.choice(places))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def mutate_text(text: str, other: str, chance: Random) -> str:
    """Cut a text, repeat a part of it, put signs or a part of another text into it."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 1, 3, 20, 200)))
        match chance.randrange(5):
            case 0:
                middle = ""
            case 1:
                middle = text[start:end] * 2
            case 2:
                middle = chance.choice(WORDS)
            case 3:
                middle = chance.choice("{}[]:,-\"'\n\t #&*!|>%@`\\<=$\r\0\ufeff\x85")
            case _:
                begin = chance.randint(0, len(other))
                middle = other[begin : begin + chance.randint(1, 80)]
        text = text[:start] + middle + text[end:]
    return text


def as_bytes(value: Any) -> bytes:
    """A value as JSON, or a text as it is; lone surrogates as the bytes that no decoder takes."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")
