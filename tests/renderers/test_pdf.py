import io
import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest
from msgspec.structs import replace

from borderflow import api
from borderflow.renderers.html import SECTIONS, moment
from borderflow.renderers.pdf import pdf, printing
from borderflow.renderers.renderer import DEFAULTS, Attachment, Options
from tests.renderers.sample_review import (
    MANIFEST,
    MARKUP,
    SAMPLES,
    big_review,
    blocked_review,
    empty_review,
    hostile_review,
)
from tests.renderers.test_html import digest_elsewhere

pytestmark = pytest.mark.slow

FILES = Options(
    attachments=(
        Attachment("result.json", b'{"version": 1}', "Machine-readable result", "Data"),
        Attachment("manifest.yaml", MANIFEST.encode(), "Manifest as reviewed", "Source"),
    )
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(pdf.render(blocked_review(), FILES))
    return path


@pytest.fixture(scope="module")
def texts(printed):
    return [page.extract_text() for page in pypdf.PdfReader(printed).pages]


REPORTS = [("blocked", "en"), ("questioned", "fr"), ("hostile", "de"), ("sparse", "en")]


@pytest.fixture(scope="module", params=REPORTS, ids="-".join)
def any_report(request, tmp_path_factory):
    sample, language = request.param
    path = tmp_path_factory.mktemp("any") / "report.pdf"
    with api.speaking(language):
        path.write_bytes(pdf.render(SAMPLES[sample](), FILES))
    return path


@pytest.mark.needs("qpdf")
def test_qpdf_finds_nothing_wrong(any_report):
    result = subprocess.run(["qpdf", "--check", str(any_report)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_accessibility_checker_finds_nothing(any_report):
    """pdfua runs 12 checks that cover 16 of the 106 rules of PDF/UA-1: no statement of conformance.

    Its check UA-14-001 (order of headings) breaks off on arrays of children (pdfua 0.1.3, pikepdf 10): the
    order of headings is checked here below in its place.
    """
    command = [str(Path(sys.executable).with_name("pdfua")), "check", "--format", "json", str(any_report)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    result = json.loads(told.stdout)
    assert (told.returncode, result["findings"]) == (0, [])
    assert {one["rule_id"] for one in result["skipped"]} <= {"UA-14-001"}


def test_no_level_of_headings_is_left_out(any_report):
    with pikepdf.open(any_report) as document:
        levels = [0, *headings(document.Root.StructTreeRoot)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def headings(element):
    """The levels of the headings in reading order."""
    if not isinstance(element, pikepdf.Dictionary):
        return
    if level := re.fullmatch(r"/H(\d)", str(element.get("/S"))):
        yield int(level[1])
    inside = element.get("/K")
    for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
        yield from headings(child)


@pytest.mark.needs("pdftotext")
def test_the_facts_can_be_selected_and_searched(printed):
    command = ["pdftotext", "-layout", str(printed), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    for words in (
        "Support copilot 2.3.0",
        "Not ready to go live: 2 blockers",
        "Recommendation: reject in this form",
        "OpenAI processes personal data without a processor contract",
        "GDPR Art. 28(3)",
        "Evidence: manifest.yaml, line 38",
        "OpenAI OpCo, LLC",
        "Which plan of Mistral AI is used?",
        "Advice of the data protection officer",
        "Decision support, no legal advice",
    ):
        assert words in text, words


def test_the_first_two_pages_answer_the_question(texts):
    assert "2 blockers" in texts[0]
    for words in ("What blocks", "F1", "F2", "legal@", "Contents"):
        assert words in texts[1]
    assert "Where the data goes" in texts[2]


def test_decision_and_sign_off_take_one_page(texts):
    pages = [text for text in texts[3:] if "Decision and sign-off" in text]
    assert len(pages) == 1
    assert "Signature" in pages[0]


def test_the_diagram_is_landscape_and_the_rest_portrait(printed):
    sizes = [page.mediabox for page in pypdf.PdfReader(printed).pages]
    assert [number for number, size in enumerate(sizes) if size.width > size.height] == [2]


def test_bookmarks_match_the_contents(printed):
    titles = [item.title for item in pypdf.PdfReader(printed).outline if not isinstance(item, list)]
    assert titles[1:] == [f"{number} {name}" for number, _, name, _ in SECTIONS]


def test_it_says_what_it_is(printed):
    with pikepdf.open(printed) as document:
        metadata = document.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert b"pdfuaid:part" in document.Root.Metadata.read_bytes()
        assert document.Root.Lang == "en"
        assert document.Root.MarkInfo.Marked
        assert str(document.docinfo.Title) == "Data protection review: Support copilot 2.3.0"


def test_every_header_cell_says_what_it_heads(printed):
    with pikepdf.open(printed) as document:
        cells = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
        ]
        assert cells
        assert {str(cell.A.Scope) for cell in cells} == {"/Column", "/Row"}


def test_the_diagram_has_an_alternative_text(printed):
    with pikepdf.open(printed) as document:
        alternatives = [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert any("T1, flow 2, Helpdesk to Embedder" in text for text in alternatives)


def test_attachments_are_listed_once_with_relationship_and_date(printed):
    with pikepdf.open(printed) as document:
        files = {str(item.UF): item for item in document.Root.AF}
        assert len(document.Root.AF) == 2
        assert str(files["result.json"].AFRelationship) == "/Data"
        assert str(files["manifest.yaml"].AFRelationship) == "/Source"
        assert document.attachments["manifest.yaml"].get_file().read_bytes() == MANIFEST.encode()
        created = document.attachments["result.json"].get_file().creation_date
        assert created is not None
        assert created.date() == blocked_review().as_of


def test_fonts_are_the_bundled_ones(printed):
    with pikepdf.open(printed) as document:
        names = {
            str(item.FontName)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        }
    assert names
    assert all(re.search("Plex|Source", name) for name in names), names


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_summary_is_one_page_however_much_there_is(language):
    review = big_review(size=12, findings=8)
    long = "Conclude the contract with every affiliate, `and` record it under its own key. " * 9
    findings = tuple(
        replace(one, title=long, remedies=(long,), basis=(long,), owner=long, blocking=True)
        for one in review.findings
    )
    with api.speaking(language):
        content = pdf.render(replace(review, findings=findings), DEFAULTS)
    printed = pypdf.PdfReader(io.BytesIO(content))
    chapters = [mark for mark in printed.outline if not isinstance(mark, list)]
    assert [printed.get_destination_page_number(mark) for mark in chapters[:2]] == [1, 2]


def test_the_file_is_small():
    content = pdf.render(blocked_review(), FILES)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) >= 10
    assert len(content) < 400_000


def test_the_same_review_gives_the_same_bytes_anywhere():
    here = digest_elsewhere("pdf", "blocked", "1", "Europe/Paris")
    assert here == digest_elsewhere("pdf", "blocked", "77", "Asia/Tokyo")


def test_markup_in_names_is_printed_as_it_is():
    text = "".join(
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(pdf.render(hostile_review(), DEFAULTS))).pages
    )
    assert MARKUP.split("<")[1] in text


def test_a_page_that_asks_for_an_address_is_not_printed():
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError, match="not inside it"):
        printing.print_page(
            '<img src="https://example.com/a.png" alt="">', (), moment(empty_review(), DEFAULTS)
        )


def test_a_review_without_anything_is_printed_too():
    content = pdf.render(replace(empty_review(), components=()), DEFAULTS)
    assert content.startswith(b"%PDF-1.7")
