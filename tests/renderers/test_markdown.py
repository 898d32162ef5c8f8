import random
import re

import pytest
from markdown_it import MarkdownIt

from borderflow.renderers.markdown import LIMIT, code, escaped, markdown, prose
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import (
    SAMPLES,
    big_review,
    blocked_review,
    hostile_review,
    questioned_review,
)

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


@pytest.mark.parametrize("name", ["blocked", "questioned", "empty", "hostile"])
def test_the_page_is_as_expected(name):
    assert_golden(f"markdown_{name}.md", markdown.render(SAMPLES[name](), DEFAULTS))


def test_no_markup_of_a_manifest_is_obeyed():
    page = PARSER.render(markdown.render(hostile_review(), DEFAULTS).decode())
    assert "<script>" not in page
    assert page.count("<h2>") == 1


def test_control_characters_are_shown():
    assert escaped("bell\a \u202e") == r"bell\\x07 \\u202e"
    assert code("bell\a") == r"`bell\x07`"


def test_several_systems_stand_one_after_another():
    assert markdown.render_all
    page = markdown.render_all((blocked_review(), questioned_review()), DEFAULTS).decode()
    assert page.count("\n## ") == 1
    assert page.startswith("## ")


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:x)",
        "![i](x)",
        "**b** _i_ `c` ~~s~~",
        "# head",
        "- item",
        "+ item",
        "a | b",
        "<b>&amp;</b>",
        "@team #12 $x$",
        "===",
        "back\\slash",
    ],
)
def test_escaped_text_reads_as_written(text):
    paragraph = PARSER.parseInline(escaped(text))[0]
    assert "".join(child.content for child in paragraph.children or ()) == text
    assert PARSER.render(escaped(text)).startswith("<p>")


@pytest.mark.parametrize(
    ("text", "read", "spans"),
    [
        ("Give `tune` a purpose.", "Give tune a purpose.", ["tune"]),
        (
            "Write `contracts: {far: {dpa: …}}`.",
            "Write contracts: {far: {dpa: …}}.",
            ["contracts: {far: {dpa: …}}"],
        ),
        ("One ` is text", "One ` is text", []),
        ("`a` and ` too", "a and ` too", ["a"]),
        ("` ` and ``", "` ` and ``", []),
        ("`<b>` <b> `|` @team", "<b> <b> | @team", ["<b>", "|"]),
        ("x\\`[a](javascript:b)`", "x\\[a](javascript:b)", ["[a](javascript:b)"]),
    ],
)
def test_what_a_rule_says_in_backticks_is_code_and_the_rest_is_text(text, read, spans):
    children = PARSER.parseInline(prose(text))[0].children or ()
    shown = [child.content.replace("\\|", "|") for child in children]
    assert "".join(shown) == read
    assert [said for child, said in zip(children, shown, strict=True) if child.type == "code_inline"] == spans
    assert {child.type for child in children} <= {"text", "text_special", "code_inline"}


@pytest.mark.parametrize("seed", range(200))
def test_nothing_between_any_backticks_is_obeyed(seed):
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    text = "".join(chance.choices(["`", "``", "<b>", "[x](y)", "![x](y)", "*", "\\", " ", "w", "&lt;"], k=12))
    children = PARSER.parseInline(prose(text))[0].children or ()
    assert {child.type for child in children} <= {"text", "text_special", "code_inline"}


@pytest.mark.parametrize("text", ["plain", "`tick`", "a``b"])
def test_code_shows_its_backticks(text):
    assert [child.content for child in PARSER.parseInline(code(text))[0].children or ()] == [text]


def test_a_page_stays_under_what_a_comment_takes():
    page = markdown.render(big_review(200, 900), DEFAULTS)
    assert len(page) <= LIMIT + 200
    assert page.decode().rstrip().endswith("the whole is in the other formats.")
    assert "mermaid" not in page.decode()


def test_the_flows_are_drawn_inside_a_fence():
    page = PARSER.parse(markdown.render(blocked_review(), DEFAULTS).decode())
    (fence,) = [token for token in page if token.type == "fence"]
    assert fence.info == "mermaid"
    assert fence.content.startswith("flowchart LR")


@pytest.mark.parametrize("limit", range(600, 9_000, 400))
def test_what_has_no_room_is_left_out_whole(monkeypatch, limit):
    whole = markdown.render(blocked_review(), DEFAULTS).decode()
    monkeypatch.setattr("borderflow.renderers.markdown.LIMIT", limit)
    page = markdown.render(blocked_review(), DEFAULTS).decode()
    assert len(page.encode()) <= limit
    assert rows(page) in ([], rows(whole))
    assert page.count("```") == 2 * page.count("```mermaid")
    assert page.count("<details>") == page.count("</details>")
    findings = re.findall(r"^### (?:Blocker|Major): .*?- Law: [^\n]*", whole, re.MULTILINE | re.DOTALL)
    kept = [one for one in findings if one in page]
    assert kept == findings[: len(kept)]
    assert len(re.findall(r"^### (?:Blocker|Major):", page, re.MULTILINE)) == len(kept)
    assert ("Cut here" in page) == (page != whole)


def rows(page):
    return re.findall(r"^\|.*\|$", page, re.MULTILINE)
