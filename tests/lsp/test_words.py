"""Where a word stands, and what could be written at a place: `|` marks it."""

import pytest

from borderflow.lsp.words import LARGEST, gap_at, word_at, words_of

TEXT = """\
# a comment
system: {name: Desk}
flows:
  - a -> b: tickets, notes
  - {from: a, to: 'b'}
components:
  ü😀: {kind: llm, holds: [x, y]}
"""


@pytest.mark.parametrize(
    ("marked", "path", "is_key", "text"),
    [
        ("sys|tem: {name: Desk}", ("system",), True, "system"),
        ("system: {name: De|sk}", ("system", "name"), False, "Desk"),
        ("flows:\n  - a -> b|: tickets", ("flows", 0, "a -> b"), True, "a -> b"),
        ("flows:\n  - x\n  - a -> b: tic|kets", ("flows", 1, "a -> b"), False, "tickets"),
        ("flows:\n  - {from: a, to: 'b|'}", ("flows", 0, "to"), False, "b"),
        ("c: {ü😀: {holds: [x, y|]}}", ("c", "ü😀", "holds", 1), False, "y"),
        ('{"borderflow": 1, "system": {"name": "D|esk"}}', ("system", "name"), False, "Desk"),
        ("a: {b: 1}\nc: |d", ("c",), False, "d"),
    ],
)
def test_the_word_at_a_place(marked, path, is_key, text):
    found = word_at(marked.replace("|", ""), marked.index("|"))
    assert found
    assert (found.path, found.is_key, found.text) == (path, is_key, text)


def test_what_stood_before_a_fault_is_known():
    words = words_of(TEXT + "broken: ]\nnever: seen\n")
    assert [one.text for one in words][-3:] == ["x", "y", "broken"]


def test_a_comment_is_no_word():
    assert word_at(TEXT, TEXT.index("comment")) is None


@pytest.mark.parametrize(
    ("marked", "path", "is_key", "before", "beside"),
    [
        (
            "components:\n  bot:\n    kind: l|\n    host: x\n",
            ("components", "bot", "kind"),
            False,
            "l",
            set(),
        ),
        ("components:\n  bot:\n    kind: |\n", ("components", "bot", "kind"), False, "", set()),
        ("components:\n  bot: {kind: llm, |}\n", ("components", "bot"), True, "", {"kind"}),
        ("components:\n  bot: {kind: llm, ho|}\n", ("components", "bot"), True, "ho", {"kind"}),
        ("components:\n  bot:\n    ki|\n    host: x\n", ("components", "bot"), True, "ki", {"host"}),
        ("components:\n  bot:\n    host: x\n    |\n", ("components", "bot"), True, "", {"host"}),
        ("components:\n  bot:\n    host: x\n    |\nflows: []\n", ("components", "bot"), True, "", {"host"}),
        ("components:\n  bot:\n    |\nflows: []\n", ("components", "bot"), False, "", set()),
        ("a: 1\n|\nb: 2\n", (), True, "", {"a", "b"}),
        ("a: 1\nsys|", (), True, "sys", {"a"}),
        ("flows:\n  - a -> |\n", ("flows", 0), False, "a -> ", set()),
        ("flows:\n  - a -> b\n  - |\n", ("flows", 1), False, "", set()),
        ("a: 'op|'\n", ("a",), False, "op", set()),
        ('{"a": "op|"}', ("a",), False, "op", set()),
        ("a: op|\nb: ]\n", ("a",), False, "op", set()),
        ("a: {b: c|\n", ("a", "b"), False, "c", set()),
    ],
)
def test_what_could_be_written_at_a_place(marked, path, is_key, before, beside):
    found = gap_at(marked.replace("|", ""), marked.index("|"))
    assert found
    assert (found.path, found.is_key, found.before) == (path, is_key, before)
    assert found.beside == beside
    assert found.start == marked.index("|") - len(before)


@pytest.mark.parametrize("text", ["a: ]\nb: ", "# only a comment ", "x" * (LARGEST + 1)])
def test_where_nothing_can_be_read_nothing_is_offered(text):
    assert gap_at(text, len(text)) is None


def test_depth_ends_it():
    assert len(words_of("a: " + "[" * 5000)) == 1
