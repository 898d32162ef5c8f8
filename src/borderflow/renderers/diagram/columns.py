"""Columns of the diagram: time runs left to right, and long links pass through slots of their own."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise

from msgspec import Struct

from borderflow.renderers.diagram.network import LANES, Link, Network

LIMIT = 9
"""Columns that a page has room for."""

_SWEEPS = 12


class Grid(Struct, frozen=True):
    """Which cell stands in which column and lane, top to bottom, and the cells that each link passes."""

    columns: tuple[tuple[str, ...], ...]
    lane: dict[str, int]
    chains: tuple[tuple[Link, tuple[str, ...]], ...]
    """Each link with its cells in the order of the columns, or of the link within one column."""
    column: dict[str, int]


def arrange(network: Network) -> Grid:
    """Assign columns along the links, give long links slots, and order the cells to cross little."""
    column = _layers(network)
    lane = {node.id: LANES.index(node.zone) for node in network.nodes}
    _scatter(column, lane, {id for link in network.links for id in (link.source, link.target)})
    chains = tuple((link, _chain(link, column, lane)) for link in network.links)
    for _, cells in chains:
        for step, cell in enumerate(cells):
            column.setdefault(cell, column[cells[0]] + step)
    return Grid(_order(column, lane, chains), lane, chains, column)


def _layers(network: Network) -> dict[str, int]:
    """The longest way from a beginning; beginnings stand next to what they feed."""
    place = {id: number for number, id in enumerate(_sequence(network))}
    forward = {(min(link.source, link.target, key=place.__getitem__),
                max(link.source, link.target, key=place.__getitem__)) for link in network.links}  # fmt: skip
    before, after = _neighbours(forward)
    layer: dict[str, int] = {}
    for id in place:
        layer[id] = max((layer[other] + 1 for other in before[id]), default=0)
    for id in reversed(place):
        if not before[id] and after[id]:
            layer[id] = min(layer[other] for other in after[id]) - 1
    return _squeeze(layer)


def _scatter(column: dict[str, int], lane: dict[str, int], linked: set[str]) -> None:
    """Spread what no link holds in place over the columns, where its lane is emptiest."""
    loose = sorted(id for id in column if id not in linked)
    width = min(max(len({column[id] for id in linked}), math.isqrt(3 * len(loose)) + 1), LIMIT)
    filled = Counter((lane[id], column[id]) for id in linked)
    for id in loose:
        column[id] = min(range(width), key=lambda place, id=id: (filled[lane[id], place], place))  # type: ignore[misc]
        filled[lane[id], column[id]] += 1


def _squeeze(layer: dict[str, int]) -> dict[str, int]:
    """Layers from nought on without holes, and no more of them than the page has columns."""
    used = {old: new for new, old in enumerate(sorted(set(layer.values())))}
    count = max(len(used), LIMIT)
    return {id: used[old] * LIMIT // count for id, old in layer.items()}


def _sequence(network: Network) -> list[str]:
    """The nodes in an order that few links run against (Eades, Lin and Smyth)."""
    before, after = _neighbours({(link.source, link.target) for link in network.links})
    left, right = list[str](), list[str]()
    rest = [node.id for node in network.nodes]
    while rest:
        waiting = set(rest)
        sources = [id for id in rest if not before[id] & waiting]
        sinks = [id for id in rest if id not in sources and not after[id] & waiting]
        best = max(rest, key=lambda id: len(after[id] & waiting) - len(before[id] & waiting))
        left += sources or ([] if sinks else [best])
        right[:0] = sinks
        gone = {*left, *right}
        rest = [id for id in rest if id not in gone]
    return left + right


def _neighbours(pairs: set[tuple[str, str]]) -> tuple[defaultdict[str, set[str]], defaultdict[str, set[str]]]:
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for source, target in pairs:
        after[source].add(target)
        before[target].add(source)
    return before, after


def _chain(link: Link, column: dict[str, int], lane: dict[str, int]) -> tuple[str, ...]:
    """Both ends and a slot in every column between; the slots keep to the outer of the two lanes."""
    if column[link.source] == column[link.target]:
        return (link.source, link.target)
    first, last = sorted((link.source, link.target), key=column.__getitem__)
    outer = max(lane[first], lane[last])
    slots = [
        f"~{link.source}>{link.target}>{link.numbers[0]}@{place}"
        for place in range(column[first] + 1, column[last])
    ]
    lane.update(dict.fromkeys(slots, outer))
    return (first, *slots, last)


def _order(
    column: dict[str, int], lane: dict[str, int], chains: tuple[tuple[Link, tuple[str, ...]], ...]
) -> tuple[tuple[str, ...], ...]:
    """Order the cells of each column and lane by the mean place of their neighbours, to and fro."""
    before, after = _neighbours({pair for _, cells in chains for pair in pairwise(cells)})
    rows: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for cell in sorted(column, key=lambda cell: (lane[cell], cell.startswith("~"), cell)):
        rows[column[cell]].append(cell)
    rank = {cell: _rank(place, row) for row in rows for place, cell in enumerate(row)}
    for sweep in range(_SWEEPS):
        sides = before if sweep % 2 == 0 else after
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _sort(row, lane, sides, rank)
    return tuple(tuple(row) for row in rows)


def _sort(row: list[str], lane: dict[str, int], sides: dict[str, set[str]], rank: dict[str, float]) -> None:
    def middle(cell: str) -> tuple[int, float, str]:
        others = sorted(rank[other] for other in sides.get(cell, ()))
        return (lane[cell], sum(others) / len(others) if others else rank[cell], cell)

    row.sort(key=middle)
    rank.update({cell: _rank(place, row) for place, cell in enumerate(row)})


def _rank(place: int, row: list[str]) -> float:
    return (place + 0.5) / len(row)
