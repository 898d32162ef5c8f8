"""The shipped profiles name rules that exist and things that these can say."""

from __future__ import annotations

from datetime import date

import pytest

from borderflow.api import review_text
from borderflow.catalog import open_catalog
from borderflow.model.report import Review
from borderflow.resources import policies_dir
from borderflow.work.examples import examples_of, said

CATALOG = open_catalog((policies_dir(),))
RULES = {document["id"]: document for document in CATALOG.rules()}


@pytest.mark.parametrize("profile", CATALOG.profiles(), ids=lambda one: one["id"])
def test_a_profile_weighs_what_rules_can_say(profile):
    for rule, severities in profile["severities"].items():
        steps = RULES[rule]["outcomes"]
        sayable = {step["is"].partition(" ")[0] for step in steps} | {step.get("name") for step in steps}
        assert set(severities) <= sayable


@pytest.mark.parametrize(
    ("rule", "title", "default", "sovereign"),
    [
        ("ACC-01", "The exposure is assessed", "risk low", "risk high"),
        ("ACC-01", "Backups encrypted before sending, keys in an HSM of one's own", "info", "info"),
        ("ACC-02", "A British company: its country is adequate as such", "info", "info high"),
        ("TRN-05", "The same, and an assessment names the training", "risk medium", "risk high"),
    ],
)
def test_foreign_control_over_data_in_the_clear_is_high_for_the_sovereign(rule, title, default, sovereign):
    assert said(rule, review(rule, title, "default")) == (default,)
    strict = review(rule, title, "sovereign")
    assert said(rule, strict) == (sovereign,)
    assert any(one.rule == rule for one in strict.blockers) is sovereign.endswith("high")


def review(rule: str, title: str, profile: str) -> Review:
    (example,) = (one for one in examples_of(RULES[rule]) if one.title == title)
    return review_text(example.text, as_of=date(2026, 11, 21), profile=profile)
