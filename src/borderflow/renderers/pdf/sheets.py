"""The page as WeasyPrint takes it: parsed, and with the style sheet that it adds of its own.

WeasyPrint's own parser, which is written in Python, takes a second for a long report; our pages are
well-formed XML too, and Python's own parser for that takes a twentieth of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from borderflow.renderers.pdf.lean import lean_styles
from borderflow.renderers.pdf.lines import is_known_printer

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import weasyprint


def sheet_of(page: str, fetcher: weasyprint.urls.URLFetcher, *, is_ours: bool) -> weasyprint.HTML:
    """What WeasyPrint lays out and draws. A page of the user's templates is HTML, whatever else it may be."""
    printed = _with_styles(lean_styles(page))
    tree = tree_of(page) if is_ours and is_known_printer() else None
    if tree is None:
        return printed(string=page, url_fetcher=fetcher, media_type="print")
    return _parsed(printed)(tree, fetcher)


def tree_of(page: str) -> Element | None:
    """The elements of a page; None when it is not well-formed as XML, and has to be read as HTML."""
    from xml.etree.ElementTree import ParseError, fromstring

    try:
        return fromstring(page)  # noqa: S314 - our own page, which declares no entities
    except ParseError:
        return None


def _parsed(printed: type[weasyprint.HTML]) -> type[weasyprint.HTML]:
    import cssselect2

    class Parsed(printed):  # type: ignore[misc] # weasyprint ships no types
        def __init__(self, tree: Element, fetcher: weasyprint.urls.URLFetcher) -> None:
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
            self.etree_element = tree

    return Parsed


def _with_styles(styles: str) -> type[weasyprint.HTML]:
    import weasyprint

    class Styled(weasyprint.HTML):  # type: ignore[misc] # weasyprint ships no types
        def _ua_stylesheets(self, *_: bool) -> list[weasyprint.CSS]:
            return [weasyprint.CSS(string=styles)]

    return Styled
