"""Wrong types everywhere: every reader gives an architecture or a fault, and never a traceback."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.api import check, read_document
from borderflow.documents import loads, loads_all
from borderflow.errors import InputError
from tests.readers.sketch import read
from tests.thorough import tried

HERE = Path(__file__).parent
STRUCTURED = sorted(
    path
    for path in HERE.glob("*/*/*")
    if path.suffix in (".yaml", ".yml", ".json") and path.name != "deployment.yaml"
)
TEXTS = sorted(
    path
    for path in HERE.glob("*/*/*")
    if path.suffix in (".tf", ".tfvars", ".env", ".dsl")
    or (path.suffix == ".yaml" and path.parts[-3] == "cloudformation")  # for its tags, which JSON has not
)
WORDS = (
    "",
    "x",
    "${",
    "${A:-${B",
    "http://",
    "https://user:pw@[::1",
    "a" * 3000,
    "\u2028",
    "../../../..",
    "$(X)",
)
STRANGE: list[Any] = [
    None,
    True,
    -1,
    3.5,
    [],
    {},
    [None],
    [[]],
    {"a": None},
    {"": {"": []}},
    ["services"],
    *WORDS,
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], by)
    return copy


def survive(path: Path) -> None:
    try:
        architecture = read(path)
    except InputError:
        return
    for component in architecture.components.values():
        architecture.locate(component.path)
    for flow in architecture.flows:
        architecture.locate(flow.path)


@pytest.mark.parametrize("source", STRUCTURED, ids=lambda path: "/".join(path.parts[-3:]))
def test_structures_with_strange_values(source, tmp_path):
    documents = [one.value for one in loads_all(source.read_bytes(), source.name, lenient=True)]

    @tried(25)
    @given(st.data())
    def mutate(data):
        value = data.draw(st.sampled_from(documents))
        for _ in range(data.draw(st.integers(1, 3))):
            place = data.draw(st.sampled_from(places(value)))
            value = replaced(value, place, data.draw(st.sampled_from(STRANGE)))
        target = tmp_path / source.name
        target.write_text(json.dumps(value), encoding="utf-8")
        if isinstance(value, dict):
            survive(target)

    mutate()


@pytest.mark.parametrize("source", TEXTS, ids=lambda path: "/".join(path.parts[-3:]))
def test_texts_that_are_cut_and_mixed(source, tmp_path):
    text = source.read_text(encoding="utf-8")

    @tried(40)
    @given(
        st.integers(0, len(text)),
        st.integers(0, len(text)),
        st.sampled_from(['"', "{", "}", "${", "<<A\n", "[", "\\"]),
    )
    def mutate(start, end, sign):
        target = tmp_path / source.name
        target.write_text(text[:start] + sign + text[end:], encoding="utf-8")
        survive(target)

    mutate()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.yaml").write_text("services: {spy: {image: nginx}}", encoding="utf-8")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "stolen.yaml").symlink_to(tmp_path / "secret.yaml")
    (inside / "compose.yaml").write_text(
        "include: [stolen.yaml]\nservices: {web: {image: nginx}}", encoding="utf-8"
    )
    architecture = read(inside / "compose.yaml")
    assert set(architecture.components) == {"web"}
    assert architecture.reading is not None
    assert "leads out of the folder" in architecture.reading.remarks[0].message


def test_a_billion_laughs_stay_unheard(tmp_path):
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    target = tmp_path / "compose.yaml"
    target.write_text(
        f"l0: &l0 [lol]\n{levels}services: {{web: {{image: nginx, command: *l8}}}}", encoding="utf-8"
    )
    (result,) = check(target, as_of=date(2026, 11, 21))
    assert result.error is not None


def test_what_was_meant_is_guessed_for_the_first_of_very_many_keys():
    text = "borderflow: 1\nsystem: {name: a}\ncontroller: {name: b}\n"
    with pytest.raises(InputError) as caught:
        read_document(loads(text + "".join(f"flows{number}: 1\n" for number in range(250)), "many.yaml"))
    hints = [fault.hint for fault in caught.value.faults]
    assert hints == ["did you mean `flows`?"] * 200 + ["remove it"] * 50
