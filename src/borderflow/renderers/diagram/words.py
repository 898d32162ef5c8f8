"""What the diagram says in words: lanes, the legend, and the text that stands for the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from borderflow.language import say, say_counted, to_say
from borderflow.language.forms import in_turn
from borderflow.model.catalog import Zone
from borderflow.model.report import FlowView, Review

STATUSES = {
    "inside": to_say("no transfer"),
    "adequate": to_say("to an adequate country"),
    "covered": to_say("covered transfer, safeguard on record or presumed"),
    "uncovered": to_say("transfer with no safeguard on record"),
    "exposed": to_say("foreign control, no transfer"),
    "unknown": to_say("open question"),
    "none": to_say("no personal data"),
}
"""What each style of line means, in the order of the legend."""


LEGEND = to_say("Legend")


def lane_name(zone: Zone) -> str:
    match zone:
        case Zone.EEA:
            return say("EU / EEA")
        case Zone.ADEQUATE:
            return say("Adequate country")
        case Zone.US:
            return say("United States")
        case Zone.OTHER:
            return say("Other country")
        case Zone.UNKNOWN:
            return say("Place unknown")
        case _:
            assert_never(zone)


def title_of(review: Review) -> str:
    """The text alternative: it names every flow that reaches beyond the EEA."""
    names = {item.id: item.label or item.id for item in review.components}
    leaving = sorted((flow for flow in review.flows if flow.crosses), key=lambda flow: flow.number)
    system = review.architecture.system.name
    if not leaving:
        return say(
            "Zone diagram of {system}. No flow reaches beyond the EEA on the declared facts.", system=system
        )
    listed = in_turn(_leaving(flow, names) for flow in leaving)
    return say(
        "Zone diagram of {system}. Flows that reach beyond the EEA: {flows}.", system=system, flows=listed
    )


def whole_title(review: Review) -> str:
    """The text alternative of the whole graph; the page's own diagram names what reaches beyond the EEA."""
    system = review.architecture.system.name
    return f"Whole graph of {system}: {len(review.components)} components and {len(review.flows)} flows."


def description_of(review: Review) -> str:
    """How many components stand in which lane, and where the whole list is."""
    counts = {zone: sum(item.zone is zone for item in review.components) for zone in Zone}
    lanes = ", ".join(f"{lane_name(zone)} {count}" for zone, count in counts.items() if count)
    return say(
        "Components by place of processing: {lanes}. The flow list of the report says the same in words.",
        lanes=lanes or say("none"),
    )


def countries_counted(number: int) -> str:
    """`3 countries`."""
    return say_counted("{n} country", "{n} countries", number)


def parted(countries: tuple[str, ...], zones: Mapping[str, Zone]) -> tuple[int, tuple[str, ...]]:
    """How many of a long list are in the EEA, and those that are not."""
    outside = tuple(code for code in countries if zones.get(code) is not Zone.EEA)
    return len(countries) - len(outside), outside


def components_counted(number: int) -> str:
    """`3 components`."""
    return say_counted("{n} component", "{n} components", number)


def flows_counted(number: int) -> str:
    """`3 flows`."""
    return say_counted("{n} flow", "{n} flows", number)


def law_of(countries: tuple[str, ...]) -> str:
    """`law US/CN`: whose law can reach an operator; nothing for none."""
    return say("law {countries}", countries="/".join(countries)) if countries else ""


def _leaving(flow: FlowView, names: dict[str, str]) -> str:
    said = say(
        "flow {n}, {source} to {target}, {status}",
        n=flow.number,
        source=names.get(flow.source, flow.source),
        target=names.get(flow.target, flow.target),
        status=say(STATUSES.get(flow.status, flow.status)),
    )
    return f"{flow.transfer}, {said}" if flow.transfer else said
