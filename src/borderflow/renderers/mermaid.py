"""The flows by zone as a Mermaid flowchart, for wikis and pull requests.

Nodes bear numbers and never the ids of a manifest: `end` and other words of Mermaid's grammar would break it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from borderflow.model.catalog import Zone
from borderflow.model.report import ComponentView, FlowView, Review
from borderflow.renderers.diagram.words import STATUSES, lane_name
from borderflow.renderers.places import countries_in_words
from borderflow.renderers.renderer import Options, Renderer

_STORES = frozenset(("datastore", "vector-store", "memory"))
_ARROWS = {"uncovered": "==>", "exposed": "-.->", "unknown": "-.->", "adequate": "-.->", "covered": "-.->"}
_STYLES = {
    "uncovered": "stroke:#8E0F14,stroke-width:3px",
    "adequate": "stroke:#0E7C66",
    "covered": "stroke:#1F5FA8",
    "exposed": "stroke:#64748B",
}
_FILLS = {
    Zone.EEA: "fill:#EDF3FA,stroke:#1F5FA8",
    Zone.ADEQUATE: "fill:#E8F4F1,stroke:#0E7C66",
    Zone.US: "fill:#FBF3E2,stroke:#8A5A00",
    Zone.OTHER: "fill:#F3EDFA,stroke:#4A2380",
    Zone.UNKNOWN: "fill:#FFFFFF,stroke:#475569,stroke-dasharray:4",
}


def _render(review: Review, options: Options) -> bytes:  # noqa: ARG001 - a flowchart has no options
    return "".join(f"{line}\n" for line in flowchart(review)).encode()


def flowchart(review: Review) -> list[str]:
    """The lines of the chart, with nothing in them that ends a fence of Markdown."""
    return list(_lines(review))


def _lines(review: Review) -> Iterator[str]:
    nodes = {view.id: f"n{number}" for number, view in enumerate(review.components, 1)}
    flows = [flow for flow in review.flows if flow.source in nodes and flow.target in nodes]
    yield "flowchart LR"
    for number, zone in enumerate(Zone, 1):
        inside = [view for view in review.components if view.zone is zone]
        if inside:
            shapes = {nodes[view.id]: _shape(view, review.country_zones) for view in inside}
            yield from _subgraph(f"z{number}", zone, shapes)
    yield from (_edge(flow, nodes) for flow in flows)
    for number, flow in enumerate(flows):
        if style := _STYLES.get(flow.status):
            yield f"  linkStyle {number} {style}"


def _subgraph(name: str, zone: Zone, shapes: Mapping[str, str]) -> Iterator[str]:
    yield f'  subgraph {name}["{lane_name(zone)}"]'
    yield from (f"    {node}{shape}" for node, shape in shapes.items())
    yield "  end"
    yield f"  style {name} {_FILLS[zone]}"


def _shape(view: ComponentView, zones: Mapping[str, Zone]) -> str:
    law = f", law {' '.join(view.control)}" if view.control and view.control != view.countries else ""
    place = countries_in_words(view.countries, zones) or "place unknown"
    label = "<br/>".join((_escaped(view.label), _escaped(f"{view.operator_name}, {place}{law}")))
    return f'[("{label}")]' if view.kind in _STORES else f'["{label}"]'


def _edge(flow: FlowView, nodes: Mapping[str, str]) -> str:
    data = ", ".join(f"{one.data} ({one.form})" for one in flow.carries) or STATUSES["none"]
    words = f"{flow.number}: {data}" + (f", {flow.transfer}" if flow.transfer else "")
    arrow = _ARROWS.get(flow.status, "-->")
    return f'  {nodes[flow.source]} {arrow}|"{_escaped(words)}"| {nodes[flow.target]}'


def _escaped(text: str) -> str:
    """Whatever Mermaid or the page around it would obey, as a numeric entity."""
    return "".join(_entity(character) for character in " ".join(text.split()))


def _entity(character: str) -> str:
    plain = character.isalnum() or character in " .,:()/@_-+"
    return character if plain else f"#{ord(character)};"


mermaid = Renderer("mermaid", ".mmd", "text/vnd.mermaid", _render)
