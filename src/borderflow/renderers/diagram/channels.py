"""The channels between the columns: every line that turns has a track of its own."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from msgspec import Struct

from borderflow.renderers.diagram.columns import Grid
from borderflow.renderers.diagram.network import Link
from borderflow.renderers.diagram.ports import Ports, badge_width
from borderflow.renderers.diagram.rows import Rows

ARROW = 8.5
PITCH = 4.8
STRAIGHT = 0.6
"""Below this difference in height a line is drawn without a turn."""


class Segment(Struct, frozen=True):
    """The part of a link inside one channel, from the left side to the right or back to the left."""

    chain: int
    step: int
    start: float
    end: float
    loop: bool = False

    @property
    def turns(self) -> bool:
        return self.loop or abs(self.start - self.end) > STRAIGHT

    @property
    def span(self) -> tuple[float, float]:
        return (min(self.start, self.end), max(self.start, self.end))


class Channel(Struct, frozen=True):
    """One gap between columns: what it needs, and the track of every turning segment."""

    left: float
    right: float
    tracks: int
    track: dict[tuple[int, int], int]

    @property
    def width(self) -> float:
        return self.left + self.right + max(self.tracks - 1, 0) * PITCH + (4 if self.tracks else 0)


def dig(grid: Grid, ports: Ports, rows: Rows, labels: dict[int, str]) -> tuple[Channel, ...]:
    """The channel after every column, the last one only for links that return to their column."""
    segments: defaultdict[int, list[Segment]] = defaultdict(list)
    for index, (_, cells) in enumerate(grid.chains):
        for step, (left, right) in enumerate(pairwise(cells)):
            segments[grid.column[left]].append(_segment(grid, ports, rows, (index, step, left, right)))
    return tuple(_channel(segments[place], grid, labels) for place in range(len(grid.columns)))


def port_height(ports: Ports, rows: Rows, cell: str, side: str, chain: int) -> float:
    return rows.middle[cell] + ports.offset.get((cell, side, chain), 0)


def _segment(grid: Grid, ports: Ports, rows: Rows, where: tuple[int, int, str, str]) -> Segment:
    index, step, left, right = where
    loop = grid.column[left] == grid.column[right]
    start = port_height(ports, rows, left, "right", index)
    end = port_height(ports, rows, right, "right" if loop else "left", index)
    return Segment(index, step, start, end, loop)


def _channel(segments: list[Segment], grid: Grid, labels: dict[int, str]) -> Channel:
    left, right = 5.0, 5.0
    for segment in segments:
        link, cells = grid.chains[segment.chain]
        here, there = cells[segment.step], cells[segment.step + 1]
        left = max(left, _room(link, here, labels[segment.chain]))
        if segment.loop:
            left = max(left, _room(link, there, labels[segment.chain]))
        else:
            right = max(right, _room(link, there, labels[segment.chain]))
    track = _tracks([segment for segment in segments if segment.turns])
    return Channel(left, right, len(set(track.values())), track)


def _room(link: Link, cell: str, label: str) -> float:
    """What a line needs beside a cell: its number where it begins, its arrow where it ends."""
    if cell == link.source:
        return badge_width(label) + 4.5
    return ARROW if cell == link.target else 0.0


def _tracks(segments: list[Segment]) -> dict[tuple[int, int], int]:
    """Tracks from left to right, in the order that makes neighbours cross least."""
    track: dict[tuple[int, int], int] = {}
    placed: list[Segment] = []
    for segment in sorted(segments, key=_turn_order):
        low, high = segment.span
        near = (
            track[other.chain, other.step]
            for other in placed
            if other.span[0] - PITCH < high and low < other.span[1] + PITCH
        )
        track[segment.chain, segment.step] = max(near, default=-1) + 1
        placed.append(segment)
    return track


def _turn_order(segment: Segment) -> tuple[int, float, int, int]:
    """Loops first, the short ones inside; then lines down from the lowest, then lines up from the highest."""
    low, high = segment.span
    if segment.loop:
        return (0, high - low, segment.chain, segment.step)
    if segment.end > segment.start:
        return (1, -segment.start, segment.chain, segment.step)
    return (2, segment.start, segment.chain, segment.step)
