"""Who stands on each side of the border bands: operators in the EEA, recipients outside, and their flows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from borderflow.language import say_counted
from borderflow.model.catalog import Zone
from borderflow.model.report import ComponentView, FlowView, Review
from borderflow.renderers.diagram.network import LANES

MOST = 8
"""Parties named on each side; the rest stand together as others."""
_WORST = ("uncovered", "unknown", "covered", "adequate", "exposed", "inside", "none")

Crowd = tuple[str, Zone]
"""Operator and zone: the same company inside and outside the EEA is two ends of a band."""

Pair = tuple[Crowd, Crowd]


class End(Struct, frozen=True):
    """A party on one side with the components that stand for it."""

    key: Crowd
    name: str
    members: tuple[ComponentView, ...]

    @property
    def zone(self) -> Zone:
        return self.key[1]


def leaving_flows(review: Review) -> list[FlowView]:
    """The flows from a component in the EEA to one outside."""
    where = {item.id: item.zone for item in review.components}
    return [
        flow
        for flow in review.flows
        if where.get(flow.source) is Zone.EEA and where.get(flow.target, Zone.EEA) is not Zone.EEA
    ]


def ends_of_side(review: Review, leaving: Sequence[FlowView], *, inside: bool) -> list[End]:
    """The parties of one side by number of flows, the smallest gathered as others."""
    used = Counter(flow.source if inside else flow.target for flow in leaving)
    groups: defaultdict[Crowd, list[ComponentView]] = defaultdict(list)
    for item in review.components:
        if used[item.id]:
            groups[item.operator, item.zone].append(item)
    ranked = sorted(groups, key=lambda key: (-sum(used[item.id] for item in groups[key]), *by_name(key)))
    named = ranked if len(ranked) <= MOST + 1 else ranked[:MOST]
    ends = [End(key, groups[key][0].operator_name or key[0], tuple(groups[key])) for key in named]
    if rest := tuple(item for key in ranked[len(named) :] for item in groups[key]):
        zone = max((item.zone for item in rest), key=LANES.index)
        ends.append(End(("\uffff", zone), say_counted("{n} other", "{n} others", len(ranked) - MOST), rest))
    return ends


def by_name(key: Crowd) -> tuple[str, int]:
    return (key[0], LANES.index(key[1]))


def bundle(leaving: Sequence[FlowView], home: dict[str, Crowd]) -> dict[Pair, list[FlowView]]:
    """The flows between each pair of parties, in the order of recipients."""
    bundles: defaultdict[Pair, list[FlowView]] = defaultdict(list)
    for flow in leaving:
        bundles[home[flow.source], home[flow.target]].append(flow)
    return dict(sorted(bundles.items(), key=lambda item: (*by_name(item[0][1]), *by_name(item[0][0]))))


def worst_status(flows: Sequence[FlowView]) -> str:
    return min(
        (flow.status for flow in flows), key=lambda status: _WORST.index(status) if status in _WORST else 1
    )
