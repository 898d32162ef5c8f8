"""WeasyPrint lays a page out and writes it as PDF/A-3 with tags.

Where it does for every element what few need, or again what it has done, the work is left out here; the
pages stay as they are without that (measured with WeasyPrint 70 and pydyf 0.13).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from borderflow.documents import paused_collector
from borderflow.errors import Fault, InputError
from borderflow.model.location import Location
from borderflow.renderers.pdf.cells import complete_cells
from borderflow.renderers.pdf.lines import lines_kept
from borderflow.renderers.pdf.sheets import sheet_of
from borderflow.renderers.renderer import Attachment, Options
from borderflow.resources import templates_dir

if TYPE_CHECKING:
    import pydyf
    import weasyprint
    from weasyprint.css.counters import CounterStyle

VARIANT = "pdf/a-3a"


def print_page(
    page: str, attachments: tuple[Attachment, ...], when: datetime, *, is_ours: bool = True
) -> bytes:
    """The page as a PDF with its attachments, not compressed yet."""
    with paused_collector(), lines_kept():  # boxes live until the last page is drawn
        return write(lay_out(page, is_ours=is_ours), attachments, when)


def lay_out(page: str, numbers: CounterStyle | None = None, *, is_ours: bool = True) -> weasyprint.Document:
    """The page cut into pages of paper, before anything is drawn."""
    sheet = sheet_of(page, _fetcher(), is_ours=is_ours)
    return sheet.render(counter_style=numbers, pdf_variant=VARIANT)


def write(
    document: weasyprint.Document,
    attachments: tuple[Attachment, ...] = (),
    when: datetime | None = None,
    mark: str = "",
) -> bytes:
    """What is laid out, drawn and tagged. The `mark` begins the names of its cells."""
    with _pages_listed_once():
        printed: bytes = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[_attachment(item, when) for item in attachments],
            xmp_metadata=[_data_url((templates_dir() / "report" / "pdfua.xmp").read_bytes())],
            uncompressed_pdf=True,  # compressed once, when it is mended
            pdf_identifier=False,  # and named then: it would be computed over everything
            finisher=lambda _, written: complete_cells(written, mark),
        )
    return printed


@contextmanager
def _pages_listed_once() -> Iterator[None]:
    """Keep the list of pages, which pydyf 0.13 makes anew for each tag of a long report."""
    import pydyf

    told = pydyf.PDF.page_references
    kept: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def references(document: pydyf.PDF) -> tuple[bytes, ...]:
        key = id(document), document.pages["Count"]
        if key not in kept:
            kept[key] = told.fget(document)
        return kept[key]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = told


def print_theirs(page: str, options: Options, when: datetime) -> bytes:
    """Print a page of the user's templates, which may ask for what is not inside it.

    Raises:
        InputError: when it does.
    """
    from weasyprint.urls import FatalURLFetchingError

    try:
        return print_page(page.replace("<wbr/>", "\u200b"), options.attachments, when, is_ours=False)
    except FatalURLFetchingError as error:
        hint = "put images beside the templates, and write `{{ image('logo.png') }}`"
        raise InputError(Fault(str(error), Location(str(options.templates)), hint)) from error


def _fetcher() -> weasyprint.urls.URLFetcher:
    """Everything is inside the page: any address but a `data:` one ends the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class InsideOnly(URLFetcher):  # type: ignore[misc] # weasyprint ships no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
            if not url.startswith("data:"):
                raise FatalURLFetchingError(f"The report asks for {url[:80]}, which is not inside it.")
            return super().fetch(url, headers)

    return InsideOnly(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)


def _data_url(content: bytes) -> str:
    return "data:application/rdf+xml;base64," + base64.b64encode(content).decode()


def _attachment(item: Attachment, when: datetime | None) -> weasyprint.Attachment:
    """Dates are stated: by default they would be those of this moment."""
    import weasyprint

    return weasyprint.Attachment(
        string=item.content,
        name=item.name,
        description=item.description,
        relationship=item.relationship,
        created=when,
        modified=when,
        url_fetcher=_fetcher(),
    )
