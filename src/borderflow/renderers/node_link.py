"""networkx's node-link form as JSON, which `networkx.node_link_graph` reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderflow.renderers.graph import GraphRenderer
from borderflow.renderers.jsontext import written

if TYPE_CHECKING:
    from borderflow.analysis.flowgraph import Graph


def _render(graph: Graph) -> bytes:
    from borderflow.analysis import flowgraph

    return written(flowgraph.node_link(graph))


node_link = GraphRenderer("node-link", ".json", "application/json", _render)
