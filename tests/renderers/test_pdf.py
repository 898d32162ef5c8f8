import io
import re
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from borderflow.renderers import pdf as room
from borderflow.renderers.html import SECTIONS, moment
from borderflow.renderers.pdf import pdf
from borderflow.renderers.renderer import DEFAULTS, Attachment, Options
from tests.renderers.sample_review import MANIFEST, MARKUP, blocked_review, empty_review, hostile_review
from tests.renderers.test_html import digest_elsewhere

pytestmark = pytest.mark.slow

FILES = Options(
    attachments=(
        Attachment("result.json", b'{"version": 1}', "Machine-readable result", "Data"),
        Attachment("manifest.yaml", MANIFEST.encode(), "Manifest as reviewed", "Source"),
    )
)


def needs(program: str):
    return pytest.mark.skipif(not shutil.which(program), reason=f"needs {program}")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    path.write_bytes(pdf.render(blocked_review(), FILES))
    return path


@pytest.fixture(scope="module")
def texts(printed):
    return [page.extract_text() for page in pypdf.PdfReader(printed).pages]


@needs("qpdf")
def test_qpdf_finds_nothing_wrong(printed):
    result = subprocess.run(["qpdf", "--check", str(printed)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@needs("pdftotext")
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
        room._print('<img src="https://example.com/a.png" alt="">', (), moment(empty_review(), DEFAULTS))


def test_a_review_without_anything_is_printed_too():
    content = pdf.render(replace(empty_review(), components=()), DEFAULTS)
    assert content.startswith(b"%PDF-1.7")
