import pytest
from msgspec.structs import replace

from borderflow.model.catalog import Zone
from borderflow.model.comparison import Change, Reply
from borderflow.model.findings import Finding, Outcome, Severity
from borderflow.model.records import Standing
from borderflow.model.report import Review, Step
from borderflow.work.answers import answer
from borderflow.work.compare import compare, order_changes
from tests.renderers.sample_review import (
    BLOCKERS,
    OTHERS,
    PARTIES,
    TRANSFERS,
    blocked_review,
    empty_review,
    questioned_review,
)


def finding(rule: str, *remedies: str) -> Finding:
    return replace(BLOCKERS[0], rule=rule, remedies=remedies)


def with_contracts(*standings: Standing) -> Review:
    parties = tuple(
        replace(PARTIES[2], id=f"p{number}", name=f"P{number}", contract=standing)
        for number, standing in enumerate(standings)
    )
    return replace(questioned_review(), parties=parties)


def test_the_remedy_that_closes_most_comes_first():
    findings = (finding("A", "sign", "move"), finding("B", "move"), finding("C", "ask"), finding("D"))
    assert order_changes(findings) == (Change("move", 2, ("A", "B")), Change("ask", 1, ("C",)))


def test_among_equals_the_gravest_finding_decides():
    assert order_changes((finding("A", "sign"), finding("B", "ask")))[0].remedy == "sign"


def test_candidates_keep_their_order_and_learn_their_place():
    comparison = compare((blocked_review(), questioned_review(), empty_review(), empty_review()))
    assert [one.place for one in comparison.candidates] == [3, 2, 1, 1]


def test_without_blockers_the_changes_close_risks():
    (candidate,) = compare((questioned_review(),)).candidates
    assert not candidate.blockers
    assert [change.rules for change in candidate.changes] == [("PRC-01",)]


@pytest.mark.parametrize(
    ("statuses", "reply"),
    [
        ((), Reply.NONE),
        (("covered",), Reply.YES),
        (("covered", "unknown"), Reply.OPEN),
        (("unknown", "uncovered"), Reply.NO),
    ],
)
def test_one_uncovered_transfer_decides(statuses, reply):
    transfers = tuple(replace(TRANSFERS[1], status=status) for status in statuses)
    assert answer(replace(questioned_review(), transfers=transfers)).covered.reply is reply


def test_a_presumed_tool_covers_only_in_part():
    known, _, *others = TRANSFERS[1].steps
    presumed = replace(TRANSFERS[1], steps=(known, Step("presumed", "clauses in terms"), *others))
    assert answer(replace(questioned_review(), transfers=(presumed,))).covered.reply is Reply.PARTLY


def test_an_unknown_place_keeps_the_question_open():
    asked = replace(OTHERS[0], rule="MAN-01", outcome=Outcome.UNKNOWN, severity=Severity.LOW)
    answers = answer(replace(questioned_review(), findings=(asked,)))
    assert (answers.transfer.reply, answers.covered.reply) == (Reply.OPEN, Reply.OPEN)


def test_control_from_abroad_is_no_transfer():
    review = replace(questioned_review(), parties=PARTIES[1:2])
    answers = answer(review)
    assert (answers.transfer.reply, answers.compelled.reply) == (Reply.NO, Reply.YES)
    assert answers.compelled.text == "United States: Amazon Web Services"


def test_an_unknown_seat_keeps_compulsion_open():
    review = replace(questioned_review(), parties=(replace(PARTIES[2], country="", control=()),))
    assert answer(review).compelled.reply is Reply.OPEN


@pytest.mark.parametrize(
    ("standings", "reply"),
    [
        ((), Reply.NONE),
        ((Standing.RECORDED,), Reply.YES),
        ((Standing.RECORDED, Standing.PRESUMED), Reply.PARTLY),
        ((Standing.RECORDED, Standing.ABSENT), Reply.NO),
        ((Standing.STALE,), Reply.NO),
        ((Standing.NONE,), Reply.NO),
    ],
)
def test_the_weakest_contract_decides(standings, reply):
    assert answer(with_contracts(*standings)).bound.reply is reply


def test_a_place_of_a_recipient_abroad_is_not_told_as_no_transfer():
    asked = questioned_review()
    review = replace(
        asked,
        parties=(replace(PARTIES[2], control=()),),
        components=tuple(replace(one, personal=True, countries=("CH", "FR")) for one in asked.components),
        country_zones={"FR": Zone.EEA, "CH": Zone.ADEQUATE},
        country_names={"CH": "Switzerland"},
    )
    answers = answer(review)
    assert (answers.transfer.reply, answers.covered.reply) == (Reply.OPEN, Reply.YES)
    assert answers.transfer.text.endswith("yet data may be processed in Switzerland")
    assert answers.covered.text == "Adequate by decision: Switzerland"
    partly = replace(review, flows=tuple(flow._replace(status="unknown") for flow in review.flows))
    assert answer(partly).covered.reply is Reply.OPEN
    elsewhere = replace(review, country_zones={"FR": Zone.EEA, "CH": Zone.OTHER})
    assert answer(elsewhere).covered.reply is Reply.OPEN


def test_a_branch_abroad_compels_nobody_by_itself_and_is_told():
    """ACC-08: a tie of this kind puts nothing within reach."""
    noted = replace(OTHERS[0], rule="ACC-08", title="OVHcloud has a branch in the United States")
    said = answer(replace(questioned_review(), findings=(noted,))).compelled
    assert said.reply is Reply.NO
    assert said.text.endswith("noted: OVHcloud has a branch in the United States")
