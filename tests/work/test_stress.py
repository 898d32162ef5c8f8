from msgspec.structs import replace

from borderflow.model.assumption import Assumption
from borderflow.model.findings import Also, Outcome, Question, Severity, Verdict
from borderflow.work.stress import effect_of, stress_test
from tests.renderers.sample_review import BLOCKERS, OTHERS, blocked_review, empty_review

WHAT_IF = Assumption("what-if", "What if", "Something changes.")
NOTHING = replace(empty_review(), findings=(), questions=())
ONE, OTHER = BLOCKERS[0], OTHERS[0]


def with_findings(*findings, verdict=Verdict.CONDITIONS, questions=()):
    return replace(NOTHING, findings=findings, verdict=verdict, questions=questions)


def test_a_review_beside_itself_changes_nothing():
    effect = effect_of(blocked_review(), blocked_review(), WHAT_IF)
    assert effect.changes_nothing
    assert effect.heaviest is None


def test_what_is_new_is_added_and_what_is_gone_is_lifted():
    effect = effect_of(with_findings(ONE), with_findings(OTHER), WHAT_IF)
    assert [one.rule for one in effect.adds] == [OTHER.rule, *(also.rule for also in OTHER.also)]
    assert [one.rule for one in effect.lifts] == [ONE.rule, *(also.rule for also in ONE.also)]


def test_a_finding_that_another_heads_is_not_lifted():
    head = replace(ONE, also=())
    second = replace(OTHER, also=(), parties=head.parties)
    headed = replace(
        head, also=(Also(second.rule, second.name, second.outcome, second.severity, second.message),)
    )
    effect = effect_of(with_findings(head, second), with_findings(headed), WHAT_IF)
    assert not effect.lifts
    assert not effect.adds


def test_a_graver_weight_is_told_and_counts():
    lighter = replace(ONE, also=(), severity=Severity.MEDIUM, outcome=Outcome.RISK, blocking=False)
    effect = effect_of(with_findings(lighter), with_findings(replace(ONE, also=())), WHAT_IF)
    (shift,) = effect.shifts
    assert (shift.today.severity, shift.then.severity) == (Severity.MEDIUM, ONE.severity)
    assert effect.heaviest is ONE.severity
    assert effect_of(with_findings(ONE), with_findings(lighter), WHAT_IF).heaviest is None


def test_a_new_owner_gives_a_new_fingerprint_and_the_same_finding():
    renamed = replace(ONE, fingerprint="another", subject=("another owner",))
    assert effect_of(with_findings(ONE), with_findings(renamed), WHAT_IF).changes_nothing


def test_new_questions_are_told():
    asked = Question("desk", "Where is it?", "It matters.", "MAN-01")
    effect = effect_of(with_findings(), with_findings(questions=(asked,)), WHAT_IF)
    assert effect.asks == (asked,)


def test_what_blocks_comes_first_and_what_changes_nothing_last():
    reviews = [
        (replace(WHAT_IF, id="nothing"), with_findings()),
        (replace(WHAT_IF, id="minor"), with_findings(OTHER)),
        (replace(WHAT_IF, id="grave"), with_findings(ONE, verdict=Verdict.BLOCKED)),
    ]
    found = stress_test(with_findings(), reviews)
    assert [one.assumption.id for one in found.effects] == ["grave", "minor", "nothing"]
