"""What a text means: the core schema of YAML 1.2, keys, anchors, merges, documents; and JSON."""

from __future__ import annotations

import gc
import hashlib
import json
import math
import subprocess
import sys
from weakref import ref

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from borderflow.documents import load, loads, loads_all, spared_collector
from borderflow.documents.scalars import resolve
from borderflow.errors import InputError
from tests.thorough import tried

PLAIN = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nUll": "nUll",
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False, "tRue": "tRue",
    "NO": "NO", "no": "no", "on": "on", "Off": "Off", "yes": "yes", "y": "y", "n": "n",
    "12": 12, "012": 12, "-7": -7, "+7": 7, "0o17": 15, "0x1F": 31, "0b11": "0b11", "1_000": "1_000",
    "0o8": "0o8",
    "1.5": 1.5, "-.5": -0.5, "1.": 1.0, "1e3": 1000.0, "+1.5E-2": 0.015, "1e": "1e", ".": ".",
    ".inf": math.inf, "-.Inf": -math.inf, "+.INF": math.inf, "1e999": math.inf, "inf": "inf", "nan": "nan",
    "12:30:00": "12:30:00", "2026-09-01": "2026-09-01", "1.2.3": "1.2.3", "<<": "<<", "=": "=", "٣": "٣",
    "'12'": "12", '"true"': "true", "''": "", "|\n  NO\n": "NO\n",
    "!!str 12": "12", "!!str": "", "!!int '012'": 12, "!!float 1": 1.0, "!!float '0x10'": 16.0,
    "!!bool 'true'": True,
    "!!null ''": None, "!!map {a: 1}": {"a": 1}, "!!seq [1]": [1],
}  # fmt: skip

STRUCTURES = [
    (
        "keys are text",
        "NO: a\n12: b\n012: c\n0x1F: d\ntrue: e\n1.50: f\n'q': g",
        "NO 12 012 0x1F true 1.50 q",
    ),
    ("in one line", "{12: a, .5: b, on: c}", "12 .5 on"),
    ("dressed", "&a 12: x\n!!int 013: y\n! 14: z", "12 013 14"),
]
MERGES = [
    ("own entries win", "b: &b {x: 1, y: 2}\nm: {<<: *b, x: 9}", {"x": 9, "y": 2}),
    ("wherever it stands", "b: &b {x: 1, y: 2}\nm: {x: 9, <<: *b}", {"x": 9, "y": 2}),
    ("the earlier base wins", "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nm: {<<: [*a, *b]}", {"x": 1, "z": 3}),
    ("written out", "m: {<<: {x: 1}}", {"x": 1}),
    ("of a merge", "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nm: {<<: *b}", {"x": 1, "y": 2}),
    ("quoted, it is a word", 'm: {"<<": 1}', {"<<": 1}),
]


@pytest.mark.parametrize(("text", "value"), PLAIN.items())
def test_scalar_of_the_core_schema(text, value):
    found = loads(f"key: {text}\n", "x.yaml").value["key"]
    assert found == value
    assert isinstance(found, type(value))


def test_not_a_number():
    assert [math.isnan(loads(f"a: {word}", "x").value["a"]) for word in (".nan", ".NaN", ".NAN")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("text", "keys"), [case[1:] for case in STRUCTURES], ids=[case[0] for case in STRUCTURES]
)
def test_keys(text, keys):
    assert list(loads(text, "x.yaml").value) == keys.split()


@pytest.mark.parametrize(("text", "value"), [case[1:] for case in MERGES], ids=[case[0] for case in MERGES])
def test_merge(text, value):
    assert loads(text, "x.yaml").value["m"] == value


def test_alias_stands_for_the_value_before_it():
    assert loads("a: &x 1\nb: *x\nc: &x [2]\nd: [*x, *x]", "x").value == {
        "a": 1,
        "b": 1,
        "c": [2],
        "d": [[2], [2]],
    }


def test_alias_may_be_a_key():
    assert loads("a: &x word\n*x : 1", "x").value == {"a": "word", "word": 1}


def test_a_name_given_again_inside_counts():
    assert loads("a: &x [&x 1, *x]\nb: *x", "x").value == {"a": [1, 1], "b": 1}


def test_documents():
    text = "---\na: 1\n---\n# nothing\n---\n- 2\n...\n"
    assert [document.value for document in loads_all(text, "x.yaml")] == [{"a": 1}, [2]]
    assert loads("a: 1\n---\n", "x.yaml").value == {"a": 1}


@pytest.mark.parametrize("name", ["x.json", "x.yaml", "-"])
def test_json_is_read_as_json(name):
    text = '{"on": [1, 1.5, true, null, "NO", "\\ud83d\\ude00", "\\t"],\t"<<": {}}'
    assert loads(text, name).value == {"on": [1, 1.5, True, None, "NO", "😀", "\t"], "<<": {}}


def test_a_brace_alone_does_not_make_json():
    assert loads("{a: NO, b: NaN, c: [x,],}", "x.yaml").value == {"a": "NO", "b": "NaN", "c": ["x"]}


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**300), 10**300)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)
# PyYAML writes NEL, LS and PS as line breaks without doubling them: it would not read them back itself.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")).filter(
    lambda text: resolve(text) == text  # and it writes YAML 1.1, where `0E0` and `08` are text
)
WORDS = st.recursive(
    st.integers() | TEXTS,
    lambda inner: (
        st.lists(inner) | st.dictionaries(TEXTS | st.sampled_from(["12", "NO", "<<", "true"]), inner)
    ),
    max_leaves=30,
)


@tried(50)
@given(st.dictionaries(st.text(), VALUES) | st.lists(VALUES), st.booleans())
def test_json_means_what_json_means(value, is_ascii):
    assert loads(json.dumps(value, ensure_ascii=is_ascii), "x.json").value == value


@tried(50)
@given(st.dictionaries(TEXTS, WORDS, min_size=1), st.booleans())
def test_yaml_means_what_was_dumped(value, is_flow):
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=is_flow)
    assert loads(dumped, "x.yaml").value == value


def test_the_collector_is_left_as_it_was():
    for switch in (gc.disable, gc.enable):
        switch()
        was = gc.isenabled()
        loads("a: 1", "x")
        with pytest.raises(InputError):
            loads("", "x")
        assert gc.isenabled() is was


@pytest.fixture
def _nothing_frozen():
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.mark.usefixtures("_nothing_frozen")
def test_what_a_spared_collector_saw_made_is_taken_apart_by_the_next_full_collection():
    class Ring:
        def __init__(self) -> None:
            self.own = self

    with spared_collector():
        assert not gc.isenabled()
        ring = ref(Ring())
    gc.collect(1)
    assert gc.isenabled()
    assert ring() is not None
    gc.collect()
    assert ring() is None


def test_digest_text_and_name(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "m.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    monkeypatch.chdir(tmp_path)
    document = load("in/m.yaml")
    assert document.digest == hashlib.sha256(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n").hexdigest()
    assert (document.name, document.text, document.line(2)) == ("in/m.yaml", "a: 1\r\nb: 2\r\n", "b: 2")
    assert (document.line(0), document.line(3)) == ("", "")
    assert load("in/m.yaml", name="other.yaml").name == "other.yaml"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_encodings(codec):
    assert loads("a: Zürich 😀\n".encode(codec), "x.yaml").value == {"a": "Zürich 😀"}
    assert loads('{"a": "Zürich 😀"}'.encode(codec), "x.json").value == {"a": "Zürich 😀"}


def test_json_needs_no_yaml():
    code = (
        "import sys; from borderflow.documents import loads; loads('[1]', 'x'); print('yaml' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )
