"""A picture becomes SVG: shapes, patterns and words, no filter, no script, no style attribute."""

from __future__ import annotations

from html import escape

from borderflow.model.catalog import Zone
from borderflow.renderers.diagram.icons import icon
from borderflow.renderers.diagram.lettering import NAME, SMALL, width_of
from borderflow.renderers.diagram.picture import Badge, Box, Label, Lane, Line, Picture, Point, Rect

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
}
"""Colour, width and dashes of each status."""

_FONT = "IBM Plex Sans, Segoe UI, Helvetica, Arial, sans-serif"
_PATTERNS = (
    '<pattern id="bf-dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<circle cx="1.5" cy="1.5" r=".6" fill="#0E7C66" fill-opacity=".5"/></pattern>'
    '<pattern id="bf-diagonals" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path d="M0 5L5 0" stroke="#8A5A00" stroke-opacity=".45" stroke-width=".6"/></pattern>'
    '<pattern id="bf-hatch" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<path d="M0 5L5 0M0 0L5 5" stroke="#4A2380" stroke-opacity=".45" stroke-width=".6"/></pattern>'
    '<pattern id="bf-bars" width="5" height="4" patternUnits="userSpaceOnUse">'
    '<path d="M0 2H3" stroke="#475569" stroke-opacity=".5" stroke-width=".6"/></pattern>'
)


def draw(picture: Picture, title: str, description: str) -> str:
    """The SVG element. Title and description stand for it where it cannot be seen."""
    parts = [
        _opening(picture),
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
        f"<defs>{_PATTERNS}</defs>",
        *map(_lane, picture.lanes),
        *(_border(*border) for border in picture.borders),
        *(_halo(line) for line in picture.lines if line.highlighted),
        *map(_line, picture.lines),
        *map(_box, picture.boxes),
        *map(_badge, picture.badges),
        *map(_label, picture.labels),
        *(_sign(*sign) for sign in picture.signs),
        "</svg>",
    ]
    return "\n".join(parts)


def _opening(picture: Picture) -> str:
    size = f"{_n(picture.width)} {_n(picture.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{_n(picture.width)}pt" '
        f'height="{_n(picture.height)}pt" role="img" font-family="{_FONT}">'
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _rect(area: Rect, radius: float, more: str) -> str:
    corner = f' rx="{_n(radius)}"' if radius else ""
    size = f'width="{_n(area.width)}" height="{_n(area.height)}"'
    return f'<rect x="{_n(area.x)}" y="{_n(area.y)}" {size}{corner} {more}/>'


def _text(
    x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False, middle: bool = False
) -> str:
    look = f'font-size="{size}" fill="{fill}"' + (' font-weight="600"' if bold else "")
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" {look}{anchor}>{escape(text)}</text>'


def _lane(lane: Lane) -> str:
    ink, ground, pattern = ZONES[lane.zone]
    area = lane.area
    strip = Rect(area.x + 3, area.y, 6, area.height)
    fill = _rect(strip, 0, f'fill="url(#bf-{pattern})"') if pattern else ""
    return (
        _rect(area, 0, f'fill="{ground}"')
        + fill
        + _rect(Rect(area.x, area.y, 3, area.height), 0, f'fill="{ink}"')
    )


def _border(start: Point, end: Point) -> str:
    way = f"M{_n(start[0])} {_n(start[1])}L{_n(end[0])} {_n(end[1])}"
    return f'<path d="{way}" stroke="{INK}" stroke-width=".7" stroke-dasharray=".8 2.2"/>'


def _halo(line: Line) -> str:
    look = 'fill="none" stroke="#F3C6C8" stroke-width="6" stroke-linejoin="round"'
    return f'<path d="{_curve(line.points)}" {look}/>'


def _line(line: Line) -> str:
    colour, width, dashes = STROKES.get(line.status, STROKES["unknown"])
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    stroke = f'fill="none" stroke="{colour}" stroke-width="{_n(line.width or width)}"{dash}'
    if line.width:
        return f'<path d="{_sweep(line.points)}" {stroke}/>'
    return f'<path d="{_curve(line.points)}" {stroke}/>{_arrow(line.points, colour)}'


def _arrow(points: tuple[Point, ...], colour: str) -> str:
    (before, _), (x, y) = points[-2], points[-1]
    back = -4.6 if x > before else 4.6
    return f'<path d="M{_n(x)} {_n(y)}l{back} -2.4v4.8z" fill="{colour}"/>'


