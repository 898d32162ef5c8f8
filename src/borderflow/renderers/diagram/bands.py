"""Border bands: operators in the EEA on the left, recipients outside on the right, one band a pair.

Above sixty components no page can show every one. What has to stay visible is who sends how much over
the border, to whom, and on what ground; the strips of the findings show single paths.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from borderflow.model.catalog import Zone
from borderflow.model.report import ComponentView, FlowView, Review
from borderflow.renderers.diagram.lettering import NAME, SMALL, fit, width_of
from borderflow.renderers.diagram.network import LANES, chip_of
from borderflow.renderers.diagram.picture import Badge, Box, Label, Lane, Line, Picture, Rect
from borderflow.renderers.diagram.words import lane_name

MOST = 8
"""Parties named on each side; the rest stand together as others."""
THICKEST = 26.0
"""The sum of all bands that one party sends or receives, at most."""

_BOX = (150.0, 33.0)
_PITCH = 36.0
_TOP = 18.0
_WORST = ("uncovered", "unknown", "covered", "adequate", "exposed", "inside", "none")

Crowd = tuple[str, Zone]
"""Operator and zone: the same company inside and outside the EEA is two ends of a band."""

_Pair = tuple[Crowd, Crowd]


@dataclass(frozen=True, slots=True)
class _End:
    """A party on one side with the components that stand for it."""

    key: Crowd
    name: str
    members: tuple[ComponentView, ...]

    @property
    def zone(self) -> Zone:
        return self.key[1]


def draw_bands(review: Review, width: float) -> Picture:
    """The picture: bands as thick as flows are many, each with the numbers of its transfers."""
    leaving = _leaving(review)
    left = _ends(review, leaving, inside=True)
    right = sorted(_ends(review, leaving, inside=False), key=lambda end: LANES.index(end.zone))
    tall = max(len(left), len(right), 1) * _PITCH + _TOP
    places = _places(left, 22.0, tall) | _places(right, width - _BOX[0] - 14, tall)
    bundles = _bundles(leaving, {item.id: end.key for end in (*left, *right) for item in end.members})
    return Picture(
        width=width,
        height=tall,
        lanes=_lanes(right, width, tall),
        borders=(((width / 2, 0.0), (width / 2, tall)),),
        lines=_bands(bundles, places, width),
        boxes=tuple(_box(end, places[end.key]) for end in (*left, *right)),
        badges=_badges(bundles, places, width),
        labels=_labels(review, right, width),
        banded=True,
    )


def _leaving(review: Review) -> list[FlowView]:
    """The flows from a component in the EEA to one outside."""
    where = {item.id: item.zone for item in review.components}
    return [
        flow
        for flow in review.flows
        if where.get(flow.source) is Zone.EEA and where.get(flow.target, Zone.EEA) is not Zone.EEA
    ]


def _ends(review: Review, leaving: Sequence[FlowView], *, inside: bool) -> list[_End]:
    """The parties of one side by number of flows, the smallest gathered as others."""
    used = Counter(flow.source if inside else flow.target for flow in leaving)
    groups: defaultdict[Crowd, list[ComponentView]] = defaultdict(list)
    for item in review.components:
        if used[item.id]:
            groups[item.operator, item.zone].append(item)
    ranked = sorted(groups, key=lambda key: (-sum(used[item.id] for item in groups[key]), *_by_name(key)))
    named = ranked if len(ranked) <= MOST + 1 else ranked[:MOST]
    ends = [_End(key, groups[key][0].operator_name or key[0], tuple(groups[key])) for key in named]
    if rest := tuple(item for key in ranked[len(named) :] for item in groups[key]):
        zone = max((item.zone for item in rest), key=LANES.index)
        ends.append(_End(("\uffff", zone), f"{len(ranked) - MOST} others", rest))
    return ends


def _by_name(key: Crowd) -> tuple[str, int]:
    return (key[0], LANES.index(key[1]))


def _places(ends: Sequence[_End], x: float, tall: float) -> dict[Crowd, Rect]:
    start = _TOP + (tall - _TOP - len(ends) * _PITCH) / 2
    return {end.key: Rect(x, start + row * _PITCH, *_BOX) for row, end in enumerate(ends)}


def _bundles(leaving: Sequence[FlowView], home: dict[str, Crowd]) -> dict[_Pair, list[FlowView]]:
    bundles: defaultdict[_Pair, list[FlowView]] = defaultdict(list)
    for flow in leaving:
        bundles[home[flow.source], home[flow.target]].append(flow)
    return dict(sorted(bundles.items(), key=lambda item: (*_by_name(item[0][1]), *_by_name(item[0][0]))))


def _worst(flows: Sequence[FlowView]) -> str:
    return min(
        (flow.status for flow in flows), key=lambda status: _WORST.index(status) if status in _WORST else 1
    )


def _bands(bundles: dict[_Pair, list[FlowView]], places: dict[Crowd, Rect], width: float) -> tuple[Line, ...]:
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
        lines.append(Line(points, _worst(bundles[pair]), width=max(thick - 0.4, 0.7)))
    return tuple(lines)


def _badges(
    bundles: dict[_Pair, list[FlowView]], places: dict[Crowd, Rect], width: float
) -> tuple[Badge, ...]:
    reaching: defaultdict[Crowd, list[FlowView]] = defaultdict(list)
    for (_, recipient), flows in bundles.items():
        reaching[recipient] += flows
    found = []
    for recipient, flows in reaching.items():
        y = places[recipient].centre[1]
        found.append(_count(flows, places[recipient].x, y))
        if transfers := sorted({flow.transfer for flow in flows if flow.transfer}, key=_by_number):
            found.append(_tag(transfers, _worst(flows), width / 2, y))
    return tuple(found)


def _by_number(name: str) -> tuple[int, str]:
    digits = name[1:]
    return (int(digits) if digits.isdecimal() else 0, name)


def _tag(transfers: list[str], status: str, x: float, y: float) -> Badge:
    text = transfers[0] if len(transfers) == 1 else f"{transfers[0]} +{len(transfers) - 1}"
    width = width_of(text, NAME, bold=True) + 8
    return Badge(Rect(x - width / 2, y - 5.5, width, 11), text, status, transfer=True)


def _count(flows: Sequence[FlowView], x: float, y: float) -> Badge:
    text = f"{len(flows)} flow" + ("s" if len(flows) > 1 else "")
    width = width_of(text, SMALL, bold=True) + 8
    return Badge(Rect(x - width - 6, y - 5.2, width, 10.4), text, _worst(flows))


def _box(end: _End, area: Rect) -> Box:
    count = len(end.members)
    countries = tuple(sorted({code for item in end.members for code in item.countries}))
    control = tuple(sorted({code for item in end.members for code in item.control}))
    chip = chip_of(countries)
    law = f"law {'/'.join(control[:3])}" if control else ""
    return Box(
        area=area,
        id=end.key[0],
        name=(fit(end.name, area.width - 19, NAME, bold=True),),
        operator=f"{count} component" + ("s" if count > 1 else ""),
        icon="stack" if count > 1 else "app",
        chip=chip,
        law=fit(law, area.width - 16 - width_of(chip, SMALL, bold=True), SMALL),
        zone=end.zone,
        folded=count > 1,
    )


def _lanes(right: Sequence[_End], width: float, tall: float) -> tuple[Lane, ...]:
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


def _labels(review: Review, right: Sequence[_End], width: float) -> tuple[Label, ...]:
    stay = sum(not flow.crosses for flow in review.flows)
    return (
        _label(22, 5, f"{lane_name(Zone.EEA)}: {stay} flows do not leave the EEA", Zone.EEA),
        _label(
            width - _BOX[0] - 14, 5, "Recipients outside the EEA" if right else "No recipient outside", None
        ),
    )


def _label(x: float, y: float, text: str, zone: Zone | None) -> Label:
    return Label(Rect(x, y, width_of(text, 7.6, bold=True), 9), text, zone, bold=True)
