"""The zone diagram as an SVG file of its own."""

from __future__ import annotations

from borderflow.model.report import Review
from borderflow.renderers.diagram import compose, draw
from borderflow.renderers.diagram.words import description_of, title_of
from borderflow.renderers.renderer import Options, Renderer


def draw_diagram(review: Review) -> str:
    """The diagram as an SVG element, with its text alternative inside."""
    return draw(compose(review), title_of(review), description_of(review))


def _render(review: Review, options: Options) -> bytes:  # noqa: ARG001 - a diagram has no options
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{draw_diagram(review)}\n'.encode()


svg = Renderer("svg", ".svg", "image/svg+xml", _render)
