import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import replace

from borderflow.api import rules
from borderflow.model.findings import Status
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.law import link_to
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.sarif import sarif
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review, questioned_review

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run_of(*reviews: Review):
    assert sarif.render_all
    log = json.loads(sarif.render_all(reviews, DEFAULTS))
    VALIDATOR.validate(log)
    return log["runs"][0]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_log_fits_the_published_schema(name):
    VALIDATOR.validate(json.loads(sarif.render(SAMPLES[name](), DEFAULTS)))


def test_the_log_is_as_expected():
    assert_golden("sarif_blocked.sarif", sarif.render(blocked_review(), DEFAULTS))


def test_every_result_names_its_rule():
    run = run_of(blocked_review(), questioned_review())
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all(rule["helpUri"].startswith("https://") for rule in rules)


def test_every_shipped_rule_leads_to_its_law():
    assert not [rule.id for rule in rules() if not any(link_to(one.cite) for one in rule.basis)]


def test_several_systems_share_one_run():
    run = run_of(blocked_review(), questioned_review())
    assert len(run["results"]) == len(blocked_review().findings) + len(questioned_review().findings)


def test_the_witness_path_is_a_code_flow():
    result = run_of(blocked_review())["results"][0]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["logicalLocations"][0]["name"] for step in steps] == [
        "customers",
        "helpdesk",
        "embedder",
        "openai",
    ]
    assert all("physicalLocation" in step["location"] for step in steps)


def test_a_question_is_open_and_no_failure():
    result = next(one for one in run_of(blocked_review())["results"] if one["ruleId"] == "MAN-04")
    assert (result["kind"], result["level"]) == ("open", "none")


def test_an_accepted_risk_is_suppressed_with_its_reason():
    result = next(one for one in run_of(blocked_review())["results"] if one["ruleId"] == "ACC-01")
    assert result["suppressions"][0]["justification"].startswith(
        "Replaced in Q1 (accepted by head-of-support"
    )


def test_what_is_not_suppressed_says_so():
    results = run_of(blocked_review())["results"]
    assert all("suppressions" in result for result in results)


def test_what_is_in_the_baseline_is_unchanged():
    review = blocked_review()
    known = replace(review.findings[0], status=Status.BASELINE, blocking=False)
    run = run_of(replace(review, findings=(known, review.findings[1]), against="known.json"))
    assert [one["baselineState"] for one in run["results"]] == ["unchanged", "new"]
    assert not any("baselineState" in one for one in run_of(review)["results"])


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü.yaml", "a%20b/%C3%BC.yaml"),
        ("./m.yaml", "m.yaml"),
        ("/srv/m.yaml", "file:///srv/m.yaml"),
        ("C:/project/m.yaml", "file:///C:/project/m.yaml"),
    ],
)
def test_paths_become_addresses(path, uri):
    review = blocked_review()
    moved = replace(review.findings[0], location=Location(path, 3, 1))
    place = run_of(replace(review, findings=(moved,)))["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("citation", "ending"),
    [
        ("GDPR Art. 28(3)", "32016R0679#art_28"),
        ("Art. 44", "32016R0679#art_44"),
        ("Decision (EU) 2021/914", "dec_impl/2021/914/oj/eng"),
        ("EDPB Recommendations 01/2020", "recommendations-012020-measures-supplement-transfer_en"),
        ("AI Act Annex III", "reg/2024/1689/oj/eng"),
        ("house policy", ""),
    ],
)
def test_citations_link_to_the_official_text(citation, ending):
    assert link_to(citation).endswith(ending)
    assert bool(link_to(citation)) is bool(ending)
