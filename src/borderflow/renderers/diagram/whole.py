"""The whole graph at any size, for a page that can be searched: every component in the lane of its place.

Operators stand together, row by row; the script of the page shows a part of it by itself, in the order in
which the data pass. On paper the other pictures and the list of flows say the same.
"""

from __future__ import annotations

from collections import defaultdict

from msgspec.structs import replace

from borderflow.model.catalog import Zone
from borderflow.model.report import Review
from borderflow.renderers.diagram.boxes import box_of, height_of
from borderflow.renderers.diagram.legend import add_legend
from borderflow.renderers.diagram.lettering import width_of
from borderflow.renderers.diagram.network import LANES, Link, Network, Node, show
from borderflow.renderers.diagram.picture import Badge, Label, Lane, Line, Picture, Point, Rect
from borderflow.renderers.diagram.ports import BADGE, badge_width, label_of
from borderflow.renderers.diagram.words import lane_name

WIDTH = 762.0
_COLUMNS = 6
_BOX = 100.0
_LEFT = 16.0
_PITCH = (WIDTH - _LEFT - 8 - _BOX) / (_COLUMNS - 1)
_GAP = 11.0
_HEADING = 14.0


def compose_whole(review: Review) -> Picture:
    """Every component and every flow; lines may pass behind boxes."""
    network = show(review)
    lanes, places = _place(network)
    lines = tuple(_line(link, places) for link in network.links)
    return Picture(
        width=WIDTH,
        height=lanes[-1].area.bottom if lanes else 0.0,
        lanes=lanes,
        borders=(),
        lines=lines,
        boxes=tuple(box_of(node, places[node.id]) for node in network.nodes),
        badges=tuple(_badge(link, line) for link, line in zip(network.links, lines, strict=True)),
        labels=tuple(_heading(lane) for lane in lanes),
    )


def legend_of(picture: Picture) -> Picture:
    """The legend of a picture as one of its own, to stay in view while the picture is scrolled."""
    below = add_legend(replace(picture, height=0.0))
    return replace(
        below,
        lanes=(),
        boxes=(),
        badges=(),
        lines=below.lines[len(picture.lines) :],
        labels=below.labels[len(picture.labels) :],
    )


def _place(network: Network) -> tuple[tuple[Lane, ...], dict[str, Rect]]:
    """Lanes one below the other, and in each the boxes in rows as high as the highest of them."""
    by_zone: defaultdict[Zone, list[Node]] = defaultdict(list)
    for node in sorted(network.nodes, key=lambda node: (node.operator, node.name, node.id)):
        by_zone[node.zone].append(node)
    lanes, places, top = list[Lane](), dict[str, Rect](), 0.0
    for zone in (zone for zone in LANES if zone in by_zone):
        bottom = top + _HEADING
        for start in range(0, len(by_zone[zone]), _COLUMNS):
            row = by_zone[zone][start : start + _COLUMNS]
            height = max(height_of(node, _BOX) for node in row)
            for column, node in enumerate(row):
                places[node.id] = Rect(_LEFT + column * _PITCH, bottom, _BOX, height)
            bottom += height + _GAP
        lanes.append(Lane(Rect(0, top, WIDTH, bottom - top), zone))
        top = bottom
    return tuple(lanes), places


def _line(link: Link, places: dict[str, Rect]) -> Line:
    """From the side that faces the target to the side that faces the source."""
    source, target = places[link.source], places[link.target]
    start = (source.x if target.x < source.x else source.right, source.centre[1])
    end = (target.x if source.x < target.x else target.right, target.centre[1])
    return Line(
        (start, *_bend(start, end, source.x, target.x), end), link.status, flows=link.numbers, curved=True
    )


def _bend(start: Point, end: Point, source: float, target: float) -> tuple[Point, Point]:
    """Two points that pull the curve out of both boxes; in one column it bulges to the right."""
    reach = max(abs(end[0] - start[0]) / 2, 24.0)
    out = -reach if target < source else reach
    back = reach if target <= source else -reach
    return ((start[0] + out, start[1]), (end[0] + back, end[1]))


def _badge(link: Link, line: Line) -> Badge:
    """At the beginning of its line; the page shows it when the line stands alone."""
    text = label_of(link)
    x, y = line.points[0]
    return Badge(
        Rect(x + 2.5, y - BADGE / 2, badge_width(text), BADGE), text, link.status, flows=link.numbers
    )


def _heading(lane: Lane) -> Label:
    text = lane_name(lane.zone)
    return Label(
        Rect(_LEFT, lane.area.y + 2.5, width_of(text, 7.6, bold=True), 9), text, lane.zone, bold=True
    )
