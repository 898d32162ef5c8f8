"""The zone diagram proper: lanes by place of processing, columns by time, one line a link."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from borderflow.renderers.diagram.channels import PITCH, Channel, dig, port_height
from borderflow.renderers.diagram.columns import Grid, arrange
from borderflow.renderers.diagram.lettering import NAME, SMALL, fit, width_of, wrap
from borderflow.renderers.diagram.network import LANES, Link, Network, Node
from borderflow.renderers.diagram.picture import Badge, Box, Label, Lane, Line, Picture, Point, Rect
from borderflow.renderers.diagram.ports import BADGE, Ports, badge_width, label_of, spread
from borderflow.renderers.diagram.rows import Rows, settle
from borderflow.renderers.diagram.words import lane_name

LEFT, RIGHT = 15.0, 9.0
NARROW, WIDE = 57.0, 104.0
"""Widths that a column may have."""

_HEADING = 7.6


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything that is known before the first coordinate across."""

    grid: Grid
    ports: Ports
    nodes: dict[str, Node]
    labels: dict[int, str]
    crossings: dict[int, tuple[int, int]]
    """For each link with a transfer number: the channel and the lane on whose upper border it is shown."""
    crowd: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Measures:
    rows: Rows
    channels: tuple[Channel, ...]
    column: float
    lefts: tuple[float, ...]
    air: float


def draw_lanes(network: Network, width: float, air: float) -> Picture | None:
    """The picture in a given width, with air between the boxes; None when the columns do not fit into it."""
    plan = _plan(network)
    measures = _measure(plan, width, air)
    if measures is None:
        return None
    height = measures.rows.lanes[-1][2]
    return Picture(
        width=width,
        height=height,
        lanes=tuple(
            Lane(Rect(0, top, width, bottom - top), LANES[lane]) for lane, top, bottom in measures.rows.lanes
        ),
        borders=tuple(((0.0, top), (width, top)) for _, top, _ in measures.rows.lanes[1:]),
        lines=tuple(_line(plan, measures, index) for index in range(len(plan.grid.chains))),
        boxes=tuple(_box(plan, measures, node, network.witness) for node in network.nodes),
        badges=_numbers(plan, measures) + _transfers(plan, measures),
        labels=tuple(_heading(plan, lane, top) for lane, top, _ in measures.rows.lanes),
        folded=any(node.size > 1 for node in network.nodes),
    )


def _plan(network: Network) -> _Plan:
    grid = arrange(network)
    used = sorted(set(grid.lane.values()))
    crossings = {
        index: found
        for index, (link, cells) in enumerate(grid.chains)
        if link.transfer and (found := _crossing(grid, used, link, cells))
    }
    stacked: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for index, place in crossings.items():
        stacked[place].add(grid.chains[index][0].transfer)
    crowd: dict[int, int] = {}
    for (_, lane), names in stacked.items():
        crowd[lane] = max(crowd.get(lane, 0), len(names))
    labels = {
        index: label_of(link) + (f" {link.transfer}" if link.transfer and index not in crossings else "")
        for index, (link, _) in enumerate(grid.chains)
    }
    return _Plan(grid, spread(grid), {node.id: node for node in network.nodes}, labels, crossings, crowd)


def _crossing(grid: Grid, used: list[int], link: Link, cells: tuple[str, ...]) -> tuple[int, int] | None:
    """The first lane border on the way of a link. Its lane changes once at most."""
    begin, end = grid.lane[link.source], grid.lane[link.target]
    if begin == end:
        return None
    channel = next(
        grid.column[left] for left, right in pairwise(cells) if grid.lane[left] != grid.lane[right]
    )
    return (channel, used[used.index(begin) + 1] if begin < end else begin)


def _measure(plan: _Plan, width: float, air: float) -> _Measures | None:
    """Widths and heights depend on one another: widen the columns round by round while they fit."""
    best, column = None, NARROW
    for _ in range(4):
        tall = {id: _height(node, column) for id, node in plan.nodes.items()}
        rows = settle(plan.grid, plan.ports, tall, plan.crowd, air)
        channels = dig(plan.grid, plan.ports, rows, plan.labels)
        needed = sum(channel.width for channel in channels[:-1]) + _last(channels[-1])
        room = (width - LEFT - RIGHT - needed) / len(channels)
        if room >= column:
            lefts = _lefts(channels, column, (room - column) * len(channels))
            best = _Measures(rows, channels, column, lefts, air)
        if room < NARROW or abs(min(room, WIDE) - column) < 1:
            break
        column = min(room, WIDE)
    return best


def _last(channel: Channel) -> float:
    return channel.width if channel.tracks else 0.0


def _lefts(channels: tuple[Channel, ...], column: float, spare: float) -> tuple[float, ...]:
    """The left edge of every column; what is to spare widens the channels."""
    more = spare / (len(channels) - 1) if len(channels) > 1 else 0.0
    lefts = [LEFT]
    for channel in channels[:-1]:
        lefts.append(lefts[-1] + column + channel.width + min(more, 90.0))
    return tuple(lefts)


def _height(node: Node, column: float) -> float:
    return 27.5 + 8.6 * len(_name(node, column))


def _name(node: Node, column: float) -> tuple[str, ...]:
    first = wrap(node.name, column - 19, NAME, 2, bold=True)
    return first or (node.id,)


