"""Foreign files on the command line: what a person with only a compose file gets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import run

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/result-v1.schema.json").read_text("utf-8"))
COMPOSE = """\
name: helpdesk
services:
  web:
    build: .
    ports: ["8080:8080"]
    environment:
      OPENAI_API_KEY: sk-abcdefghijklmnop1234
      DATABASE_URL: postgresql://app:hunter2@db:5432/app
      MISTRAL_BASE_URL: https://api.eu.mistral.ai/v1
      RERANK_URL: ${RERANK_URL}
  db: {image: "postgres:16"}
"""
MANIFEST = """\
borderflow: 1
system: {name: own}
controller: {name: A, country: FR}
components: {a: {kind: application}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.yaml").write_text(COMPOSE, encoding="utf-8")


def check(*words: str):
    return run("check", *words, "--as-of", "2026-11-21")


def test_recipients_countries_and_five_questions():
    ran = check("compose.yaml")
    assert ran.code in (0, 1)
    assert ran.err == ""
    for word in ("OpenAI", "Mistral AI", "IE", "FR", "assumed to be personal data"):
        assert word in ran.out
    assert "Which service does `RERANK_URL` lead to" in ran.out
    assert ran.out.count("\n? ") <= 5


def test_no_secret_is_printed():
    for form in ("text", "json", "sarif", "markdown"):
        ran = check("compose.yaml", "--format", form, *(("--verbose",) if form == "text" else ()))
        assert "hunter2" not in ran.out
        assert "sk-abcdefghijklmnop1234" not in ran.out


def test_a_folder_without_a_manifest_is_searched():
    assert json.loads(check(".", "--format", "json").out)["inputs"][0]["format"] == "compose"


def test_places_point_into_the_foreign_file():
    results = json.loads(check("compose.yaml", "--format", "sarif").out)["runs"][0]["results"]
    lines = {
        place["physicalLocation"]["region"]["startLine"]
        for result in results
        for place in result["locations"]
        if place["physicalLocation"]["artifactLocation"]["uri"] == "compose.yaml"
    }
    assert 7 in lines


def test_json_says_how_each_fact_is_known():
    result = json.loads(check("compose.yaml", "--format", "json").out)
    jsonschema.validate(result, SCHEMA)
    known = {(one["of"], one["field"]): one["known"] for one in result["reading"]["facts"]}
    assert known["openai", "operator"] == "inferred"
    assert known["mistral", "operator"] == "declared"
    assert known["rerank-url", "operator"] == "unknown"
    assert result["reading"]["assumptions"]
    assert result["reading"]["supply"][0]["source"] == "postgres:16"


def test_the_assumption_can_be_left_out():
    ran = check("compose.yaml", "--no-assume-personal-data")
    assert "assumed" not in ran.out
    assert ran.code == 0


def test_a_format_can_be_forced_and_a_slip_is_told():
    assert check("compose.yaml", "--from", "compose").code in (0, 1)
    assert "did you mean `compose`?" in check("compose.yaml", "--from", "composs").err


def test_a_manifest_beside_it_belongs_to_it(tmp_path):
    (tmp_path / "borderflow.yaml").write_text(MANIFEST, encoding="utf-8")
    result = json.loads(check("borderflow.yaml", "compose.yaml", "--format", "json").out)
    jsonschema.validate(result, SCHEMA)
    assert result["system"]["name"] == "own"
    assert [one["path"] for one in result["inputs"]] == ["compose.yaml", "borderflow.yaml"]
    assert {"a", "web", "openai"} <= {one["id"] for one in result["components"]}


def test_nobody_pays_for_foreign_formats_who_has_none(tmp_path):
    (tmp_path / "borderflow.yaml").write_text(MANIFEST, encoding="utf-8")
    code = (
        "import sys; from borderflow.cli import main; main(['check', 'borderflow.yaml']);"
        "sys.exit(any(name.startswith('borderflow.foreign') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_picture_and_the_report_take_them_too():
    assert b"<svg" in run("graph", "compose.yaml", "-o", "-").data
    assert "OpenAI" in run("report", "compose.yaml", "--format", "markdown", "-o", "-").out
    assert json.loads(run("graph", "compose.yaml", "-f", "node-link").out)["nodes"]
