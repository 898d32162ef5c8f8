"""A source line with a caret under what is meant, in the manner of compilers."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.location import Location
from borderflow.renderers.text.ink import Line, Tone, columns, neutral, shortened

_LEAD = 12
"""How much of a long line is kept before the caret."""


def gutter(location: Location | None) -> int:
    """Columns that the line number takes."""
    return len(str(location.line)) if location else 1


def arrow(location: Location) -> Line:
    """`--> file:line:column`, which terminals and editors make a link of."""
    return ((Tone.PLAIN, " " * gutter(location)), (Tone.FRAME, "--> "), (Tone.PLAIN, str(location)))


def snippet(
    location: Location, source: str | None, tone: Tone, label: str = "", width: int = 100
) -> Iterator[Line]:
    """The line, and carets under what is meant. Nothing when the line is not at hand."""
    if source is None:
        return
    start, end = _span(location, source)
    end = min(end, start + width)
    cut = _cut(source, start, width - gutter(location) - 3)
    shown, before = source[cut : cut + _LEAD * width], neutral(source[cut:start])
    mark = "^" * max(1, columns(source[start:end]))
    room = width - gutter(location) - 3
    yield _framed(gutter(location))
    yield (*_framed(gutter(location), str(location.line)), (Tone.PLAIN, shortened(shown, room)))
    caret = " " * columns(before)
    mark = mark[: max(1, room - len(caret))]
    yield (*_framed(gutter(location)), (Tone.PLAIN, caret), (tone, f"{mark} {label}".rstrip()))


def _framed(room: int, number: str = "") -> Line:
    return ((Tone.FRAME, f"{number:>{room}} | "),)


def _span(location: Location, source: str) -> tuple[int, int]:
    start = min(max(location.column - 1, 0), len(source))
    end = (location.end_column or location.column + 1) - 1
    return start, max(start, min(end, len(source.rstrip())))


def _cut(source: str, start: int, room: int) -> int:
    """Where to begin, so that the caret stays on the screen."""
    far = start > _LEAD * room or columns(source[:start]) + _LEAD > room
    return max(0, start - _LEAD) if far else 0
