"""A manifest beside foreign files: what it may say, and what is said when both disagree."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from pathlib import Path

import pytest

from borderflow import api
from borderflow.errors import InputError
from tests.readers.sketch import recipients

DAY = date(2026, 11, 21)
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
      ANTHROPIC_API_KEY: ${ANTHROPIC_API_KEY:-}
  db: {image: "postgres:16"}
"""


@pytest.fixture
def system(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def review(manifest="", compose=COMPOSE, **more):
        (tmp_path / "compose.yaml").write_text(compose, encoding="utf-8")
        (tmp_path / "borderflow.yaml").write_text(f"borderflow: 1\n{manifest}", encoding="utf-8")
        (result,) = api.check(["compose.yaml", "borderflow.yaml"], as_of=DAY, **more)
        if result.error:
            raise result.error
        return result.review

    return review


def asked(review):
    return {(one.rule, one.subject, one.asks) for one in review.questions}


def test_a_manifest_says_what_files_cannot(system):
    review = system(
        "controller: {name: Acme, country: FR}\n"
        "contracts: {mistral: {dpa: 2026-03-01}}\n"
        "components: {db: {host: ovhcloud@GRA}, crm: {kind: saas, operator: salesforce}}\n"
        "flows: ['web -> crm: user-input']\n"
        "purposes: {answer: {basis: contract, record: ROPA-1}}\n"
    )
    made = review.architecture
    assert made.controller.name == "Acme"
    assert made.system.name == "helpdesk"
    assert made.components["db"].host.provider == "ovhcloud"
    assert made.components["crm"].operator == "salesforce"
    assert [one.path for one in review.inputs] == ["compose.yaml", "borderflow.yaml"]
    places = {one.id: (one.file, one.line) for one in review.flows}
    assert places["web->db"] == ("compose.yaml", 8)
    assert places["web->crm"] == ("borderflow.yaml", 5)


def test_every_line_of_a_question_about_files_answers_it(system):
    review = system()
    lines = [one for one in review.questions if one.answer]
    kinds = {(one.rule or one.subject) for one in lines}
    assert kinds == {"data", "rerank-url", "anthropic", "MAN-01", "MAN-04"}
    for question in lines:
        answered = asked(system(filled(question.answer)))
        assert (question.rule, question.subject, question.asks) not in answered, question.answer
    everything = "".join(filled(one.answer) for one in lines)
    assert not asked(system(everything)) & {(one.rule, one.subject, one.asks) for one in lines}


def filled(line):
    for word, value in (
        ("company/product", "cohere/api"),
        ("company@region", "ovhcloud@GRA"),
        ("tier: …", "tier: business"),
    ):
        line = line.replace(word, value)
    return f"{line}\n"


def test_what_a_file_only_infers_is_overruled(system):
    review = system("components: {openai: {operator: azure/openai, host: azure@swedencentral}}\n")
    assert recipients(review.architecture)["azure/openai"] == "swedencentral"
    assert review.architecture.reading.bases["openai", "operator"].how == "declared"
    assert not review.architecture.reading.disputes


def test_a_key_that_is_not_used_is_taken_out(system):
    review = system("components: {openai: none, anthropic: none}\n")
    assert "openai" not in review.architecture.components
    assert not [one for one in review.architecture.flows if one.target == "openai"]
    assert "anthropic" not in {one.subject for one in review.questions}


def test_where_a_file_declares_something_else_the_worse_counts_and_both_are_named(system):
    compose = COMPOSE.replace(
        "OPENAI_API_KEY: sk-abcdefghijklmnop1234", "OPENAI_BASE_URL: https://api.openai.com/v1"
    )
    review = system("components: {openai: {operator: self}}\n", compose)
    assert review.architecture.components["openai"].operator == "openai/api"
    (found,) = [one for one in review.findings if one.rule == "MAN-06"]
    words = r"by `self` by borderflow.yaml:2:\d+, and operated by `openai/api` by compose.yaml:7"
    assert re.search(words, found.message)
    worse = system("components: {mistral: {operator: openai/api}}\n")
    assert worse.architecture.components["mistral"].operator == "openai/api"
    assert [one for one in worse.findings if one.rule == "MAN-06"]


def test_a_reason_settles_the_dispute(system):
    review = system("components: {mistral: {operator: self, host: ovhcloud@GRA, override: A mirror}}\n")
    assert review.architecture.components["mistral"].operator == "self"
    assert not [one for one in review.findings if one.rule == "MAN-06"]


@pytest.mark.parametrize("id_", ["mistral", "db"])
def test_what_a_file_describes_cannot_be_talked_away(system, id_):
    review = system(f"components: {{{id_}: none}}\n")
    assert id_ in review.architecture.components
    assert any(id_ in text for text in review.architecture.reading.disputes)


def test_who_loses_on_the_operator_loses_on_the_place(system):
    review = system("components: {mistral: {operator: self, host: ovhcloud@GRA}}\n")
    assert review.architecture.components["mistral"].operator in {"self", "mistral/api"}
    compose = COMPOSE.replace("https://api.eu.mistral.ai/v1", "https://api.openai.com/v1")
    review = system("components: {openai: {operator: self, host: ovhcloud@GRA}}\n", compose)
    assert review.architecture.components["openai"].operator == "openai/api"
    assert review.architecture.components["openai"].host is None


def test_a_new_service_shows_with_its_question(system):
    more = COMPOSE + '  queue: {image: "redis:7"}\n'
    review = system("components: {db: {host: ovhcloud@GRA}, web: {host: ovhcloud@GRA}}\n", more)
    assert "queue" in review.architecture.components


def test_an_answer_that_matches_nothing_is_told_with_its_line_and_the_nearest(system):
    review = system("components:\n  webb: {host: ovhcloud@GRA}\nflows: ['web -> dbb: user-input']\n")
    stale = {one.subject: one for one in review.questions if "Nothing describes" in one.why}
    assert str(stale["webb"].location).startswith("borderflow.yaml:3:")
    assert "Did you mean `web`?" in stale["webb"].why
    assert str(stale["dbb"].location).startswith("borderflow.yaml:4:")
    assert "Did you mean `db`?" in stale["dbb"].why


def test_declared_data_take_the_place_of_the_assumed(system):
    data = "data: {tickets: {categories: [health], subjects: [patients]}}\n"
    review = system(data)
    assert set(review.architecture.data) == {"tickets"}
    assert {id_ for flow in review.architecture.flows for id_, _ in flow.carries or ()} == {"tickets"}
    assert "are assumed to be what users enter at `web`" in review.architecture.reading.assumptions[0]
    held = system(f"{data}components: {{web: {{holds: [tickets]}}}}\n")
    assert held.architecture.components["web"].holds == ("tickets",)
    assert ("openai", ("tickets",)) in {
        (flow.target, tuple(id_ for id_, _ in flow.carries)) for flow in held.architecture.flows
    }


def test_an_entrance_of_which_nothing_is_said_keeps_the_assumption(system):
    admin = "  admin: {build: ., ports: ['9000:9000'], environment: {DEEPL_API_KEY: x}}\n"
    review = system(
        "data: {tickets: {categories: [contact]}}\ncomponents: {web: {holds: [tickets]}}\n", COMPOSE + admin
    )
    carried = {flow.id: [id_ for id_, _ in flow.carries or ()] for flow in review.architecture.flows}
    assert carried["admin->deepl"] == ["user-input"]
    assert carried["web->openai"] == ["tickets"]
    assert "data" in {one.subject for one in review.questions}


def test_where_everything_is_said_nothing_is_assumed(system):
    compose = "name: small\nservices:\n  web:\n    build: .\n    environment: {OPENAI_API_KEY: x}\n"
    review = system("data: {t: {categories: [contact]}}\nflows: ['web -> openai: t']\n", compose)
    assert review.architecture.reading.assumptions == ()
    assert "data" not in {one.subject for one in review.questions}


def test_nothing_is_assumed_when_that_is_asked_for(system):
    review = system("data: {tickets: {categories: [contact]}}\n", assume_personal_data=False)
    assert all(flow.carries is None for flow in review.architecture.flows)


def test_faults_stand_at_the_line_of_who_said_it(system):
    with pytest.raises(InputError) as error:
        system("components:\n  web: {hots: ovhcloud@GRA}\n  db: {holds: [ticketz]}\n")
    assert str(error.value.faults[0].location).startswith("borderflow.yaml:3:")


def test_defaults_reach_what_one_runs_oneself(system):
    review = system("defaults: {components: {host: ovhcloud@GRA}}\n")
    places = {id_: one.host and one.host.provider for id_, one in review.architecture.components.items()}
    assert places["web"] == places["db"] == "ovhcloud"
    assert places["openai"] is None


def test_a_manifest_can_name_its_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "infra").mkdir()
    Path("infra/compose.yaml").write_text(COMPOSE, encoding="utf-8")
    Path("borderflow.yaml").write_text("borderflow: 1\nsources: infra/compose.yaml\n", encoding="utf-8")
    (result,) = api.check(["borderflow.yaml"], as_of=DAY)
    assert result.review
    assert "openai" in result.review.architecture.components


