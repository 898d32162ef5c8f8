"""A filled workbook as plain cells. What people send is not trusted: no formulas and no bombs."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from borderflow.errors import Fault, InputError
from borderflow.model.location import Location

SUFFIX = ".xlsx"
_MOST_BYTES = 20 * 1024 * 1024
"""Of a workbook, and of all its parts unpacked together times five."""
_MOST_PARTS = 500
_MOST_ROWS = 20_000
_MOST_COLUMNS = 50
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, OverflowError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, StopIteration),
)
"""What zipfile, zlib, the XML parser and openpyxl make of a damaged file: no one kind of error."""

Cells = list[str]


def read_workbook(path: Path, data: bytes) -> Iterator[tuple[int, Cells]]:
    """Number and cells of each row of the first sheet.

    Raises:
        InputError: it is no workbook, too large, or an answer is a formula.
    """
    name = path.as_posix()
    _refuse_bombs(name, data)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        yield from _rows(name, book.worksheets[0])
    except (InvalidFileException, *_DAMAGED) as error:
        raise InputError(_no_workbook(name)) from error


def _rows(name: str, sheet: object) -> Iterator[tuple[int, Cells]]:
    rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)  # type: ignore[attr-defined]
    for number, row in enumerate(rows, 1):
        cells = []
        for column, cell in enumerate(row, 1):
            if cell.data_type == "f":
                raise InputError(formula(name, number, column))
            cells.append(_text(cell.value))
        yield number, cells


def formula(name: str, row: int, column: int) -> Fault:
    """A formula is no answer: what it shows depends on who opens it."""
    return Fault(
        f"A formula stands in cell {cell_name(row, column)}.", Location(name, row, column), "write its value"
    )


def cell_name(row: int, column: int) -> str:
    """`D7`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _refuse_bombs(name: str, data: bytes) -> None:
    """Look at the parts before they are unpacked: how much there is, and that none declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            found = parts.infolist()
            if len(found) > _MOST_PARTS or sum(one.file_size for one in found) > 5 * _MOST_BYTES:
                raise InputError(Fault(f"`{name}` unpacks to too much.", Location(name), "export it anew"))
            for one in found:
                with parts.open(one) as part:
                    head = part.read(4096)
                if any(word in head for word in _DECLARED) or _hides(head):
                    message = f"`{name}` holds declarations that no workbook needs."
                    raise InputError(Fault(message, Location(name), "export it anew"))
    except _DAMAGED as error:
        raise InputError(_no_workbook(name)) from error


def _hides(head: bytes) -> bool:
    """Whether declarations could stand there in another encoding."""
    return any("<!".encode(encoding) in head for encoding in ("utf-16-le", "utf-16-be"))


def _no_workbook(name: str) -> Fault:
    return Fault(f"`{name}` is no workbook that can be read.", Location(name), "export it as .xlsx or .csv")


def with_cells(error: InputError, sheets: Iterable[object]) -> InputError:
    """The same faults; those in a workbook name their cell as people know it."""
    names = {Path(str(one)).as_posix() for one in sheets if str(one).endswith(SUFFIX)}
    return InputError(*(_with_cell(one, names) for one in error.faults))


def _with_cell(fault: Fault, names: Collection[str]) -> Fault:
    place = fault.location
    if place is None or place.file not in names or place.line < 2:
        return fault
    cell = cell_name(place.line, place.column)
    return (
        fault
        if cell in fault.message
        else replace(fault, message=f"{fault.message} It stands in cell {cell}.")
    )
