"""What the diagram says in words: lanes, the legend, and the text that stands for the picture."""

from __future__ import annotations

from typing import assert_never

from borderflow.model.catalog import Zone
from borderflow.model.report import FlowView, Review

STATUSES = {
    "inside": "stays in its zone",
    "adequate": "to an adequate country",
    "covered": "transfer with a tool on record",
    "uncovered": "leaves the EEA, no safeguard on record",
    "exposed": "foreign control, no transfer",
    "unknown": "open question",
    "none": "no personal data",
}
"""What each style of line means, in the order of the legend."""


LEGEND = "Legend"


def lane_name(zone: Zone) -> str:
    match zone:
        case Zone.EEA:
            return "EU / EEA"
        case Zone.ADEQUATE:
            return "Adequate country"
        case Zone.US:
            return "United States"
        case Zone.OTHER:
            return "Other country"
        case Zone.UNKNOWN:
            return "Place unknown"
        case _:
            assert_never(zone)


def title_of(review: Review) -> str:
    """The text alternative: it names every flow that leaves the EEA."""
    names = {item.id: item.label or item.id for item in review.components}
    leaving = sorted((flow for flow in review.flows if flow.crosses), key=lambda flow: flow.number)
    system = review.architecture.system.name
    if not leaving:
        return f"Zone diagram of {system}. No flow leaves the EEA on the declared facts."
    listed = "; ".join(_leaving(flow, names) for flow in leaving)
    return f"Zone diagram of {system}. Flows that leave the EEA: {listed}."


def whole_title(review: Review) -> str:
    """The text alternative of the whole graph; what leaves the EEA is named by the page's own diagram."""
    system = review.architecture.system.name
    return f"Whole graph of {system}: {len(review.components)} components and {len(review.flows)} flows."


def description_of(review: Review) -> str:
    """How many components stand in which lane, and where the whole list is."""
    counts = {zone: sum(item.zone is zone for item in review.components) for zone in Zone}
    lanes = ", ".join(f"{lane_name(zone)} {count}" for zone, count in counts.items() if count)
    return (
        f"Components by place of processing: {lanes or 'none'}. "
        "The flow list of the report says the same in words."
    )


def _leaving(flow: FlowView, names: dict[str, str]) -> str:
    ends = f"{names.get(flow.source, flow.source)} to {names.get(flow.target, flow.target)}"
    number = f"{flow.transfer}, " if flow.transfer else ""
    return f"{number}flow {flow.number}, {ends}, {STATUSES.get(flow.status, flow.status)}"
