"""The legend under a diagram: only what the picture shows."""

from __future__ import annotations

from msgspec.structs import replace

from borderflow.language import say, to_say
from borderflow.renderers.diagram.lettering import SMALL, width_of
from borderflow.renderers.diagram.picture import Label, Line, Picture, Rect
from borderflow.renderers.diagram.words import STATUSES

SAMPLE = 22.0
"""Length of the line that stands before its meaning."""
ROW = 11.5

_NOTES = (
    ("T", to_say("transfer number, on the border it crosses")),
    ("1", to_say("number of the flow in section 2")),
    ("band", to_say("band: as thick as its flows are many")),
    ("frame", to_say("dotted frame: foreign law reaches it")),
    ("witness", to_say("thick red frame: on the path of the gravest blocker")),
)


def add_legend(picture: Picture) -> Picture:
    """The picture with a legend below it, in rows as wide as the picture."""
    x, y = 0.0, picture.height + 4
    labels, lines = [], []
    for sign, text in _entries(picture):
        width = SAMPLE + 5 + width_of(text, SMALL) + 14
        if x and x + width > picture.width:
            x, y = 0.0, y + ROW
        labels.append(Label(Rect(x + SAMPLE + 5, y, width - SAMPLE - 17, 9), text))
        lines.append(_sample(sign, x, y + 4.5))
        x += width
    return replace(
        picture,
        height=y + ROW,
        labels=picture.labels + tuple(labels),
        lines=picture.lines + tuple(line for line in lines if line),
        signs=tuple(
            (sign, Rect(label.area.x - SAMPLE - 5, label.area.y, SAMPLE, 9))
            for (sign, _), label in zip(_entries(picture), labels, strict=True)
            if sign not in STATUSES
        ),
    )


def _entries(picture: Picture) -> list[tuple[str, str]]:
    shown = {line.status for line in picture.lines}
    styles = [(status, say(text)) for status, text in STATUSES.items() if status in shown]
    present = {
        "T": any(badge.transfer for badge in picture.badges),
        "1": any(not badge.transfer for badge in picture.badges) and not picture.banded,
        "band": picture.banded and bool(picture.lines),
        "frame": any(box.foreign for box in picture.boxes),
        "witness": any(box.highlighted for box in picture.boxes),
    }
    return styles + [(sign, say(text)) for sign, text in _NOTES if present[sign]]


def _sample(sign: str, x: float, y: float) -> Line | None:
    return Line(((x, y), (x + SAMPLE, y)), sign) if sign in STATUSES else None
