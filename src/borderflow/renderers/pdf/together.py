"""Two halves of a page printed at the same time, the second by a process of its own."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from subprocess import DEVNULL, PIPE, Popen
from typing import TYPE_CHECKING

import msgspec

from borderflow.documents import paused_collector
from borderflow.renderers.pdf.halves import Halves
from borderflow.renderers.pdf.joining import join
from borderflow.renderers.pdf.numbering import Other, first_numbers
from borderflow.renderers.pdf.printing import lay_out, write
from borderflow.renderers.renderer import Attachment

if TYPE_CHECKING:
    import pikepdf

_SECOND = "borderflow.renderers.pdf.second"

_KNOWN = "70"
"""The WeasyPrint whose way to count pages and to write tags is known; any other prints the page as one."""


class _Lost(Exception):
    """The second process cannot be had, or has ended too soon."""


def print_halves(halves: Halves, attachments: tuple[Attachment, ...], when: datetime) -> pikepdf.Pdf | None:
    """Both halves as one document with its attachments; None when the page has to be printed as one."""
    if version("weasyprint").split(".")[0] != _KNOWN:
        return None
    try:
        with paused_collector(), _process(halves.second) as second:
            return _print(halves.first, second, attachments, when)
    except (_Lost, BrokenPipeError):
        return None


def _print(
    page: str, second: Popen[bytes], attachments: tuple[Attachment, ...], when: datetime
) -> pikepdf.Pdf:
    import pikepdf

    told: list[int] = []
    known: list[Other] = []

    def ask(own: int) -> Other:
        if not known:
            told.append(own)
            known.append(_answer(second, own))
        return known[0]

    document = lay_out(page, first_numbers(ask))
    if told != [len(document.pages)]:
        raise _Lost
    first = pikepdf.open(io.BytesIO(write(document, attachments, when)))
    join(first, pikepdf.open(io.BytesIO(_rest(second))))
    return first


def _rest(process: Popen[bytes]) -> bytes:
    assert process.stdout is not None
    printed = process.stdout.read()
    if process.wait():
        raise _Lost
    return printed


@contextmanager
def _process(page: str) -> Iterator[Popen[bytes]]:
    """The second process with its page. It ends with the block, whatever happened."""
    data = page.encode()
    try:
        command = [sys.executable, "-P", "-m", _SECOND]
        process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - our own module
    except OSError as error:
        raise _Lost from error
    with process:
        try:
            _tell(process, b"%d\n%s" % (len(data), data))
            yield process
        finally:
            process.kill()


def _tell(process: Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(data)
        process.stdin.flush()
    except OSError as error:
        raise _Lost from error


def _answer(process: Popen[bytes], own: int) -> Other:
    _tell(process, b"%d\n" % own)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise _Lost
    return msgspec.json.decode(line, type=Other)
