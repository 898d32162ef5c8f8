"""Lines of toned text, and the one place where they become characters for a terminal.

Whatever a manifest names passes through `neutral` on its way out, so that no label can move the cursor,
colour the screen or reorder what stands beside it. Pipelines obey lines too: see `_COMMAND`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

_ENOUGH = 8
"""Characters for a column: some take none."""
_JOINERS = "\u200c\u200d"
"""Part of ordinary words in several scripts, and harmless."""
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)")
"""How a line of a log commands the pipeline that reads it: `::error::` at its beginning, blanks aside
(GitHub), `##[error]` (GitHub, of old), `##vso[…]` (Azure) and `##teamcity[…]` anywhere in it."""


class Tone(Enum):
    """What a piece of text is, as a terminal colour."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    GRAVE = "1;31"
    WARNING = "1;33"
    MILD = "1;36"
    FRAME = "1;34"
    GOOD = "32"


Span = tuple[Tone, str]
Line = tuple[Span, ...]
BLANK: Line = ()


def plain(text: str) -> Line:
    """A line in one tone."""
    return ((Tone.PLAIN, text),)


def inked(lines: Iterable[Line], colour: bool) -> bytes:
    """The lines as a terminal takes them; without colour, as a pipe does."""
    text = "".join(_line(line, colour) + "\n" for line in lines)
    return text.encode()


def neutral(text: str) -> str:
    """The text on one line, with everything that a terminal would obey written as an escape."""
    return text if text.isprintable() else "".join(map(_harmless, text))


def columns(text: str) -> int:
    """How many columns a terminal gives to the text."""
    text = neutral(text)
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """The words of a text in lines of at most that many columns; a longer word stands alone."""
    line = ""
    for word in neutral(text).split():
        if line and columns(line) + 1 + columns(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def shortened(text: str, width: int) -> str:
    """The beginning of a text that fits, with an ellipsis for the rest."""
    begin = neutral(text[: _ENOUGH * width])  # programs write JSON on one line of megabytes
    if len(text) <= _ENOUGH * width and columns(begin) <= width:
        return begin
    room = width - 1
    for number, character in enumerate(begin):
        room -= columns(character)
        if room < 0:
            return f"{begin[:number]}…"
    return f"{begin}…"


def padded(text: str, width: int) -> str:
    """The text, filled with spaces to that many columns."""
    return neutral(text) + " " * (width - columns(text))


def _line(line: Sequence[Span], colour: bool) -> str:
    *before, (tone, last) = line or plain("")
    spans = (*before, (tone, last.rstrip()))
    text = "".join(_span(tone, neutral(text), colour) for tone, text in spans)
    return _COMMAND.sub(_disarmed, text) if "::" in text or "##" in text else text


def _disarmed(match: re.Match[str]) -> str:
    return f"{match[1]}\\:" if match[1] is not None else "#\\"


def _span(tone: Tone, text: str, colour: bool) -> str:
    return f"\x1b[{tone.value}m{text}\x1b[0m" if colour and tone.value and text else text


def _harmless(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character.isspace():
        return " "
    return character.encode("unicode_escape").decode()


def _cells(character: str) -> int:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
