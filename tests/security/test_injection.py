"""What a stranger writes into a manifest stays text, in every output."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from tests.cli.running import run

ATTACKS = {
    "escape": "\u009b31m red \u202e txet \u2028 next",
    "command": "##[add-mask]a ##vso[task.setvariable]b\n::error file=a::b\n::set-output name=x::y%0A::z",
    "markup": "<img src=x onerror=alert(1)></title></script><script>alert(1)</script>",
    "markdown": "[go](javascript:alert(1)) ![x](http://evil.example/p.png) @everyone | cell\n\n# Title\n```",
    "xml": "]]><x/>&lol; <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "plus": "+1+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "template": "{{ 7*7 }}{% for i in range(10**9) %}x{% endfor %}`{data}` {party} %s %(x)s ${IFS}",
}
FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html")


def hostile(attack: str) -> str:
    """A manifest with the text in whatever takes one, as JSON, which can say it all."""
    return json.dumps(
        {
            "borderflow": 1,
            "system": {"name": attack, "version": attack, "purpose": attack},
            "controller": {"name": attack, "country": "FR"},
            "data": {"mails": {"label": attack, "categories": ["correspondence"], "subjects": ["customers"]}},
            "purposes": {"help": {"label": attack, "basis": "contract"}},
            "components": {
                "desk": {"label": attack, "kind": "application", "holds": ["mails"]},
                "tune": {"label": attack, "kind": "fine-tuning", "operator": "far", "model": attack},
                "bot": {"label": attack, "kind": "llm", "operator": "openai/api"},
            },
            "flows": ["desk -> tune: mails", {"from": "desk", "to": "bot", "carries": ["mails"]}],
            "parties": {"far": {"entity": attack, "country": "CN"}},
            "contracts": {"far": {"dpa": "none"}},
            "accepted": [
                {"rule": "ACC-01", "party": "openai", "reason": attack, "by": attack, "until": "2027-03-31"}
            ],
            "review": {"requested_by": attack, "dpo": attack, "classification": attack},
        }
    )  # fmt: skip


@pytest.fixture(params=[*ATTACKS.values()], ids=[*ATTACKS])
def manifest(request, tmp_path):
    path = tmp_path / "system.json"
    path.write_text(hostile(request.param), encoding="utf-8")
    return path


@pytest.fixture(params=[*FORMATS])
def output(request, manifest):
    ran = run("check", manifest, "--as-of", "2026-11-21", "--no-config", "--format", request.param)
    if request.param == "html":
        ran = run("report", manifest, "--as-of", "2026-11-21", "--format", "html", "-o", "-")
    assert ran.code in (0, 1), ran.err
    return request.param, ran.out


def test_the_output_stays_what_it_is(output):
    form, text = output
    JUDGES[form](text)


def no_controls(text: str) -> None:
    assert not re.search(r"^\s*::|##\w*\[", text, flags=re.MULTILINE)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def commands_are_ours(text: str) -> None:
    for line in text.splitlines():
        assert re.match(r"::(error|warning|notice) (file|title)=", line), line


TAGS = set("testsuites testsuite testcase failure skipped error properties property system-out".split())


def xml_parses(text: str) -> None:
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert {one.tag for one in root.iter()} <= TAGS
    assert "<!DOCTYPE" not in text


def cells_are_text(text: str) -> None:
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def uris_are_files(text: str) -> None:
    for uri in re.findall(r'"uri": ?"([^"]*)"', text):
        parts = urlsplit(uri)
        assert parts.scheme in ("", "file", "https"), uri
        assert ".." not in Path(unquote(parts.path)).parts
    json.loads(text)


def markdown_is_plain(text: str) -> None:
    assert len(text.encode()) < 60_000
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inline = [child for token in tokens for child in (token, *(token.children or ()))]
    assert {one.content.strip() for one in inline if one.type in ("html_block", "html_inline")} <= OWN_HTML
    for token in inline:
        assert token.type != "image"
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(("https://", "#")), token.attrs


OWN_HTML = {"<sub>", "</sub>", "</details>", "<details><summary>Data flows by zone</summary>"}


class Page(HTMLParser):
    """Elements and attributes of a page that could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        assert tag not in ("iframe", "object", "embed", "base", "form", "img", "link"), tag
        for name, value in attrs:
            assert not name.startswith("on"), (tag, attrs)
            assert name not in ("src", "srcset", "action", "formaction"), (tag, attrs)
            if name in ("href", "xlink:href"):
                assert (value or "").startswith(("#", "https://")), (tag, attrs)


def page_is_tame(text: str) -> None:
    page = Page()
    page.feed(text)
    assert page.scripts == 2
    assert "default-src 'none'" in unescape(text)


def json_parses(text: str) -> None:
    json.loads(text)


JUDGES = {
    "text": no_controls,
    "json": json_parses,
    "gitlab": json_parses,
    "sarif": uris_are_files,
    "junit": xml_parses,
    "github": commands_are_ours,
    "csv": cells_are_text,
    "markdown": markdown_is_plain,
    "html": page_is_tame,
}
