"""Heights of the lanes and the place of every cell in its column."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from msgspec import Struct

from borderflow.renderers.diagram.columns import Grid
from borderflow.renderers.diagram.ports import BADGE, Ports

HEADING = 11.0
"""Room for the name of a lane."""
GAP = 9.0
SLOT = 6.0
MARGIN = 5.0

_SWEEPS = 10


class Rows(Struct, frozen=True):
    """The middle of every cell, and the top and bottom of every used lane."""

    middle: dict[str, float]
    height: dict[str, float]
    lanes: tuple[tuple[int, float, float], ...]


def settle(grid: Grid, ports: Ports, tall: dict[str, float], crowd: dict[int, int], air: float) -> Rows:
    """Stack the cells of each lane, then move them towards straight lines as far as there is room.

    `crowd` tells how many transfer numbers lie one above the other on the upper border of a lane, `air` how
    much room stays free around a box beyond the least.
    """
    height = {
        cell: max(tall[cell], ports.need.get(cell, 0) + 4) + air if cell in tall else SLOT + air / 4
        for cell in grid.lane
    }
    stacks = _stacks(grid)
    lanes = _lanes(stacks, height, crowd)
    room = {lane: (low, high) for lane, low, high in _insides(lanes, crowd)}
    middle: dict[str, float] = {}
    for (lane, _), cells in stacks.items():
        low, high = room[lane]
        start = (low + high - _tall(cells, height)) / 2
        middle.update(zip(cells, _packed(cells, height, [start] * len(cells), low, high), strict=True))
    _straighten(grid, ports, stacks, height, room, middle)
    return Rows(middle, height, lanes)


def _stacks(grid: Grid) -> dict[tuple[int, int], list[str]]:
    stacks: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for column, cells in enumerate(grid.columns):
        for cell in cells:
            stacks[grid.lane[cell], column].append(cell)
    return stacks


def _tall(cells: list[str], height: dict[str, float]) -> float:
    return sum(height[cell] for cell in cells) + GAP * (len(cells) - 1)


def _pads(lane: int, crowd: dict[int, int]) -> float:
    return MARGIN + crowd.get(lane, 0) * (BADGE + 2) / 2


def _lanes(
    stacks: dict[tuple[int, int], list[str]], height: dict[str, float], crowd: dict[int, int]
) -> tuple[tuple[int, float, float], ...]:
    inner: defaultdict[int, float] = defaultdict(float)
    for (lane, _), cells in stacks.items():
        inner[lane] = max(inner[lane], _tall(cells, height))
    used = sorted(inner)
    following = dict(pairwise(used))
    top, found = 0.0, []
    for lane in used:
        after = _pads(following[lane], crowd) if lane in following else MARGIN
        bottom = top + _pads(lane, crowd) + HEADING + inner[lane] + after + 2
        found.append((lane, top, bottom))
        top = bottom
    return tuple(found)


def _insides(
    lanes: tuple[tuple[int, float, float], ...], crowd: dict[int, int]
) -> list[tuple[int, float, float]]:
    following = {lane: after for (lane, *_), (after, *_) in pairwise(lanes)}
    return [
        (
            lane,
            top + _pads(lane, crowd) + HEADING,
            bottom - 2 - (_pads(following[lane], crowd) if lane in following else MARGIN),
        )
        for lane, top, bottom in lanes
    ]


def _straighten(
    grid: Grid,
    ports: Ports,
    stacks: dict[tuple[int, int], list[str]],
    height: dict[str, float],
    room: dict[int, tuple[float, float]],
    middle: dict[str, float],
) -> None:
    pulls = _pulls(grid, ports)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for (lane, _), cells in sorted(stacks.items(), key=lambda item: item[0][1], reverse=not forward):
            wishes = [_wish(cell, pulls, middle, (lane, forward), grid) for cell in cells]
            tops = [wish - height[cell] / 2 for wish, cell in zip(wishes, cells, strict=True)]
            middle.update(zip(cells, _packed(cells, height, tops, *room[lane]), strict=True))


def _pulls(grid: Grid, ports: Ports) -> dict[str, list[tuple[str, float, bool]]]:
    """For each cell its neighbours, how far off a straight line would be, and which stand before it."""
    pulls: defaultdict[str, list[tuple[str, float, bool]]] = defaultdict(list)
    for index, (_, cells) in enumerate(grid.chains):
        if grid.column[cells[0]] == grid.column[cells[-1]]:
            continue
        for left, right in pairwise(cells):
            shift = ports.offset.get((left, "right", index), 0) - ports.offset.get((right, "left", index), 0)
            pulls[left].append((right, -shift, False))
            pulls[right].append((left, shift, True))
    return pulls


def _wish(
    cell: str,
    pulls: dict[str, list[tuple[str, float, bool]]],
    middle: dict[str, float],
    sweep: tuple[int, bool],
    grid: Grid,
) -> float:
    """The mean of what would make lines straight; a slot follows the cell that the sweep comes from."""
    lane, forward = sweep
    near = [
        middle[other] + shift
        for other, shift, before in pulls.get(cell, ())
        if grid.lane[other] == lane and (before is forward or cell[0] != "~")
    ]
    return sum(near) / len(near) if near else middle[cell]


def _packed(
    cells: list[str], height: dict[str, float], tops: list[float], low: float, high: float
) -> list[float]:
    """Middles as near to the wished tops as order, gaps and the lane allow."""
    placed: list[float] = []
    for cell, top in zip(cells, tops, strict=True):
        placed.append(max(top, low))
        low = placed[-1] + height[cell] + GAP
    for place in range(len(cells) - 1, -1, -1):
        placed[place] = min(placed[place], high - height[cells[place]])
        high = placed[place] - GAP
    return [top + height[cell] / 2 for top, cell in zip(placed, cells, strict=True)]
