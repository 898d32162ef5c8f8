"""The questions as CSV, for whatever opens tables."""

from __future__ import annotations

import csv
import io

from borderflow.model.sheet import QuestionSheet
from borderflow.renderers.questions.renderer import COLUMNS, KEY, QuestionRenderer, cells

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a program that opens tables takes for the beginning of a formula."""


def _render(sheet: QuestionSheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*COLUMNS, KEY))
    for number, row in enumerate(sheet.rows, 1):
        writer.writerow([_harmless(cell) for cell in (*cells(number, row), row.key)])
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _harmless(cell: str) -> str:
    """A name that looks like a formula is told to be a text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


questions_csv = QuestionRenderer("csv", ".csv", _render)
