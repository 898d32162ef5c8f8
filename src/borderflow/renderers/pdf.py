"""The report on paper: the HTML page, printed as PDF/A-3 with tags for PDF/UA.

WeasyPrint lays the page out; what it leaves open is mended afterwards: the scope of header cells, and
the list of attached files, which it writes twice (both seen with WeasyPrint 70).
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from borderflow.documents import paused_collector
from borderflow.errors import Fault, InputError
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.html import moment, write_page
from borderflow.renderers.renderer import Attachment, Options, Renderer
from borderflow.resources import templates_dir

if TYPE_CHECKING:
    import pikepdf
    import weasyprint

VARIANT = "pdf/a-3a"


def _render(review: Review, options: Options) -> bytes:
    page = write_page(review, options)
    if options.templates is None:
        return _mend(_print(page, options.attachments, moment(review, options)))
    return _mend(_print_theirs(page, options, moment(review, options)))


def _print(page: str, attachments: tuple[Attachment, ...], when: datetime) -> bytes:
    import weasyprint

    document = weasyprint.HTML(string=page, url_fetcher=_fetcher(), media_type="print")
    with paused_collector(), _pages_listed_once():  # boxes live until the last page is drawn
        printed: bytes = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[_attachment(item, when) for item in attachments],
            xmp_metadata=[_data_url((templates_dir() / "report" / "pdfua.xmp").read_bytes())],
            uncompressed_pdf=True,  # compressed once, when it is mended
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


def _print_theirs(page: str, options: Options, when: datetime) -> bytes:
    """Print a page of the user's templates, which may ask for what is not inside it.

    Raises:
        InputError: when it does.
    """
    from weasyprint.urls import FatalURLFetchingError

    try:
        return _print(page, options.attachments, when)
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


def _attachment(item: Attachment, when: datetime) -> weasyprint.Attachment:
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


def _mend(printed: bytes) -> bytes:
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


pdf = Renderer("pdf", ".pdf", "application/pdf", _render)
