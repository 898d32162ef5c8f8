"""The zone diagram proper: lanes by place of processing, columns by time, one line a link."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from borderflow.renderers.diagram.boxes import box_of
from borderflow.renderers.diagram.channels import port_height
from borderflow.renderers.diagram.lettering import NAME, width_of
from borderflow.renderers.diagram.network import LANES, Node
from borderflow.renderers.diagram.picture import Badge, Box, Label, Lane, Line, Picture, Point, Rect
from borderflow.renderers.diagram.plan import Measures, Plan, measure, track_of
from borderflow.renderers.diagram.ports import BADGE, badge_width
from borderflow.renderers.diagram.words import lane_name

_HEADING = 7.6


def draw_lanes(plan: Plan, width: float, air: float) -> Picture | None:
    """The picture in a given width, with air between the boxes; None when the columns do not fit into it."""
    measures = measure(plan, width, air)
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
        boxes=tuple(_box(plan, measures, node) for node in plan.nodes.values()),
        badges=_numbers(plan, measures) + _transfers(plan, measures),
        labels=tuple(_heading(plan, lane, top) for lane, top, _ in measures.rows.lanes),
        folded=any(node.size > 1 for node in plan.nodes.values()),
    )


def _box(plan: Plan, measures: Measures, node: Node) -> Box:
    height = measures.rows.height[node.id] - measures.air
    x = measures.lefts[plan.grid.column[node.id]]
    area = Rect(x, measures.rows.middle[node.id] - height / 2, measures.column, height)
    return box_of(node, area, highlighted=node.id in plan.witness)


def _line(plan: Plan, measures: Measures, index: int) -> Line:
    link, cells = plan.grid.chains[index]
    points: list[Point] = []
    for step, (left, right) in enumerate(pairwise(cells)):
        points += _turn(plan, measures, index, step, left, right)
    if link.source != cells[0]:
        points.reverse()
    return Line(tuple(points), link.status, link.highlighted, flows=link.numbers)


def _turn(plan: Plan, measures: Measures, index: int, step: int, left: str, right: str) -> list[Point]:
    place = plan.grid.column[left]
    loop = place == plan.grid.column[right]
    begin = measures.lefts[place] + measures.column
    end = begin if loop else measures.lefts[place + 1]
    start = port_height(plan.ports, measures.rows, left, "right", index)
    finish = port_height(plan.ports, measures.rows, right, "right" if loop else "left", index)
    if (index, step) not in measures.channels[place].track:
        return [(begin, start), (end, start)]
    across = track_of(measures, place, (index, step))
    return [(begin, start), (across, start), (across, finish), (end, finish)]


def _numbers(plan: Plan, measures: Measures) -> tuple[Badge, ...]:
    return tuple(_number(plan, measures, index) for index in range(len(plan.grid.chains)))


def _number(plan: Plan, measures: Measures, index: int) -> Badge:
    link, cells = plan.grid.chains[index]
    text = plan.labels[index]
    width = badge_width(text)
    loop = plan.grid.column[cells[0]] == plan.grid.column[cells[-1]]
    side = "right" if link.source == cells[0] or loop else "left"
    y = port_height(plan.ports, measures.rows, link.source, side, index) - BADGE / 2
    edge = measures.lefts[plan.grid.column[link.source]]
    x = edge + measures.column + 2.5 if side == "right" else edge - 2.5 - width
    return Badge(Rect(x, y, width, BADGE), text, link.status, flows=link.numbers)


def _transfers(plan: Plan, measures: Measures) -> tuple[Badge, ...]:
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


def _transfer(plan: Plan, measures: Measures, channel: int, name: str, chains: list[int], y: float) -> Badge:
    across = [_border_track(plan, measures, channel, index) for index in chains]
    width = max(width_of(name, NAME, bold=True) + 7, max(across) - min(across) + 9)
    middle = (max(across) + min(across)) / 2
    worst = plan.grid.chains[chains[0]][0].status
    area = Rect(middle - width / 2, y - BADGE / 2, width, BADGE)
    flows = sorted(number for index in chains for number in plan.grid.chains[index][0].numbers)
    return Badge(area, name, worst, transfer=True, flows=tuple(flows))


def _border_track(plan: Plan, measures: Measures, channel: int, index: int) -> float:
    _, cells = plan.grid.chains[index]
    step = next(
        step
        for step, (left, right) in enumerate(pairwise(cells))
        if plan.grid.lane[left] != plan.grid.lane[right]
    )
    return track_of(measures, channel, (index, step))


def _heading(plan: Plan, lane: int, top: float) -> Label:
    text = lane_name(LANES[lane])
    y = top + (plan.crowd.get(lane, 0) * (BADGE + 2)) / 2 + 3.5
    width = width_of(text, _HEADING, bold=True)
    return Label(Rect(12, y, width, 9), text, LANES[lane], bold=True)
