"""A page without what the printer need not make is the same on paper."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest

from borderflow.renderers.html import write_page
from borderflow.renderers.pdf.lean import lean, lean_styles
from borderflow.renderers.pdf.printing import print_page
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.sample_review import blocked_review


def test_names_that_something_refers_to_stay():
    page = (
        '<style>#box { margin: 0 }</style><p id="box"></p><p id="linked"></p><p id="idle"></p>'
        '<a href="#linked">x</a><svg><pattern id="dots"/><rect fill="url(#dots)"/></svg>'
    )
    assert lean(page) == page.replace(' id="idle"', "")


def test_places_to_break_are_text():
    assert lean("a<br/>b.<wbr/>c") == "a<line-break>\n</line-break>b.\u200bc"


def test_only_boxes_in_the_margin_that_a_page_fills_have_styles():
    styles = lean_styles("@page { @top-left { content: 'A' } }")
    assert "@top-left " in styles
    assert all(name not in styles for name in ("@top-left-corner", "@top-center", "@left-middle", "::note"))
    assert "::footnote-call" in lean_styles(".more { float: footnote }")


@pytest.mark.slow
def test_it_says_the_same_page_by_page():
    page = write_page(blocked_review(), DEFAULTS)
    assert "<br/>" in page
    as_it_is, leaner = (words(page), words(lean(page)))
    assert leaner == as_it_is


def words(page):
    printed = print_page(page, (), datetime(2026, 11, 21, tzinfo=UTC))
    return [one.extract_text().split() for one in pypdf.PdfReader(io.BytesIO(printed)).pages]
