"""What a rule document becomes, and what stands for each part that it leaves out."""

from __future__ import annotations

import pytest

from borderflow.errors import PolicyError
from borderflow.model.facts import EngagementFacts
from borderflow.model.findings import Outcome, Severity
from borderflow.rules.load import load_rule, load_rules
from borderflow.rules.rule import Citation

LEAST = {
    "id": "TST-01",
    "name": "test",
    "title": "Test",
    "subject": "engagement",
    "outcomes": [{"is": "info", "message": "Said\n  so."}],
    "basis": [{"cite": "GDPR Art. 1"}, {"cite": "GDPR Art. 2", "url": "https://law.example/2"}],
    "why": "Because\n  it is.",
    "remedy": ["Mend\n  it.", "Or leave."],
    "silenced_by": ["Say\n  so."],
}


def test_what_is_left_out_is_empty():
    rule = load_rule(LEAST)
    assert (rule.id, rule.name, rule.title, rule.subject, rule.file) == (
        "TST-01",
        "test",
        "Test",
        "engagement",
        "",
    )
    assert rule.basis == (Citation("GDPR Art. 1", ""), Citation("GDPR Art. 2", "https://law.example/2"))
    assert (rule.raise_if, rule.undetermined, rule.yields_to, rule.gather, rule.traps) == (
        None,
        None,
        (),
        "",
        (),
    )
    (step,) = rule.steps
    assert (step.title, step.name, step.ask, step.answer, step.worst, step.to_file) == (
        "",
        "",
        "",
        "",
        None,
        "",
    )
    assert step.when.holds(EngagementFacts()) is True
    assert rule.applies.holds(EngagementFacts()) is True
    assert (rule.applies.reads, step.when.used(EngagementFacts())) == ((), ())


def test_what_is_there_is_taken_as_one_line():
    entry = {
        "when": {"engages_others": True},
        "is": "gap low-high",
        "message": "Not\n  there.",
        "title": "A title",
        "name": "absent",
        "ask": "Is it\n  there?",
        "answer": "contracts: {}",
        "worst": "critical",
        "file": "The\n  paper",
    }
    more = {"traps": ["Not\n  a trap."], "yields_to": ["TST-02"], "gather": "system", "_file": "one.yaml"}
    rule = load_rule({**LEAST, **more, "outcomes": [entry], "undetermined": entry})
    assert (rule.why, rule.remedy) == ("Because it is.", ("Mend it.", "Or leave."))
    assert (rule.silenced_by, rule.traps) == (("Say so.",), ("Not a trap.",))
    assert (rule.yields_to, rule.gather, rule.file) == (("TST-02",), "system", "one.yaml")
    assert rule.document["id"] == "TST-01"
    for step in (*rule.steps, rule.undetermined):
        assert step
        assert (step.outcome, step.base, step.raised) == (Outcome.GAP, Severity.LOW, Severity.HIGH)
        assert (step.title, step.name, step.worst) == ("A title", "absent", Severity.CRITICAL)
        assert (step.message, step.ask, step.to_file) == ("Not there.", "Is it there?", "The paper")
        assert step.answer == "contracts: {}"
        assert step.when.reads == ("engages_others",)


def test_rules_come_in_the_order_of_their_ids():
    rules = load_rules([{**LEAST, "id": "TST-02"}, LEAST])
    assert [rule.id for rule in rules] == ["TST-01", "TST-02"]


@pytest.mark.parametrize(("file", "place"), [("two.yaml", "two.yaml:1:1"), ("", None)])
def test_an_id_that_is_given_twice_names_both_places(file, place):
    with pytest.raises(PolicyError) as caught:
        load_rules([{**LEAST, "_file": "one.yaml"}, {**LEAST, "_file": file}, {**LEAST, "id": "TST-02"}])
    (fault,) = caught.value.faults
    assert fault.message == f"The rule TST-01 is given twice: in one.yaml and in {file}."
    assert fault.hint == "rename one of them; an id is permanent"
    assert (str(fault.location) if fault.location else None) == place
