"""Names for values within one YAML document (YAML 1.2.2, section 7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from borderflow.documents.positions import Mark


@dataclass(frozen=True, slots=True)
class Anchored:
    """A value that aliases may repeat."""

    value: Any
    mark: Mark
    nodes: int
    """How many nodes it has, with all aliases in it expanded."""


class Anchors:
    """What each name stands for at this point of the document."""

    def __init__(self, repeated: int = 0) -> None:
        self.repeated = repeated
        """How many nodes aliases have stood for so far, in the whole stream."""
        self._found: dict[str, Anchored | int] = {}

    def open(self, name: str, start: int) -> None:
        """A value of that name begins. An alias in it would be endless."""
        self._found[name] = start

    def close(self, name: str, value: Any, mark: Mark, nodes: int) -> None:
        """It is complete. The same name may have been given again inside: then that one counts."""
        start = mark if isinstance(mark, int) else mark[0]
        if self._found[name] == start:
            self._found[name] = Anchored(value, mark, nodes)

    def find(self, name: str) -> Anchored | None:
        """The value of that name, if it is complete."""
        found = self._found.get(name)
        return found if isinstance(found, Anchored) else None

    def is_open(self, name: str) -> bool:
        return name in self._found and self.find(name) is None
