"""Sovereignty profiles: asked for by name, measured by the weakest link, and never mixed with the law."""

from __future__ import annotations

from datetime import date

import pytest

from borderflow.api import check, review_text
from borderflow.catalog import open_catalog
from borderflow.errors import PolicyError
from borderflow.model.report import Review
from borderflow.resources import policies_dir
from borderflow.work.profiles import find_profile

CATALOG = open_catalog((policies_dir(),))
DAY = date(2026, 11, 21)
ISLAND = """
borderflow: 1
system: {name: Example}
controller: {name: Example GmbH, country: DE}
data: {tickets: {categories: [contact], subjects: [customers]}}
components:
  desk: {kind: application, host: {country: DE}, holds: [tickets]}
  store: {kind: datastore, host: {provider: island, country: IE}, encryption: {keys: provider}}
flows: ["desk -> store: tickets"]
parties:
  island: {entity: Island Cloud Ltd, country: IE, parent: {name: Mainland Inc., country: US}}
"""
HARBOUR = """
borderflow: 1
system: {name: Example}
controller: {name: Example GmbH, country: DE}
data: {tickets: {categories: [contact], subjects: [customers]}}
components:
  store: {kind: datastore, host: {provider: harbour, country: DE}, holds: [tickets]}
parties: {harbour: {entity: Harbour GmbH, country: DE, parent: none}}
"""
SHOWN = "{level: 4, by: Assessor, on: 2026-09-01, evidence: 'https://example.org/seal'}"


def review(text: str, profile: str) -> Review:
    return review_text(text, as_of=DAY, profile=profile)


def with_seal(text: str, *objectives: str, entry: str = SHOWN) -> str:
    levels = ", ".join(f"{one}: {entry}" for one in objectives)
    return text.replace("{name: Example}", f"{{name: Example, seal: {{{levels}}}}}")


def test_without_a_profile_nothing_is_measured():
    assert review(ISLAND, "default").sovereignty is None
    assert review(ISLAND, "sovereign").sovereignty is None


@pytest.mark.parametrize("profile", [one["id"] for one in CATALOG.profiles() if "sovereignty" in one])
def test_no_profile_touches_the_findings_of_the_law(profile: str):
    plain, measured = review(ISLAND, "default"), review(ISLAND, profile)
    assert measured.sovereignty is not None
    assert measured.findings == plain.findings
    assert (measured.verdict, measured.questions, measured.rules) == (
        plain.verdict,
        plain.questions,
        plain.rules,
    )
    assert not [one for one in measured.findings if one.rule.startswith("SOV")]
    assert all(one.rule.startswith("SOV") for one in measured.sovereignty.findings)


@pytest.mark.parametrize("document", CATALOG.profiles(), ids=lambda one: one["id"])
def test_a_profile_names_rules_and_objectives_that_exist(document):
    framework = CATALOG.sovereignty()
    assert framework
    asked = document.get("sovereignty", {})
    assert set(asked.get("rules", ())) <= {rule["id"] for rule in CATALOG.rules()}
    assert set(asked.get("objectives", ())) <= {one.id for one in framework.objectives}


def test_weights_are_those_of_the_framework_and_make_a_hundred():
    framework = CATALOG.sovereignty()
    assert framework
    assert [one.weight for one in framework.objectives] == [15, 10, 10, 15, 20, 15, 10, 5]
    assert (len(framework.levels), framework.ground.source != "") == (5, True)
    assert all(one.ground.source and one.ground.as_of for one in framework.criteria.values())


def test_the_whole_is_as_strong_as_its_weakest_objective():
    found = review(ISLAND, "seal-2").sovereignty
    assert found
    levels = {one.objective.id: one.at_most for one in found.estimates}
    assert levels["SOV-1"] == levels["SOV-2"] == 1  # a parent in the United States
    assert levels["SOV-3"] == 0  # the provider holds the keys
    assert levels["SOV-5"] == 2
    assert levels["SOV-6"] == 4  # nothing known caps it
    assert (found.at_most, [one.objective.id for one in found.weakest]) == (0, ["SOV-3"])
    assert all(limit.text for one in found.estimates for limit in one.limits)


def test_unknown_is_never_counted_as_reached():
    found = review(HARBOUR, "seal-2").sovereignty
    assert found
    assert found.at_most == 4
    assert found.on_record is None
    assert found.score == (0.0, 100.0)
    assert found.rules["SOV-01"] == "undetermined"
    assert [one.outcome.value for one in found.findings if one.rule == "SOV-01"] == ["unknown"]


