"""What a renderer of question sheets is, and the columns that all forms share."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from borderflow.model.sheet import QuestionSheet, Row

COLUMNS = (
    "No.",
    "Question",
    "What to fill in",
    "Your answer",
    "Possible answers",
    "Why it matters",
    "Worst",
    "Where",
)
KEY = "key"
"""The last column, by which an answer finds its place again."""
ANSWER = COLUMNS.index("Your answer")


class QuestionRenderer(Struct, frozen=True):
    """One published form of a question sheet."""

    name: str
    """What `--format` is told."""
    suffix: str
    render: Callable[[QuestionSheet], bytes]


def cells(number: int, row: Row) -> tuple[str, ...]:
    """A row as its columns show it; the answer is empty."""
    rule = f" [{row.rule}]" if row.rule else ""
    return (
        str(number),
        f"{row.asks}{rule}",
        row.field,
        "",
        possible(row),
        row.why,
        row.worst,
        row.where,
    )


def possible(row: Row) -> str:
    """What may be answered, in words."""
    if not row.key:
        return ""
    words = ", ".join(row.options)
    example = f"for example: {row.example}" if row.example and row.example not in row.options else ""
    return "; ".join(filter(None, (words, example))) or "in your own words"
