"""The whole document, written once more.

WeasyPrint 70 lists attached files twice; qpdf writes smaller files than it, and sooner.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def mend(document: pikepdf.Pdf) -> bytes:
    """The same pages, whole and compressed, with an identifier that follows from the contents."""
    import pikepdf

    _associate_once(document)
    mended = io.BytesIO()
    document.save(
        mended,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=True,
    )
    return mended.getvalue()


def _associate_once(document: pikepdf.Pdf) -> None:
    import pikepdf

    if "/AF" in document.Root:
        files = {str(item.F): item for item in document.Root.AF}
        document.Root.AF = pikepdf.Array(list(files.values()))
