"""OWASP Threat Dragon 2: actors, processes and stores on diagrams, with flows between them.

The format: https://github.com/OWASP/threat-dragon, `td.vue/src/assets/schema/threat-dragon-v2.schema.json`. A
diagram has names alone. What lies in a trust boundary is told by where it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from msgspec import Struct

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.boxes import Belongs, Box, draw_box, house, names_people
from borderflow.foreign.hints import words_of
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.values import entries_of, mapping_of, text_of
from borderflow.model.architecture import SELF
from borderflow.model.findings import Severity
from borderflow.model.records import Path

_BOXES = {
    "actor": "actor",
    "process": "process",
    "store": "store",
    "tm.actor": "actor",
    "tm.process": "process",
    "tm.store": "store",
}
_OUTSIDE = re.compile(
    r"\b(?:external|third.part(?:y|ies)|3rd.part(?:y|ies)|saas|vendors?|partners?|suppliers?)\b"
)
_FACES = frozenset("ui gui frontend front website site portal web browser mobile app desktop spa".split())
"""Words in the names of what people use, for diagrams that draw no people."""
_MOST_NAMED = 5
_DEEPEST = 30
"""Boundaries around a part that are looked at, the inmost first."""


def recognises(sheet: Sheet) -> bool:
    """A summary, and diagrams in the detail: of version 1 also, which is answered with what to do."""
    detail = sheet.mapping.get("detail")
    return "summary" in sheet.mapping and isinstance(mapping_of(detail).get("diagrams"), list)


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """Read every diagram; each has its own parts."""
    for sheet in sheets:
        draft.note(*sheet.remarks)
        if title := text_of(mapping_of(sheet.mapping.get("summary")).get("title")):
            draft.names.append(title)
        _Model(sheet, draft).draw()


class _Frame(NamedTuple):
    """A rectangle on a diagram."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, other: _Frame) -> bool:
        """Whether the middle of another one lies in it."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class _Cell(Struct, frozen=True, eq=False, dict=True):
    """Something on a diagram."""

    value: Mapping[str, Any]
    path: Path

    @property
    def id(self) -> str:
        return text_of(self.value.get("id"))

    @property
    def data(self) -> Mapping[str, Any]:
        return mapping_of(self.value.get("data"))

    @property
    def type(self) -> str:
        """Its shape, or its type where the shape tells nothing."""
        shape = text_of(self.value.get("shape")).casefold()
        return shape if shape in _BOXES or shape in ("flow", "trust-boundary-box") else _type(self.data)

    @cached_property
    def name(self) -> str:
        """Its name on one line; tools write it into the label instead."""
        label = mapping_of(mapping_of(self.value.get("attrs")).get("text")).get("text")
        return " ".join((text_of(self.data.get("name")) or text_of(label)).split())

    @cached_property
    def frame(self) -> _Frame | None:
        position, size = mapping_of(self.value.get("position")), mapping_of(self.value.get("size"))
        found = [
            _number(one)
            for one in (position.get("x"), position.get("y"), size.get("width"), size.get("height"))
        ]
        if any(one is None for one in found):
            return None
        x, y, width, height = (one or 0.0 for one in found)
        return _Frame(x, y, x + width, y + height)


class _Model:
    """One file."""

    def __init__(self, sheet: Sheet, draft: Draft) -> None:
        self._sheet = sheet
        self._draft = draft
        self._names: dict[str, set[int]] = {}
        self._own: dict[str, Path] = {}

    def draw(self) -> None:
        for at, diagram in entries_of(mapping_of(self._sheet.mapping.get("detail")).get("diagrams")):
            path = self._sheet.path("detail", "diagrams", at)
            if "diagramJson" in diagram:
                self._draft.remark(
                    f"`{self._sheet.name}` is a model of Threat Dragon 1, which is not read.",
                    (*path, "diagramJson"),
                    "open it in Threat Dragon 2, save it, and name that file",
                )
                return
            self._diagram(
                at, [_Cell(one, (*path, "cells", n)) for n, one in entries_of(diagram.get("cells"))]
            )
        self._open_the_door()
        self._say_repeated()
        self._ask_whose()

    def _diagram(self, number: int, cells: Sequence[_Cell]) -> None:
        frames = sorted(
            ((cell, cell.frame) for cell in cells if cell.type == "trust-boundary-box"),
            key=lambda pair: pair[1].area if pair[1] else 0,
        )
        boxes = {cell.id: cell for cell in cells if cell.type in _BOXES}
        ids = {}
        for id_, cell in boxes.items():
            around = [
                (one.name, one.path)
                for one, frame in frames
                if frame and cell.frame and frame.holds(cell.frame)
            ][:_DEEPEST]
            ids[id_] = self._box(cell, around, number)
        for cell in cells:
            if cell.type == "flow":
                self._flow(cell, ids)

    def _box(self, cell: _Cell, around: Sequence[tuple[str, Path]], number: int) -> str:
        role = _BOXES[cell.type]
        name = cell.name or role
        outside = next((text for text, _ in around if _OUTSIDE.search(text.casefold())), "")
        why = ""
        if role == "actor" and names_people(name):
            belongs = Belongs.PEOPLE
        elif role == "actor":
            belongs, why = Belongs.OUTSIDE, "the diagram draws it as an actor"
        elif outside:
            belongs, why = Belongs.OUTSIDE, f"it is drawn inside `{outside}`"
        else:
            belongs = Belongs.OWN
        id_ = draw_box(
            self._draft, Box(name, cell.path, belongs, why=why, kind="" if role != "store" else _store(name))
        )
        house(self._draft, id_, [pair for pair in around if pair[0]])
        self._names.setdefault(name, set()).add(number)
        if belongs is Belongs.OWN and self._draft.components[id_].operator == SELF:
            self._own[id_] = cell.path
        return id_

    def _flow(self, cell: _Cell, ids: Mapping[str, str]) -> None:
        source, target = (ids.get(_end(cell.value.get(end))) for end in ("source", "target"))
        name = f"`{cell.name}`" if cell.name else "A flow"
        if source is None or target is None:
            self._draft.remark(
                f"{name} is not tied to a part of the diagram at both ends, and is left aside.",
                cell.path,
                "tie it in Threat Dragon",
            )
            return
        self._draft.flow(source, target, cell.path)
        if cell.data.get("isBidirectional") is True:
            self._draft.flow(target, source, cell.path)

    def _open_the_door(self) -> None:
        """Where no people are drawn, they use what is called so."""
        if any(one.kind == "person" for one in self._draft.components.values()):
            return
        for id_ in self._own:
            if _FACES.intersection(words_of(id_)) and self._draft.components[id_].kind == "application":
                self._draft.enters(id_)

    def _say_repeated(self) -> None:
        repeated = [name for name, numbers in self._names.items() if len(numbers) > 1]
        if repeated:
            shown = ", ".join(f"`{name}`" for name in repeated[:_MOST_NAMED])
            self._draft.remark(
                f"Several diagrams draw {shown}; what is drawn as one's own is kept apart in each.",
                self._sheet.path("detail", "diagrams"),
            )

    def _ask_whose(self) -> None:
        """Processes and stores have no owner: one question for all that are taken for one's own."""
        if not self._own:
            return
        first = next(iter(self._own))
        named = ", ".join(f"`{id_}`" for id_ in list(self._own)[:_MOST_NAMED])
        more = f" and {len(self._own) - _MOST_NAMED} more" if len(self._own) > _MOST_NAMED else ""
        self._draft.ask(
            "components",
            f"Does anybody else run one of {named}{more}?",
            "A diagram does not say whose a process or store is; these are taken for one's own.",
            self._own[first],
            worst=Severity.HIGH,
            answer=f"components: {{{first}: {{operator: company/product}}}}",
        )


def _store(name: str) -> str:
    return kind_of_words(name) or "datastore"


def _end(written: Any) -> str:
    """The cell at an end of a flow; a bare point is none."""
    return text_of(written.get("cell")) if isinstance(written, dict) else text_of(written)


def _type(data: Mapping[str, Any]) -> str:
    type_ = text_of(data.get("type")).casefold()
    return {"tm.flow": "flow", "tm.boundarybox": "trust-boundary-box"}.get(type_, type_)


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e9 else None


READER = ForeignReader(
    "threat-dragon",
    "OWASP Threat Dragon",
    (".json",),
    re.compile(r'"(?:diagrams|cells|diagramJson)"'),
    recognises,
    read,
)
