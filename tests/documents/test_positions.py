"""Where things stand: a mark in the text says what the path next to it must lead to."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.documents import loads, loads_all
from tests.thorough import tried

# text, path, line:column of the value, line:column of its key
PLACES = [
    ("a: 1\nb: 2\n", ["b"], "2:4", "2:1"),
    ("# note\n\na:\n  b:\n    - x\n    - {c: d}\n", ["a", "b", 1, "c"], "6:11", "6:8"),
    ("a:\n  b:\n    - x\n", ["a", "b", 0], "3:7", "3:7"),
    ("a:\n- x\n- y\n", ["a", 1], "3:3", "3:3"),
    ("a:\n- x\n- y\n", ["a"], "2:1", "1:1"),
    ("a:\n  b: 1\n", ["a"], "2:3", "1:1"),
    ("a:\nb: 1\n", ["a"], "1:3", "1:1"),
    ("ü: 😀\n😀: {é: x}\n", ["😀", "é"], "2:8", "2:5"),
    ("\ufeffa: 1", ["a"], "1:4", "1:1"),
    ("a: 1\r\nb:\r\n  c: 2\r\n", ["b", "c"], "3:6", "3:3"),
    ("'a': \"x\"\n12: y\n", ["12"], "2:5", "2:1"),
    ("x: &x {k: v}\ny: *x\nz: 1\n", ["y"], "2:4", "2:1"),
    ("x: &x {k: v}\ny: *x\nz: 1\n", ["y", "k"], "1:11", "1:8"),
    ("x: &x {k: v}\ny: *x\nz: 1\n", ["z"], "3:4", "3:1"),
    ("x: &x [v]\ny: *x\n", ["y", 0], "1:8", "1:8"),
    ("b: &b\n  p: 1\nm:\n  <<: *b\n  q: 2\n", ["m", "p"], "2:6", "2:3"),
    ("b: &b\n  p: 1\nm:\n  <<: *b\n  q: 2\n", ["m", "q"], "5:6", "5:3"),
    ("b: &b {p: {r: 1}}\nm: {<<: [{p: 0}, *b]}\nn: {<<: *b}", ["n", "p", "r"], "1:15", "1:12"),
    ("b: &b {p: {r: 1}}\nm: {<<: [{p: 0}, *b]}\nn: {<<: *b}", ["m", "p"], "2:14", "2:11"),
    ('{\n  "a": [1, {"b": "x"}],\n  "c": {}\n}', ["a", 1, "b"], "2:18", "2:13"),
    ('{\n  "a": [1, {"b": "x"}],\n  "c": {}\n}', ["c"], "3:8", "3:3"),
    ('{"\\u0061\\"": "}", "b": ["{", 2]}', ["b", 1], "1:30", "1:30"),
    ('{"\\u0061\\"": "}", "b": 2}', ['a"'], "1:14", "1:2"),
    # What is missing belongs under the name of the nearest collection.
    ("a:\n  b: 1\n", ["a", "c", "d"], "1:1", "1:1"),
    ("a:\n  b: 1\n", ["z"], "1:1", "1:1"),
    ("a: [x]\n", ["a", 3], "1:1", "1:1"),
    ("a:\n  - b: 1\n", ["a", 0, "c"], "2:5", "2:5"),
    ("a: x\n", ["a", "union", "b"], "1:1", "1:1"),
    ("a: [x]\n", ["a", "x"], "1:1", "1:1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "value", "key"), PLACES)
def test_place(text, path, value, key):
    document = loads(text, "m.yaml")
    assert str(document.locate(path)) == f"m.yaml:{value}"
    assert str(document.locate(path, key=True)) == f"m.yaml:{key}"


def test_the_last_of_repeated_keys_counts():
    (document,) = loads_all('{"a": 1, "b": 2, "a": {"c": 3}}', "x.json", lenient=True)
    place = document.locate(["a", "c"])
    assert (place.line, place.column) == (1, 29)


def test_root():
    assert str(loads("\n\n  a: 1\n", "m").locate([])) == "m:3:3"


def test_each_document_has_its_own_places():
    first, second = loads_all("a: {b: 1}\n---\na: {b: 2}\n", "m.yaml")
    assert (str(first.locate(["a", "b"])), str(second.locate(["a", "b"]))) == ("m.yaml:1:8", "m.yaml:3:8")
    assert str(second.locate([])) == "m.yaml:3:1"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a: word", 8),
        ("a: 'wo rd'", 11),
        ("a: 12", 6),
        ("a: 012", None),
        ("a: [1]", None),
        ("a: |\n x\n", None),
    ],
)
def test_end_of_a_word(text, end):
    assert loads(text, "m").locate(["a"]).end_column == end


def test_end_of_a_key():
    assert loads("word: {a: 1}", "m").locate(["word"], key=True).end_column == 5
    assert loads("word: {a: 1}", "m").locate(["word", "b"]).end_column == 5


LEAVES = st.integers() | st.text(st.characters(exclude_categories=["C", "Z"]))
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=20
)


@tried(50)
@given(st.dictionaries(st.text(), TREES), st.sampled_from([None, 1, 2]))
def test_every_value_of_json_stands_where_it_is_said(value, indent):
    text = json.dumps(value, indent=indent)
    lines = text.split("\n")
    document = loads(text, "x.json")
    for path, leaf in walk(value, ()):
        place = document.locate(path)
        assert lines[place.line - 1][place.column - 1 :].startswith(json.dumps(leaf)[:1])
        if not isinstance(leaf, dict | list):
            assert lines[place.line - 1][place.column - 1 :].startswith(json.dumps(leaf))


def walk(value, path):
    yield path, value
    for key, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from walk(item, (*path, key))
