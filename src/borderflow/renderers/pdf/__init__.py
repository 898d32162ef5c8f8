"""The report on paper: the HTML page, printed as PDF/A-3 with tags for PDF/UA.

A long page about a large system is printed in two halves at the same time. Whether it is depends on the
review, never on the machine, so that the same review gives the same bytes everywhere.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from borderflow.model.report import Review
from borderflow.renderers.renderer import Options, Renderer

if TYPE_CHECKING:
    from borderflow.renderers.pdf.together import Second


def _render(review: Review, options: Options) -> bytes:
    from borderflow.renderers.html import moment, write_page
    from borderflow.renderers.pdf.halves import may_be_long
    from borderflow.renderers.pdf.mending import mend
    from borderflow.renderers.pdf.together import second_process

    is_cut = may_be_long(review) and options.templates is None
    with second_process() if is_cut else nullcontext() as second:
        return mend(*_printed(write_page(review, options), second, options, moment(review, options)))


def _printed(page: str, second: Second | None, options: Options, when: datetime) -> tuple[bytes, ...]:
    """The page as one document, or as two that follow one another."""
    from borderflow.renderers.pdf.halves import halves_of
    from borderflow.renderers.pdf.lean import lean
    from borderflow.renderers.pdf.printing import print_page, print_theirs
    from borderflow.renderers.pdf.together import print_halves

    if options.templates is not None:  # nobody knows what a user's style sheet counts
        return (print_theirs(page, options, when),)
    page = lean(page)
    halves = halves_of(page)
    printed = halves and second and print_halves(halves, second, options.attachments, when)
    return printed or (print_page(page, options.attachments, when),)


pdf = Renderer("pdf", ".pdf", "application/pdf", _render)
