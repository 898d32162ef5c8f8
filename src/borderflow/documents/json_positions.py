"""Where things stand in a JSON text, looked up only when somebody asks."""

from __future__ import annotations

import json.scanner
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from borderflow.documents.lookup import Entry, Lookup
from borderflow.documents.scalars import LONGEST_INTEGER, has_half_character

# A text before a colon is a key; all other tokens begin a value or end one.
_TOKEN = re.compile(
    r'(?P<key>"[^"\\]*(?:\\.[^"\\]*)*"(?=\s*:))|"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s{}\[\]:,"]+', re.DOTALL
)
_BLANK = re.compile(r"[ \t\n\r]*")
_SEPARATOR = re.compile(r"[ \t\n\r]*[,:]?[ \t\n\r]*")
_skip = json.scanner.make_scanner(json.JSONDecoder())  # type: ignore[arg-type]  # the stub names itself
_MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_NOT_A_NUMBER = frozenset(("NaN", "Infinity", "-Infinity"))


class JsonPositions(Lookup):
    """A node is the offset at which it begins: what a path passes by is skipped at the parser's speed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def offset(self, node: int) -> int:
        return _next(self._text, node)  # the document begins at 0, its value perhaps later

    def items(self, node: int) -> Sequence[int]:
        return list(self._begins(node))

    def entries(self, node: int, mapping: Mapping[str, Any]) -> Mapping[str, Entry]:
        """The keys with their nodes; of a key that is repeated, the last one, as in the value."""
        begins = list(self._begins(node))
        places = list(zip(begins[::2], begins[1::2], strict=True))
        if len(places) == len(mapping):
            return dict(zip(mapping, places, strict=True))
        return {_skip(self._text, key)[0]: (key, value) for key, value in places}

    def _begins(self, node: int) -> Iterator[int]:
        """Where each key and value right inside a collection begins."""
        text, separator = self._text, _SEPARATOR.match
        at = _next(text, self.offset(node) + 1)
        while text[at] not in "]}":
            yield at
            found = separator(text, _skip(text, at)[1])
            assert found
            at = found.end()


def _next(text: str, offset: int) -> int:
    """The first character from an offset that is no white space."""
    found = _BLANK.match(text, offset)
    return found.end() if found else offset


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
