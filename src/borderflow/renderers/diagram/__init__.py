"""The zone diagram: where the data go, over which border, under whose law."""

from borderflow.renderers.diagram.compose import compose
from borderflow.renderers.diagram.drawing import draw

__all__ = ["compose", "draw"]