def _curve(points: tuple[Point, ...]) -> str:
    """Straight pieces with rounded corners."""
    path = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(4.0, _distance(before, corner) / 2, _distance(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        path.append(
            f"L{_n(start[0])} {_n(start[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(end[0])} {_n(end[1])}"
        )
    path.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(path)


def _sweep(points: tuple[Point, ...]) -> str:
    """One swing from the first point to the second, then straight on."""
    (x, y), (border, height), (end, _) = points
    middle = _n((x + border) / 2)
    swing = f"C{middle} {_n(y)} {middle} {_n(height)} {_n(border)} {_n(height)}"
    return f"M{_n(x)} {_n(y)}{swing}H{_n(end)}"


def _distance(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, end: Point, length: float) -> Point:
    """A point on the way, for pieces that run across or up and down."""
    total = _distance(start, end) or 1.0
    share = length / total
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _box(box: Box) -> str:
    ink = ZONES[box.zone][0]
    frame = f'stroke="{RED}" stroke-width="1.6"' if box.highlighted else f'stroke="{ink}" stroke-width=".9"'
    area = box.area
    inner = Rect(area.x + 2, area.y + 2, area.width - 4, area.height - 4)
    dotted = f'fill="none" stroke="{ZONES[Zone.US][0]}" stroke-width=".7" stroke-dasharray="1.2 1.4"'
    parts = [_rect(area, 3, f'fill="#fff" {frame}')]
    if box.foreign:
        parts.append(_rect(inner, 2, dotted))
    return "".join(parts) + _content(box, ink)


def _content(box: Box, ink: str) -> str:
    """Icon and name, operator, place and law, centred in the height of the box."""
    x = box.area.x + 5
    y = box.area.centre[1] - (23.5 + 8.6 * len(box.name)) / 2
    names = [
        _text(x + 10.5, y + 7 + 8.6 * row, text, NAME, INK, bold=True) for row, text in enumerate(box.name)
    ]
    y += 8.6 * len(box.name)
    chip = width_of(box.chip, SMALL, bold=True) + 6
    law = "#8A5A00" if box.foreign else QUIET
    return "".join(
        [
            icon(box.icon, x, y - 8.6 * len(box.name) + 0.6, ink),
            *names,
            _text(x, y + 7.2, box.operator, SMALL, QUIET),
            _rect(Rect(x, y + 11.5, chip, 9), 1, f'fill="{ink}"'),
            _text(x + chip / 2, y + 18.4, box.chip, SMALL, "#fff", bold=True, middle=True),
            _text(x + chip + 3, y + 18.4, box.law, SMALL, law, bold=box.foreign) if box.law else "",
        ]
    )


def _badge(badge: Badge) -> str:
    colour = STROKES.get(badge.status, STROKES["unknown"])[0]
    x, y = badge.area.centre
    if badge.transfer:
        look = f'fill="{colour}" stroke="#fff" stroke-width=".8"'
        return _rect(badge.area, 1.6, look) + _text(
            x, y + 2.6, badge.text, NAME, "#fff", bold=True, middle=True
        )
    look = f'fill="#fff" stroke="{colour}" stroke-width=".7"'
    return _rect(badge.area, badge.area.height / 2, look) + _text(
        x, y + 2.35, badge.text, SMALL, INK, bold=True, middle=True
    )


def _label(label: Label) -> str:
    ink = ZONES[label.zone][0] if label.zone else QUIET
    size = 7.6 if label.bold else SMALL
    return _text(label.area.x, label.area.y + 7, label.text, size, ink, bold=label.bold)


def _sign(sign: str, area: Rect) -> str:
    x, y = area.centre
    match sign:
        case "T":
            return _badge(Badge(Rect(x - 7, y - 5, 14, 10), "T1", "uncovered", transfer=True))
        case "1":
            return _badge(Badge(Rect(x - 5.2, y - 5.2, 10.4, 10.4), "1", "inside"))
        case "band":
            return _rect(Rect(x - 11, y - 3, 22, 6), 0, f'fill="{QUIET}"')
        case "witness":
            return _rect(Rect(x - 9, y - 4.2, 18, 8.4), 2, f'fill="#fff" stroke="{RED}" stroke-width="1.6"')
        case _:
            look = f'fill="#fff" stroke="{ZONES[Zone.US][0]}" stroke-width=".7" stroke-dasharray="1.2 1.4"'
            return _rect(Rect(x - 9, y - 4.2, 18, 8.4), 2, look)
