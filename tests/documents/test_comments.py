"""Comments are found where a parser drops them, and nowhere else."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from borderflow.documents import Source
from borderflow.documents.comments import read_comments
from tests.thorough import tried

OURS = re.compile(r" ours\b")


def found(text):
    return read_comments(Source("m.yaml", text), OURS, ("system",))


def lines(text):
    return [(one.location.line, one.line) for one in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1  # ours x", [(1, 1)]),
        ("# ours x\na: 1", [(1, 2)]),
        ("# ours x\n\n# another\n   # ours y\na: 1", [(1, 5), (4, 5)]),
        ("a: 1\n# ours x", [(2, 0)]),
        ("a: |  # ours x\n  text", [(1, 1)]),
        ("a: !!str |  # ours x\n  text", [(1, 1)]),
        ("# ours x\na:", [(1, 2)]),
        ("a: >-\n  text\n# ours x\nb: 1", [(3, 4)]),
        ("a: [\n  1,  # ours x\n  2]", [(2, 2)]),
        ("a: &x 'one'  # ours x\nb: *x  # ours y", [(1, 1), (2, 2)]),
        ("%YAML 1.2\n---\na: 1  # ours x\n...\n", [(3, 3)]),
        ("a: 1\r\nb: 2  # ours x\r\n", [(2, 2)]),
        ("a: 'é🙂'  # ours x", [(1, 1)]),
    ],
)
def test_a_comment_is_about_its_line_or_the_next(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a: '# ours x'",
        'a: "b # ours x"',
        "a: 'one\n  # ours x\n  two'",
        "a: |\n  # ours x\n  text",
        "a: >-\n  text\n  # ours x",
        "a: b# ours x",
        "a: 1  # not # ours x",
        "a: 1  # oursx",
        "'# ours x': 1",
        "a: [one, '# ours x']",
    ],
)
def test_what_stands_in_a_text_is_no_comment(text):
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "components:\n  bot:  # ours\n    kind: llm\n    operator: x\n\n  next: {}",
            [("components", "bot", 2, 4)],
        ),
        ("components:\n  # ours\n  bot: {kind: llm,\n    operator: x}\n", [("components", "bot", 3, 4)]),
        ("flows:\n- a -> b  # ours\n- b -> c", [("flows", 0, 2, 2)]),
        ("flows:\n- a -> b\n- from: b  # ours\n  to: c", [("flows", 1, 3, 4)]),
        ("system:  # ours\n  name: x\n  purpose: y\ndata: {}", [("system", 1, 3)]),
        ("components:  # ours\n  bot: {}", []),
        ("components:\n  bot:\n    kind: llm  # ours", []),
        ("c: {a: {}, b: {}}  # ours", [("c", "a", 1, 1), ("c", "b", 1, 1)]),
        ("c:\n  a: |  # ours\n    text\n\n\n  b: 1", [("c", "a", 2, 3)]),
    ],
)
def test_an_entry_that_begins_on_the_line_is_meant_as_a_whole(text, entries):
    (comment,) = found(text)
    assert [(*one.path, one.first, one.last) for one in comment.entries] == entries


def test_a_comment_knows_where_it_ends():
    (comment,) = found("a: 1  # ours x")
    assert (comment.location.column, comment.location.end_column, comment.text) == (7, 15, "# ours x")


texts = st.lists(st.sampled_from(["# ours x", "a", "\n", " ", ": ", "'", '"', "é", "- ", "|"])).map("".join)
values = st.recursive(texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=6)


@tried(30)
@given(st.dictionaries(texts, values), st.sampled_from((None, "'", '"', "|", ">")), st.integers(10, 80))
def test_no_text_is_ever_taken_for_a_comment(value, style, width):
    written = yaml.safe_dump(value, default_style=style, width=width, allow_unicode=True)
    assert not found(written)
    assert [one.text for one in found(f"{written}# ours y\n")] == ["# ours y"]
