import base64
import hashlib
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderflow.language.forms import day, span_text
from borderflow.model.findings import Verdict
from borderflow.renderers.html import html, write_page
from borderflow.renderers.renderer import DEFAULTS, Options
from borderflow.renderers.report import prepare
from borderflow.renderers.report.words import ranged
from borderflow.resources import templates_dir
from tests.renderers.pages import Page, read_page
from tests.renderers.sample_review import (
    BLOCKERS,
    MARKUP,
    SAMPLES,
    big_review,
    blocked_review,
    empty_review,
    questioned_review,
)

FORBIDDEN = (
    "compliant",
    "compliance",
    "certified",
    "in order",
    "is legal",
    "is clear",
    "met",
    "safe",
    "safer",
)
ROOT = Path(__file__).parents[2]


def page_of(review) -> Page:
    return read_page(html.render(review, DEFAULTS).decode())


@cache
def text_of(name: str) -> str:
    """The page of a sample, written once."""
    return html.render(SAMPLES[name](), DEFAULTS).decode()


@pytest.mark.parametrize("name", SAMPLES)
def test_no_cell_is_empty(name):
    page = read_page(text_of(name))
    assert page.cells
    assert [cell for cell in page.cells if not cell.strip()] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_reference_leads_somewhere(name):
    page = read_page(text_of(name))
    assert set(page.links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_asked_of_the_network_and_nothing_stands_in_an_attribute_to_run(name):
    text = text_of(name)
    page = read_page(text)
    assert page.addresses == []
    assert "style" not in page.attributes
    assert [name for name in page.attributes if name.startswith("on")] == []
    assert not re.search(r"url\((?!data:|#)", text.replace("&#39;", "'"))
    assert "@import" not in text


def digest_between(text: str, opening: str, closing: str) -> str:
    content = text.split(opening, 1)[1].split(closing, 1)[0]
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_policy_allows_what_is_written_and_fonts_only(name):
    text = text_of(name)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    style = digest_between(text, "<style>", "</style>")
    script = digest_between(text, "<script>", "</script>")
    assert policy[1].replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_paper_has_no_script_and_nothing_that_needs_one():
    text = write_page(blocked_review(), DEFAULTS)
    assert "<script" not in text
    assert "script-src" not in text
    assert "<button" not in text


def test_markup_in_names_stays_text():
    text = text_of("hostile")
    page = read_page(text)
    assert len(re.findall("<script", text)) == 2
    assert "49" not in page.titles[0]
    assert MARKUP in page.text.replace("\u200b", "")
    assert MARKUP in page.titles[0]


def test_language_and_title_are_set():
    text = html.render(blocked_review(), DEFAULTS).decode()
    assert '<html lang="en">' in text
    assert read_page(text).titles[0] == "Data protection review: Support copilot 2.3.0"


def test_findings_are_numbered_in_rank_order_and_questions_apart():
    report = prepare(blocked_review())
    assert [(view.id, view.finding.rule) for view in report.findings[:3]] == [
        ("F1", "PRC-01"),
        ("F2", "TRN-05"),
        ("F3", "TRF-05"),
    ]
    assert [row.id for row in report.screening.questions] == ["Q1", "Q2"]
    assert all(view.finding.rule != "MAN-04" for view in report.findings)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_counts_of_the_summary_equal_the_lists(name):
    report = prepare(SAMPLES[name]())
    counts = report.summary.counts
    assert counts.blockers == len(report.blockers)
    assert counts.blockers + counts.others + counts.accepted == len(report.findings)
    assert counts.questions == len(report.screening.questions)
    assert counts.transfers == len(report.transfers.columns)
    assert counts.uncovered == sum(column.status == "bad" for column in report.transfers.columns)
    assert sum(zone.count for zone in report.cover.zones) == len(report.review.components)
    assert len(report.processing.flows) == len(report.review.flows)


def test_each_finding_has_law_path_line_change_and_proof():
    page = page_of(blocked_review())
    text = " ".join(page.text.split())
    for words in (
        "GDPR Art. 28(3)",
        "Evidence: manifest.yaml, line 38",
        "Conclude the data processing addendum",
        "A processor contract in contracts.openai.dpa",
        "EEA border",
        "^^^^",
    ):
        assert words in text
    paths = [view.path for view in prepare(blocked_review()).findings]
    assert all(paths)


def test_the_border_stands_before_the_first_station_outside():
    path = prepare(blocked_review()).findings[0].path
    assert [step.label for step in path] == ["Customers", "Helpdesk", "Embedder", "OpenAI"]
    assert [step.border for step in path] == [False, False, True, False]


def test_more_than_five_blockers_are_summed_up():
    many = tuple(replace(BLOCKERS[0], rule=f"PRC-{n:02}", fingerprint=str(n)) for n in range(8))
    review = replace(blocked_review(), findings=many)
    assert "And 3 more in section 4." in page_of(review).text


def test_the_verdict_leads_the_recommendation():
    assert "Recommendation: reject in this form" in page_of(blocked_review()).text
    assert "Recommendation: approve with conditions" in page_of(questioned_review()).text
    assert "Recommendation: approve" in page_of(empty_review()).text


def test_a_processor_has_the_record_of_article_30_2():
    review = blocked_review()
    system = replace(review.architecture.system, role="processor")
    page = page_of(replace(review, architecture=replace(review.architecture, system=system)))
    assert "Article 30(2)" in page.text
    assert "On behalf of" in page.text


def test_transfers_stand_three_a_table():
    tables = prepare(big_review()).transfers.tables
    assert [len(table) for table in tables] == [3, 3, 3]


def test_a_question_that_is_only_a_finding_is_listed_too():
    report = prepare(replace(blocked_review(), questions=()))
    assert [row.asks for row in report.screening.questions] == ["Which plan of Mistral AI is used?"]


@pytest.mark.parametrize(
    "path", sorted((templates_dir() / "report").glob("*.j2")), ids=lambda path: path.name
)
def test_templates_promise_nothing(path):
    words = re.sub(r"{[%{#].*?[%}#]}|<[^>]*>", " ", path.read_text("utf-8"))
    found = [word for word in FORBIDDEN if re.search(rf"\b{word}\b", words, re.IGNORECASE)]
    assert found == []


def test_dates_and_spans_are_words():
    assert day(blocked_review().as_of) == "21 November 2026"
    assert (span_text("P2Y"), span_text("P1M"), span_text("until asked")) == (
        "2 years",
        "1 month",
        "until asked",
    )
    assert ranged(["F1", "F3", "F2", "F7", "F8"]) == "F1–F3, F7, F8"


def test_the_caller_may_set_the_instant():
    options = Options(epoch=datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert 'content="2027-01-02T03:04:05Z"' in html.render(blocked_review(), options).decode()


RUN = (
    "import hashlib, sys; from tests.renderers.sample_review import SAMPLES;"
    "from borderflow.renderers.renderer import DEFAULTS; import importlib;"
    "renderer = getattr(importlib.import_module('borderflow.renderers.' + sys.argv[1]), sys.argv[1]);"
    "print(hashlib.sha256(renderer.render(SAMPLES[sys.argv[2]](), DEFAULTS)).hexdigest())"
)


def digest_elsewhere(form: str, sample: str, seed: str, zone: str) -> str:
    """The digest of a form, made in another process with another hash seed and time zone."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path}
    command = [sys.executable, "-c", RUN, form, sample]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("form", ["html", "svg"])
def test_the_same_review_gives_the_same_bytes_anywhere(form):
    here = digest_elsewhere(form, "big", "1", "Europe/Paris")
    assert here == digest_elsewhere(form, "big", "2", "America/New_York")


def test_no_table_bears_the_bare_name_of_a_verdict():
    """The cover bears the verdict as a class: columns of a table of that name would be laid on its tables."""
    sheets = "".join(path.read_text("utf-8") for path in (templates_dir() / "report").glob("*.css*"))
    for verdict in Verdict:
        assert not re.search(rf"(?<!table)\.{verdict.value} t[hd]", sheets)


def test_fonts_keep_their_outlines_as_the_printer_needs_them():
    from fontTools.ttLib import TTFont

    fonts = [TTFont(file) for file in (templates_dir() / "fonts").glob("*.woff2")]
    assert fonts
    assert not any(font.reader.tables["glyf"].transformed for font in fonts)
