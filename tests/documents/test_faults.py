"""What is refused, and in which words. A case is a text and the whole message."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from borderflow.documents import Limits, load, loads, loads_all
from borderflow.errors import InputError
from tests.thorough import tried

CASES = sorted((Path(__file__).parent / "faults").glob("*"))


def message(data, name="m.yaml", **limits):
    with pytest.raises(InputError) as caught:
        loads(data, name, limits=Limits(**limits))
    assert all(fault.message.endswith(".") and fault.hint for fault in caught.value.faults)
    return str(caught.value)


@pytest.mark.parametrize(
    "path", [case for case in CASES if case.suffix != ".txt"], ids=lambda case: case.name
)
def test_message(path):
    assert message(path.read_bytes(), path.name) + "\n" == path.with_suffix(f"{path.suffix}.txt").read_text()


def test_every_expected_message_has_its_case():
    assert {case.with_suffix("") for case in CASES if case.suffix == ".txt"} == {
        case for case in CASES if case.suffix != ".txt"
    }


BYTES = [
    (b"", "m.yaml:1:1: `m.yaml` is empty."),
    (b" \n\n", "m.yaml:1:1: `m.yaml` is empty."),
    (b"# only a note\n", "m.yaml:1:1: `m.yaml` is empty."),
    (b"---\n---\n", "m.yaml:1:1: `m.yaml` is empty."),
    (b"\x7fELF\x01\x02\x00\x03", "m.yaml:1:1: `m.yaml` looks like a binary file."),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "m.yaml:1:1: `m.yaml` looks like a binary file."),
    (b"a: \x00\n", "m.yaml:1:1: `m.yaml` looks like a binary file."),
    (b"a: 1\nb: Z\xfcrich\n", "m.yaml:2:5: The byte 0xFC at offset 9 is not valid UTF-8."),
    (b"\xef\xbb\xbfa: 1\nb: Z\xfc\n", "m.yaml:2:5: The byte 0xFC at offset 12 is not valid UTF-8."),
    ("a: x\n".encode("utf-16") + b"\x00", "m.yaml:2:1: The byte 0x00 at offset 12 is not valid UTF-16-LE."),
    ("a: 1\nb: \ud800", "m.yaml:2:4: `m.yaml` holds half of a surrogate pair, which is no character."),
    ("a: 1\nb: \x07", "m.yaml:2:4: A control character, U+0007, stands here."),
]


@pytest.mark.parametrize(("data", "expected"), BYTES)
def test_bytes(data, expected):
    assert message(data).startswith(expected)


def test_too_large(tmp_path):
    path = tmp_path / "m.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)
    with pytest.raises(InputError, match=r"is 100\.0 MiB large, and at most 64 MiB are read"):
        load(path)
    assert "at most" in message("a: 12345", bytes=5)


def test_a_pipe_is_read_no_further_than_allowed(tmp_path):
    with pytest.raises(InputError, match=r"larger than that|binary"):
        load("/dev/zero", limits=Limits(bytes=1000))


def test_depth():
    assert "m.yaml:1:5: More than 4 collections" in message("[[[[[1]]]]]", depth=4)
    assert "More than 4 collections" in message("- [[[[x]]]]", depth=4)
    assert loads("[[[[1]]]]", "m.yaml", limits=Limits(depth=4)).value == [[[[1]]]]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 100_000, "{a: " * 50_000, '{"a":' * 100_000, "? " * 10_000]
)
@pytest.mark.parametrize("name", ["m.yaml", "m.json"])
def test_deep_nesting_is_refused_soon(text, name):
    start = time.process_time()
    message(text, name)
    assert time.process_time() - start < 2


def test_deep_json_that_closes():
    assert "m.json:1:101: More than 100 collections" in message("[" * 5000 + "]" * 5000, "m.json")


@pytest.mark.parametrize("text", ["[1, 2, 3, 4, 5]", "- 1\n- 2\n- 3\n- 4\n- x\n"])
def test_nodes(text):
    assert "more than 3 keys and values" in message(text, nodes=3)


def test_billion_laughs_are_refused_in_milliseconds():
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    start = time.process_time()
    assert "The aliases up to here repeat 100,000 values" in message("\n".join(lines))
    assert time.process_time() - start < 0.5


def test_a_large_file_may_repeat_its_defaults():
    text = "d: &d {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6}\nall:\n" + "- {<<: *d, x: 1}\n" * 10_000
    assert len(loads(text, "m.yaml").value["all"]) == 10_000
    assert "The aliases up to here" in message(text, nodes=60_000)


def test_several_documents():
    with pytest.raises(InputError, match=r"m.yaml:3:1: `m.yaml` holds 2 YAML documents, and one is expected"):
        loads("a: 1\n---\nb: 1\n", "m.yaml")


def test_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("secret.yaml").write_text("a: 1")
    Path("secret.yaml").chmod(0)
    Path("folder").mkdir()
    expected = {
        "none.yaml": "none.yaml:1:1: There is no file `none.yaml`.",
        "folder": "folder:1:1: `folder` is a directory, and a file is expected.",
        "a\0b": "cannot be the name of a file.",
        "x" * 5000: "cannot be read: ",
    }
    if os.geteuid():
        expected["secret.yaml"] = "secret.yaml:1:1: `secret.yaml` may not be read."
    for name, words in expected.items():
        with pytest.raises(InputError) as caught:
            load(name)
        assert words in str(caught.value)


SIGNS = (
    "a b: c- ? : , [ ] { } & * ! | > ' \" % @ ` # --- ... << *a &a !!int !!str \\ \\ud800 \\U99999999 1 0x 9"
)
SPACES = ["\n", "\n  ", "\n- ", ": ", " ", "  - ", "\t", "\r\n", "\x07", "\x85", "\u2028", "é", "😀"]
PIECES = st.sampled_from([*SIGNS.split(), *SPACES])


@tried(600)
@given(
    st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(["m.yaml", "m.json"]),
)
@example(b"\xff\xfe\x00\xd8", "m.yaml")
@example(b"\x00\x00\xfe\xff\x00\x11\x00\x00", "m.yaml")
@example(b"9" * 5000, "m.yaml")
@example(b"[" + b"9" * 5000 + b"]", "m.json")
@example(b"0x" + b"f" * 5000, "m.yaml")
@example(b'["\\ud800"]', "m.json")
@example(b'"\\ud800": 1', "m.yaml")
def test_no_bytes_raise_anything_else(data, name):
    check_only_input_error(data, name)


@tried(1500)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["m.yaml", "m.json"]))
@example("a: &a {<<: *a}", "m.yaml")
@example("a: &a {x: 1, x: 2}\nb: {<<: *a, <<: *a}", "m.yaml")
@example("{? [a]: 1, ? [a]: 2, ~: 3, ~: 4, <<: 5}", "m.yaml")
def test_no_text_raises_anything_else(text, name):
    check_only_input_error(text, name)


@tried(300)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_nor_without_libyaml(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr("yaml.CSafeLoader", raising=False)
        check_only_input_error(text, "m.yaml")


def check_only_input_error(data, name):
    for document in read_or_refuse(data, name):
        repr(document.value).encode()
        document.locate(["a", 0])


def read_or_refuse(data, name):
    try:
        return loads_all(data, name)
    except InputError as error:
        return () if all(str(fault) for fault in error.faults) else None


def test_without_libyaml_the_same(monkeypatch):
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    document = loads("a: &x {NO: 012}\nb:\n  <<: *x\n  c: '1'\n", "m.yaml")
    assert document.value == {"a": {"NO": 12}, "b": {"NO": 12, "c": "1"}}
    assert str(document.locate(["b", "c"])) == "m.yaml:4:6"
    assert "The quote that opens here is never closed." in message("a: 'x\n")
    assert "half of a surrogate pair" in message('a: "\\ud800"')
    assert "This escape is no character." in message('a: "\\UFFFFFFFF"')
