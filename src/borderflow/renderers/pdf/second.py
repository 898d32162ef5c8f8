"""The process that prints the second half, started by `together`.

It reads the length of its page and the page, then, when that is known, the number of pages of the first half;
it writes a line about itself once it knows its pages, and at last the PDF.
"""

from __future__ import annotations

import os
import sys
from functools import cache

import msgspec

from borderflow.renderers.pdf.numbering import Other, second_numbers
from borderflow.renderers.pdf.printing import lay_out, write


def main() -> None:
    """Print what comes on standard input to standard output."""
    told, out = sys.stdin.buffer, sys.stdout.buffer
    page = told.read(int(told.readline())).decode()

    @cache
    def first_pages() -> int:
        return int(told.readline())

    def tell(other: Other) -> None:
        out.write(msgspec.json.encode(other) + b"\n")
        out.flush()

    document = lay_out(page, second_numbers(first_pages, tell))
    out.write(write(document, mark="second-"))
    out.flush()


if __name__ == "__main__":
    from borderflow.documents import paused_collector
    from borderflow.renderers.pdf.lines import lines_kept

    with paused_collector(), lines_kept():
        main()
        os._exit(0)  # what was made is left to the system: taking it apart would keep the first half waiting
