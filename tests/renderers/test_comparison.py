from html import unescape
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from borderflow.model.architecture import Input
from borderflow.model.report import Review
from borderflow.renderers.comparison.html import comparison_html
from borderflow.renderers.comparison.markdown import comparison_markdown
from borderflow.renderers.comparison.result import comparison_json
from borderflow.renderers.comparison.text import comparison_text
from borderflow.renderers.renderer import DEFAULTS
from borderflow.work.compare import compare
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import (
    MARKUP,
    blocked_review,
    empty_review,
    hostile_review,
    questioned_review,
)


def named(review: Review, path: str) -> Review:
    return replace(review, inputs=(Input(path, "manifest", "0" * 64),))


COMPARISON = compare(
    (
        named(blocked_review(), "us.yaml"),
        named(questioned_review(), "eu.yaml"),
        named(empty_review(), "site.yaml"),
    )
)
FORMS = {one.name: one for one in (comparison_text, comparison_json, comparison_markdown, comparison_html)}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names = []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)


@pytest.mark.parametrize("name", FORMS)
def test_the_comparison_is_as_expected(name):
    form = FORMS[name]
    assert_golden(f"comparison{form.suffix}", form.render(COMPARISON, DEFAULTS))


def test_the_page_asks_for_nothing_from_elsewhere():
    page = comparison_html.render(COMPARISON, DEFAULTS).decode()
    assert "default-src 'none'" in unescape(page)
    assert "src=" not in page
    assert "href=" not in page


def test_markup_is_shown_and_not_obeyed():
    page = comparison_html.render(compare((hostile_review(),)), DEFAULTS).decode()
    tags = Tags()
    tags.feed(page)
    assert "script" not in tags.names
    assert MARKUP not in page