def _box(plan: _Plan, measures: _Measures, node: Node, witness: tuple[str, ...]) -> Box:
    height = measures.rows.height[node.id] - measures.air
    x = measures.lefts[plan.grid.column[node.id]]
    area = Rect(x, measures.rows.middle[node.id] - height / 2, measures.column, height)
    chip = width_of(node.chip, SMALL, bold=True) + 6
    return Box(
        area=area,
        id=node.id,
        name=_name(node, measures.column),
        operator=fit(node.operator, measures.column - 10, SMALL),
        icon=node.icon,
        chip=node.chip,
        law=fit(node.law, measures.column - 13 - chip, SMALL, bold=node.foreign),
        zone=node.zone,
        foreign=node.foreign,
        highlighted=node.id in witness,
        folded=node.size > 1,
    )


def _line(plan: _Plan, measures: _Measures, index: int) -> Line:
    link, cells = plan.grid.chains[index]
    points: list[Point] = []
    for step, (left, right) in enumerate(pairwise(cells)):
        points += _turn(plan, measures, index, step, left, right)
    if link.source != cells[0]:
        points.reverse()
    return Line(tuple(points), link.status, link.highlighted)


def _turn(plan: _Plan, measures: _Measures, index: int, step: int, left: str, right: str) -> list[Point]:
    place = plan.grid.column[left]
    loop = place == plan.grid.column[right]
    begin = measures.lefts[place] + measures.column
    end = begin if loop else measures.lefts[place + 1]
    start = port_height(plan.ports, measures.rows, left, "right", index)
    finish = port_height(plan.ports, measures.rows, right, "right" if loop else "left", index)
    if (index, step) not in measures.channels[place].track:
        return [(begin, start), (end, start)]
    across = _track(measures, place, (index, step))
    return [(begin, start), (across, start), (across, finish), (end, finish)]


def _track(measures: _Measures, place: int, segment: tuple[int, int]) -> float:
    """Where a track runs. A channel that is wider than it needs spreads its tracks, up to a limit."""
    channel = measures.channels[place]
    begin = measures.lefts[place] + measures.column
    if place + 1 == len(measures.lefts):
        return begin + channel.left + 2 + channel.track[segment] * PITCH
    spare = measures.lefts[place + 1] - begin - channel.width
    pitch = PITCH + min(spare / (channel.tracks + 1), 7.0)
    used = (channel.tracks - 1) * pitch
    free = measures.lefts[place + 1] - begin - channel.left - channel.right - used
    return begin + channel.left + free / 2 + channel.track[segment] * pitch


def _numbers(plan: _Plan, measures: _Measures) -> tuple[Badge, ...]:
    return tuple(_number(plan, measures, index) for index in range(len(plan.grid.chains)))


def _number(plan: _Plan, measures: _Measures, index: int) -> Badge:
    link, cells = plan.grid.chains[index]
    text = plan.labels[index]
    width = badge_width(text)
    loop = plan.grid.column[cells[0]] == plan.grid.column[cells[-1]]
    side = "right" if link.source == cells[0] or loop else "left"
    y = port_height(plan.ports, measures.rows, link.source, side, index) - BADGE / 2
    edge = measures.lefts[plan.grid.column[link.source]]
    x = edge + measures.column + 2.5 if side == "right" else edge - 2.5 - width
    return Badge(Rect(x, y, width, BADGE), text, link.status)


def _transfers(plan: _Plan, measures: _Measures) -> tuple[Badge, ...]:
    """Transfer numbers on the border; those of one channel lie one above the other."""
    tops = {lane: top for lane, top, _ in measures.rows.lanes}
    places: defaultdict[tuple[int, int], dict[str, list[int]]] = defaultdict(dict)
    for index, place in plan.crossings.items():
        places[place].setdefault(plan.grid.chains[index][0].transfer, []).append(index)
    found = []
    for (channel, lane), names in sorted(places.items()):
        for row, (name, chains) in enumerate(sorted(names.items())):
            y = tops[lane] + (row - (len(names) - 1) / 2) * (BADGE + 2)
            found.append(_transfer(plan, measures, channel, name, chains, y))
    return tuple(found)


def _transfer(
    plan: _Plan, measures: _Measures, channel: int, name: str, chains: list[int], y: float
) -> Badge:
    across = [_border_track(plan, measures, channel, index) for index in chains]
    width = max(width_of(name, NAME, bold=True) + 7, max(across) - min(across) + 9)
    middle = (max(across) + min(across)) / 2
    worst = plan.grid.chains[chains[0]][0].status
    return Badge(Rect(middle - width / 2, y - BADGE / 2, width, BADGE), name, worst, transfer=True)


def _border_track(plan: _Plan, measures: _Measures, channel: int, index: int) -> float:
    _, cells = plan.grid.chains[index]
    step = next(
        step
        for step, (left, right) in enumerate(pairwise(cells))
        if plan.grid.lane[left] != plan.grid.lane[right]
    )
    return _track(measures, channel, (index, step))


def _heading(plan: _Plan, lane: int, top: float) -> Label:
    text = lane_name(LANES[lane])
    y = top + (plan.crowd.get(lane, 0) * (BADGE + 2)) / 2 + 3.5
    width = width_of(text, _HEADING, bold=True)
    return Label(Rect(12, y, width, 9), text, LANES[lane], bold=True)
