"""Colours, dashes and the simplest marks, as SVG text."""

from __future__ import annotations

from html import escape

from borderflow.model.catalog import Zone
from borderflow.renderers.characters import legible
from borderflow.renderers.diagram.picture import Point, Rect

INK, QUIET, RED = "#14202E", "#475569", "#8E0F14"
ZONES = {
    Zone.EEA: ("#1F5FA8", "#EDF3FA", ""),
    Zone.ADEQUATE: ("#0E7C66", "#E8F4F1", "dots"),
    Zone.US: ("#8A5A00", "#FBF3E2", "diagonals"),
    Zone.OTHER: ("#4A2380", "#F3EDFA", "hatch"),
    Zone.UNKNOWN: ("#475569", "#F4F6F9", "bars"),
}
"""Ink, ground and pattern of each zone."""
STROKES = {
    "inside": ("#64748B", 0.8, ""),
    "adequate": ("#0E7C66", 1.2, "5 2.2"),
    "covered": ("#1F5FA8", 1.2, "5 2.2"),
    "uncovered": (RED, 1.9, ""),
    "exposed": ("#64748B", 1.1, "1.2 1.8"),
    "unknown": ("#7A3600", 1.2, "5 1.6 1.2 1.6"),
    "none": ("#64748B", 0.5, ""),
    "any": (QUIET, 0.8, ""),
}
"""Colour, width and dashes of each status."""
ANY_STATUS = "any"
"""What the legend shows a transfer number in: on the page it has the colour of its flow."""

FONT = "IBM Plex Sans, Segoe UI, Helvetica, Arial, sans-serif"


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def rectangle(area: Rect, radius: float, more: str) -> str:
    corner = f' rx="{number(radius)}"' if radius else ""
    size = f'width="{number(area.width)}" height="{number(area.height)}"'
    return f'<rect x="{number(area.x)}" y="{number(area.y)}" {size}{corner} {more}/>'


def text(
    x: float, y: float, words: str, size: float, fill: str, *, bold: bool = False, middle: bool = False
) -> str:
    place = f'x="{number(x)}" y="{number(y)}"'
    look = f'font-size="{size}" fill="{fill}"' + (' font-weight="600"' if bold else "")
    anchor = ' text-anchor="middle"' if middle else ""
    return f"<text {place} {look}{anchor}>{escape(legible(words))}</text>"


def arrow(points: tuple[Point, ...], colour: str) -> str:
    (before, _), (x, y) = points[-2], points[-1]
    back = -4.6 if x > before else 4.6
    return f'<path d="M{number(x)} {number(y)}l{back} -2.4v4.8z" fill="{colour}"/>'


def rounded(points: tuple[Point, ...]) -> str:
    """Straight pieces with rounded corners."""
    path = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(4.0, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        path.append(f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}")
    path.append(f"L{_pair(points[-1])}")
    return "".join(path)


def curve(points: tuple[Point, ...]) -> str:
    """One curve between two ends, pulled by the two points between them."""
    start, *pulls, end = points
    return f"M{_pair(start)}C{' '.join(map(_pair, (*pulls, end)))}"


def sweep(points: tuple[Point, ...]) -> str:
    """One swing from the first point to the second, then straight on."""
    (x, y), (border, height), (end, _) = points
    middle = number((x + border) / 2)
    swing = f"C{middle} {number(y)} {middle} {number(height)} {number(border)} {number(height)}"
    return f"M{number(x)} {number(y)}{swing}H{number(end)}"


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, end: Point, length: float) -> Point:
    """A point on the way, for pieces that run across or up and down."""
    total = _distance(start, end) or 1.0
    share = length / total
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
