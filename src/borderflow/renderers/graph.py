"""The networkx graph as bytes, for other programs: what `borderflow.load(…).graph` is, written out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from borderflow.analysis.flowgraph import Graph


class GraphRenderer(Struct, frozen=True):
    """One published form of the graph."""

    name: str
    """What `--format` is told."""
    suffix: str
    media_type: str
    render: Callable[[Graph], bytes]
