"""The line that a question gives is YAML that answers it: pasted below the manifest, the question is gone."""

from __future__ import annotations

import json
import re

import pytest

from borderflow.catalog import open_catalog
from borderflow.overlay import lay
from borderflow.overlay.layers import text_layers
from borderflow.pipeline import Settings, review
from borderflow.resources import policies_dir
from borderflow.rules import load_rules
from borderflow.work.examples import examples_of
from borderflow.work.profiles import find_profile

CATALOG = open_catalog((policies_dir(),))
DOCUMENTS = sorted(CATALOG.rules(), key=lambda document: document["id"])
RULES = load_rules(CATALOG.rules())
EXAMPLES = [
    example
    for document in DOCUMENTS
    for example in examples_of(document)
    if example.expect.startswith("unknown") or example.sort == "undetermined"
]
FILLED = {
    "entity": "Some GmbH",
    "name": "Some GmbH",
    "party": "Some GmbH",
    "country": "DE",
    "parent": "none",
    "tool": "scc-3",
    "tier": "enterprise",
    "on": "2026-11-01",
    "checked": "2026-11-01",
    "expires": "2028-01-31",
    "hr": "true",
    "level": "4",
    "by": "An assessor",
    "evidence": "https://example.eu/paper",
    "extract": "https://example.eu/extract",
    "method": "A button",
    "share": "10",
    "countries": "[]",
}
"""What a person writes in the place of `…`."""


def filled(line):
    line = re.sub(r"'(.*): …'", r"{'\1': []}", line)
    if "sub_processors" in line:  # the place that the question speaks of
        line = line.replace("country: …", "country: IN")
    line = re.sub(r"(\w+): \[?…\]?", lambda match: f"{match[1]}: {FILLED[match[1]]}", line)
    return line.replace("company@region", "ovhcloud@GRA")


def asked(text, example):
    laid = lay(text_layers(text, "borderflow.yaml"))
    settings = Settings(example.as_of, find_profile(example.profile, CATALOG.profiles()))
    found = review(laid, CATALOG, RULES, settings)
    return [*found.questions, *(found.sovereignty.questions if found.sovereignty else ())]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule}-{one.title[:40]}")
def test_the_line_answers_the_question(example):
    before = [one for one in asked(example.text, example) if one.rule == example.rule]
    for question in before:
        if question.answer:
            pasted = f"{as_yaml(example.text)}\n{filled(question.answer)}\n"
            after = asked(pasted, example)
            assert (question.rule, question.asks) not in [(one.rule, one.asks) for one in after], pasted


def as_yaml(text):
    """The JSON of an example as YAML, one section a line."""
    value = json.loads(text)
    return "\n".join(f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items())
