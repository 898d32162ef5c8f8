"""Drift: what runs and is not declared is a difference; what is declared and does not show, a remark."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from borderflow import api
from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.foreign import Survey
from borderflow.model.drift import Aspect
from borderflow.overlay.page import manifest_page
from borderflow.readers import foreign_readers
from borderflow.readers.manifest import read
from borderflow.resolve import resolve
from borderflow.work.drift import find_drift
from tests.cli.running import run
from tests.overlay.test_laying import CASES, CATALOG
from tests.overlay.test_page import reviewed
from tests.thorough import some_of

DAY = date(2026, 11, 21)
MANIFEST = """\
borderflow: 1
system: {name: Helpdesk}
controller: {name: Acme, country: FR}
data: {tickets: {categories: [contact], subjects: [customers]}}
components:
  web: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
  database: {kind: datastore, software: postgresql, host: ovhcloud@GRA}
  chat: {kind: llm, operator: mistral/api}
  crm: {kind: saas, operator: salesforce}
flows:
  - web -> database: tickets
  - web -> chat: tickets
  - web -> crm: tickets
"""
COMPOSE = """\
name: helpdesk
services:
  web:
    build: .
    environment:
      DATABASE_URL: postgresql://app@db:5432/app
      MISTRAL_BASE_URL: https://api.mistral.ai/v1
  db: {image: "postgres:16"}
