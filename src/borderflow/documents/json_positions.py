"""Where things stand in a JSON text: one scan over its tokens, made only when somebody asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from borderflow.documents.positions import Positions
from borderflow.documents.scalars import LONGEST_INTEGER, has_half_character

# A text before a colon is a key; all other tokens begin a value or end one.
_TOKEN = re.compile(
    r'(?P<key>"[^"\\]*(?:\\.[^"\\]*)*"(?=\s*:))|"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\]:,"]+', re.DOTALL
)
_MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_NOT_A_NUMBER = frozenset(("NaN", "Infinity", "-Infinity"))


def scan(text: str) -> Positions:
    """The position of every key and value of a valid JSON text."""
    positions, nested = Positions(), []
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            nested.append(positions.start_collection(token.start()))
        elif token[0] in "]}":
            positions.end_collection(nested.pop())
        else:
            positions.starts.append(token.start())
    return positions


def find_repeated_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Each key that its object already has: the key, where it stands first, and where again."""
    nested: list[dict[str, int]] = []
    for token in _TOKEN.finditer(text):
        if token["key"]:
            key = json.loads(token["key"])
            if nested[-1].setdefault(key, token.start()) != token.start():
                yield key, nested[-1][key], token.start()
        elif token[0] in "[{":
            nested.append({})
        elif token[0] in "]}":
            nested.pop()


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
