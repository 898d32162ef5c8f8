"""The report on paper: the HTML page, printed as PDF/A-3 with tags for PDF/UA."""

from __future__ import annotations

from borderflow.model.report import Review
from borderflow.renderers.renderer import Options, Renderer


def _render(review: Review, options: Options) -> bytes:
    from borderflow.renderers.html import moment, write_page
    from borderflow.renderers.pdf.mending import mend
    from borderflow.renderers.pdf.printing import print_page, print_theirs

    page = write_page(review, options)
    when = moment(review, options)
    if options.templates is not None:
        return mend(print_theirs(page, options, when))
    return mend(print_page(page, options.attachments, when))


pdf = Renderer("pdf", ".pdf", "application/pdf", _render)
