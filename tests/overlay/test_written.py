"""What is written from an architecture is read again as the same one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from borderflow.api import open_catalog
from borderflow.documents import load, loads
from borderflow.model.architecture import Host
from borderflow.overlay.written import manifest_of
from borderflow.readers.manifest import read
from borderflow.renderers.jsontext import written
from borderflow.work.examples import examples_of

ROOT = Path(__file__).parents[2]
MANIFESTS = [*sorted((ROOT / "samples").glob("*.yaml"))]
NAMES = "system controller data purposes components flows parties contracts accepted owners review".split()


def bare(value: Any) -> Any:
    """A value without the paths to its places: these are of one document."""
    if isinstance(value, Host):
        return tuple(bare(getattr(value, name)) for name in value.__struct_fields__ if name != "path")
    if isinstance(value, Struct):
        return (
            type(value).__name__,
            *(bare(getattr(value, name)) for name in value.__struct_fields__ if name != "path"),
        )
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return tuple(bare(one) for name, one in zip(value._fields, value, strict=True) if name != "path")
    return tuple(map(bare, value)) if isinstance(value, tuple | list) else value


def told(value):
    return tuple((name, bare(getattr(value, name))) for name in value.__struct_fields__ if name != "path")


def again(architecture):
    return read(loads(written(manifest_of(architecture)), "again.json"))


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_samples_are_read_again_as_they_were(path):
    architecture = read(load(path))
    assert_same(again(architecture), architecture)


@pytest.mark.slow
def test_examples_of_all_rules_are_read_again_as_they_were():
    """Between them they use every field of the manifest."""
    examples = [one for document in open_catalog().rules() for one in examples_of(document)]
    for example in examples:
        architecture = read(loads(example.text, "example.json"))
        assert_same(again(architecture), architecture)


def assert_same(one, other):
    for name in NAMES:
        assert bare(getattr(one, name)) == bare(getattr(other, name))
