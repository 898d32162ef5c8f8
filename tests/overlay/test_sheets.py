"""A sheet is written, filled in and read back: what was asked is answered, and what is no answer is told."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from borderflow import api
from borderflow.errors import InputError
from borderflow.overlay import workbook
from borderflow.overlay.sheets import answers_layer
from borderflow.renderers import QUESTION_RENDERERS, find_question_renderer
from borderflow.work.asking import question_sheet
from tests.overlay.test_overlay import COMPOSE

DAY = date(2026, 11, 21)
CATALOG = api.open_catalog()
ANSWERS = {
    '{"path": ["data", "user-input", "categories"]}': "contact, correspondence",
    '{"path": ["data", "user-input", "subjects"]}': "customers",
    '{"path": ["components", "rerank-url", "operator"]}': "cohere/api",
    '{"path": ["components", "rerank-url", "host"]}': "FR",
    '{"path": ["components", "web", "host"]}': "FR",
    '{"path": ["components", "db", "host"]}': "ovhcloud@GRA",
    '{"path": ["components", "mistral", "tier"]}': "business",
    '{"path": ["components", "mistral", "training_use"]}': "no",
}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("compose.yaml").write_text(COMPOSE, encoding="utf-8")


def reviewed(*answers):
    (result,) = api.check(["compose.yaml"], as_of=DAY, answers=answers)
    if result.error:
        raise result.error
    return result.review


def write(form, review=None):
    renderer = find_question_renderer(form)
    path = Path(f"questions{renderer.suffix}")
    path.write_bytes(renderer.render(question_sheet(review or reviewed(), CATALOG)))
    return path


def fill(path, answers):
    """As a person does, by the key that stands in the row."""
    if path.suffix == ".json":
        value = json.loads(path.read_text(encoding="utf-8"))
        for one in value["questions"]:
            one["answer"] = answers.get(one["key"])
        path.write_text(json.dumps(value), encoding="utf-8")
    elif path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        for one in rows[1:]:
            one[3] = answers.get(one[-1], "")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
    else:
        book = load_workbook(path)
        for row in book.worksheets[0].iter_rows(min_row=2):
            row[3].value = answers.get(row[8].value)
        book.save(path)
    return path


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_filled_answers_are_facts_of_the_system(form):
    made = reviewed(fill(write(form), ANSWERS)).architecture
    assert made.components["rerank-url"].operator == "cohere/api"
    assert made.components["web"].host.countries == ("FR",)
    assert made.components["db"].host.region == "GRA"
    assert made.components["mistral"].safeguards.training_use == "no"
    assert made.data["user-input"].categories == ("contact", "correspondence")
    assert made.inputs[-1].format == "answers"


def test_what_is_answered_is_not_asked_again():
    before = {one.key for one in question_sheet(reviewed(), CATALOG).rows}
    after = {one.key for one in question_sheet(reviewed(fill(write("xlsx"), ANSWERS)), CATALOG).rows}
    assert ANSWERS.keys() <= before
    assert ANSWERS.keys() & after == set()


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_possibility_is_answered_with_yes_or_no(answer):
    (key,) = [one.key for one in question_sheet(reviewed(), CATALOG).rows if one.subject == "anthropic"]
    made = reviewed(fill(write("csv"), {key: answer}))
    assert ("anthropic" in made.architecture.components) == (answer == "yes")
    assert "anthropic" not in {one.subject for one in made.questions}


def test_regions_and_words_are_offered():
    compose = COMPOSE.replace(
        "OPENAI_API_KEY: sk-abcdefghijklmnop1234", "S3_ENDPOINT: https://s3.amazonaws.com"
    )
    Path("compose.yaml").write_text(compose, encoding="utf-8")
    rows = {one.key: one for one in question_sheet(reviewed(), CATALOG).rows}
    categories = rows['{"path": ["data", "user-input", "categories"]}']
    assert "health" in categories.options
    training = rows['{"path": ["components", "mistral", "training_use"]}']
    assert training.options == ("yes", "no", "unknown")
    assert training.is_closed
    book = load_workbook(write("xlsx"))
    assert book.worksheets[1].sheet_state == "hidden"
    assert {one.type for one in book.worksheets[0].data_validations.dataValidation} == {"list"}
    assert book.worksheets[0].column_dimensions["I"].hidden


@pytest.mark.parametrize("form", sorted(QUESTION_RENDERERS))
def test_the_same_questions_give_the_same_bytes(form):
    assert write(form).read_bytes() == write(form).read_bytes()


def test_an_answer_that_is_none_is_told_with_its_cell():
    path = fill(write("xlsx"), {'{"path": ["components", "mistral", "training_use"]}': "perhaps"})
    with pytest.raises(
        InputError, match=r"`perhaps` in D\d+ is no answer here. \(write one of yes, no, unknown\)"
    ):
        reviewed(path)


def test_a_word_that_nobody_knows_is_told_with_its_cell():
    path = fill(write("xlsx"), {'{"path": ["data", "user-input", "categories"]}': "helth"})
    with pytest.raises(InputError, match=r"helth.* It stands in cell D\d+.*did you mean `health`"):
        reviewed(path)


def test_an_answer_whose_component_is_gone_is_told_and_stops_nobody():
    path = fill(write("xlsx"), {'{"path": ["components", "db", "host"]}': "ovhcloud@GRA"})
    renamed = COMPOSE.replace("  db:", "  database:").replace("@db:", "@database:")
    Path("compose.yaml").write_text(renamed, encoding="utf-8")
    (stale,) = [one for one in reviewed(path).questions if "Nothing describes" in one.why]
    assert str(stale.location).startswith("questions.xlsx:")
    assert stale.subject == "db"


def test_formulas_are_not_written():
    odd = COMPOSE + '  "=cmd|calc": {image: "redis:7", environment: {A_URL: "https://x.example"}}\n'
    Path("compose.yaml").write_text(odd, encoding="utf-8")
    cells = [
        cell.value
        for row in load_workbook(write("xlsx")).worksheets[0].iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert cells == []
    table = csv.reader(io.StringIO(write("csv").read_text(encoding="utf-8-sig"), newline=""))
    assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_formulas_are_not_read(form):
    path = fill(write(form), {'{"path": ["components", "db", "host"]}': '=WEBSERVICE("http://x")'})
    with pytest.raises(InputError, match=r"A formula stands in cell D\d+"):
        reviewed(path)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_BYTES", 10_000)
    path = Path("bomb.xlsx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 100_000)
    with pytest.raises(InputError, match="unpacks to too much"):
        reviewed(path)


def test_declarations_of_entities_are_refused():
    path, new = write("xlsx"), Path("new.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as parts:
        for one in old.infolist():
            bomb = (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' if "sheet1" in one.filename else b""
            )
            parts.writestr(one.filename, bomb + old.read(one))
    with pytest.raises(InputError, match="declarations"):
        reviewed(new)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"no zip", "no workbook"),
        ("a.xlsx", b"", "no workbook"),
        ("a.csv", b"\0\xff,\n", "no columns"),
        ("a.csv", b"", "no columns"),
        ("a.csv", b"answer,key\nyes,\n", "no question"),
        ("a.csv", b'answer,key\nyes,"{""path"": [1, 2]}"\n', "no question"),
        ("a.csv", b'answer,key\nyes,"{""path"": [""components"", 0, ""x""]}"\n', "."),
        ("a.csv", b'answer,key\nyes,"{""path"": [""components"", ""web"", 7]}"\n', "no question"),
        (
            "a.csv",
            b'answer,key\nyes,"{""with"": ""components: [1]""}"\nyes,"{""with"": ""flows: 3""}"\n',
            ".",
        ),
        ("a.csv", b'answer,key\nx,"{""path"": [""borderflow"", ""b""]}"\n', "."),
        ("a.json", b"{", "JSON"),
        ("a.json", b'{"questions": [3, {"answer": {"a": 1}, "key": 4}]}', "no question"),
        ("a.ods", b"", "no sheet of answers"),
    ],
)
def test_what_is_no_sheet_is_a_fault_and_never_a_traceback(name, data, words):
    Path(name).write_bytes(data)
    with pytest.raises(InputError, match=words):
        reviewed(name)


def test_a_damaged_workbook_is_a_fault():
    data = write("xlsx").read_bytes()
    for place in range(0, len(data), 97):
        path = Path("damaged.xlsx")
        path.write_bytes(data[:place] + b"\0" + data[place + 1 :])
        with contextlib.suppress(InputError):  # either is right, anything else is a fault of ours
            answers_layer(path)


def test_answers_to_a_manifest_alone():
    Path("own.yaml").write_text(
        "borderflow: 1\nsystem: {name: own}\ncontroller: {name: A, country: FR}\n"
        "data: {tickets: {categories: [contact]}}\ncomponents: {a: {kind: application, holds: [tickets]}}\n",
        encoding="utf-8",
    )
    (result,) = api.check(["own.yaml"], as_of=DAY)
    path = fill(write("xlsx", result.review), {'{"path": ["components", "a", "host"]}': "FR"})
    (after,) = api.check(["own.yaml"], as_of=DAY, answers=[path])
    assert after.review
    host = after.review.architecture.components["a"].host
    assert host
    assert host.countries == ("FR",)


def test_who_is_asked_for_a_recipient_names_it_and_what_goes_there():
    there = "components: {web-recipient: {kind: saas, operator: company/product}}"
    lines = f"{there}\nflows: ['web -> web-recipient: …']"
    keys = [
        {"path": ["components", "web-recipient", "operator"], "with": lines},
        {"path": ["flows", "web -> web-recipient", "carries"], "with": lines},
    ]
    rows = [
        {"key": json.dumps(key), "answer": answer} for key, answer in zip(keys, ("brevo", ""), strict=True)
    ]
    Path("a.json").write_text(json.dumps({"questions": rows}), encoding="utf-8")
    made = reviewed("a.json").architecture
    assert made.components["web-recipient"].operator == "brevo"
    assert [flow.id for flow in made.flows if flow.target == "web-recipient"] == ["web->web-recipient"]
    rows[1]["answer"] = "user-input"
    Path("a.json").write_text(json.dumps({"questions": rows}), encoding="utf-8")
    made = reviewed("a.json").architecture
    assert [flow.id for flow in made.flows if flow.target == "web-recipient"] == ["web->web-recipient"]


def test_unknown_leaves_a_question_open():
    key = '{"path": ["data", "user-input", "categories"]}'
    made = reviewed(
        fill(write("csv"), {key: "unknown", '{"path": ["components", "web", "host"]}': "unknown"})
    )
    assert key in {one.key for one in question_sheet(made, CATALOG).rows}
    assert not [one for one in made.findings if "unknown" in one.parties]
