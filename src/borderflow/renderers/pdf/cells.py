"""Cells of tables, as PDF/UA wants them and WeasyPrint 70 leaves them open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pydyf


def complete_cells(written: pydyf.PDF, mark: str) -> None:
    """Header cells say what they head: the column in a table head, else the row.

    By their names other cells refer to them. WeasyPrint counts from 1 in each document, so those of a
    document that is joined to another begin with a `mark`.
    """
    import pydyf

    for cell in _cells(written):
        attributes = cell["A"]
        if cell["S"] == "/TH":
            group = _above(written, _above(written, cell))
            attributes["Scope"] = "/Column" if group.get("S") == "/THead" else "/Row"
            cell["ID"] = pydyf.String(mark + cell["ID"].string)
        else:
            heads = attributes.get("Headers", ())
            attributes["Headers"] = pydyf.Array(pydyf.String(mark + head.string) for head in heads)


def _cells(written: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    return (item for item in written.objects if isinstance(item, dict) and item.get("S") in ("/TH", "/TD"))


def _above(written: pydyf.PDF, tag: pydyf.Dictionary) -> pydyf.Dictionary:
    """What a tag is inside of; `12 0 R` refers to the object of that number."""
    return written.objects[int(tag["P"].split()[0])]
