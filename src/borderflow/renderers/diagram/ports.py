"""Where lines leave and enter: every line has a place of its own on the side of a box."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from borderflow.renderers.diagram.columns import Grid
from borderflow.renderers.diagram.lettering import SMALL, width_of
from borderflow.renderers.diagram.network import Link

BADGE = 10.4
"""Height of a number on its line."""

_START = BADGE + 1.1
_END = 5.5

Port = tuple[str, str, int]
"""Cell, side (`left` or `right`) and the place of the chain in the grid."""


class Ports(Struct, frozen=True):
    """Offsets of the ports from the middle of their cell, and the height that each cell needs for them."""

    offset: dict[Port, float]
    need: dict[str, float]


def spread(grid: Grid) -> Ports:
    """Put the ports of each side in the order of the other ends, far enough apart for their numbers."""
    sides: defaultdict[tuple[str, str], list[tuple[float, int, float]]] = defaultdict(list)
    rank = {cell: place for row in grid.columns for place, cell in enumerate(row)}
    for index, (link, cells) in enumerate(grid.chains):
        for cell, side, other in ends_of(grid, cells):
            room = _START if cell == link.source else _END
            sides[cell, side].append((rank[other], index, room))
    return _stack(sides)


def ends_of(grid: Grid, cells: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Both ends of a chain: the cell, the side of it, and the next cell on the way."""
    side = "right" if grid.column[cells[0]] == grid.column[cells[-1]] else "left"
    return ((cells[0], "right", cells[1]), (cells[-1], side, cells[-2]))


def label_of(link: Link) -> str:
    """The numbers of the flows on a link; a long list is cut, section 2 of the report has them all."""
    if len(link.numbers) > 2:
        return f"{link.numbers[0]} +{len(link.numbers) - 1}"
    return ", ".join(map(str, link.numbers))


def badge_width(text: str) -> float:
    return max(BADGE, width_of(text, SMALL, bold=True) + 5)


def _stack(sides: dict[tuple[str, str], list[tuple[float, int, float]]]) -> Ports:
    offset: dict[Port, float] = {}
    need: defaultdict[str, float] = defaultdict(float)
    for (cell, side), entries in sides.items():
        height = sum(room for *_, room in entries)
        need[cell] = max(need[cell], height)
        top = -height / 2
        for _, index, room in sorted(entries):
            offset[cell, side, index] = top + room / 2
            top += room
    return Ports(offset, dict(need))
