"""Templates of the user's: what they can change, and what they cannot reach."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderflow.errors import InputError
from borderflow.renderers.html import write_page
from borderflow.renderers.pdf import pdf
from borderflow.renderers.renderer import DEFAULTS
from borderflow.resources import templates_dir
from tests.cli.running import run
from tests.renderers.sample_review import blocked_review, hostile_review, questioned_review

ACME = Path(__file__).parents[2] / "samples" / "templates" / "acme"
REVIEW = questioned_review()
COVER = "{% extends 'borderflow/cover.html.j2' %}\n{% block brand %}\n"


def page(folder, review=REVIEW, **settings):
    return write_page(review, replace(DEFAULTS, templates=folder), **settings)


def brand(folder, text):
    """The page with a text of the user's on its cover."""
    (folder / "cover.html.j2").write_text(f"{COVER}{text}\n{{% endblock %}}", "utf-8")
    return page(folder)


def refused(folder, text):
    with pytest.raises(InputError) as found:
        brand(folder, text)
    return found.value


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


class TestWhatTheyChange:
    def test_the_sample_has_a_cover_of_its_own(self):
        written = page(ACME)
        assert "Acme Desk group privacy office." in written
        assert "Data protection review before deployment" in written
        assert "--band: #0b4f45" in written
        assert 'src="data:image/svg+xml;base64,' in written

    def test_all_else_is_as_it_was(self):
        ours, theirs = page(None), page(ACME)
        for whole in (ours, theirs):
            assert whole.count("<section") == whole.count("</section>") > 5
        sections = re.compile(r"<main>.*</main>", re.DOTALL)
        assert sections.search(ours)[0] == sections.search(theirs)[0]  # type: ignore[index]

    @pytest.mark.slow
    def test_every_section_is_a_block(self, tmp_path):
        blocks = re.findall(
            r"\{% block (\w+) %\}", (templates_dir() / "report" / "report.html.j2").read_text("utf-8")
        )
        assert {
            "cover",
            "summary",
            "diagram",
            "processing",
            "transfers",
            "findings",
            "screening",
            "decision",
        } <= {*blocks}
        for name in blocks:
            text = (
                f"{{% extends 'borderflow/report.html.j2' %}}{{% block {name} %}}<p>MINE</p>{{% endblock %}}"
            )
            (tmp_path / "report.html.j2").write_text(text, "utf-8")
            assert "<p>MINE</p>" in page(tmp_path, blocked_review()), name

    def test_a_page_of_the_screen_too(self):
        assert "Acme Desk group" in page(ACME, interactive=True)

    def test_the_policy_lets_images_of_the_page_through_and_nothing_else(self):
        def policy(text):
            return re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]  # type: ignore[index]

        assert "img-src" not in policy(page(None))
        assert "img-src data:;" in policy(page(ACME))
        assert policy(page(ACME)).startswith("default-src &#39;none&#39;")

    def test_data_stay_escaped(self, tmp_path):
        (tmp_path / "cover.html.j2").write_text(f"{COVER}{{{{ system.name }}}}{{% endblock %}}", "utf-8")
        assert "<script>alert" not in page(tmp_path, hostile_review())

    def test_the_same_bytes_each_time(self):
        assert page(ACME) == page(ACME)

    def test_from_the_command_line(self, tmp_path):
        sample = ACME.parents[1] / "qlora-ovhcloud-gpu.yaml"
        ran = run("report", sample, "-f", "html", "--templates", ACME)
        assert ran.code == 0, ran.err
        assert "Acme Desk group privacy office." in ran.out

    @pytest.mark.slow
    def test_printed(self):
        data = pdf.render(REVIEW, replace(DEFAULTS, templates=ACME))
        assert data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% include '../../../../../../etc/passwd' %}", "there is no template"),
        ("{% include '/etc/passwd' %}", "there is no template"),
        ("{% include 'borderflow/../../pyproject.toml' %}", "there is no template"),
        ("{% include 'no\\0thing' %}", "there is no template"),
        ("{{ ''.__class__.__mro__ }}", "'__class__'"),
        ("{{ report.__init__.__globals__ }}", "'__init__'"),
        ("{{ system|attr('__class__') }}", "unsafe"),
        ("{{ image.__globals__ }}", "'__globals__'"),
        ("{{ (lambda: 1)() }}", "expected token"),
        ("{{ self.__init__ }}", "unsafe"),
        ("{{ '{0.__class__}'.format(system) }}", "unsafe"),
        ("{{ report.findings.append(1) }}", "append"),
        ("{% set _ = [].append(1) %}", "unsafe"),
        ("{% for i in range(10000000) %}x{% endfor %}", "Range too big"),
        ("{{ 'x' * 10000000000 }}", "too large"),
        ("{{ [0] * 10000000000 }}", "too large"),
        ("{{ 9 ** 99999999 }}", "too large"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ 1 + 'x' }}", "unsupported operand"),
        ("{{ nothing.there }}", "'nothing' is undefined"),
        ("{{ system.nothing }}", "no attribute 'nothing'"),
        ("{% if %}", "Expected an expression"),
        ("{% include 'cover.html.j2' %}", "uses itself without end"),
        ("{{ image('../logo.png') }}", "lies outside the folder"),
        ("{{ image('/etc/hostname') }}", "lies outside the folder"),
        ("{{ image('missing.png') }}", "cannot be read"),
        ("{{ image(7) }}", "names no image"),
        ("{{ image('cover.html.j2') }}", "of no kind that is known"),
    ],
)
def test_what_they_may_not_is_a_fault_with_its_line(tmp_path, text, message):
    error = refused(tmp_path, text)
    (fault, *_) = error.faults
    assert message in str(fault)
    assert fault.location is not None