def test_what_an_assessor_found_counts_and_no_more_than_the_facts_allow():
    everything = [f"SOV-{number}" for number in range(1, 9)]
    found = review(with_seal(ISLAND, *everything), "seal-2").sovereignty
    assert found
    assert found.on_record == 0
    assert found.score[0] == found.score[1] < 100
    found = review(with_seal(HARBOUR, *everything), "seal-4").sovereignty
    assert found
    assert (found.on_record, found.score) == (4, (100.0, 100.0))
    assert found.rules["SOV-01"] == "satisfied"


@pytest.mark.parametrize(
    "entry",
    [
        "{level: 4}",
        "{level: 4, by: Harbour GmbH}",
        "{level: 4, by: Assessor, evidence: 'https://example.org', expires: 2026-01-01}",
    ],
)
def test_a_claim_without_evidence_or_past_its_day_counts_as_nothing(entry: str):
    found = review(with_seal(HARBOUR, "SOV-6", entry=entry), "seal-2").sovereignty
    assert found
    assert found.estimates[5].on_record is None
    assert found.score == (0.0, 100.0)


def test_several_profiles_are_judged_together():
    found = review(ISLAND, "sovereign,seal-2,dora").sovereignty
    assert found
    assert [one.id for one in found.profiles] == ["seal-2", "dora"]
    assert {"SOV-01", "SOV-05", "SOV-08"} <= set(found.rules)


def test_an_unknown_profile_among_several_is_named():
    with pytest.raises(PolicyError, match="`seal-9`"):
        find_profile("seal-2,seal-9", CATALOG.profiles())


def test_a_sovereignty_rule_alone_needs_a_profile(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(ISLAND, encoding="utf-8")
    with pytest.raises(PolicyError, match="only with a sovereignty profile"):
        check(path, as_of=DAY, only=("SOV-03",))


def test_an_accepted_sovereignty_risk_is_no_stale_acceptance_of_the_law():
    accepted = "accepted: [{rule: SOV-01, reason: Until the move, by: cio@example.org, until: 2027-01-01}]\n"
    assert review(ISLAND + accepted, "default").accepted == ()
    found = review(ISLAND + accepted, "seal-2").sovereignty
    assert found
    statuses = {(one.rule, one.outcome.value): one.status.value for one in found.findings}
    assert statuses["SOV-01", "gap"] == "accepted"


def test_a_profile_of_ones_own_sets_target_and_weight(tmp_path):
    (tmp_path / "ours" / "profiles").mkdir(parents=True)
    (tmp_path / "ours" / "profiles" / "our-tender.yaml").write_text(
        "{id: our-tender, name: Tender, severities: {SOV-01: {gap: high}},"
        " sovereignty: {target: 3, objectives: [SOV-1], rules: [SOV-01]}}",
        encoding="utf-8",
    )
    path = tmp_path / "one.yaml"
    path.write_text(ISLAND, encoding="utf-8")
    (result,) = check(path, as_of=DAY, profile="our-tender", policies=(tmp_path / "ours",))
    assert result.review
    found = result.review.sovereignty
    assert found
    assert [one.rule for one in found.blockers] == ["SOV-01"]
    assert [one.objective.id for one in found.estimates] == ["SOV-1"]


def test_a_qualification_in_progress_is_none_and_one_that_is_named_is_presumed():
    hosted = """
borderflow: 1
system: {name: Example}
controller: {name: Hôpital Exemple, country: FR}
data: {letters: {categories: [health], subjects: [patients]}}
components: {store: {kind: datastore, host: scaleway@fr-par, holds: [letters]}}
"""
    found = review(hosted, "secnumcloud,hds").sovereignty
    assert found
    grounds = {one.rule: [ground.text for ground in one.facts] for one in found.findings}
    assert grounds == {"SOV-03": ["the catalogue names HDS for Scaleway"], "SOV-02": []}


def test_a_subsidiary_abroad_caps_nothing():
    hosted = HARBOUR.replace("{provider: harbour, country: DE}", "ovhcloud@GRA")
    found = review(hosted, "seal-2").sovereignty
    assert found
    assert {one.objective.id: one.at_most for one in found.estimates}["SOV-2"] == 4
    assert found.estimates[1].limits == ()
