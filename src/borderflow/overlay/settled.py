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
    """Whether somebody states a value for each thing that the question is about, or that it is not there."""
    about: dict[Path, list[Path]] = {}
    for slot in slots(question.answer):
        about.setdefault(slot.path[:2], []).append(slot.path)
    named = {entry: paths for entry, paths in about.items() if entry[0] != "flows"} or about
    return bool(named) and all(
        any(_is_stated(path, layer) for path in _ways(paths) for layer in layers) for paths in named.values()
    )


def _ways(paths: Sequence[Path]) -> Sequence[Path]:
    """What data are about says as much as whether they are personal."""
    entry = paths[0][:2]
    return (*paths, (*entry, "categories")) if entry[0] == "data" else paths


def _is_stated(path: Path, layer: Layer) -> bool:
    if path[0] == "flows":
        pair = tuple(end.strip() for end in str(path[1]).split("->"))
        flows = [as_flow(one) for one in layer.value.get("flows") or ()]
        return any(ends(one) == pair and "carries" in one for one in flows)
    return reach(layer.value, path) not in _OPEN or _denied(path, layer.value)


def _denied(path: Path, value: Any) -> bool:
    return path[0] == "components" and reach(value, path[:2]) in NOT_THERE
