"""What a rule says of a case: which step speaks, what an unknown does, and what a finding is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.errors import PolicyError
from borderflow.model.facts import EngagementFacts
from borderflow.model.findings import Finding, Hop, Outcome, Severity
from borderflow.model.knowledge import Ground, Level, Origin, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Standing
from borderflow.model.report import RuleTally
from borderflow.rules import judge, load_rules
from borderflow.rules.engine import Answer, ask
from borderflow.rules.load import parse_outcome
from tests.rules.building import a_case, a_rule

UNKNOWN = Unknown("nobody says")
VIOLATION = {"when": {"engages_others": True}, "is": "violation high"}
GAP = {"when": {"contract": "absent"}, "is": "gap high"}
INFO = {"when": {"run_by_group": True}, "is": "info"}
QUESTION = {"is": "unknown medium", "message": "Not known.", "ask": "Does {party} engage others?"}


def said(rule, **facts):
    """The answer of a rule with what it says, in one line."""
    ruling = ask(rule, EngagementFacts(**facts))
    what = f" {ruling.step.outcome} {ruling.step.base}" if ruling.step else ""
    return f"{ruling.answer.name.lower()}{what}"


@pytest.mark.parametrize(
    ("outcomes", "facts", "expected"),
    [
        ([VIOLATION, GAP], {"engages_others": True}, "violated violation high"),
        ([VIOLATION, GAP], {"engages_others": False}, "violated gap high"),
        ([VIOLATION, GAP], {"engages_others": False, "contract": Standing.RECORDED}, "satisfied"),
        ([INFO, GAP], {}, "satisfied info info"),
        # a violation may be hidden in the unknown: the gap holds in any case
        ([VIOLATION, GAP], {"engages_others": UNKNOWN}, "violated gap high"),
        # the unknown might excuse: what comes after it does not hold in any case
        ([INFO, GAP], {"run_by_group": UNKNOWN}, "undetermined unknown medium"),
        ([INFO, VIOLATION], {"run_by_group": UNKNOWN, "engages_others": True}, "undetermined unknown medium"),
        # nothing else holds: a question
        ([VIOLATION], {"engages_others": UNKNOWN}, "undetermined unknown medium"),
        # what cannot happen whatever the answer is no question
        ([{"when": {"engages_others": True, "ai_service": True}, "is": "violation high"}],
         {"engages_others": UNKNOWN}, "satisfied"),
    ],
)  # fmt: skip
def test_the_first_step_that_holds_whatever_the_unknown_speaks(outcomes, facts, expected):
    assert said(a_rule(*outcomes, undetermined=QUESTION), **facts) == expected


@pytest.mark.parametrize(
    ("personal", "expected"),
    [(True, "violated gap high"), (False, "not_applicable"), (UNKNOWN, "undetermined unknown medium")],
)
def test_a_rule_applies_or_not_or_nobody_knows(personal, expected):
    rule = a_rule(GAP, applies={"personal": True}, undetermined=QUESTION)
    assert said(rule, personal=personal) == expected


def test_without_words_for_it_an_undetermined_rule_is_only_counted():
    judged = judge([a_case(EngagementFacts(engages_others=UNKNOWN))], [a_rule(VIOLATION)])
    assert not judged.findings
    assert judged.tally.undetermined == ("TST-01",)


@given(
    st.fixed_dictionaries(
        {
            name: st.sampled_from((True, False, UNKNOWN))
            for name in ("engages_others", "run_by_group", "leaves")
        }
    ),
    st.lists(
        st.builds(
            lambda name, value, is_: {"when": {name: value}, "is": is_},
            st.sampled_from(("engages_others", "run_by_group", "leaves")),
            st.booleans(),
            st.sampled_from(("violation high", "risk medium", "gap high", "gap low", "info", "unknown low")),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_nothing_graver_is_said_with_an_unknown_than_with_some_answer(facts, outcomes):
    """No violation arises from an unknown: the mildest answer would bring at least as much."""
    rule = a_rule(*outcomes, undetermined=QUESTION)
    ruling = ask(rule, EngagementFacts(**facts))
    if ruling.answer is not Answer.VIOLATED:
        return
    for answered in _answers(facts):
        other = ask(rule, EngagementFacts(**answered))
        assert other.step
        assert ruling.step
        assert other.step.gravity >= ruling.step.gravity


def _answers(facts):
    unknown = next((name for name, value in facts.items() if value is UNKNOWN), None)
    if unknown is None:
        return [facts]
    return [found for value in (True, False) for found in _answers({**facts, unknown: value})]


def test_an_unknown_becomes_a_question_that_knows_its_worst_answer():
    rule = a_rule(VIOLATION, undetermined={**QUESTION, "answer": "parties: {{id}: …}"})
    question = judge([a_case(EngagementFacts(engages_others=UNKNOWN))], [rule]).questions[0]
    assert question.asks == "Does Acme engage others?"
    assert question.answer == "parties: {acme: …}"
    assert (question.severity, question.worst) == (Severity.MEDIUM, Severity.HIGH)


def test_a_finding_that_hides_a_worse_answer_asks_beside_it():
    judged = judge(
        [a_case(EngagementFacts(engages_others=UNKNOWN))], [a_rule(VIOLATION, GAP, undetermined=QUESTION)]
    )
    assert [one.outcome for one in judged.findings] == [Outcome.GAP]
    assert [one.worst for one in judged.questions] == [Severity.HIGH]


@pytest.mark.parametrize(("sensitive", "severity"), [(False, Severity.HIGH), (True, Severity.CRITICAL)])
def test_of_a_pair_the_second_severity_needs_its_condition(sensitive, severity):
    rule = a_rule({"is": "violation high-critical"}, raise_if={"sensitive": True})
    (finding,) = judge([a_case(EngagementFacts(sensitive=sensitive))], [rule]).findings
    assert finding.severity is severity


@pytest.mark.parametrize(
    ("origin", "level", "severity"),
    [
        (Origin.CATALOG, Level.UNVERIFIED, Severity.MEDIUM),
        (Origin.PRESUMED, Level.UNVERIFIED, Severity.MEDIUM),
        (Origin.CATALOG, Level.PARTLY, Severity.HIGH),
        (Origin.CATALOG, Level.VERIFIED, Severity.HIGH),
        (Origin.DECLARED, Level.UNVERIFIED, Severity.HIGH),
    ],
)
def test_an_unverified_fact_of_the_catalogue_caps_what_rests_on_it(origin, level, severity):
    case = a_case(grounds={"contract": Ground("the terms say so", origin, level=level)})
    (finding,) = judge([case], [a_rule(GAP)]).findings
    assert finding.severity is severity
    assert finding.capped_by == ("the terms say so" if severity is Severity.MEDIUM else "")


def test_an_unverified_fact_that_does_not_decide_caps_nothing():
    case = a_case(grounds={"exposed": Ground("the parent", Origin.CATALOG, level=Level.UNVERIFIED)})
    (finding,) = judge([case], [a_rule(GAP)]).findings
    assert finding.severity is Severity.HIGH


def test_a_finding_stands_where_the_deciding_fact_is_stated():
    stated = Location("system.yaml", 9, 4)
    (finding,) = judge([a_case(locations={"contract": stated})], [a_rule(GAP)]).findings
    assert finding.location == stated


def test_a_finding_rests_on_the_deciding_facts_and_the_laws():
    grounds = {name: Ground(name, Origin.DECLARED) for name in ("authorisation", "contract", "law:cloud-act")}
    (finding,) = judge([a_case(grounds=grounds)], [a_rule(GAP)]).findings
    assert [ground.text for ground in finding.facts] == ["contract", "law:cloud-act"]


def test_names_from_a_manifest_stay_plain_text():
    case = a_case(words={"party": "{data} <b>"})
    (finding,) = judge([case], [a_rule({"is": "gap low", "message": "{party} it is."})]).findings
    assert finding.message == "{data} <b> it is."


def test_a_fingerprint_is_rule_and_subject_and_no_line():
    here, there = (judge([a_case(location=Location("a.yaml", n))], [a_rule(GAP)]).findings for n in (1, 99))
    assert here[0].fingerprint == there[0].fingerprint
    assert len(here[0].fingerprint) == 16


def test_the_same_absence_on_many_subjects_is_one_finding():
    cases = [a_case(party=party) for party in ("acme", "bolt", "cord")]
    rule = a_rule({**GAP, "message": "Nothing from {party}."}, gather="system")
    (finding,) = judge(cases, [rule]).findings
    assert finding.message == "Nothing from Acme, Bolt, Cord."
    assert finding.subject == finding.parties == ("acme", "bolt", "cord")


def test_a_gathering_rule_names_a_few_and_counts_the_rest():
    cases = [a_case(party=f"p{number}") for number in range(9)]
    rule = a_rule({**GAP, "message": "Nothing from {party}."}, gather="system")
    (finding,) = judge(cases, [rule]).findings
    assert finding.message == "Nothing from P0, P1, P2, P3, P4, P5 and 3 more."


def test_breaches_are_never_gathered():
    cases = [a_case(EngagementFacts(engages_others=True), party=party) for party in ("acme", "bolt")]
    assert len(judge(cases, [a_rule(VIOLATION, gather="system")]).findings) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("info", (Outcome.INFO, Severity.INFO, Severity.INFO)),
        ("gap medium", (Outcome.GAP, Severity.MEDIUM, Severity.MEDIUM)),
        ("violation high-critical", (Outcome.VIOLATION, Severity.HIGH, Severity.CRITICAL)),
    ],
)
def test_an_outcome_is_read_as_it_is_written(text, expected):
    assert parse_outcome(text) == expected


def test_an_id_is_given_once():
    document = a_rule(GAP).document
    with pytest.raises(PolicyError, match=r"TST-01 is given twice: in a.yaml and in b.yaml"):
        load_rules([{**document, "_file": "a.yaml"}, {**document, "_file": "b.yaml"}])


def test_a_finding_is_made_of_its_rule_and_its_case():
    step = {**GAP, "name": "absent", "title": "No paper of {party}", "file": "paper of {party}"}
    rule = a_rule(step, yields_to=["TST-02"])
    ground = Ground("nothing is there", Origin.CATALOG, level=Level.UNVERIFIED)
    case = a_case(
        components=("desk",),
        data=("tickets",),
        flows=("a->b",),
        path=(Hop("holds Tickets", component="desk"),),
        grounds={"contract": ground},
    )
    (finding,) = judge([case], [rule]).findings
    assert finding == Finding(
        rule="TST-01",
        name="test",
        outcome=Outcome.GAP,
        severity=Severity.MEDIUM,
        title="No paper of Acme",
        message="Said gap high.",
        basis=("GDPR Art. 1",),
        why="Because it is tested.",
        subject=("acme",),
        components=("desk",),
        parties=("acme",),
        data=("tickets",),
        flows=("a->b",),
        location=Location("system.yaml", 3),
        path=(Hop("holds Tickets", component="desk"),),
        facts=(ground,),
        silenced_by=("Silence it.",),
        remedies=("Mend it.",),
        fingerprint=finding.fingerprint,
        group="recipient:acme",
        capped_by="nothing is there",
        unverified="nothing is there",
        to_file="paper of Acme",
        yields_to=("TST-02",),
        step="absent",
    )


def test_a_finding_about_several_lists_each_thing_once_in_the_order_of_the_cases():
    cases = [
        a_case(party="bolt", components=("b", "a"), data=("x",), flows=("f",)),
        a_case(party="acme", components=("a", "c"), data=("y", "x"), flows=("g", "f")),
    ]
    (finding,) = judge(cases, [a_rule(GAP, gather="system")]).findings
    assert (finding.subject, finding.parties) == (("acme", "bolt"), ("bolt", "acme"))
    assert (finding.components, finding.data, finding.flows) == (("b", "a", "c"), ("x", "y"), ("f", "g"))


def test_every_rule_is_counted_once_by_the_gravest_that_it_said():
    rules = [
        a_rule(GAP, id="TST-01"),
        a_rule({**GAP, "when": {"contract": "stale"}}, id="TST-02"),
        a_rule(VIOLATION, id="TST-03", undetermined=QUESTION),
        a_rule(GAP, id="TST-04", subject="transfer"),
        a_rule({"is": "info"}, id="TST-05"),
        a_rule({"is": "unknown low"}, id="TST-06"),
    ]
    known = EngagementFacts(engages_others=False, contract=Standing.RECORDED)
    cases = [a_case(known), a_case(EngagementFacts(engages_others=UNKNOWN), party="bolt"), a_case(known)]
    assert judge(cases, rules).tally == RuleTally(
        violated=("TST-01",),
        satisfied=("TST-02", "TST-05"),
        undetermined=("TST-03", "TST-06"),
        not_applicable=("TST-04",),
    )


def test_findings_are_ranked_and_questions_too():
    rules = [
        a_rule({**GAP, "is": "gap low"}, id="TST-01"),
        a_rule({**GAP, "is": "gap high"}, id="TST-02"),
        a_rule({"is": "unknown low", "ask": "Low?", "worst": "high"}, id="TST-03"),
        a_rule({"is": "unknown medium", "ask": "Medium?", "worst": "medium"}, id="TST-04"),
        a_rule({"is": "unknown medium", "ask": "Of {party}?", "worst": "high"}, id="TST-05"),
    ]
    judged = judge([a_case(party="bolt"), a_case(party="acme")], rules)
    assert [(one.rule, *one.subject) for one in judged.findings if one.outcome is Outcome.GAP] == [
        ("TST-02", "acme"),
        ("TST-02", "bolt"),
        ("TST-01", "acme"),
        ("TST-01", "bolt"),
    ]
    assert [(one.asks, one.subject) for one in judged.questions] == [
        ("Of Acme?", "acme"),
        ("Of Bolt?", "bolt"),
        ("Low?", "acme"),
        ("Low?", "bolt"),
        ("Medium?", "acme"),
        ("Medium?", "bolt"),
    ]
