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
from borderflow.renderers.report.words import NONE, not_declared

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4, _A3 = 9, 8
_WIDE = 8
"""Columns that are still legible on A4."""
_LINE, _HIGHEST = 15.0, 409.0
"""Points of a line, and of the highest row that Excel knows."""
_BOLD = 0.8
"""Share of a width that bold letters and the arrow of the filter leave."""
_OPEN, _LINES = "#FFF2B3", "#94A3B8"
_LONGEST = 32_767
"""Characters of a cell (Excel specifications and limits)."""


def _render(reviews: Sequence[Review]) -> bytes:
    from xlsxwriter import Workbook

    register, data = register_of(reviews), io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = datetime.combine(register.as_of, datetime.min.time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": register.title, "comments": register.caveat, "created": created})
    head = book.add_format(
        {"bold": True, "bg_color": "#E8EEF4", "border": 1, "border_color": _LINES}
        | {"text_wrap": True, "valign": "top"}
    )
    cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": _LINES, "num_format": "@"}
    plain, owed = book.add_format(cell), book.add_format({**cell, "bg_color": _OPEN})
    note = book.add_format({"italic": True, "font_color": "#475569", "text_wrap": True, "valign": "top"})
    for table in register.tables:
        page = _headed(book, table, head, note, register.caveat)
        _fill(page, table, plain, owed)
        _set_up(page, table, register.title)
    book.close()
    return data.getvalue()


def _headed(book: Workbook, table: Table, head: Format, note: Format, caveat: str) -> Worksheet:
    """A sheet with the sentence about the table and its head."""
    page = book.add_worksheet(table.title)
    page.merge_range(0, 0, 0, len(table.columns) - 1, f"{table.about} {caveat}", note)
    page.set_row(0, 2 * _LINE)
    page.set_row(1, _height([column.title for column in table.columns], _within(table, _BOLD)))
    for place, column in enumerate(table.columns):
        page.set_column(place, place, column.width)
        page.write_string(1, place, column.title, head)
    return page


def _fill(page: Worksheet, table: Table, plain: Format, owed: Format) -> None:
    """The rows; a cell that still owes an answer says so by its colour too."""
    widths, answer = _within(table, 1.0), not_declared()
    rows = table.rows or ((table.none or say(NONE), *("" for _ in widths[1:])),)
    for number, row in enumerate(rows, 2):
        page.set_row(number, _height(row, widths))
        for place, cell in enumerate(row):
            page.write_string(number, place, legible(cell)[:_LONGEST], owed if answer in cell else plain)
    page.freeze_panes(2, 1)
    page.autofilter(1, 0, len(rows) + 1, len(table.columns) - 1)


def _set_up(page: Worksheet, table: Table, title: str) -> None:
    """Printed in landscape on the width of the paper, the head on every page, and numbered."""
    page.set_landscape()
    page.set_paper(_A3 if len(table.columns) > _WIDE else _A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer(f"&L{title}, &A&R&P / &N")


def _within(table: Table, share: float) -> list[int]:
    """Letters that fit into a line of each column."""
    return [max(int(column.width * share), 1) for column in table.columns]


def _height(row: Sequence[str], widths: Sequence[int]) -> float:
    """Points that the fullest cell needs: not every program makes room for wrapped text by itself."""
    lines = (
        sum(math.ceil(max(len(line), 1) / width) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(max(lines) * _LINE, _HIGHEST)


register_xlsx = RegisterRenderer("xlsx", ".xlsx", _render)