@pytest.mark.parametrize(
    "text", ["{{ 1 / 0 }}", "{{ ''.__class__ }}", "{% include 'x' %}", "{{ image('x.png') }}"]
)
def test_the_line_is_that_of_the_template(tmp_path, text):
    (fault,) = refused(tmp_path, f"\n\n{text}").faults
    assert fault.location is not None
    assert (fault.location.file, fault.location.line) in {
        ((tmp_path / "cover.html.j2").as_posix(), 5),
        ((tmp_path / "x.png").as_posix(), 1),
    }


def test_the_folder_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (fault,) = refused(Path(), "{{ 1 / 0 }}").faults
    assert fault.location is not None
    assert (fault.location.file, fault.location.line) == ("./cover.html.j2", 3)


def test_a_page_without_end(tmp_path):
    loop = "{% for a in range(99999) %}" * 3 + "x" * 1000 + "{% endfor %}" * 3
    assert "without end" in str(refused(tmp_path, loop))


def test_a_link_out_of_the_folder(tmp_path):
    folder, secret = tmp_path / "templates", tmp_path / "secret.txt"
    folder.mkdir()
    secret.write_text("SECRET")
    (folder / "link.txt").symlink_to(secret)
    (folder / "link.svg").symlink_to(secret)
    assert "lies outside the folder" in str(refused(folder, "{% include 'link.txt' %}"))
    assert "lies outside the folder" in str(refused(folder, "{{ image('link.svg') }}"))
    (folder / "theme.css").symlink_to(secret)
    assert "lies outside the folder" in str(refused(folder, "x"))


def test_a_folder_that_changes_nothing(tmp_path):
    with pytest.raises(InputError, match="holds no template of the report"):
        page(tmp_path)
    with pytest.raises(InputError, match="There is no folder of templates"):
        page(tmp_path / "missing")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"{{ " + b"x" * 1_000_001])
def test_a_file_that_is_no_template(tmp_path, data):
    (tmp_path / "cover.html.j2").write_bytes(data)
    with pytest.raises(InputError, match="The template"):
        page(tmp_path)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<image href="https://evil.example/x.png"/>',
        '<use xlink:href="file:///etc/passwd#x"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        "<foreignObject><p/></foreignObject>",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<style>rect{fill:url(https://evil.example/#x)}</style>",
        "<style>rect{fill:\\75 rl(https://evil.example/#x)}</style>",
        '<rect style="fill:url(file:///etc/passwd)"/>',
        '<set attributeName="href" to="x"/>',
        "<animate attributeName='x'/>",
        '<g id="a"><use href="#b"/><use href="#b"/></g>',
        '<pattern id="p"><rect fill="url(#p)"/></pattern>',
    ],
)
def test_a_drawing_that_runs_or_loads_something(tmp_path, inside):
    (tmp_path / "logo.svg").write_text(SVG.format(inside), "utf-8")
    assert "could run, load or repeat something" in str(refused(tmp_path, "{{ image('logo.svg') }}"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(20),
        b"\x89PNG\r\n\x1a\n",
        png(50_000, 50_000),
        png(0, 10),
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + bytes(9),
        b"\xff\xd8\xff",
        b"<svg",
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-7"?><svg/>',
        bytes(512 * 1024 + 1),
    ],
)
def test_an_image_that_is_none_or_too_large(tmp_path, data):
    (tmp_path / "logo.png").write_bytes(data)
    refused(tmp_path, "{{ image('logo.png') }}")


def test_an_image_travels_inside_the_page(tmp_path):
    (tmp_path / "logo.png").write_bytes(png(10, 10))
    written = brand(tmp_path, "<img src='{{ image('logo.png') }}' alt='x'>")
    assert f"data:image/png;base64,{base64.b64encode(png(10, 10)).decode()}" in written


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@import 'x.css';", 1),
        ("\n\nbody { background: url(https://evil.example/x) }", 3),
        ("body { background: URL( 'file:///etc/passwd' ) }", 1),
        ("body { background: \\75 rl(x) }", 1),
        ("</style><script>", 1),
    ],
)
def test_a_theme_that_loads_something(tmp_path, text, line):
    (tmp_path / "theme.css").write_text(text, "utf-8")
    with pytest.raises(InputError) as found:
        page(tmp_path)
    (fault,) = found.value.faults
    assert fault.location is not None
    assert (fault.location.file, fault.location.line) == ((tmp_path / "theme.css").as_posix(), line)


@pytest.mark.parametrize(
    "tag", ["<img src='https://evil.example/x.png' alt=''>", "<img src='file:///etc/passwd' alt=''>"]
)
def test_what_is_printed_loads_nothing(tmp_path, tag):
    (tmp_path / "report.html.j2").write_text(f"<!doctype html><title>x</title><body>{tag}</body>", "utf-8")
    with pytest.raises(InputError, match="which is not inside it"):
        pdf.render(REVIEW, replace(DEFAULTS, templates=tmp_path))


def test_other_forms_have_no_templates(tmp_path):
    sample = ACME.parents[1] / "qlora-ovhcloud-gpu.yaml"
    ran = run("report", sample, "-f", "json", "--templates", ACME)
    assert ran.code == 2
    assert "`json` has no templates." in ran.err


def test_a_fault_of_a_template_leaves_no_file(tmp_path):
    (tmp_path / "cover.html.j2").write_text("{{ 1 / 0 }}", "utf-8")
    sample, output = ACME.parents[1] / "qlora-ovhcloud-gpu.yaml", tmp_path / "report.html"
    ran = run("report", sample, "-o", output, "--templates", tmp_path)
    assert ran.code == 2
    assert "cover.html.j2:1" in ran.err
    assert "Traceback" not in ran.err
    assert not output.exists()
