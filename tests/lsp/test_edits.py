"""Changes of a text that leave the rest as it was."""

import pytest

from borderflow.lsp.edits import applied, line_above, put, remove


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        ("a: 1\n", ("b", "c", "d"), "x", "a: 1\nb:\n  c: {d: x}\n"),
        ("a: 1", ("b",), True, "a: 1\nb: true\n"),
        ("a: {b: 1}  # why\n", ("a", "c"), 2, "a: {c: 2, b: 1}  # why\n"),
        ("a: {}\n", ("a", "c"), "no", 'a: {c: "no"}\n'),
        ("a:\nb: 1\n", ("a", "c"), "x y", "a: {c: x y}\nb: 1\n"),
        ("a:\n  b: 1\n", ("a", "c"), "it's", 'a:\n  c: "it\'s"\n  b: 1\n'),
        ("a:\n  # first\n  b: 1\n", ("a", "c", "d"), 1, "a:\n  # first\n  c: {d: 1}\n  b: 1\n"),
        ("a: {b: old, c: 1}\n", ("a", "b"), "new", "a: {b: new, c: 1}\n"),
        ("a: {b: 'old'}\n", ("a", "b"), "new@x", "a: {b: new@x}\n"),
        ("ü😀: {b: 1}\n", ("ü😀", "c"), 1, "ü😀: {c: 1, b: 1}\n"),
    ],
)
def test_a_field_is_written(text, path, value, expected):
    edit = put(text, path, value)
    assert edit
    assert applied(text, edit) == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a": 1}', ("b",)),
        ("a: [1]\n", ("a", 0)),
        ("a: word\n", ("a", "b")),
        ("a: [1, 2]\n", ("a",)),
        ("a: {b: 1\n", ("a", "c")),
        ("a: &x {b: 1}\nc: *x\n", ("c", "d")),
    ],
)
def test_what_cannot_be_written_simply_is_left(text, path):
    assert put(text, path, "x") is None


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("a: {b: 1}\n", ("a", "b"), "a: {}\n"),
        ("a:\n  b: 1  # x\n  c: 2\n", ("a", "b"), "a:\n  c: 2\n"),
        ("a:\n  - {b: 1}\n  - {b: 2}\n", ("a", 0), "a:\n  - {b: 2}\n"),
        ("a:\n  - b: 1\n    c: 2\n  - b: 2\n", ("a", 1), "a:\n  - b: 1\n    c: 2\n"),
        ("a: 1\nb:\n  - {c: 1}\n", ("b",), "a: 1\n"),
        ("a: 1\nb: [{c: 1}]", ("b",), "a: 1\n"),
    ],
)
def test_an_entry_is_taken_out(text, path, expected):
    edit = remove(text, path)
    assert edit
    assert applied(text, edit) == expected


@pytest.mark.parametrize("path", [("x",), ("a", "x")])
def test_what_is_not_there_cannot_be_taken_out(path):
    assert remove("a: {b: 1}\n", path) is None


def test_a_line_stands_as_far_right_as_the_one_below():
    text = "a:\n    b: 1\n"
    edit = line_above(text, text.index("1"), "# x")
    assert edit
    assert applied(text, edit) == "a:\n    # x\n    b: 1\n"


@pytest.mark.parametrize("text", ["a: 'one\n  two'\n", "a: |\n  one\n  two\n", "a: one\n  two\n"])
def test_no_line_is_put_inside_of_a_text(text):
    assert line_above(text, text.index("two"), "# x") is None
