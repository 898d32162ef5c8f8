"""Names for values within one YAML document (YAML 1.2.2, section 7.1)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Anchored(Struct, frozen=True):
    """A value that aliases may repeat."""

    value: Any
    node: int
    size: int
    """How many nodes it has, with all aliases in it expanded."""


class Anchors:
    """What each name stands for at this point of the document."""

    def __init__(self, repeated: int = 0) -> None:
        self.repeated = repeated
        """How many nodes aliases have stood for so far, in the whole stream."""
        self.names: dict[int, tuple[str, int]] = {}
        """For each node that is open, its name, and what had been repeated before it."""
        self._found: dict[str, Anchored | int] = {}

    def open(self, name: str, node: int) -> None:
        """A collection of that name begins. An alias in it would be endless."""
        self._found[name] = node
        self.names[node] = name, self.repeated

    def close(self, value: Any, node: int, written: int) -> None:
        """It is complete. The same name may have been given again inside: then that one counts."""
        name, before = self.names.pop(node)
        if self._found[name] == node:
            self._found[name] = Anchored(value, node, written + self.repeated - before)

    def name_scalar(self, name: str, value: Any, node: int) -> None:
        self._found[name] = Anchored(value, node, 1)

    def find(self, name: str) -> Anchored | None:
        """The value of that name, if it is complete."""
        found = self._found.get(name)
        return found if isinstance(found, Anchored) else None

    def is_open(self, name: str) -> bool:
        return isinstance(self._found.get(name), int)
