"""Which questions about foreign files are answered by what people say beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from borderflow.model.findings import Question
from borderflow.model.records import Path
from borderflow.overlay.layers import Layer, reach
from borderflow.overlay.merging import NOT_THERE, as_flow, ends
from borderflow.shapes.answer_lines import slots

_OPEN = (None, "unknown")


def is_settled(question: Question, layers: Sequence[Layer]) -> bool:
    """Whether somebody states a value that the question asks for, or that the component is not there."""
    return any(_is_stated(slot.path, layer) for slot in slots(question.answer) for layer in layers)


def _is_stated(path: Path, layer: Layer) -> bool:
    if path[0] == "flows":
        pair = tuple(end.strip() for end in str(path[1]).split("->"))
        flows = [as_flow(one) for one in layer.value.get("flows") or ()]
        return any(ends(one) == pair and "carries" in one for one in flows)
    return reach(layer.value, path) not in _OPEN or _denied(path, layer.value)


def _denied(path: Path, value: Any) -> bool:
    return path[0] == "components" and reach(value, path[:2]) in NOT_THERE
