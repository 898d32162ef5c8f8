"""GraphML, which yEd, Gephi and most graph programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderflow.renderers.graph import GraphRenderer

if TYPE_CHECKING:
    from borderflow.analysis.flowgraph import Graph


def _render(graph: Graph) -> bytes:
    from borderflow.analysis import flowgraph

    return flowgraph.graphml(graph)


graphml = GraphRenderer("graphml", ".graphml", "application/graphml+xml", _render)
