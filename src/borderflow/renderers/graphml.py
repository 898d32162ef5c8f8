"""GraphML, which yEd, Gephi and most graph programs read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from borderflow.renderers.graph import GraphRenderer

if TYPE_CHECKING:
    from borderflow.analysis.flowgraph import Graph

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|&#6553[45];")
"""What XML 1.0 has no place for, however it is escaped."""


def _render(graph: Graph) -> bytes:
    from borderflow.analysis import flowgraph

    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", flowgraph.graphml(graph).decode()).encode()


graphml = GraphRenderer("graphml", ".graphml", "application/graphml+xml", _render)
