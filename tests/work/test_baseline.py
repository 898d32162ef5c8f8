"""What is known does not block; what is new, wider or graver does."""

import pytest
from msgspec.structs import replace

from borderflow.model.baseline import Baseline
from borderflow.model.findings import Outcome, Severity, Status, Verdict
from borderflow.work.baseline import held, known_from, pruned, unmatched, updated
from tests.renderers.sample_review import blocked_review, questioned_review

BLOCKED = blocked_review()


def with_first(**change):
    first, *rest = BLOCKED.findings
    return replace(BLOCKED, findings=(replace(first, **change), *rest))


def test_what_is_known_does_not_block():
    review = held(BLOCKED, known_from([BLOCKED]))
    assert not review.blockers
    assert review.verdict is Verdict.CONDITIONS
    assert {one.status for one in review.findings if one.outcome is not Outcome.UNKNOWN} <= {
        Status.BASELINE,
        Status.ACCEPTED,
    }


def test_nothing_is_left_out_and_nothing_is_milder():
    review = held(BLOCKED, known_from([BLOCKED]))
    assert {(one.rule, one.severity) for one in review.findings} == {
        (one.rule, one.severity) for one in BLOCKED.findings
    }


@pytest.mark.parametrize(
    "change",
    [
        {"severity": Severity.CRITICAL},
        {"subject": ("openai", "another")},
        {"data": ("tickets", "health")},
        {"rule": "PRC-02"},
    ],
)
def test_what_is_graver_wider_or_other_is_new(change):
    review = held(with_first(**change), known_from([BLOCKED]))
    assert [one.rule for one in review.blockers] == [change.get("rule", BLOCKED.findings[0].rule)]


def test_less_of_the_same_is_known():
    known = known_from([with_first(subject=("openai", "another"), data=(*BLOCKED.findings[0].data, "more"))])
    assert not held(BLOCKED, known).blockers


def test_a_line_and_a_file_mean_nothing():
    moved = with_first(location=None, fingerprint="other", title="In other words")
    assert not held(moved, known_from([BLOCKED])).blockers


def test_a_question_is_never_known():
    review = questioned_review()
    assert held(review, known_from([review])).questions == review.questions
    assert not any(
        one.status is Status.BASELINE
        for one in held(review, known_from([review])).findings
        if one.outcome is Outcome.UNKNOWN
    )


def test_of_another_system_nothing_is_known():
    other = replace(
        BLOCKED,
        architecture=replace(
            BLOCKED.architecture, system=replace(BLOCKED.architecture.system, name="Another")
        ),
    )
    assert held(other, known_from([BLOCKED])).blockers


class TestKeeping:
    def test_what_is_mended_matches_nothing(self):
        baseline = known_from([BLOCKED])
        mended = replace(BLOCKED, findings=BLOCKED.findings[1:])
        assert [one.rule for _, one in unmatched(baseline, [mended])] == [BLOCKED.findings[0].rule]

    def test_pruning_takes_only_what_is_gone(self):
        baseline = known_from([BLOCKED])
        mended = replace(BLOCKED, findings=BLOCKED.findings[1:])
        assert pruned(baseline, [mended]) == known_from([mended])

    def test_pruning_leaves_systems_alone_that_were_not_checked(self):
        baseline = Baseline({"Elsewhere": known_from([BLOCKED]).systems["Support copilot"]})
        assert pruned(baseline, [BLOCKED]) == baseline

    def test_updating_adds_and_takes_nothing(self):
        mended = replace(BLOCKED, findings=BLOCKED.findings[1:])
        first = replace(BLOCKED, findings=BLOCKED.findings[:1])
        both = updated(known_from([first]), known_from([mended]))
        assert not unmatched(both, [BLOCKED])
        assert not held(BLOCKED, both).blockers
