"""The whole document, written once more.

WeasyPrint 70 lists attached files twice; qpdf writes smaller files than it, and sooner.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from borderflow.renderers.pdf.joining import join

if TYPE_CHECKING:
    import pikepdf


def mend(*printed: bytes) -> bytes:
    """The same pages, whole and compressed, with an identifier that follows from the contents.

    A page that was printed in two halves is one document again.
    """
    with ExitStack() as stack:
        document, *others = [stack.enter_context(_opened(one)) for one in printed]
        for other in others:
            join(document, other)
        _associate_once(document)
        return _written(document)


@contextmanager
def _opened(printed: bytes) -> Iterator[pikepdf.Pdf]:
    """Read from a file of the system: qpdf needs half the time that asking Python for every piece takes."""
    import pikepdf

    with _file_of(printed) as file, pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap) as document:
        yield document


def _file_of(printed: bytes) -> BinaryIO:
    try:
        file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - the caller closes it
        file.write(printed)
    except OSError:  # no place for files
        return io.BytesIO(printed)
    file.seek(0)
    return file


def _written(document: pikepdf.Pdf) -> bytes:
    import pikepdf

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
