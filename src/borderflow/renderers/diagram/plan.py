"""What is known of a lane diagram before it is drawn: its grid, its sizes, and where every track runs."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from msgspec import Struct

from borderflow.renderers.diagram.boxes import height_of
from borderflow.renderers.diagram.channels import PITCH, Channel, dig
from borderflow.renderers.diagram.columns import Grid, arrange
from borderflow.renderers.diagram.network import Link, Network, Node
from borderflow.renderers.diagram.ports import Ports, label_of, spread
from borderflow.renderers.diagram.rows import Rows, settle

LEFT, RIGHT = 15.0, 9.0
NARROW, WIDE = 57.0, 104.0
"""Widths that a column may have."""


class Plan(Struct, frozen=True):
    """Everything that is known before the first coordinate across."""

    grid: Grid
    ports: Ports
    nodes: dict[str, Node]
    labels: dict[int, str]
    crossings: dict[int, tuple[int, int]]
    """For each link with a transfer number: the channel and the lane on whose upper border it is shown."""
    crowd: dict[int, int]
    witness: tuple[str, ...]


class Measures(Struct, frozen=True):
    rows: Rows
    channels: tuple[Channel, ...]
    column: float
    lefts: tuple[float, ...]
    air: float


def plan_lanes(network: Network) -> Plan:
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
    return Plan(
        grid,
        spread(grid),
        {node.id: node for node in network.nodes},
        labels,
        crossings,
        crowd,
        network.witness,
    )


def _crossing(grid: Grid, used: list[int], link: Link, cells: tuple[str, ...]) -> tuple[int, int] | None:
    """The first lane border on the way of a link. Its lane changes once at most."""
    begin, end = grid.lane[link.source], grid.lane[link.target]
    if begin == end:
        return None
    channel = next(
        grid.column[left] for left, right in pairwise(cells) if grid.lane[left] != grid.lane[right]
    )
    return (channel, used[used.index(begin) + 1] if begin < end else begin)


def measure(plan: Plan, width: float, air: float) -> Measures | None:
    """Widths and heights depend on one another: widen the columns round by round while they fit."""
    best, column = None, NARROW
    for _ in range(4):
        tall = {id: height_of(node, column) for id, node in plan.nodes.items()}
        rows = settle(plan.grid, plan.ports, tall, plan.crowd, air)
        channels = dig(plan.grid, plan.ports, rows, plan.labels)
        needed = sum(channel.width for channel in channels[:-1]) + _last(channels[-1])
        room = (width - LEFT - RIGHT - needed) / len(channels)
        if room >= column:
            lefts = _lefts(channels, column, (room - column) * len(channels))
            best = Measures(rows, channels, column, lefts, air)
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


def track_of(measures: Measures, place: int, segment: tuple[int, int]) -> float:
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
