"""The register as a workbook, a sheet a table. A cell is always a text, and never a formula (CWE-1236)."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from borderflow.language import say
from borderflow.model.report import Review
from borderflow.renderers.characters import legible
from borderflow.renderers.register.register import register_of
from borderflow.renderers.register.renderer import RegisterRenderer, Table
from borderflow.renderers.report.words import NONE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_A4, _A3 = 9, 8
_WIDE = 8
"""Columns that are still legible on A4."""
_LINE, _HIGHEST = 15.0, 409.0
"""Points of a line, and of the highest row that Excel knows."""
_LONGEST = 32_767
"""Characters of a cell (Excel specifications and limits)."""


def _render(reviews: Sequence[Review]) -> bytes:
    from xlsxwriter import Workbook

    register, data = register_of(reviews), io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = datetime.combine(register.as_of, datetime.min.time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": register.title, "comments": register.caveat, "created": created})
    head = book.add_format(
        {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"}
    )
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    note = book.add_format({"italic": True, "font_color": "#475569", "text_wrap": True, "valign": "top"})
    for table in register.tables:
        _fill(book, table, head, plain, note, register.caveat)
    book.close()
    return data.getvalue()


def _fill(book: Workbook, table: Table, head: Format, plain: Format, note: Format, caveat: str) -> None:
    """The sentence about the table, its head, its rows; printed in landscape, the head on every page."""
    page = book.add_worksheet(table.title)
    page.merge_range(0, 0, 0, len(table.columns) - 1, f"{table.about} {caveat}", note)
    page.set_row(0, 2 * _LINE)
    for place, column in enumerate(table.columns):
        page.set_column(place, place, column.width)
        page.write_string(1, place, column.title, head)
    widths = [column.width for column in table.columns]
    rows = table.rows or ((say(NONE), *("" for _ in widths[1:])),)
    for number, row in enumerate(rows, 2):
        page.set_row(number, _height(row, widths))
        for place, cell in enumerate(row):
            page.write_string(number, place, legible(cell)[:_LONGEST], plain)
    page.freeze_panes(2, 1)
    page.autofilter(1, 0, len(rows) + 1, len(table.columns) - 1)
    page.set_landscape()
    page.set_paper(_A3 if len(table.columns) > _WIDE else _A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Points that the fullest cell needs: not every program makes room for wrapped text by itself."""
    lines = (
        sum(math.ceil(max(len(line), 1) / width) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(max(lines) * _LINE, _HIGHEST)


register_xlsx = RegisterRenderer("xlsx", ".xlsx", _render)
