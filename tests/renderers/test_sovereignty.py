"""What sovereignty profiles found has a section of its own in every form, and says what it is worth."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from borderflow.api import review_text
from borderflow.model.report import Review
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import DEFAULTS
from tests.cli.running import run
from tests.renderers.pages import read_page
from tests.work.test_sovereignty import HARBOUR, ISLAND

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/result-v1.schema.json").read_text("utf-8"))


def review(text: str = ISLAND, profile: str = "seal-2,dora") -> Review:
    return review_text(text, name="example.yaml", as_of=date(2026, 11, 21), profile=profile)


def drawn(form: str, of: Review) -> str:
    return find_renderer(form).render(of, DEFAULTS).decode()


def test_the_terminal_tells_it_apart_from_the_verdict():
    text = drawn("text", review())
    before, _, section = text.partition("\nSovereignty: beside the law, and no part of the verdict\n")
    assert "SOV-" not in before
    assert "SEAL-0 at most, by SOV-3; no level is shown for every objective." in section
    assert "SOV-05" in section
    assert "An estimate and an upper bound." in section
    assert "sovereignty (seal-2, dora), apart from the verdict: SEAL-0 at most (estimate)" in section


@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown", "html"])
def test_without_a_profile_no_form_speaks_of_it(form: str):
    assert "SOV-" not in drawn(form, review(profile="default"))
    assert "overeignty" not in drawn(form, review(profile="default"))


def test_json_adds_a_key_and_changes_none():
    plain, measured = (json.loads(drawn("json", review(profile=one))) for one in ("default", "seal-2"))
    jsonschema.Draft202012Validator(SCHEMA).validate(measured)
    found = measured.pop("sovereignty")
    assert {**measured, "profile": "default"} == plain
    assert found["seal"] == {"at_most": 0, "on_record": None}
    assert found["score"]["on_record"] == 0
    assert [one["id"] for one in found["objectives"]] == [f"SOV-{number}" for number in range(1, 9)]
    assert all(fact["source"] or fact["origin"] for one in found["objectives"] for fact in one["limits"])


def test_json_of_a_profile_without_estimate_fits_the_schema():
    measured = json.loads(drawn("json", review(HARBOUR, "hds")))
    jsonschema.Draft202012Validator(SCHEMA).validate(measured)
    assert measured["sovereignty"]["seal"] is None


def test_sarif_has_a_run_of_its_own_category():
    log = json.loads(drawn("sarif", review()))
    law, beside = log["runs"]
    assert beside["automationDetails"]["id"] == "borderflow/Example/sovereignty/"
    assert law["automationDetails"]["id"] == "borderflow/Example/"
    assert all(result["ruleId"].startswith("SOV-") for result in beside["results"])
    assert not [result for result in law["results"] if result["ruleId"].startswith("SOV-")]
    assert all("sovereignty" in rule["properties"]["tags"] for rule in beside["tool"]["driver"]["rules"])


def test_the_report_has_a_last_chapter():
    page = read_page(drawn("html", review()))
    assert "sovereignty" in page.ids
    assert [cell for cell in page.cells if not cell.strip()] == []
    assert set(page.links) <= set(page.ids)


def test_markdown_has_a_heading_of_its_own():
    text = drawn("markdown", review())
    assert "### Sovereignty (`seal-2`, `dora`)" in text
    assert "an estimate and an upper bound" in text


def test_a_profile_is_repeated_on_the_command_line_and_counts_for_the_exit_code(tmp_path):
    path = tmp_path / "example.yaml"
    path.write_text(ISLAND + "contracts: {island: {dpa: 2026-01-01, assessment: 2026-09-01}}\n", "utf-8")
    plain = run("check", str(path), "--as-of", "2026-11-21", "--only", "SOV", "--profile", "seal-2")
    assert (plain.code, "SEAL-0 at most" in plain.out) == (0, True)
    strict = ("--fail-on", "medium", "--profile", "seal-2", "--profile", "dora")
    assert run("check", str(path), "--as-of", "2026-11-21", "--only", "SOV", *strict).code == 1
