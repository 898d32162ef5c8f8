"""Tables that fit the terminal: the widest columns give way first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderflow.renderers.text.ink import Line, Tone, columns, padded, shortened

_GAP = "  "
_NARROWEST = 8
"""Below this a column says nothing any more."""

Row = Sequence[str]


def table(head: Row, rows: Sequence[Row], width: int, indent: str = "  ") -> Iterator[Line]:
    """Head and rows, shortened to the width."""
    widths = _fitted(head, rows, width - len(indent))
    yield ((Tone.FAINT, indent + _cells(head, widths)),)
    for row in rows:
        yield ((Tone.PLAIN, indent + _cells(row, widths)),)


def _cells(row: Row, widths: Sequence[int]) -> str:
    pairs = zip(row, widths, strict=True)
    return _GAP.join(padded(shortened(cell, width), width) for cell, width in pairs).rstrip()


def _fitted(head: Row, rows: Sequence[Row], room: int) -> list[int]:
    widths = [max(map(columns, column)) for column in zip(head, *rows, strict=True)]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths
