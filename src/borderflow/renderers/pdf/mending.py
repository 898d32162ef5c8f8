"""What WeasyPrint leaves open, mended afterwards.

That is the scope of header cells, and the list of attached files, which it writes twice (both seen with
WeasyPrint 70).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def mend(printed: bytes) -> bytes:
    """The same pages, whole and compressed, with an identifier that follows from the contents."""
    import pikepdf

    with pikepdf.open(io.BytesIO(printed)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH":
                _scope(item)
        _associate_once(document)
        mended = io.BytesIO()
        document.save(
            mended,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
    return mended.getvalue()


def _scope(cell: pikepdf.Dictionary) -> None:
    """Header cells name what they head: the column in a table head, else the row."""
    import pikepdf

    group = cell.P.get("/P")
    heads_column = group is not None and group.get("/S") == "/THead"
    attributes = cell.get("/A") or pikepdf.Dictionary(O=pikepdf.Name.Table)
    attributes["/Scope"] = pikepdf.Name.Column if heads_column else pikepdf.Name.Row
    cell["/A"] = attributes


def _associate_once(document: pikepdf.Pdf) -> None:
    import pikepdf

    if "/AF" in document.Root:
        files = {str(item.F): item for item in document.Root.AF}
        document.Root.AF = pikepdf.Array(list(files.values()))
