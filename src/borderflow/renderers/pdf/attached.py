"""What an earlier report brings with it."""

from __future__ import annotations

import io

from borderflow.errors import Fault, InputError


def attached_result(printed: bytes, name: str) -> bytes:
    """The `result.json` that travels inside an earlier report.

    Raises:
        InputError: when the file is no PDF, or brings no result.
    """
    import pikepdf

    hint = "name the `result.json` of an earlier check, or a PDF report that brings one"
    try:
        with pikepdf.open(io.BytesIO(printed)) as document:
            if "result.json" in document.attachments:
                return document.attachments["result.json"].get_file().read_bytes()
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(Fault(f"`{name}` cannot be read as a PDF.", hint=hint)) from error
    raise InputError(Fault(f"`{name}` brings no result.json with it.", hint=hint))
