"""Every message finds its words, and none uses a word that the law forbids it."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

import pytest

from borderflow.analysis.cases import find_cases
from borderflow.analysis.engagements import Scene
from borderflow.analysis.lineage import trace
from borderflow.analysis.seal import Measured, estimate
from borderflow.analysis.sovereignty import objective_cases, provider_cases
from borderflow.api import read_document
from borderflow.catalog import open_catalog
from borderflow.documents import loads
from borderflow.model.facts import SUBJECTS
from borderflow.resolve import resolve
from borderflow.resources import policies_dir
from borderflow.rules import load_rules
from borderflow.shapes.rule_language import WORDS_OF
from borderflow.work.examples import examples_of
from borderflow.work.idle import idle_cases

CATALOG = open_catalog((policies_dir(),))
FRAMEWORK = CATALOG.sovereignty()
DOCUMENTS = sorted(CATALOG.rules(), key=lambda document: document["id"])
RULES = load_rules(DOCUMENTS)
AVOIDED = re.compile(r"compliant|certified\b|\bsafe\b|\bmet\b|illegal|forbidden|guaranteed", re.IGNORECASE)
FOR_VIOLATIONS = re.compile(r"unlawful|(?<!\{)\bmissing\b|breaches\b|violates", re.IGNORECASE)
TEXTS = ("title", "message", "ask", "file")


def steps_of(document):
    return [*document["outcomes"], *filter(None, [document.get("undetermined")])]


def text_of(step):
    return " ".join(step.get(key, "") for key in TEXTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one["id"])
class TestWording:
    def test_words_to_avoid_are_avoided(self, document):
        texts = [document["title"], document["why"], *document["remedy"], *map(text_of, steps_of(document))]
        allowed = {"TRF-08"}  # what the organisations on the list certified is the decision's own word
        found = [word for text in texts for word in AVOIDED.findall(text)]
        assert document["id"] in allowed or not found

    def test_only_a_violation_speaks_of_what_is_unlawful_or_missing(self, document):
        milder = [step for step in steps_of(document) if not step["is"].startswith("violation")]
        assert not [word for step in milder for word in FOR_VIOLATIONS.findall(text_of(step))]

    def test_exposure_is_never_called_a_transfer(self, document):
        if document["id"].startswith("ACC"):
            assert not any("transfer" in text_of(step).lower() for step in steps_of(document))

    def test_an_unknown_asks(self, document):
        for step in steps_of(document):
            if step["is"].startswith("unknown"):
                assert step["ask"].endswith("?")

    def test_messages_are_whole_sentences(self, document):
        for step in steps_of(document):
            assert re.search(r"([.?]|\{missing\}|\{place\}\.?)$", step["message"].strip()), step["message"]

    def test_the_law_is_linked_to_its_publisher(self, document):
        hosts = ("https://eur-lex.europa.eu/", "https://www.edpb.europa.eu/", "https://curia.europa.eu/")
        others: tuple[str, ...]
        others = ("https://www.datenschutzkonferenz-online.de/", "https://www.edpb.europa.eu/")
        if document["id"].startswith("SOV"):  # national law and frameworks: their own publishers
            others = (
                "https://commission.europa.eu/",
                "https://cyber.gouv.fr/",
                "https://esante.gouv.fr/",
                "https://www.gesetze-im-internet.de/",
            )
        for citation in document["basis"]:
            assert citation["url"].startswith((*hosts, *others)), citation


@pytest.mark.slow
def test_analysis_has_the_words_that_rules_may_use():
    """`WORDS_OF` promises them to every rule; the examples reach every kind of subject."""
    lacking: dict[str, set[str]] = defaultdict(set)
    for document in DOCUMENTS:
        for example in examples_of(document):
            for case in _cases(example.text):
                lacking[case.kind] |= WORDS_OF[case.kind] - {"id"} - set(case.words)
    assert set(lacking) == set(WORDS_OF)
    assert not {kind: words for kind, words in lacking.items() if words}


def _cases(text):
    architecture = read_document(loads(text, "example.json"))
    system = resolve(architecture, CATALOG, date(2026, 11, 21))
    scene = Scene(system, trace(system))
    assert FRAMEWORK is not None
    measured = Measured(scene, FRAMEWORK, lambda _: "")
    return (
        *find_cases(scene),
        *objective_cases(measured, estimate(measured), 2),
        *provider_cases(measured),
        *idle_cases(architecture, (), RULES),
    )


def test_every_fact_is_asked_by_some_rule():
    """A fact that no rule reads is work for nothing, or a rule that forgot to ask."""
    asked: dict[str, set[str]] = defaultdict(set)
    for document in [*DOCUMENTS, *CATALOG.profiles()]:
        if "subject" in document:
            conditions = (document.get("applies"), document.get("raise_if"), document["outcomes"])
            asked[document["subject"]] |= set(_keys(conditions))
    unasked = {
        f"{facts.kind}.{name}"
        for facts in SUBJECTS
        for name in facts.__struct_fields__
        if name not in asked[facts.kind]
    }
    assert not unasked


def _keys(node):
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield value if key == "known" else ""
            yield from _keys(value)
    elif isinstance(node, list | tuple):
        for one in node:
            yield from _keys(one)
