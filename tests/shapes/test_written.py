"""One declaration, read twice: what msgspec takes at once is what the pydantic model makes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta
from pydantic import ValidationError
from tests.fuzz.mutations import mutate_value
from tests.thorough import tried

from borderflow.cli import main
from borderflow.documents import load
from borderflow.shapes.manifest import ManifestShape
from borderflow.shapes.models import model_of, read_leniently
from borderflow.shapes.reading import validated
from borderflow.shapes.words import Count, RecordShape
from borderflow.shapes.written import Short, Written, read

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.yaml"))
VALUES = tuple(load(path).value for path in SAMPLES)


def _split(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


class Note(Written, frozen=True):
    """A shape with a field of every sort."""

    record: Annotated[RecordShape | None, Meta(description="What is on record.")] = None
    count: Annotated[Count | None, Meta(description="How many.")] = None
    share: Annotated[Annotated[float, Meta(ge=0, le=100)] | None, Meta(description="Per cent.")] = None
    words: Annotated[Short[list[str], _split, str | list[str]], Meta(description="Words on one line.")] = []  # noqa: RUF012


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"record": None, "count": 3, "share": 25},
        {"record": {"id": "DPA-7", "signed": "2026-01-31", "version": 2.1}},
        {"record": "2026-01-31"},
        {"record": "in the wiki"},
        {"record": {"standing": "none"}},
        {"record": False, "count": ["a", "b"]},
        {"words": "one two"},
    ],
)
def test_what_is_written_well_needs_no_model(value):
    assert read(Note, value) == read_leniently(Note, value)


@pytest.mark.parametrize(
    ("value", "long"),
    [
        ({"count": "3"}, {"count": 3}),
        ({"record": {"on": "2026-01-31T00:00:00"}}, {"record": "2026-01-31"}),
    ],
)
def test_the_model_takes_more_ways_of_writing(value, long):
    with pytest.raises(msgspec.ValidationError):
        read(Note, value)
    assert validated(Note, value) == read(Note, long)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"record": {"id": "DPA-7", "text": "twice"}}, ("record", "id")),
        ({"record": {"signed": "31.1.2026"}}, ("record", "signed")),
        ({"record": {"standing": "absent"}}, ("record", "standing")),
        ({"count": -1}, ("count",)),
        ({"share": 101}, ("share",)),
        ({"share": float("nan")}, ("share",)),
        ({"recrod": None}, ("recrod",)),
    ],
)
def test_a_fault_is_named_by_the_word_that_was_written(value, place):
    with pytest.raises(ValidationError) as caught:
        validated(Note, value)
    assert caught.value.errors()[0]["loc"] == place


@pytest.mark.parametrize("value", VALUES, ids=[path.stem for path in SAMPLES])
def test_every_sample_is_written_well(value):
    assert read(ManifestShape, value) == read_leniently(ManifestShape, value)


@tried(1000)
@given(st.integers(0, 2**32))
def test_both_readings_make_the_same_of_strange_manifests(seed):
    chance = Random(seed)  # noqa: S311
    value = mutate_value(chance.choice(VALUES), chance.choice(VALUES), chance)
    at_once, leniently = _read(value), _read_leniently(value)
    assert at_once is None or at_once == leniently
    assert leniently is None or leniently == validated(ManifestShape, value)


def _read(value: Any) -> ManifestShape | None:
    try:
        return read(ManifestShape, value)
    except msgspec.ValidationError:
        return None


def _read_leniently(value: Any) -> ManifestShape | None:
    try:
        return read_leniently(ManifestShape, value)
    except ValidationError:
        return None


def test_a_model_describes_what_its_shape_describes():
    assert model_of(Note).model_json_schema()["properties"]["share"]["description"] == "Per cent."


def test_a_check_of_what_is_written_well_does_without_pydantic():
    words = ["check", "--no-cache", "--quiet", str(SAMPLES[0])]
    main(words)  # which compiles the policies, when nobody has done it before
    code = f"import sys; from borderflow.cli import main; main({words}); print('pydantic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ran.stdout.splitlines()[-1] == "False"
