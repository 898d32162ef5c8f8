"""Border bands: operators in the EEA on the left, recipients outside on the right, one band a pair.

Above sixty components no page can show every one. What has to stay visible is who sends how much over
the border, to whom, and on what ground; the strips of the findings show single paths.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from borderflow.language import say
from borderflow.model.catalog import Zone
from borderflow.model.report import FlowView, Review
from borderflow.renderers.diagram.lettering import NAME, SMALL, fit, width_of
from borderflow.renderers.diagram.network import LANES, chip_of
from borderflow.renderers.diagram.picture import Badge, Box, Label, Lane, Line, Picture, Rect
from borderflow.renderers.diagram.sides import (
    Crowd,
    End,
    Pair,
    bundle,
    ends_of_side,
    leaving_flows,
    worst_status,
)
from borderflow.renderers.diagram.words import components_counted, flows_counted, lane_name, law_of

THICKEST = 26.0
"""The sum of all bands that one party sends or receives, at most."""

_BOX = (150.0, 33.0)
_PITCH = 36.0
_TOP = 18.0


def draw_bands(review: Review, width: float) -> Picture:
    """The picture: bands as thick as flows are many, each with the numbers of its transfers."""
    leaving = leaving_flows(review)
    left = ends_of_side(review, leaving, inside=True)
    right = sorted(ends_of_side(review, leaving, inside=False), key=lambda end: LANES.index(end.zone))
    tall = max(len(left), len(right), 1) * _PITCH + _TOP
    places = _places(left, 22.0, tall) | _places(right, width - _BOX[0] - 14, tall)
    bundles = bundle(leaving, {item.id: end.key for end in (*left, *right) for item in end.members})
    return Picture(
        width=width,
        height=tall,
        lanes=_lanes(right, width, tall),
        borders=(((width / 2, 0.0), (width / 2, tall)),),
        lines=_bands(bundles, places, width),
        boxes=tuple(_box(end, places[end.key], review.country_zones) for end in (*left, *right)),
        badges=_badges(bundles, places, width),
        labels=_labels(review, right, width),
        banded=True,
    )


def _places(ends: Sequence[End], x: float, tall: float) -> dict[Crowd, Rect]:
    start = _TOP + (tall - _TOP - len(ends) * _PITCH) / 2
    return {end.key: Rect(x, start + row * _PITCH, *_BOX) for row, end in enumerate(ends)}


def _bands(bundles: dict[Pair, list[FlowView]], places: dict[Crowd, Rect], width: float) -> tuple[Line, ...]:
    """Bands leave an operator side by side, and reach a recipient side by side."""
    totals: Counter[Crowd] = Counter()
    for pair, flows in bundles.items():
        totals.update(dict.fromkeys(pair, len(flows)))
    unit = min(2.0, THICKEST / max(totals.values(), default=1))
    filled: defaultdict[Crowd, float] = defaultdict(float)
    lines = []
    for pair in sorted(bundles, key=lambda pair: (places[pair[1]].y, places[pair[0]].y)):
        thick = unit * len(bundles[pair])
        heights = [places[key].centre[1] + filled[key] + (thick - unit * totals[key]) / 2 for key in pair]
        for key in pair:
            filled[key] += thick
        points = (
            (places[pair[0]].right, heights[0]),
            (width / 2, heights[1]),
            (places[pair[1]].x, heights[1]),
        )
        status, numbers = worst_status(bundles[pair]), _numbers(bundles[pair])
        lines.append(Line(points, status, width=max(thick - 0.4, 0.7), flows=numbers))
    return tuple(lines)


def _badges(
    bundles: dict[Pair, list[FlowView]], places: dict[Crowd, Rect], width: float
) -> tuple[Badge, ...]:
    reaching: defaultdict[Crowd, list[FlowView]] = defaultdict(list)
    for (_, recipient), flows in bundles.items():
        reaching[recipient] += flows
    found = []
    for recipient, flows in reaching.items():
        y = places[recipient].centre[1]
        found.append(_count(flows, places[recipient].x, y))
        if transfers := sorted({flow.transfer for flow in flows if flow.transfer}, key=_by_number):
            crossing = [flow for flow in flows if flow.transfer]
            found.append(_tag(transfers, crossing, width / 2, y))
    return tuple(found)


def _numbers(flows: Sequence[FlowView]) -> tuple[int, ...]:
    return tuple(sorted(flow.number for flow in flows))


def _by_number(name: str) -> tuple[int, str]:
    digits = name[1:]
    return (int(digits) if digits.isdecimal() else 0, name)


def _tag(transfers: list[str], flows: Sequence[FlowView], x: float, y: float) -> Badge:
    text = transfers[0] if len(transfers) == 1 else f"{transfers[0]} +{len(transfers) - 1}"
    width = width_of(text, NAME, bold=True) + 8
    area = Rect(x - width / 2, y - 5.5, width, 11)
    return Badge(area, text, worst_status(flows), transfer=True, flows=_numbers(flows))


def _count(flows: Sequence[FlowView], x: float, y: float) -> Badge:
    text = flows_counted(len(flows))
    width = width_of(text, SMALL, bold=True) + 8
    area = Rect(x - width - 6, y - 5.2, width, 10.4)
    return Badge(area, text, worst_status(flows), flows=_numbers(flows))


def _box(end: End, area: Rect, zones: Mapping[str, Zone]) -> Box:
    count = len(end.members)
    countries = tuple(sorted({code for item in end.members for code in item.countries}))
    control = tuple(sorted({code for item in end.members for code in item.control}))
    chip = chip_of(countries, zones)
    law = law_of(control[:3])
    return Box(
        area=area,
        id=end.key[0],
        name=(fit(end.name, area.width - 19, NAME, bold=True),),
        operator=components_counted(count),
        icon="stack" if count > 1 else "app",
        chip=chip,
        law=fit(law, area.width - 16 - width_of(chip, SMALL, bold=True), SMALL),
        access="",
        zone=end.zone,
        folded=count > 1,
        members=tuple(item.id for item in end.members),
    )


def _lanes(right: Sequence[End], width: float, tall: float) -> tuple[Lane, ...]:
    """The EEA on the left; on the right one ground for each zone, as high as its recipients need."""
    left = Lane(Rect(0, 0, width / 2, tall), Zone.EEA)
    if not right:
        return (left,)
    start = _TOP - 2 + (tall - _TOP - len(right) * _PITCH) / 2
    lanes, top = [], 0.0
    for row, end in enumerate(right):
        last = row + 1 == len(right)
        if last or right[row + 1].zone is not end.zone:
            bottom = tall if last else start + (row + 1) * _PITCH
            lanes.append(Lane(Rect(width / 2, top, width / 2, bottom - top), end.zone))
            top = bottom
    return (left, *lanes)


def _labels(review: Review, right: Sequence[End], width: float) -> tuple[Label, ...]:
    stay = sum(not flow.crosses for flow in review.flows)
    return (
        _label(
            22, 5, say("{lane}: {n} flows do not reach beyond it", lane=lane_name(Zone.EEA), n=stay), Zone.EEA
        ),
        _label(
            width - _BOX[0] - 14,
            5,
            say("Recipients outside the EEA") if right else say("No recipient outside"),
            None,
        ),
    )


def _label(x: float, y: float, text: str, zone: Zone | None) -> Label:
    return Label(Rect(x, y, width_of(text, 7.6, bold=True), 9), text, zone, bold=True)
