"""A page is the same whether it is read as XML or as HTML."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import tinyhtml5
from weasyprint.urls import URLFetcher

from borderflow.api import check, speaking
from borderflow.renderers.html import write_page
from borderflow.renderers.pdf import lines
from borderflow.renderers.pdf.printing import print_page
from borderflow.renderers.pdf.sheets import sheet_of, tree_of
from borderflow.renderers.renderer import Options
from tests.renderers.sample_review import blocked_review

SAMPLES = Path(__file__).parents[2] / "samples"
XMLNS = "{http://www.w3.org/2000/xmlns/}xmlns"
"""HTML keeps this attribute, which says in XML of which kind an element is."""

HOSTILE = """
borderflow: 1
system: {name: "</style><b>&amp; ]]> \\u00a0\\u2028 <!-- \\U0001F600 'y'", purpose: "<wbr> <br>\\tx"}
controller: {name: "A & B", country: FR}
data: {letters: {label: "<a href='//x'>", categories: [contact]}}
components:
  app: {kind: application, label: "&lt;script>&#0;", host: {country: FR}}
  store: {kind: datastore, label: "<![CDATA[<x>]]>", operator: aws, host: {country: US}}
flows: ["app -> store: letters"]
"""


def shown(page):
    """The elements as HTML's own parser sees them, and as XML."""
    as_html, as_xml = tinyhtml5.parse(page, namespace_html_elements=False), tree_of(page)
    assert as_xml is not None
    return flat(as_html), flat(as_xml)


def flat(element):
    """Elements in order, without the spaces around the body, where the two readings part."""
    own = {key: value for key, value in element.attrib.items() if key != XMLNS}
    kids = [kid for each in element for kid in flat(each)]
    edge = element.tag in {"html", "head", "body"}
    return [(element.tag, own, (element.text or "") * (not edge)), *kids, (element.tail or "").strip("\n")]


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("name", ["support-copilot", "rag-common-us-stack"])
def test_elements_are_the_same(name, language):
    with speaking(language):
        as_html, as_xml = shown(page_of(SAMPLES / f"{name}.yaml"))
    assert as_xml == as_html


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_elements_of_all_samples_are_the_same(path):
    as_html, as_xml = shown(page_of(path))
    assert as_xml == as_html


def test_names_from_strangers_are_the_same(tmp_path):
    (tmp_path / "m.yaml").write_text(HOSTILE, "utf-8")
    page = page_of(tmp_path / "m.yaml")
    assert "&lt;![CDATA[&lt;x&gt;]]&gt;" in page
    as_html, as_xml = shown(page)
    assert as_xml == as_html


def test_what_is_no_xml_is_read_as_html():
    page = "<html lang=en><head><title>A</title></head><body><p>One<p>Two<br></body></html>"
    assert tree_of(page) is None
    assert print_page(page, (), datetime(2026, 11, 21, tzinfo=UTC)).startswith(b"%PDF-")


def test_a_page_of_the_users_templates_is_html():
    """As XML it would have no paragraphs, and hold what it declares itself."""
    page = "<HTML lang='en'><HEAD><TITLE>A</TITLE></HEAD><BODY><P>One</P><P>Two</P></BODY></HTML>"
    for text in (page, '<!DOCTYPE html [<!ENTITY a "aaa">]>' + page.replace("One", "&a;")):
        assert sheet_of(text, URLFetcher(), is_ours=False).etree_element.find("body/p") is not None


def test_a_printer_that_is_not_known_is_given_the_text(monkeypatch):
    page, when = write_page(blocked_review(), Options()), datetime(2026, 11, 21, tzinfo=UTC)
    as_known = print_page(page, (), when)
    monkeypatch.setattr(lines, "KNOWN", "none")
    assert print_page(page, (), when) == as_known


def page_of(path):
    found = check(path, as_of=date(2026, 11, 21))[0]
    assert found.review, found.error
    return write_page(found.review, Options())
