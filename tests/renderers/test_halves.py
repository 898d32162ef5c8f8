import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest

from borderflow import api
from borderflow.renderers.pdf import halves, pdf
from borderflow.renderers.pdf.halves import halves_of
from tests.renderers.sample_review import blocked_review
from tests.renderers.test_pdf import FILES

PAGE = """<html><head>
<style>@page { @top-left { content: counter(page) " / " counter(pages) } }</style></head>
<body><nav class="toc"><a href="#one">1</a><a href="#three">3</a></nav><main>
<section id="one"><h1>One</h1><p>counter(pages)</p></section>
<section id="two"><h1>Two</h1></section>
<section id="three" class="flowing"><h1>Three</h1><a href="#one">back</a> <a href="#three">here</a></section>
<section id="four"><h1>Four</h1><p>Longer than the others by this.</p></section>
</main></body></html>"""


@pytest.fixture
def _any_page_is_long(monkeypatch):
    monkeypatch.setattr(halves, "LONG", 1)
    monkeypatch.setattr(halves, "LARGE", 1)


def test_a_short_page_stays_whole():
    assert halves_of(PAGE) is None


@pytest.mark.usefixtures("_any_page_is_long")
def test_a_page_without_sections_stays_whole():
    assert halves_of("<html><body><main><p>One</p></main></body></html>") is None
    assert halves_of("<html><body><p>One</p></body></html>") is None


@pytest.mark.usefixtures("_any_page_is_long")
def test_a_section_that_begins_a_page_begins_the_second_half():
    """`three` follows on the page of paper where `two` ends, so `four` is the first that may."""
    cut = halves_of(PAGE)
    assert cut is not None
    assert 'id="three"' in cut.first
    assert "<body><main><section id=" in cut.second.replace("\n", "")
    assert 'id="four"' in cut.second


@pytest.mark.usefixtures("_any_page_is_long")
def test_what_a_half_says_about_the_other_is_left_to_be_filled_in():
    cut = halves_of(PAGE.replace(' class="flowing"', ""))
    assert cut is not None
    for half in (cut.first, cut.second):
        assert 'counter(page, half-page) " / " counter(pages, half-pages)' in half
    assert "<p>counter(pages)</p>" in cut.first
    assert '<a href="#one">1</a><a href="half:three">3</a>' in cut.first
    assert '.toc a[href="half:three"]::after { content: counter(pages, half-of-three) }' in cut.first
    assert '<a href="half:one">back</a> <a href="#three">here</a>' in cut.second


@pytest.fixture(scope="module")
def both():
    """The same report, printed as one and in halves."""
    with pytest.MonkeyPatch.context() as patch, api.speaking("de"):
        whole = pdf.render(blocked_review(), FILES)
        patch.setattr(halves, "LONG", 1)
        patch.setattr(halves, "LARGE", 1)
        return whole, pdf.render(blocked_review(), FILES)


@pytest.mark.slow
def test_halves_say_what_the_whole_says_page_by_page(both):
    """The numbers of the contents and of the footers among it."""
    whole, halved = ([page.extract_text() for page in pypdf.PdfReader(io.BytesIO(one)).pages] for one in both)
    assert both[0] != both[1]
    assert halved == whole


@pytest.mark.slow
def test_bookmarks_places_and_links_of_both_halves_are_there(both):
    whole, halved = (pikepdf.open(io.BytesIO(one)) for one in both)
    assert bookmarks(halved) == bookmarks(whole)
    assert places(halved) == places(whole)
    assert links(halved) == links(whole)
    assert {target for _, target in links(halved)} <= set(places(halved))


@pytest.mark.slow
def test_every_tag_of_both_halves_is_reached_from_its_page(both):
    whole, halved = (pikepdf.open(io.BytesIO(one)) for one in both)
    assert [*tags(halved.Root.StructTreeRoot.K[0])] == [*tags(whole.Root.StructTreeRoot.K[0])]
    assert [*tags_of_pages(halved)] == [*tags_of_pages(whole)]


@pytest.mark.slow
def test_cells_are_headed_by_cells_of_their_own_half(both):
    halved = pikepdf.open(io.BytesIO(both[1]))
    items = [item for item in halved.objects if isinstance(item, pikepdf.Dictionary)]
    names = [bytes(item.ID) for item in items if "/ID" in item]
    heads = [bytes(head) for item in items if item.get("/S") == "/TD" for head in item.A.Headers]
    assert len(names) == len(set(names))
    assert set(heads) <= set(names)


@pytest.mark.slow
@pytest.mark.needs("qpdf")
def test_the_checkers_find_nothing_in_joined_halves(both, tmp_path):
    path = tmp_path / "halved.pdf"
    path.write_bytes(both[1])
    pdfua = str(Path(sys.executable).with_name("pdfua"))
    for command in (["qpdf", "--check"], [pdfua, "check"]):
        result = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("_any_page_is_long")
def test_without_a_second_process_the_page_is_printed_as_one(both, monkeypatch):
    for program in ("/nowhere/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", program)
        with api.speaking("de"):
            assert pdf.render(blocked_review(), FILES) == both[0]


@pytest.mark.slow
@pytest.mark.usefixtures("_any_page_is_long")
def test_halves_give_the_same_bytes_again(both):
    with api.speaking("de"):
        assert pdf.render(blocked_review(), FILES) == both[1]


def bookmarks(document):
    with document.open_outline() as outline:
        return [*titles(document, outline.root)]


def titles(document, items):
    for item in items:
        yield item.title, pikepdf.Page(item.destination[0]).index
        yield from titles(document, item.children)


def places(document):
    flat = document.Root.Names.Dests.Names
    names = [bytes(name) for name in flat[::2]]
    assert names == sorted(names)
    return {
        name.decode(): pikepdf.Page(place[0]).index for name, place in zip(names, flat[1::2], strict=True)
    }


def links(document):
    return [
        (number, str(link.Dest))
        for number, page in enumerate(document.pages)
        for link in page.obj.get("/Annots", ())
    ]


def tags(element):
    """The kinds of all tags in reading order, each of which names what it is inside of."""
    yield str(element.S)
    inside = element.get("/K")
    for child in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            assert child.P.objgen == element.objgen
            yield from tags(child)


def tags_of_pages(document):
    """What the pages and their links name as the tags of their contents."""
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    named = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert list(named) == sorted(named)
    for page in document.pages:
        own = named[int(page.obj.StructParents)]
        ours = [named[int(link.StructParent)] for link in page.obj.get("/Annots", ())]
        assert {tag.Pg.objgen for tag in [*own, *ours]} == {page.obj.objgen}
        yield [str(tag.S) for tag in own], [str(tag.S) for tag in ours]
