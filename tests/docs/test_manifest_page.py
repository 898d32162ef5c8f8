"""The page on the manifest says what the shape says, and its examples are manifests."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from borderflow.api import review_text
from borderflow.documents import loads
from borderflow.model.report import Review
from borderflow.shapes.manifest import ManifestShape
from borderflow.shapes.models import model_of
from tests.worked_cases.cases import FOLDER, load_cases

_ROOT = FOLDER.parents[1]
_PAGE = _ROOT / "docs" / "manifest.md"
_EXAMPLES = re.findall(r"```yaml\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
_MANIFESTS = {
    "docs/manifest.md": _EXAMPLES[0],
    **{path.name: path.read_text(encoding="utf-8") for path in sorted((_ROOT / "samples").glob("*.yaml"))},
    **{case.id: case.text for case in load_cases()},
}
_SCHEMA = jsonschema.Draft202012Validator(model_of(ManifestShape).model_json_schema())

_PROMISED = (
    ("PRC-01", "violation", "openai"),
    ("PRC-01", "gap", "ovhcloud"),
    ("TRF-05", "gap", "openai"),
    ("ACC-01", "risk", "openai"),
    ("TRN-05", "risk", "tuning"),
    ("TRN-04", "risk", "tuning"),
    ("TRN-08", "gap", "tuning"),
    ("RAG-02", "gap", "index"),
)


def test_reference_is_what_the_generator_writes():
    generate = _generator()
    _, _, written = _PAGE.read_text(encoding="utf-8").partition(generate.MARK)
    assert written == generate.reference(), "run `python docs/generate.py`"


@pytest.mark.parametrize("name", _MANIFESTS)
def test_json_schema_takes_what_the_reader_takes(name: str):
    manifest = loads(_MANIFESTS[name], name).value
    model_of(ManifestShape).model_validate(manifest)
    _SCHEMA.validate(manifest)


@pytest.mark.parametrize(
    "example", [text for text in _EXAMPLES[1:] if "contracts:" in text or "parties:" in text]
)
def test_fragments_are_parts_of_a_manifest(example: str):
    model_of(ManifestShape).model_validate(
        {
            "borderflow": 1,
            "system": {"name": "x"},
            "controller": {"name": "x"},
            **loads(example, "example").value,
        }
    )


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", Path(_ROOT / "docs" / "generate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_first_example_says_what_a_reader_would_expect():
    review = review_text(_EXAMPLES[0], name="manifest.md", as_of=date(2026, 11, 21))
    heard = set(_said(review))
    for rule, outcome, subject in _PROMISED:
        assert any((rule, outcome) == said[:2] and subject in said[2] for said in heard), (rule, subject)
    european = {said for said in heard if {"ovhcloud", "mistral"} & set(said[2])}
    assert not {
        said for said in european if said[0][:3] in ("TRF", "ACC") and said[1] not in ("info", "unknown")
    }


def _said(review: Review) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Rule, outcome and the components and parties of every finding and of its `also` list."""
    for head in review.findings:
        subjects = (*head.components, *head.parties)
        yield head.rule, head.outcome.value, subjects
        yield from ((one.rule, one.outcome.value, subjects) for one in head.also)
