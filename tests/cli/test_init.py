import pytest

from borderflow.cli.first_manifest import first_manifest
from borderflow.cli.interview import QUESTIONS
from tests.cli.running import run


def answered(**answers):
    return {question.key: question.default for question in QUESTIONS} | answers


def test_defaults_make_a_manifest_that_checks(tmp_path):
    path = tmp_path / "borderflow.yaml"
    ran = run("init", path)
    assert (ran.code, ran.out) == (0, "")
    assert f"now run `borderflow check {path}`" in ran.err
    assert run("check", path).code == 0


def test_answers_are_taken(tmp_path):
    path = tmp_path / "m.yaml"
    answers = [
        "system=Té: #1",
        "model=openai",
        "retrieval=yes",
        "training=y",
        "host=aws@eu-central-1",
        "country=de",
    ]
    assert (
        run("init", path, "--answers", *answers, "basis=legitimate interests", "data=Kunden & Verträge").code
        == 0
    )
    text = path.read_text(encoding="utf-8")
    assert 'system: {name: "Té: #1"}' in text
    assert 'kunden-vertrage: {label: "Kunden & Verträge"' in text
    assert "training: {kind: fine-tuning, operator: openai, purpose: main}" in text
    assert run("check", path).code in (0, 1)


@pytest.mark.parametrize(
    "answers",
    [
        {"data": "null"},
        {"data": "42"},
        {"data": "  ---  ", "system": "- a", "controller": "{b"},
        {"system": "yes", "controller": '"quoted" \\ back', "purpose": "a: b # c"},
        {"purpose": "\x1b[31mred", "system": "索引"},
        {"retrieval": "yes", "training": "yes", "model": "mistral"},
    ],
)
def test_whatever_is_answered_is_written_as_yaml(tmp_path, answers):
    from borderflow.documents import loads

    value = loads(first_manifest(answered(**answers)), "m.yaml").value
    assert value["system"]["name"] == answered(**answers)["system"]
    assert value["controller"]["name"] == answered(**answers)["controller"]


@pytest.mark.parametrize(
    ("answer", "message", "hint"),
    [
        ("modle=x", "`init` asks for no `modle`.", "did you mean `model`?"),
        ("country=Germany", "`country` cannot be `Germany`.", "write the two letters of ISO 3166"),
        ("categories=contakt", "`categories` cannot be `contakt`.", "did you mean `contact`?"),
        ("retrieval=perhaps", "`retrieval` cannot be `perhaps`.", "write yes or no"),
        ("basis=because", "`basis` cannot be `because`.", "write one of consent"),
        ("host=over there", "`host` cannot be `over there`.", "write a country (FR)"),
        ("model", "`model` is no answer.", "write `key=value`"),
    ],
)
def test_an_answer_that_cannot_be_taken(tmp_path, answer, message, hint):
    ran = run("init", tmp_path / "m.yaml", "--answers", answer)
    assert ran.code == 2
    assert message in ran.err
    assert hint in ran.err
    assert not list(tmp_path.iterdir())


def test_all_wrong_answers_at_once(tmp_path):
    ran = run("init", tmp_path / "m.yaml", "--answers", "country=Germany", "retrieval=perhaps")
    assert "2 faults" in ran.err


def test_a_file_is_never_overwritten(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text("mine")
    ran = run("init", path)
    assert ran.code == 2
    assert "is there already." in ran.err
    assert path.read_text() == "mine"
    assert run("init", path, "--force").code == 0
    assert path.read_text() != "mine"


def test_a_person_is_asked_until_the_answer_can_be_taken(tmp_path):
    typed = "Copilot\n\nAcme SAS\nGermany\nDE\nTickets\n\n\n\n\nmistral\n"
    ran = run("init", tmp_path / "m.yaml", stdin=typed, terminal=True)
    assert ran.code == 0
    assert "What is the system called? [New system] " in ran.err
    assert ran.err.count("In which country") == 2
    text = (tmp_path / "m.yaml").read_text()
    assert "controller: {name: Acme SAS, country: DE}" in text
    assert "operator: mistral" in text


def test_it_writes_to_standard_output_too():
    assert run("init", "-").out.startswith("# Written by `borderflow init`.")
