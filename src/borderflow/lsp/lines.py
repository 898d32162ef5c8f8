"""A text as an editor counts it: lines from 0, and on a line the units of an encoding (LSP 3.17)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\r|\n")
UTF16 = "utf-16"
"""What every editor speaks; another encoding of positions has to be agreed on."""


class Point(NamedTuple):
    """A place between two characters."""

    line: int
    character: int


class Range(NamedTuple):
    """From one place to another."""

    start: Point
    end: Point


class Lines:
    """Offsets of a text, which count its characters from 0, as places, and the other way round."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self._text = text
        self._encoding = encoding
        self._starts = [0, *(one.end() for one in _BREAK.finditer(text))]

    def point(self, offset: int) -> Point:
        """The place of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Point(line, self._units(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.point(start), self.point(end))

    def offset(self, point: Point) -> int:
        """The offset of a place; past the end of a line it is the end (LSP 3.17, Position)."""
        if point.line >= len(self._starts):
            return len(self._text)
        begin = self._starts[point.line]
        after = self._starts[point.line + 1] if point.line + 1 < len(self._starts) else len(self._text)
        line = self._text[begin:after].rstrip("\r\n")
        return begin + min(self._characters(line, point.character), len(line))

    def _units(self, text: str) -> int:
        if text.isascii():
            return len(text)
        return sum(map(self._width, text))

    def _characters(self, line: str, units: int) -> int:
        """How many characters take so many units; one that is cut in two is not counted."""
        if line.isascii():
            return units
        taken = 0
        for number, character in enumerate(line):
            taken += self._width(character)
            if taken > units:
                return number
        return len(line)

    def _width(self, character: str) -> int:
        if self._encoding == UTF16:
            return 1 if ord(character) < 0x10000 else 2
        return len(character.encode(errors="surrogatepass")) if self._encoding == "utf-8" else 1
