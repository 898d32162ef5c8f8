"""Two halves of a page printed at the same time, the second by a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from subprocess import DEVNULL, PIPE, Popen

import msgspec

from borderflow.documents import paused_collector
from borderflow.renderers.pdf.halves import Halves
from borderflow.renderers.pdf.lines import is_known_printer, lines_kept
from borderflow.renderers.pdf.numbering import Other, first_numbers
from borderflow.renderers.pdf.printing import lay_out, write
from borderflow.renderers.renderer import Attachment

Second = Popen[bytes]
_SECOND = "borderflow.renderers.pdf.second"


class _Lost(Exception):
    """The second process cannot be had, or has ended too soon."""


@contextmanager
def second_process() -> Iterator[Second | None]:
    """The process that prints second halves, loading the printer already; None when none can be had.

    It ends with the block, whatever happened.
    """
    try:
        command = [sys.executable, "-P", "-m", _SECOND]
        process = (
            Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - our own module
            if is_known_printer()
            else None
        )
    except OSError:
        process = None
    if process is None:
        yield None
        return
    with process:
        try:
            yield process
        finally:
            process.kill()


def print_halves(
    halves: Halves, second: Second, attachments: tuple[Attachment, ...], when: datetime
) -> tuple[bytes, bytes] | None:
    """Both halves, the first with the attachments; None when the page has to be printed as one."""
    data = halves.second.encode()
    try:
        _tell(second, b"%d\n%s" % (len(data), data))
        with paused_collector(), lines_kept():
            return _print(halves.first, second, attachments, when)
    except (_Lost, BrokenPipeError):
        return None


def _print(
    page: str, second: Second, attachments: tuple[Attachment, ...], when: datetime
) -> tuple[bytes, bytes]:
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
    return write(document, attachments, when), _rest(second)


def _rest(process: Second) -> bytes:
    assert process.stdout is not None
    printed = process.stdout.read()
    if process.wait():
        raise _Lost
    return printed


def _tell(process: Second, data: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(data)
        process.stdin.flush()
    except OSError as error:
        raise _Lost from error


def _answer(process: Second, own: int) -> Other:
    _tell(process, b"%d\n" % own)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise _Lost
    return msgspec.json.decode(line, type=Other)
