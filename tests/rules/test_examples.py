"""Every example of every rule, through the whole pipeline."""

from __future__ import annotations

import pytest

from borderflow.api import review_text
from borderflow.catalog import open_catalog
from borderflow.resources import policies_dir
from borderflow.work.examples import examples_of, run

DOCUMENTS = sorted(open_catalog((policies_dir(),)).rules(), key=lambda document: document["id"])
EXAMPLES = [example for document in DOCUMENTS for example in examples_of(document)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule} {one.sort}: {one.title}")
def test_example(example):
    outcome = run(example, _review)
    assert outcome.is_met, f"expected {example.expect or 'nothing'}, said {outcome.said} {outcome.error}"


def _review(example):
    return review_text(example.text, name=example.title, as_of=example.as_of, profile=example.profile)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one["id"])
def test_a_rule_shows_when_it_speaks_when_it_asks_and_when_it_is_silent(document):
    steps = [*document["outcomes"], *filter(None, [document.get("undetermined")])]
    asks = {step["is"].startswith("unknown") for step in steps}
    wanted = {"satisfied"} | {"undetermined" if asking else "violated" for asking in asks}
    assert {example.sort for example in examples_of(document)} == wanted


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one["id"])
def test_what_is_expected_is_something_that_the_rule_can_say(document):
    steps = [*document["outcomes"], *filter(None, [document.get("undetermined")])]
    sayable = {said for step in steps for said in _severally(step["is"])}
    assert {example.expect for example in examples_of(document)} - {""} <= sayable


def _severally(text):
    """`violation high-critical` is two things to say."""
    outcome, _, severities = text.partition(" ")
    return [f"{outcome} {severity}" for severity in severities.split("-")] if severities else [outcome]
