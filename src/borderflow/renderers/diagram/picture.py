"""The geometry of a diagram, in points: what is drawn where, before anything is written."""

from __future__ import annotations

from msgspec import Struct

from borderflow.model.catalog import Zone

Point = tuple[float, float]


class Rect(Struct, frozen=True):
    """An upright rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def centre(self) -> Point:
        return (self.x + self.width / 2, self.y + self.height / 2)

    def overlaps(self, other: Rect) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


class Box(Struct, frozen=True):
    """A component, or several folded into one."""

    area: Rect
    id: str
    name: tuple[str, ...]
    """The name, broken into lines that fit."""
    operator: str
    icon: str
    chip: str
    law: str
    access: str
    zone: Zone
    foreign: bool = False
    highlighted: bool = False
    folded: bool = False
    members: tuple[str, ...] = ()
    """The ids of the components that it stands for."""


class Badge(Struct, frozen=True):
    """The number of a flow (round) or of a transfer (square), on its line."""

    area: Rect
    text: str
    status: str
    transfer: bool = False
    flows: tuple[int, ...] = ()
    """The numbers of the flows that it names."""


class Line(Struct, frozen=True):
    """A flow from box to box; the last point is the tip of the arrow."""

    points: tuple[Point, ...]
    status: str
    highlighted: bool = False
    width: float | None = None
    """Thickness where it tells an amount; else the status decides."""
    flows: tuple[int, ...] = ()
    """The numbers of the flows that it shows."""
    curved: bool = False
    """Drawn as one curve, by its two ends and two points that pull it."""


class Label(Struct, frozen=True):
    """Words on the ground of the diagram."""

    area: Rect
    text: str
    zone: Zone | None = None
    bold: bool = False


class Lane(Struct, frozen=True):
    """The ground of one zone."""

    area: Rect
    zone: Zone


class Picture(Struct, frozen=True):
    """Everything on one diagram, in the order in which it is drawn."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    borders: tuple[tuple[Point, Point], ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    badges: tuple[Badge, ...]
    labels: tuple[Label, ...]
    signs: tuple[tuple[str, Rect], ...] = ()
    """Samples of badges and frames in the legend."""
    banded: bool = False
    """Recipients as bands over the border, because the components are too many to show."""
    folded: bool = False
