"""A node becomes a box: its words, cut to the room that they have."""

from __future__ import annotations

from borderflow.renderers.diagram.lettering import NAME, SMALL, fit, width_of, wrap
from borderflow.renderers.diagram.network import Node
from borderflow.renderers.diagram.picture import Box, Rect


def box_of(node: Node, area: Rect, *, highlighted: bool = False) -> Box:
    chip = width_of(node.chip, SMALL, bold=True) + 6
    return Box(
        area=area,
        id=node.id,
        name=name_lines(node, area.width),
        operator=fit(node.operator, area.width - 10, SMALL),
        icon=node.icon,
        chip=node.chip,
        law=fit(node.law, area.width - 13 - chip, SMALL, bold=node.foreign),
        access=fit(node.access, area.width - 10, SMALL),
        zone=node.zone,
        foreign=node.foreign,
        highlighted=highlighted,
        folded=node.size > 1,
        members=node.members,
    )


def name_lines(node: Node, width: float) -> tuple[str, ...]:
    """The name in at most two lines beside the icon."""
    return wrap(node.name, width - 19, NAME, 2, bold=True) or (node.id,)


def height_of(node: Node, width: float) -> float:
    """How high the words of a node stand."""
    return 27.5 + 8.6 * len(name_lines(node, width)) + (8.6 if node.access else 0)
