"""Every sample from the file to the bytes, with the verdict and the findings that it teaches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from borderflow.api import check
from borderflow.documents import load
from borderflow.model.findings import Finding
from borderflow.model.report import Review
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import DEFAULTS

AS_OF = date(2026, 11, 21)
SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED: Mapping[str, Any] = load(Path(__file__).parent / "expected.yaml").value


@pytest.fixture(scope="module")
def reviews() -> Mapping[str, Review]:
    """One run over the whole folder."""
    results = check(SAMPLES, as_of=AS_OF)
    assert not [(result.source, result.error) for result in results if result.error]
    return {Path(result.source).stem: result.review for result in results if result.review}


def test_every_sample_is_expected_to_say_something():
    assert EXPECTED.keys() == {path.stem for path in SAMPLES.glob("*.yaml")}


@pytest.mark.parametrize("name", EXPECTED)
def test_verdict(name: str, reviews: Mapping[str, Review]):
    review = reviews[name]
    assert review.verdict.value == EXPECTED[name]["verdict"], sorted(said(review))


@pytest.mark.parametrize("name", EXPECTED)
def test_key_findings(name: str, reviews: Mapping[str, Review]):
    heard = set(said(reviews[name]))
    assert not set(EXPECTED[name].get("says", ())) - heard, sorted(heard)
    silent = EXPECTED[name].get("never", ())
    assert not [line for line in heard if line.split()[0] in silent]


@pytest.mark.parametrize("name", EXPECTED)
def test_blockers_are_the_expected_ones(name: str, reviews: Mapping[str, Review]):
    blockers = {f"{one.rule} {subject(one)}" for one in reviews[name].blockers}
    assert blockers == set(EXPECTED[name].get("blockers", ())), sorted(said(reviews[name]))


@pytest.mark.parametrize("name", EXPECTED)
def test_text_and_json_are_written(name: str, reviews: Mapping[str, Review]):
    review = reviews[name]
    assert review.architecture.system.name in find_renderer("text").render(review, DEFAULTS).decode()
    published = json.loads(find_renderer("json").render(review, DEFAULTS))
    assert published["summary"]["verdict"] == EXPECTED[name]["verdict"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_first_line_says_what_it_teaches_and_the_list_repeats_it(path: Path):
    first, _, _ = path.read_text(encoding="utf-8").partition("\n")
    mark, _, lesson = first.partition("# Teaches: ")
    assert not mark
    assert lesson[1:] in (SAMPLES / "README.md").read_text(encoding="utf-8")


def said(review: Review) -> Iterator[str]:
    """`RULE outcome severity subject` of every finding and of what stands in its `also` list."""
    for head in review.findings:
        yield f"{head.rule} {head.outcome.value} {head.severity} {subject(head)}"
        for one in head.also:
            yield f"{one.rule} {one.outcome.value} {one.severity} {subject(head)}"


def subject(finding: Finding) -> str:
    """The company that a finding is about, else the component, else the whole system."""
    return (*finding.parties, *finding.components, "system")[0]
