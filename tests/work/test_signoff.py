"""What makes a sign-off stale, and what does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from borderflow.api import check
from borderflow.model.architecture import Input
from borderflow.model.findings import Outcome, Severity, Status
from borderflow.model.knowledge import Ground, Origin
from borderflow.model.signoff import Decision, SignOff, Staleness
from borderflow.readers.signing import read_to_sign
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.signoff import sentence_of
from borderflow.work.signoff import held_against, reviewed, standing_of
from tests.renderers.sample_review import blocked_review, empty_review, questioned_review, sparse_review

SAMPLES = Path(__file__).parents[2] / "samples"
REVIEW = blocked_review()


def signed(review=REVIEW, **changes):
    return SignOff(reviewed(review), "run", Decision.APPROVE, "Ana", date(2026, 11, 21), **changes)


def reasons(review, signoff=None):
    standing = standing_of(signoff or signed(), reviewed(review))
    return [(reason.kind, sentence_of(reason)) for reason in standing.reasons]


def with_finding(**changes):
    first, *rest = REVIEW.findings
    return replace(REVIEW, findings=(replace(first, **changes), *rest))


@pytest.mark.parametrize("make", [blocked_review, questioned_review, empty_review, sparse_review])
def test_a_review_and_its_result_are_signed_alike(make, tmp_path):
    review = make()
    path = tmp_path / "result.json"
    path.write_bytes(find_renderer("json").render(review, DEFAULTS))
    assert read_to_sign(path) == replace(reviewed(review), assumptions=())


@pytest.mark.parametrize("name", ["support-copilot", "rag-common-us-stack"])
def test_the_result_of_a_sample_is_signed_like_its_review(name, tmp_path):
    (found,) = check(SAMPLES / f"{name}.yaml", as_of=date(2026, 11, 21))
    assert found.review
    path = tmp_path / "result.json"
    path.write_bytes(find_renderer("json").render(found.review, DEFAULTS))
    assert read_to_sign(path) == reviewed(found.review)


def test_the_same_review_is_as_it_was_signed():
    assert reasons(REVIEW) == []


def test_fewer_findings_and_lighter_ones_are_nothing_to_decide_again():
    lighter = with_finding(severity=Severity.LOW, also=())
    assert reasons(lighter) == []
    assert reasons(replace(REVIEW, findings=REVIEW.findings[1:])) == []


def test_a_new_day_and_another_place_of_the_same_file_change_nothing():
    moved = tuple(replace(one, path=f"elsewhere/{one.path}") for one in REVIEW.inputs)
    assert reasons(replace(REVIEW, as_of=date(2027, 1, 1), inputs=moved)) == []


def test_a_catalogue_that_says_the_same_is_told_and_no_reason():
    other = replace(REVIEW, catalog_digest="sha256:other")
    standing = standing_of(signed(), reviewed(other))
    assert standing.holds
    assert standing.catalog_changed


def test_files():
    changed = (Input("manifest.yaml", "manifest", "0" * 64),)
    more = (*REVIEW.inputs, Input("compose.yaml", "compose", "1" * 64))
    assert reasons(replace(REVIEW, inputs=changed)) == [
        (Staleness.INPUT_CHANGED, "`manifest.yaml` was changed.")
    ]
    assert reasons(replace(REVIEW, inputs=more)) == [
        (Staleness.INPUT_NEW, "`compose.yaml` was not among what was signed.")
    ]
    assert reasons(REVIEW, signed(replace(REVIEW, inputs=more))) == [
        (Staleness.INPUT_GONE, "`compose.yaml` was signed, and is not among what was checked.")
    ]


def test_findings():
    first = REVIEW.findings[0]
    fewer = signed(replace(REVIEW, findings=REVIEW.findings[1:]))
    assert [kind for kind, _ in reasons(REVIEW, fewer)] == [Staleness.NEW_FINDING]
    lighter = signed(with_finding(severity=Severity.LOW, also=()))
    ((kind, said),) = reasons(REVIEW, lighter)
    assert kind is Staleness.GRAVER
    assert said == f"Graver, from low to {first.heaviest}: {first.rule} {first.title}."
    accepted = signed(with_finding(status=Status.ACCEPTED))
    assert [kind for kind, _ in reasons(REVIEW, accepted)] == [Staleness.REOPENED]
    wider = with_finding(data=(*first.data, "salaries"))
    ((kind, said),) = reasons(wider)
    assert kind is Staleness.WIDER
    assert "(salaries)" in said


def test_a_question_that_was_answered_for_the_worse():
    asked = signed(with_finding(outcome=Outcome.UNKNOWN))
    ((kind, said),) = reasons(REVIEW, asked)
    assert kind is Staleness.GRAVER
    assert "from unknown to violation" in said


def test_a_fact_of_the_catalogue_and_one_that_was_only_verified_anew():
    def resting_on(text, as_of):
        return with_finding(facts=(Ground(text, Origin.CATALOG, "https://dpf.example", as_of),))

    before = signed(resting_on("it is on the list", "2026-01-01"))
    assert reasons(resting_on("it is on the list", "2026-11-01"), before) == []
    ((kind, said),) = reasons(resting_on("it left the list", "2026-11-01"), before)
    assert kind is Staleness.FACT
    assert "“it is on the list” then, “it left the list” now" in said


def test_a_declared_fact_is_signed_with_its_file():
    declared = with_finding(facts=(Ground("the manifest says so", Origin.DECLARED),))
    assert reasons(declared, signed(with_finding(facts=()))) == []


def test_data_and_recipients():
    datum, party = REVIEW.data[0], REVIEW.parties[0]
    health = replace(
        REVIEW, data=(replace(datum, categories=(*datum.categories, "health")), *REVIEW.data[1:])
    )
    assert reasons(health) == [
        (Staleness.NEW_CATEGORY, f"Further categories of data in `{datum.id}`: health.")
    ]
    assert reasons(REVIEW, signed(replace(REVIEW, data=()))) == [
        (Staleness.NEW_DATA, "Personal data that were not there: `tickets` (contact, correspondence).")
    ]
    sold = replace(
        REVIEW, parties=(replace(party, parent="Big Corp", parent_country="US"), *REVIEW.parties[1:])
    )
    ((kind, said),) = reasons(sold)
    assert kind is Staleness.OTHER_OWNER
    assert said.endswith("Big Corp (US) now.")
    assert {kind for kind, _ in reasons(REVIEW, signed(replace(REVIEW, parties=())))} == {
        Staleness.NEW_RECIPIENT
    }


def test_transfers():
    kinds = {kind for kind, _ in reasons(REVIEW, signed(replace(REVIEW, transfers=())))}
    assert kinds == {Staleness.NEW_TRANSFER}
    covered = tuple(replace(one, status="covered") for one in REVIEW.transfers)
    assert {kind for kind, _ in reasons(REVIEW, signed(replace(REVIEW, transfers=covered)))} == {
        Staleness.TRANSFER_STATUS
    }
    assert reasons(replace(REVIEW, transfers=covered)) == []


def test_the_terms_of_the_check():
    assert reasons(replace(REVIEW, profile="sovereign")) == [
        (Staleness.PROFILE, "It was given under the profile `default`, and the check is by `sovereign`.")
    ]
    tally = replace(REVIEW.rules, satisfied=(), violated=())
    assert [kind for kind, _ in reasons(replace(REVIEW, rules=tally))] == [Staleness.RULES_LEFT_OUT]
    ended = signed(until=date(2026, 11, 20))
    assert reasons(REVIEW, ended) == [(Staleness.EXPIRED, "It held until 2026-11-20.")]
    assert reasons(REVIEW, signed(until=date(2026, 11, 21))) == []


def test_replayed_on_another_system():
    architecture = REVIEW.architecture
    renamed = replace(architecture, system=replace(architecture.system, name="Another"))
    other = held_against(replace(REVIEW, architecture=renamed), (signed(),))
    assert other.signoff is not None
    assert [reason.kind for reason in other.signoff.reasons] == [Staleness.OTHER_SYSTEM]


def test_of_several_the_one_of_the_system_counts_and_of_these_the_last():
    old, new = signed(), replace(signed(), on=date(2026, 12, 1), by="Bea")
    other = replace(signed(), reviewed=replace(reviewed(REVIEW), system="Another"))
    held = held_against(REVIEW, (other, new, old))
    assert held.signoff is not None
    assert held.signoff.signoff.by == "Bea"
    assert held.signoff.releases


def test_a_rejection_holds_and_releases_nothing():
    held = held_against(REVIEW, (replace(signed(), decision=Decision.REJECT),))
    assert held.signoff is not None
    assert held.signoff.holds
    assert not held.signoff.releases