"""


@pytest.fixture
def drift(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def find(compose=COMPOSE, manifest=MANIFEST, **files):
        Path("borderflow.yaml").write_text(manifest, encoding="utf-8")
        Path("compose.yaml").write_text(compose, encoding="utf-8")
        for name, text in files.items():
            Path(f"{name}.tf").write_text(text, encoding="utf-8")
        return api.drift("borderflow.yaml", ["compose.yaml", *(f"{name}.tf" for name in files)], as_of=DAY)

    return find


def said(found):
    return [(one.aspect, one.subject) for one in found.differences]


def test_what_is_declared_and_runs_is_no_drift(drift):
    found = drift()
    assert said(found) == []
    assert {(one.shown, one.declared, one.by) for one in found.matches} == {
        ("web", "web", "id"),
        ("db", "database", "software"),
        ("mistral", "chat", "recipient"),
    }
    assert [one.message for one in found.remarks] == ["`crm` is declared, and no file shows it."]


def test_a_recipient_that_nobody_declared(drift):
    found = drift(COMPOSE.replace("    environment:\n", "    environment:\n      OPENAI_API_KEY: sk-x\n"))
    (one,) = found.differences
    assert (one.aspect, one.subject) == (Aspect.RECIPIENT, "openai")
    assert str(one.location).startswith("compose.yaml:6:")
    assert one.known == "inferred"
    assert one.flows == ("web->openai",)
    assert one.answer == "components: {openai: {kind: llm, operator: openai/api}}"


def test_one_whom_no_file_names_is_found_by_a_word_of_the_host(drift):
    compose = COMPOSE.replace("https://api.mistral.ai/v1", "https://api.rerankers.example/v1")
    found = drift(compose)
    assert said(found) == [(Aspect.RECIPIENT, "api.rerankers.example")]
    more = MANIFEST.replace("  crm:", "  rerank: {kind: reranker, operator: rerankers}\n  crm:")
    found = drift(compose, f"{more}  - web -> rerank: tickets\n")
    assert said(found) == []
    assert ("api.rerankers.example", "rerank", "host") in {(m.shown, m.declared, m.by) for m in found.matches}


def test_a_region_that_is_not_the_declared_one(drift):
    manifest = MANIFEST.replace("operator: mistral/api", "operator: aws/bedrock, host: aws@eu-central-1")
    host = "https://bedrock-runtime.us-east-1.amazonaws.com"
    compose = COMPOSE.replace("https://api.mistral.ai/v1", host)
    (one,) = drift(compose, manifest).differences
    assert one.aspect is Aspect.REGION
    assert "(US), and the manifest says DE" in one.message
    assert str(one.declared_at).startswith("borderflow.yaml:8:")
    assert one.answer == "components: {chat: {host: aws/bedrock@us-east-1}}"


def test_a_flow_that_nobody_declared(drift):
    worker = "  worker:\n    build: .\n    environment: {MISTRAL_BASE_URL: https://api.mistral.ai/v1}\n"
    manifest = MANIFEST.replace(
        "  database:", "  worker: {kind: application, host: ovhcloud@GRA}\n  database:"
    )
    found = drift(COMPOSE + worker, manifest)
    assert said(found) == [(Aspect.FLOW, "worker->mistral")]
    assert "`mistral` is `chat` there" in found.differences[0].message
    assert found.differences[0].answer == "flows: ['worker -> chat']"


def test_a_manifest_may_draw_fewer_components(drift):
    worker = "  worker:\n    build: .\n    environment: {MISTRAL_BASE_URL: https://api.mistral.ai/v1}\n"
    found = drift(COMPOSE + worker)
    assert said(found) == []
    assert any("`worker` runs here" in one.message for one in found.remarks)


def test_what_files_only_infer_among_ones_own_is_a_remark(drift):
    compose = COMPOSE + '  queue: {image: "redis:7", depends_on: [web]}\n'
    manifest = MANIFEST.replace("  database:", "  queue: {kind: queue, host: ovhcloud@GRA}\n  database:")
    found = drift(compose, manifest)
    assert said(found) == []


def test_files_that_the_manifest_names(drift, tmp_path):
    drift()
    path = tmp_path / "borderflow.yaml"
    path.write_text(f"{MANIFEST}sources: [compose.yaml]\n", encoding="utf-8")
    assert api.drift("borderflow.yaml", [], as_of=DAY).matches


def test_without_files_there_is_nothing_to_hold_it_against(drift):
    drift()
    with pytest.raises(InputError, match="No file is named"):
        api.drift("borderflow.yaml", [], as_of=DAY)


def test_what_a_user_sees(drift):
    drift()
    ran = run("drift", "borderflow.yaml", "compose.yaml", "--as-of", "2026-11-21")
    assert ran.code == 0
    assert ran.out == EXPECTED
    Path("compose.yaml").write_text(COMPOSE.replace("api.mistral.ai", "api.openai.com"), encoding="utf-8")
    assert run("drift", "borderflow.yaml", "compose.yaml").code == 1
    result = json.loads(run("drift", "borderflow.yaml", "compose.yaml", "-f", "json").out)
    assert result["version"] == 1
    assert [one["subject"] for one in result["differences"]] == ["openai"]
    assert "OpenAI" in run("drift", "borderflow.yaml", "compose.yaml", "-f", "markdown").out


def test_an_overlay_is_no_manifest_to_hold_against_anything(drift):
    with pytest.raises(InputError, match="a whole manifest"):
        drift(manifest="borderflow: 1\ncomponents: {web: {host: ovhcloud@GRA}}\n")


@pytest.mark.parametrize("case", some_of(CASES, 3), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_imported_manifest_does_not_drift_from_its_files(case):
    try:
        files = [
            Survey([case], foreign_readers()).architecture(CATALOG, assume_personal_data=flag)
            for flag in (True, False)
        ]
    except InputError:
        return
    declared = read(loads(manifest_page(reviewed(files[0])), "borderflow.yaml"))
    found = find_drift(*(resolve(one, CATALOG, DAY) for one in (declared, files[1])))
    assert (found.differences, found.remarks) == ((), ())


def test_what_cannot_be_read_is_told(drift):
    drift()
    with pytest.raises(InputError, match=r"There is no file `gone\.yaml`"):
        api.drift("borderflow.yaml", ["compose.yaml", "gone.yaml"], as_of=DAY)
    with pytest.raises(InputError, match="is no manifest"):
        api.drift("compose.yaml", ["borderflow.yaml"], as_of=DAY)


EXPECTED = """\
Helpdesk
as of 2026-11-21 · borderflow.yaml against compose.yaml

No drift, and worth a look (1)
  - `crm` is declared, and no file shows it. borderflow.yaml:9:15

What was matched to what
  in the files  in the manifest  by
  db            database         the only one with that software
  mistral       chat             the same recipient
  web           web              the same id

0 differences, 1 remark, 3 matches
"""
