"""Where things stand in a JSON text: one scan over its tokens, made only when somebody asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from borderflow.documents.positions import Mark, Span, find_repeated
from borderflow.documents.scalars import LONGEST_INTEGER, has_half_character

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\]:,"]+', re.DOTALL)
_MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_NOT_A_NUMBER = frozenset(("NaN", "Infinity", "-Infinity"))


def scan(text: str) -> Mark:
    """The position of every key and value of a valid JSON text."""
    return _spans(text)[0][2][0]


def find_repeated_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Each key that its object already has: the key, where it stands first, and where again."""
    for span in _spans(text):
        yield from find_repeated(span)


def find_half_characters(text: str) -> Iterator[int]:
    """The strings that hold one half of a surrogate pair (RFC 8259, section 8.2: unpredictable)."""
    if not _MAYBE_HALF.search(text):
        return
    for token in _TOKEN.finditer(text):
        if _MAYBE_HALF.search(token[0]) and has_half_character(json.loads(token[0])):
            yield token.start()


def find_too_deep(text: str, depth: int) -> int:
    """Where the first collection begins that stands in too many others."""
    level = 0
    for token in _TOKEN.finditer(text):
        level += (token[0] in "{[") - (token[0] in "}]")
        if level > depth:
            return token.start()
    return 0


def find_odd_number(text: str) -> int:
    """Where the first number stands that cannot be one."""
    for token in _TOKEN.finditer(text):
        if token[0] in _NOT_A_NUMBER or (token[0][0] != '"' and len(token[0]) > LONGEST_INTEGER):
            return token.start()
    return 0


def _spans(text: str) -> list[Span]:
    """Every collection in the order of the text; the first one is a list around the whole."""
    spans: list[Span] = [(0, None, [])]
    nested = spans[:]
    for token in _TOKEN.finditer(text):
        word, (_, keys, marks) = token[0], nested[-1]
        if word in "]}":
            nested.pop()
        elif word in "[{":
            nested.append((token.start(), [] if word == "{" else None, []))
            marks.append(nested[-1])
            spans.append(nested[-1])
        else:
            if keys is not None and len(marks) % 2 == 0:
                keys.append(json.loads(word) if "\\" in word else word[1:-1])
            marks.append(token.start())
    return spans
