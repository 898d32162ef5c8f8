"""The catalogue is consulted: parties get entities, parents and terms; components get places."""

from borderflow.resolve.system import resolve, unknown_words

__all__ = ["resolve", "unknown_words"]
