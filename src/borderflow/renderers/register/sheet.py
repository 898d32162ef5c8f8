"""The register as CSV: a line a cell, so that tables of several shapes stand in one file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from borderflow.model.report import Review
from borderflow.renderers.register.register import register_of
from borderflow.renderers.register.renderer import RegisterRenderer
from borderflow.renderers.table import as_text

HEAD = ("table", "row", "field", "value")


def _render(reviews: Sequence[Review]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    for table in register_of(reviews).tables:
        for number, row in enumerate(table.rows, 1):
            for column, cell in zip(table.columns, row, strict=True):
                value = "; ".join(as_text(line) for line in cell.split("\n"))
                writer.writerow((table.title, number, column.title, value))
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


register_csv = RegisterRenderer("csv", ".csv", _render)
