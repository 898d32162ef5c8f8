"""What sovereignty profiles find, explained by fingerprint and set side by side."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run

SAMPLES = Path(__file__).parents[2] / "samples"
US, EU = SAMPLES / "rag-common-us-stack.yaml", SAMPLES / "rag-ovhcloud-mistral-eu.yaml"


@pytest.fixture(scope="module")
def finding():
    told = run("check", US, "--profile", "seal-3", "--format", "json", "--fail-on", "never").out
    return json.loads(told)["sovereignty"]["findings"][0]


@pytest.mark.parametrize("profile", [(), ("--profile", "seal-3")])
def test_a_fingerprint_leads_to_a_sovereignty_finding(finding, profile):
    ran = run("explain", finding["fingerprint"], US, *profile)
    assert ran.code == 0
    assert finding["title"] in " ".join(ran.out.split())
    assert "beside the law: no part of the verdict." in ran.out


def test_a_rule_of_the_law_is_sought_under_the_law_alone():
    ran = run("explain", "TRF-12", EU)
    assert ran.code == 0
    assert "--profile" not in ran.out


def compared(form: str) -> str:
    return run("compare", US, EU, "--profile", "seal-3", "--format", form).out


def test_json_holds_levels_and_findings_of_each_candidate():
    us, eu = (one["sovereignty"] for one in json.loads(compared("json"))["candidates"])
    assert us["profiles"] == eu["profiles"]
    levels = [{one["id"]: one["at_most"] for one in found["objectives"]} for found in (us, eu)]
    assert levels[0]["SOV-2"] < levels[1]["SOV-2"]
    assert {one["rule"] for one in us["findings"]} == {"SOV-01"}


def test_every_form_shows_the_levels_by_objective():
    assert "SOV-2: SEAL-" in compared("text")
    assert "| Sovereignty profiles, beside the law |" in compared("markdown")
    assert "Sovereignty profiles, beside the law" in compared("html")
    for form in ("markdown", "html"):
        assert compared(form).count("none on record") >= 4, form


def test_without_a_profile_nothing_is_measured():
    for form in ("text", "json", "markdown", "html"):
        told = run("compare", US, EU, "--format", form).out.casefold()
        assert "sovereignty" not in told, form
