"""A picture becomes SVG: shapes, patterns and words, no filter, no script, no style attribute."""

from __future__ import annotations

import json
from html import escape

from borderflow.model.catalog import Zone
from borderflow.renderers.characters import legible
from borderflow.renderers.diagram.icons import icon
from borderflow.renderers.diagram.ink import (
    ANY_STATUS,
    FONT,
    INK,
    QUIET,
    RED,
    STROKES,
    ZONES,
    arrow,
    curve,
    number,
    rectangle,
    rounded,
    sweep,
    text,
)
from borderflow.renderers.diagram.lettering import NAME, SMALL, width_of
from borderflow.renderers.diagram.picture import Badge, Box, Label, Lane, Line, Picture, Point, Rect

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


def draw(picture: Picture, title: str, description: str, *, patterns: bool = True) -> str:
    """The SVG element. Title and description stand for it where it cannot be seen.

    A page defines its patterns once: its second drawing goes without.
    """
    parts = [
        _opening(picture),
        f"<title>{escape(legible(title))}</title><desc>{escape(legible(description))}</desc>",
        f"<defs>{_PATTERNS}</defs>" if patterns else "",
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
    size = f"{number(picture.width)} {number(picture.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{number(picture.width)}pt" '
        f'height="{number(picture.height)}pt" role="img" font-family="{FONT}">'
    )


def _lane(lane: Lane) -> str:
    ink, ground, pattern = ZONES[lane.zone]
    area = lane.area
    strip = Rect(area.x + 3, area.y, 6, area.height)
    fill = rectangle(strip, 0, f'fill="url(#bf-{pattern})"') if pattern else ""
    bar = rectangle(Rect(area.x, area.y, 3, area.height), 0, f'fill="{ink}"')
    shapes = rectangle(area, 0, f'fill="{ground}"') + fill + bar
    return f'<g class="lane" data-zone="{lane.zone.value}">{shapes}</g>'


def _border(start: Point, end: Point) -> str:
    way = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
    return f'<path d="{way}" stroke="{INK}" stroke-width=".7" stroke-dasharray=".8 2.2"/>'


def _halo(line: Line) -> str:
    look = 'fill="none" stroke="#F3C6C8" stroke-width="6" stroke-linejoin="round"'
    return _marked("line halo", line.flows, f'<path d="{rounded(line.points)}" {look}/>')


def _line(line: Line) -> str:
    colour, width, dashes = STROKES.get(line.status, STROKES["unknown"])
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    stroke = f'fill="none" stroke="{colour}" stroke-width="{number(line.width or width)}"{dash}'
    if line.width:
        return _marked("line band", line.flows, f'<path d="{sweep(line.points)}" {stroke}/>')
    bent = curve(line.points) if line.curved else rounded(line.points)
    way = f'<path d="{bent}" {stroke}/>{arrow(line.points, colour)}'
    return _marked("line", line.flows, way)


def _marked(kind: str, names: tuple[int, ...] | tuple[str, ...], shapes: str) -> str:
    """Shapes that say which flows or components they stand for, for those who look into the drawing."""
    if not names:
        return shapes
    attribute = "data-components" if kind == "box" else "data-flows"
    return f'<g class="{kind}" {attribute}="{escape(json.dumps(names))}">{shapes}</g>'


def _box(box: Box) -> str:
    ink = ZONES[box.zone][0]
    frame = f'stroke="{RED}" stroke-width="1.6"' if box.highlighted else f'stroke="{ink}" stroke-width=".9"'
    area = box.area
    inner = Rect(area.x + 2, area.y + 2, area.width - 4, area.height - 4)
    dotted = f'fill="none" stroke="{ZONES[Zone.US][0]}" stroke-width=".7" stroke-dasharray="1.2 1.4"'
    parts = [rectangle(area, 3, f'fill="#fff" {frame}')]
    if box.foreign:
        parts.append(rectangle(inner, 2, dotted))
    return _marked("box", box.members, "".join(parts) + _content(box, ink))


def _content(box: Box, ink: str) -> str:
    """Icon and name, operator, place and law, centred in the height of the box."""
    x = box.area.x + 5
    y = box.area.centre[1] - (23.5 + 8.6 * (len(box.name) + bool(box.access))) / 2
    names = [
        text(x + 10.5, y + 7 + 8.6 * row, words, NAME, INK, bold=True) for row, words in enumerate(box.name)
    ]
    y += 8.6 * len(box.name)
    chip = width_of(box.chip, SMALL, bold=True) + 6
    law = "#8A5A00" if box.foreign else QUIET
    return "".join(
        [
            icon(box.icon, x, y - 8.6 * len(box.name) + 0.6, ink),
            *names,
            text(x, y + 7.2, box.operator, SMALL, QUIET),
            rectangle(Rect(x, y + 11.5, chip, 9), 1, f'fill="{ink}"'),
            text(x + chip / 2, y + 18.4, box.chip, SMALL, "#fff", bold=True, middle=True),
            text(x + chip + 3, y + 18.4, box.law, SMALL, law, bold=box.foreign) if box.law else "",
            text(x, y + 27.4, box.access, SMALL, QUIET) if box.access else "",
        ]
    )


def _badge(badge: Badge) -> str:
    colour = STROKES.get(badge.status, STROKES["unknown"])[0]
    x, y = badge.area.centre
    if badge.transfer:
        look = f'fill="{colour}" stroke="#fff" stroke-width=".8"'
        words = text(x, y + 2.6, badge.text, NAME, "#fff", bold=True, middle=True)
        return _marked("badge", badge.flows, rectangle(badge.area, 1.6, look) + words)
    look = f'fill="#fff" stroke="{colour}" stroke-width=".7"'
    words = text(x, y + 2.35, badge.text, SMALL, INK, bold=True, middle=True)
    return _marked("badge", badge.flows, rectangle(badge.area, badge.area.height / 2, look) + words)


def _label(label: Label) -> str:
    ink = ZONES[label.zone][0] if label.zone else QUIET
    size = 7.6 if label.bold else SMALL
    words = text(label.area.x, label.area.y + 7, label.text, size, ink, bold=label.bold)
    return f'<g class="heading" data-zone="{label.zone.value}">{words}</g>' if label.zone else words


def _sign(sign: str, area: Rect) -> str:
    x, y = area.centre
    match sign:
        case "T":
            return _badge(Badge(Rect(x - 7, y - 5, 14, 10), "T1", ANY_STATUS, transfer=True))
        case "1":
            return _badge(Badge(Rect(x - 5.2, y - 5.2, 10.4, 10.4), "1", "inside"))
        case "band":
            return rectangle(Rect(x - 11, y - 3, 22, 6), 0, f'fill="{QUIET}"')
        case "witness":
            return rectangle(
                Rect(x - 9, y - 4.2, 18, 8.4), 2, f'fill="#fff" stroke="{RED}" stroke-width="1.6"'
            )
        case _:
            look = f'fill="#fff" stroke="{ZONES[Zone.US][0]}" stroke-width=".7" stroke-dasharray="1.2 1.4"'
            return rectangle(Rect(x - 9, y - 4.2, 18, 8.4), 2, look)
