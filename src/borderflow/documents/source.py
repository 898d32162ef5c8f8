"""The text of one file, and where in it an offset lies."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from borderflow.model.location import Location


class Source(Struct, frozen=True, eq=False, dict=True):
    """A decoded file. Offsets count its characters from 0."""

    name: str
    """The file as the user gave it, with forward slashes."""
    text: str
    """What was decoded, without a byte order mark."""
    digest: str = ""
    """SHA-256 of the raw bytes, in hexadecimal."""

    def at(self, offset: int, length: int = 0) -> Location:
        """The line and column of an offset; with a length, also where the word on that line ends."""
        line = self.line_of(offset)
        column = offset - self._starts[line - 1] + 1
        return Location(self.name, line, column, column + length if length else None)

    def line_of(self, offset: int) -> int:
        """The number of the line that an offset lies on."""
        return bisect_right(self._starts, offset)

    def offset(self, place: Location) -> int:
        """Where a place of this file begins; of one past the end, the end."""
        line = min(max(place.line, 1), len(self._starts))
        return min(self._starts[line - 1] + place.column - 1, len(self.text))

    @cached_property
    def is_one_line(self) -> bool:
        """Whether all of the text stands on its first line, as programs write JSON."""
        return len(self._starts) <= 1

    def line(self, number: int) -> str:
        """One line, counted from 1, without its break; empty past the end."""
        return (
            self._lines[number - 1].rstrip("\r\n\x85\u2028\u2029") if 0 < number <= len(self._lines) else ""
        )

    @cached_property
    def _lines(self) -> list[str]:
        # Breaks where libyaml does (YAML 1.1, section 4.2: CR, LF, NEL, LS, PS): the other characters at
        # which `splitlines` breaks are control characters, which neither format allows.
        return self.text.splitlines(keepends=True)

    @cached_property
    def _starts(self) -> list[int]:
        starts = list(accumulate(map(len, self._lines), initial=0))
        ends_open = not self._lines or self._lines[-1] == self.line(len(self._lines))
        return starts[:-1] or [0] if ends_open else starts
