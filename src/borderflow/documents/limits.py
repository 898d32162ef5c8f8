"""How much one file may ask of us. A hostile file is refused early, an honest one never notices."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """The most that is read from one file."""

    bytes: int = 64 * 1024 * 1024
    """Size of the file; a larger one is refused before it is read."""
    depth: int = 100
    """Collections inside one another. libyaml slows down with depth, and recursion further on would end."""
    nodes: int = 10_000_000
    """Keys, values and collections written in the file."""
    aliased: int = 100_000
    """Nodes that YAML aliases stand for, counted expanded, so that a billion laughs stay unheard.
    A file may always have ten for each node that it writes, as thirty thousand flows with one base need."""


DEFAULT = Limits()
