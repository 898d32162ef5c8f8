"""What `import` writes is judged as the files that it was made from, and says in place what is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.foreign import Survey
from borderflow.overlay.page import manifest_page
from borderflow.pipeline import review
from borderflow.readers import foreign_readers
from borderflow.readers.manifest import read
from tests.overlay.test_laying import CASES, CATALOG, REAL_ONES, RULES, SETTINGS
from tests.thorough import some_of


def reviewed(architecture):
    return review(architecture, CATALOG, RULES, SETTINGS)


def findings(made):
    return [
        (one.rule, one.subject, one.severity, one.outcome, [other.rule for other in one.also])
        for one in made.findings
    ]


@pytest.mark.parametrize("path", [*some_of(CASES, 3), *REAL_ONES], ids=lambda path: "/".join(path.parts[-2:]))
def test_the_manifest_is_judged_as_the_files(path):
    try:
        files = Survey([path], foreign_readers()).architecture(CATALOG)
    except InputError:
        return
    before = reviewed(files)
    text = manifest_page(before)
    after = reviewed(read(loads(text, "borderflow.yaml")))
    assert findings(after) == findings(before), text
    assert {one.asks for one in after.questions if one.rule} == {
        one.asks for one in before.questions if one.rule
    }


def test_facts_origins_and_questions_stand_in_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("compose.yaml").write_text(COMPOSE, encoding="utf-8")
    page = manifest_page(reviewed(Survey([Path("compose.yaml")], foreign_readers()).architecture(CATALOG)))
    assert page == EXPECTED


COMPOSE = """\
name: helpdesk
services:
  web:
    build: .
    ports: ["8080:8080"]
    environment:
      OPENAI_API_KEY: sk-abcdefghijklmnop1234
      RERANK_URL: ${RERANK_URL}
  db: {image: "postgres:16"}
"""
EXPECTED = """\
# Written by `borderflow import` from compose.yaml. Each comment says where a fact stands.
# The files declare no data. What users enter is assumed to be personal data, and to reach every
# service that a component calls (`--no-assume-personal-data` leaves that out).
borderflow: 1

system:
  name: helpdesk

controller:
  name: The controller (not stated)

data:
  user-input:
    label: What users enter (assumed)
    # ? Which data do people enter, and about whom? Without an answer everything that is entered
    # counts as ordinary personal data; health data, children or employees change most verdicts.
    subjects: [users]
    # ? As asked above.
    # categories: [contact, correspondence]

components:
  # compose.yaml:9:3
  db:
    # inferred: the image is of postgresql
    kind: datastore
    software: postgresql
  # compose.yaml:7:23
  openai:
    kind: llm
    label: OpenAI API
    # inferred: the key `OPENAI_API_KEY` is set, and no base URL leads elsewhere
    operator: openai/api
  # compose.yaml:8:19
  rerank-url:
    kind: reranker
    # unknown: `RERANK_URL` takes its host from `RERANK_URL`, which no file sets
    # ? Which service does `RERANK_URL` lead to, and who operates it? Whoever answers there receives
    # the data: a recipient, perhaps in a third country.
    operator: unknown
    # ? As asked above.
    # ? Where are data processed in `rerank-url`, `web`? Whether data leave the Union, and whose law
    # reaches them, turns on where they are processed. A controller has to be able to show it.
    host: unknown
  # compose.yaml:3:3
  web:
    # inferred: it is built here
    kind: application
    holds: [user-input]
    # ? As asked above.
    host: unknown

flows:
  # compose.yaml:7:23, inferred: the key `OPENAI_API_KEY` is set, and no base URL leads elsewhere
  - web -> openai: [user-input]
  # compose.yaml:8:19, unknown: `RERANK_URL` takes its host from `RERANK_URL`, which no file sets
  - web -> rerank-url: [user-input]
"""
