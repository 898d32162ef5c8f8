"""The questions as a workbook: one row a question, a column to fill in, the allowed answers as drop-downs."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from borderflow.model.sheet import QuestionSheet, Row
from borderflow.renderers.questions.renderer import ANSWER, COLUMNS, KEY, QuestionRenderer, cells

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (5, 46, 40, 30, 34, 46, 9, 28)
_HEIGHT = 62
"""Points: about four lines."""
_MOST = 1_000
"""Options of one drop-down; no list of regions is as long."""
_LONGEST = 32_767
"""Characters of a cell (Excel specifications and limits)."""


def _render(sheet: QuestionSheet) -> bytes:
    from xlsxwriter import Workbook

    data = io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = datetime.combine(sheet.as_of, datetime.min.time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": f"Open questions about {sheet.system}", "created": created})
    page, lists = book.add_worksheet("Questions"), book.add_worksheet("Lists")
    lists.hide()
    _fill(page, lists, sheet, book)
    book.close()
    return data.getvalue()


def _fill(page: Worksheet, lists: Worksheet, sheet: QuestionSheet, book: Workbook) -> None:
    head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    open_ = book.add_format(
        {
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "bg_color": "#FFF8DC",
            "locked": False,
            "num_format": "@",
        }
    )
    for column, name in enumerate((*COLUMNS, KEY)):
        page.write_string(0, column, name, head)
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _HEIGHT)
        for column, text in enumerate((*cells(number, row), row.key)):
            is_open = column == ANSWER and row.key
            page.write_string(number, column, text[:_LONGEST], open_ if is_open else plain)
        _offer(page, lists, number, row)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.set_column(len(COLUMNS), len(COLUMNS), None, None, {"hidden": True})
    page.freeze_panes(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _offer(page: Worksheet, lists: Worksheet, number: int, row: Row) -> None:
    """The options of a row stand in a column of the second sheet: a list in the cell is cut at 255."""
    options = row.options[:_MOST]
    if not options or not row.key:
        return
    column = number - 1
    for place, option in enumerate(options):
        lists.write_string(place, column, option)
    from xlsxwriter.utility import xl_rowcol_to_cell

    first, last = (xl_rowcol_to_cell(place, column, True, True) for place in (0, len(options) - 1))
    page.data_validation(
        number,
        ANSWER,
        number,
        ANSWER,
        {
            "validate": "list",
            "source": f"=Lists!{first}:{last}",
            "error_type": "stop" if row.is_closed else "information",
            "error_title": "Not in the list",
            "error_message": "Choose one of the list, please."
            if row.is_closed
            else "This is not in the list.",
        },
    )


questions_xlsx = QuestionRenderer("xlsx", ".xlsx", _render)
