"""Records and answers: what nearly every section of a manifest states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from borderflow.model.records import NOTHING, Answer, Path, Record

if TYPE_CHECKING:
    from borderflow.shapes.words import RecordBody


def record_of(shape: RecordBody | None, path: Path) -> Record:
    """What is on record at a place; left out, nothing is."""
    if shape is None:
        return NOTHING
    return Record(
        standing=shape.standing,
        text=shape.text,
        on=shape.on,
        expires=shape.expires,
        version=shape.version,
        evidence=shape.evidence,
        by=shape.by,
        covers=shape.covers,
        path=path,
    )


def answer_of(value: Answer | None) -> Answer:
    """An answer; left out, it is absent, which is not no."""
    return Answer.ABSENT if value is None else value


def answers_of(stated: Mapping[Any, Answer]) -> dict[str, Answer]:
    """Answers by what they are about."""
    return dict(stated)