@pytest.mark.parametrize(
    "name", ["../elsewhere.yaml", "https://example.eu/compose.yaml", "/etc/passwd", "gone.yaml"]
)
def test_what_lies_elsewhere_is_not_read(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("borderflow.yaml").write_text(f"borderflow: 1\nsources: [{name}]\n", encoding="utf-8")
    (result,) = api.check(["borderflow.yaml"], as_of=DAY)
    assert re.search(r"leads out of|There is no", str(result.error))


def test_several_manifests_are_several_systems(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("compose.yaml").write_text(COMPOSE, encoding="utf-8")
    text = (
        "borderflow: 1\nsystem: {name: NAME}\ncontroller: {name: A}\ncomponents: {a: {kind: application}}\n"
    )
    for name in ("one", "two"):
        Path(f"{name}.yaml").write_text(text.replace("NAME", name), encoding="utf-8")
    results = api.check(["one.yaml", "two.yaml", "compose.yaml"], as_of=DAY)
    assert [one.review and one.review.architecture.system.name for one in results] == [
        "one",
        "two",
        "helpdesk",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "components: []\nflows: {}\ndata: 3",
        "components: {web: 3, db: [1], openai: null}",
        "flows: [3, null, [], {a: b}, '->', 'web ->']",
        "contracts: {openai: 3}\naccepted: {}\ndefaults: [1]",
        "defaults: {components: 3, flows: {local: true}}\nflows: ['web -> db']",
        "sources: [3, {}]",
        "system: x\ncontroller: 3",
        "components: {web: {host: [1]}, db: {host: 'a b c'}}",
    ],
)
def test_wrong_types_are_faults_and_never_a_traceback(text, system):
    with contextlib.suppress(InputError):
        assert system(f"{text}\n").architecture.components


@pytest.mark.parametrize("data", ["{categories: [contact], subjects: [customers]}", "{personal: false}"])
def test_an_answer_about_what_was_only_assumed_contradicts_nothing(system, data):
    review = system(f"data: {{user-input: {data}}}\n")
    assert not review.architecture.reading.disputes
    assert not [one for one in review.findings if one.rule == "MAN-06"]
