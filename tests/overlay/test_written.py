"""What is written from an architecture is read again as the same one."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from borderflow.documents import load, loads
from borderflow.model.architecture import Host
from borderflow.overlay.written import manifest_of
from borderflow.readers.manifest import read
from borderflow.renderers.jsontext import written

ROOT = Path(__file__).parents[2]
MANIFESTS = [*sorted((ROOT / "samples").glob("*.yaml"))]
EVERYTHING = (ROOT / "docs/manifest.md").read_text(encoding="utf-8")


def bare(value: Any) -> Any:
    """A value without the paths to its places: these are of one document."""
    if isinstance(value, Host):
        return tuple(bare(getattr(value, one.name)) for one in fields(value) if one.name != "path")
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(bare(getattr(value, one.name)) for one in fields(value) if one.name != "path"))
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return tuple(bare(one) for name, one in zip(value._fields, value, strict=True) if name != "path")
    return tuple(map(bare, value)) if isinstance(value, tuple | list) else value


def again(architecture):
    return read(loads(written(manifest_of(architecture)), "again.json"))


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_samples_are_read_again_as_they_were(path):
    architecture = read(load(path))
    plain = {name: bare(getattr(architecture, name)) for name in NAMES}
    assert {name: bare(getattr(again(architecture), name)) for name in NAMES} == plain


NAMES = "system controller data purposes components flows parties contracts accepted owners review".split()
