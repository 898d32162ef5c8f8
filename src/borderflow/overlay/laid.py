"""The merged manifest as a document: every value is found where the one stands who said it last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import field

from borderflow.documents import Document, Source
from borderflow.model.location import Location
from borderflow.model.records import Path
from borderflow.overlay.layers import Layer
from borderflow.overlay.merging import Merged, Spot


class Laid(Document, frozen=True, eq=False):
    """Several layers, read as one manifest."""

    layers: Sequence[Layer] = ()
    merged: Merged = field(default_factory=Merged)

    def locate(self, path: Sequence[str | int], *, key: bool | None = False) -> Location:  # noqa: ARG002
        """Where the value at a path was said last; a part of the system, where it was said first."""
        layer, inner = self._spoken(tuple(path))
        return layer.locate(inner)

    def item_lines(self, path: Sequence[str | int], items: Sequence[object]) -> Iterator[int]:
        return (self.locate((*path, number)).line for number, _ in enumerate(items))

    def item_places(self, section: str) -> Iterator[tuple[str, int]]:
        """File and line of every item of a list."""
        for number, _ in enumerate(self.value.get(section, ())):
            place = self.locate((section, number))
            yield place.file, place.line

    def line_at(self, place: Location) -> str | None:
        """The line of a place, from whichever layer knows its file."""
        lines = (layer.line(place) for layer in self.layers if self._knows(layer, place))
        return next((line for line in lines if line is not None), None)

    def _knows(self, layer: Layer, place: Location) -> bool:
        return layer is self.layers[0] or layer.name == place.file

    def _spoken(self, path: Path) -> tuple[Layer, Path]:
        """Who speaks of a path, and what it is called there."""
        said = [(self.layers[number], inner) for number, inner in self._candidates(path)]
        saying = [(layer, inner) for layer, inner in said if layer.says(inner)]
        if saying:
            return saying[0] if len(path) == 2 else saying[-1]
        return said[0] if said else (self.layers[0], path)

    def _candidates(self, path: Path) -> list[tuple[int, Path]]:
        spots = {"flows": self.merged.flows, "accepted": self.merged.accepted}.get(
            str(path[0]) if path else ""
        )
        if spots is None or len(path) < 2:
            return [
                (number, path)
                for number, layer in enumerate(self.layers)
                if len(path) < 2 or layer.says(path[:2])
            ]
        return [(number, (path[0], index, *path[2:])) for number, index in _at(spots, path[1])]


def _at(spots: Sequence[list[Spot]], number: str | int) -> list[Spot]:
    return spots[number] if isinstance(number, int) and number < len(spots) else []


def lay_document(layers: Sequence[Layer], merged: Merged) -> Laid:
    """The document that the manifest reader takes."""
    source = Source(layers[-1].name, "", layers[-1].input.sha256)
    return Laid(merged.value, source, None, 0, (), layers, merged)
