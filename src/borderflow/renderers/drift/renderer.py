"""What a renderer of drift is, and the words that all forms share."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from borderflow.model.drift import Aspect, Difference, Drift, Match
from borderflow.model.reading import Known
from borderflow.renderers.rank import counted
from borderflow.renderers.renderer import Options

ASPECTS = {
    Aspect.RECIPIENT: "Recipients that are not declared",
    Aspect.REGION: "Regions that are not declared",
    Aspect.FLOW: "Flows that are not declared",
}
BY = {
    "id": "the same id",
    "recipient": "the same recipient",
    "host": "a word of the host name",
    "software": "the only one with that software",
}


class DriftRenderer(Struct, frozen=True):
    """One published form of drift."""

    name: str
    """What `--format` is told."""
    suffix: str
    render: Callable[[Drift, Options], bytes]


def sum_of(drift: Drift) -> str:
    """The last line."""
    differences = counted(len(drift.differences), "difference")
    matches = counted(len(drift.matches), "match", "matches")
    return f"{differences}, {counted(len(drift.remarks), 'remark')}, {matches}"


def ground_of(one: Difference) -> str:
    """How a difference is known, when the file does not say so itself."""
    if one.known is Known.DECLARED or not one.because:
        return ""
    return f"{one.known}: {one.because}"


def by_words(match: Match) -> str:
    return BY[match.by]
