"""The review as a terminal shows it, in the manner of the best compilers."""

from borderflow.renderers.text.page import text

__all__ = ["text"]
