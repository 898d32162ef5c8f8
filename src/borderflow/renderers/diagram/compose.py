"""Choose the view of a review that fits its page: every component, folded ones, or border bands."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.report import Review
from borderflow.renderers.diagram.bands import draw_bands
from borderflow.renderers.diagram.folding import fold
from borderflow.renderers.diagram.lanes import draw_lanes
from borderflow.renderers.diagram.legend import add_legend
from borderflow.renderers.diagram.network import Network, show
from borderflow.renderers.diagram.picture import Picture
from borderflow.renderers.diagram.plan import Plan, plan_lanes

PAGE = (762.0, 378.0)
"""Room on A4 landscape, in points; drawn at this width the smallest text is 6.5 pt."""

_WIDTHS = (520.0, 600.0, 680.0, 762.0)
"""A picture that fits a smaller width is enlarged to the page."""
_AIR = (72.0, 48.0, 36.0, 24.0, 18.0, 12.0, 6.0, 0.0)
_MOST_BOXES = 16
_MOST_COMPONENTS = 60


def compose(review: Review) -> Picture:
    """The picture with its legend. Nothing overlaps, and nothing is smaller than can be read."""
    network = show(review)
    bands = draw_bands(review, PAGE[0])
    crowded = len(network.nodes) > _MOST_COMPONENTS and bands.lines
    for view in () if crowded else _views(network):
        plan = plan_lanes(view)
        if _fitting(plan, PAGE[0], (0.0,)) is None:
            continue  # what does not fit the whole page without air fits nowhere
        fitting = [picture for width in _WIDTHS if (picture := _fitting(plan, width, _AIR)) is not None]
        return min(fitting, key=_cuts)
    return add_legend(bands)


def _cuts(picture: Picture) -> int:
    """How many names end in an ellipsis: the first width without any is the best."""
    return sum(
        text.endswith("…") for box in picture.boxes for text in (*box.name, box.operator, box.law, box.access)
    )


def _views(network: Network) -> Iterator[Network]:
    for view in (network, *fold(network)):
        if 0 < len(view.nodes) <= _MOST_BOXES:
            yield view


def _fitting(plan: Plan, width: float, airs: tuple[float, ...]) -> Picture | None:
    """The airiest picture of that width that is no higher than the page."""
    for air in airs:
        picture = draw_lanes(plan, width, air)
        if picture is None:
            return None
        picture = add_legend(picture)
        if picture.height <= width * PAGE[1] / PAGE[0]:
            return picture
    return None
