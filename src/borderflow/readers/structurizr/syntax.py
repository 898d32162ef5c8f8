"""The syntax of the Structurizr DSL: words on lines, and blocks in braces.

The language: https://docs.structurizr.com/dsl/language. Every statement keeps the offset at which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

_TOKEN = re.compile(
    r"""
    (?P<space>[^\S\n]+|\\[ \t\r]*\n|\ufeff)
    |(?P<comment>/\*.*?(?:\*/|\Z)|(?://|\#)[^\n]*)
    |(?P<end>\n)
    |\"\"\"(?P<long>.*?)(?:\"\"\"|\Z)
    |"(?P<string>(?:[^"\\\n]|\\[^\n])*)(?:"|(?=\\?\n)|\\?\Z)
    |(?P<brace>[{}])
    |(?P<word>(?:\$\{[^}\s]{0,200}\}|[^\s{}"])+)
    """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 25


class Word(NamedTuple):
    """A word or a quoted text."""

    text: str
    offset: int
    is_quoted: bool = False


class Statement(Struct):
    """One line, with what stands in braces after it; None where there are no braces."""

    words: list[Word]
    block: list[Statement] | None = None

    @property
    def offset(self) -> int:
        return self.words[0].offset if self.words else 0


class Parsed(Struct):
    """The statements of a text, and what is wrong with it: message and offset."""

    statements: list[Statement] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """The statements of a text. A brace too many or too few is a fault, and the rest is read all the same."""
    found = Parsed()
    stack = [found.statements]
    words: list[Word] = []
    for token in _shallow(_tokens(text)):
        if token.is_quoted or token.text not in ("{", "}", "\n"):
            words.append(token)
            continue
        if token.text == "{":
            stack.append(_open(stack[-1], words))
        elif words:
            stack[-1].append(Statement(words))
        words = []
        if token.text == "}" and len(stack) > 1:
            stack.pop()
        elif token.text == "}":
            found.faults.append(("A brace closes that was never opened.", token.offset))
    if words:
        stack[-1].append(Statement(words))
    if len(stack) > 1:
        found.faults.append(("A brace is never closed.", len(text)))
    return found


def _shallow(tokens: Iterator[Word]) -> Iterator[Word]:
    """The tokens without braces that lie too deep for anybody to have meant them."""
    depth = 0
    for token in tokens:
        is_open, is_close = (not token.is_quoted and token.text == brace for brace in "{}")
        depth += is_open
        if depth < _DEEPEST or not (is_open or is_close):
            yield token
        depth -= is_close and depth > 0


def _open(siblings: list[Statement], words: list[Word]) -> list[Statement]:
    """The block of the statement on this line, else of the one before it."""
    if not words and siblings and siblings[-1].block is None:
        siblings[-1].block = []
        return siblings[-1].block
    block: list[Statement] = []
    siblings.append(Statement(words, block))
    return block


def _tokens(text: str) -> Iterator[Word]:
    """Words, braces and ends of lines; blanks and comments are passed over."""
    for match in _TOKEN.finditer(text):
        match match.lastgroup:
            case "long":
                yield Word(match["long"].strip(), match.start(), True)
            case "string":
                yield Word(re.sub(r"\\(.)", r"\1", match["string"]), match.start(), True)
            case "brace" | "word" | "end":
                yield Word(match[0], match.start())
