"""The register in its four forms: complete, the same in each, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.running import run

SAMPLES = Path(__file__).parents[2] / "samples"
COPILOT = SAMPLES / "support-copilot.yaml"
DAY = ("--as-of", "2026-11-21")
FORMULA = '=HYPERLINK("https://evil.example";"x")'
PROCESSOR = """\
borderflow: 1
system: {name: Payroll, role: processor}
controller: {name: Wages SAS, country: FR}
data:
  pay: {categories: [financial], subjects: [employees], label: '=HYPERLINK("https://evil.example";"x")'}
components:
  app: {kind: application, operator: self, host: {country: FR}, holds: [pay]}
  mail: {kind: saas, operator: mailer, holds: [pay]}
parties:
  mailer: {entity: '@SUM(A1)', country: FR, role: processor, sub_processors: none}
contracts:
  mailer: {dpa: {signed: 2026-01-01}, content: {a: true, b: false, c: unknown}}
"""


def register(*words, form="json"):
    ran = run("register", *words, *DAY, "-f", form)
    assert ran.code == 0, ran.err
    return ran


@pytest.fixture(name="processor")
def _processor(tmp_path):
    path = tmp_path / "payroll.yaml"
    path.write_text(PROCESSOR, "utf-8")
    return path


@pytest.fixture(name="found", scope="module")
def _found():
    return json.loads(register(COPILOT).out)


def test_the_record_has_the_fields_of_the_article(found):
    (row,) = found["record_30_1"]
    assert list(row) == [
        "system", "register_entry", "controller_and_dpo", "purposes", "legal_basis", "data_subjects",
        "data_categories", "recipients", "transfers", "erasure", "security", "declared_in",
    ]  # fmt: skip
    assert row["register_entry"] == "ROPA-12"
    assert row["recipients"] == "Mistral AI, OpenAI, OVHcloud and Sentry"


def test_it_says_what_the_report_says(found):
    page = run("report", COPILOT, *DAY, "-f", "html").out
    for row in found["recipients"]:
        assert row["recipient"] in page
        assert row["entity"].partition(",")[0] in page
    assert [row["id"] for row in found["transfers"]] == ["T1", "T2"]


def test_no_cell_is_empty(found, processor):
    for tables in (found, json.loads(register(processor, SAMPLES / "finetune-openai-no-contract.yaml").out)):
        empty = [
            (name, key)
            for name, rows in tables.items()
            if isinstance(rows, list)
            for row in rows
            for key, cell in row.items()
            if not cell.strip()
        ]
        assert empty == []


def test_the_checklist_tells_record_from_presumption_from_silence(found):
    states = {(row["processor"], row["item"]): row["state"] for row in found["article_28"]}
    assert states["Mistral AI", "28(3), 28(9)"] == "On record"
    assert states["Mistral AI", "28(3)(a)"] == "Not declared"
    assert states["OVHcloud", "28(3)(h)"] == "Presumed"
    assert states["OpenAI", "28(3), 28(9)"] == "Declared: none"
    assert states["OpenAI", "28(3)(a)"] == "Not declared"
    items = [row["item"] for row in found["article_28"] if row["processor"] == "OpenAI"]
    assert items == [
        "28(1)",
        "28(2)",
        "28(3), 28(9)",
        *(f"28(3)({letter})" for letter in "abcdefgh"),
        "28(4)",
    ]


def test_a_processor_has_the_other_record(processor):
    found = json.loads(register(processor).out)
    assert "record_30_1" not in found
    assert list(found["record_30_2"][0])[2:4] == ["processor_and_dpo", "on_behalf_of"]
    states = {row["item"]: row["state"] for row in found["article_28"]}
    assert (states["28(3)(a)"], states["28(3)(b)"], states["28(3)(c)"], states["28(3)(d)"]) == (
        "On record", "Declared: missing", "Open", "Not declared",
    )  # fmt: skip
    assert [row["sub_processor"] for row in found["sub_processors"]] == ["None"]


def test_several_systems_are_one_register(processor):
    found = json.loads(register(COPILOT, processor).out)
    assert (len(found["record_30_1"]), len(found["record_30_2"])) == (1, 1)
    assert {row["system"] for row in found["recipients"]} == {"Support copilot 2.3.0", "Payroll"}


def test_one_system_that_cannot_be_read_is_missed_in_none(processor, tmp_path):
    (tmp_path / "broken.yaml").write_text("borderflow: 1\nsystem: 7\n", "utf-8")
    output = tmp_path / "register.json"
    assert run("register", processor, tmp_path / "broken.yaml", *DAY, "-o", output).code == 2
    assert not output.exists()


def test_the_workbook_holds_the_same_and_no_formula(processor, found):
    first, again = register(COPILOT, processor, form="xlsx"), register(COPILOT, processor, form="xlsx")
    assert first.data == again.data
    book = load_workbook(io.BytesIO(first.data))
    assert book.sheetnames == [
        "Record, Art. 30(1)", "Record, Art. 30(2)", "Recipients", "Sub-processors", "Art. 28 checklist",
        "Transfers",
    ]  # fmt: skip
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(FORMULA in str(cell.value) for cell in cells)
    assert book.properties.created == datetime(2026, 11, 21)  # noqa: DTZ001 - as workbooks have it
    names = [row[1].value for row in book["Recipients"].iter_rows(min_row=3) if row[0].value != "Payroll"]
    assert names == [row["recipient"] for row in found["recipients"]]
    with zipfile.ZipFile(io.BytesIO(first.data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_the_table_holds_the_same_and_no_formula(processor):
    rows = list(csv.reader(io.StringIO(register(processor, form="csv").data.decode("utf-8-sig"))))
    assert rows[0] == ["table", "row", "field", "value"]
    values = {row[3] for row in rows}
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in values)
    assert any(value.startswith(f"'{FORMULA}") for value in values)
    assert any(value.startswith("'@SUM(A1)") for value in values)


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Registre des activités de traitement"), ("de", "Verzeichnis von Verarbeitungstätigkeiten")],
)
def test_in_another_language(language, said):
    page = register(COPILOT, "--lang", language, form="markdown").out
    assert page.startswith(f"# {said}\n")
    english = r"Not declared|On record|Recipient|Presumed|Sub-processor|What is required|Transfers outside"
    assert not re.search(english, page)
    keys = json.loads(register(COPILOT, "--lang", language).out)
    assert list(keys) == list(json.loads(register(COPILOT).out))


def test_markdown_bears_no_markup_of_names(processor):
    text = processor.read_text("utf-8").replace("'@SUM(A1)'", "'a | b <img src=x> [l](http://x)'")
    processor.write_text(text, "utf-8")
    page = register(processor, form="markdown").out
    assert "<img" not in page
    assert "[l](http" not in page
    assert page.startswith("# Register of processing activities\n")


def test_two_sheets_say_the_same_of_deletion(found):
    columns = {row["recipient"]: row["deletion"] for row in found["recipients"]}
    items = {row["processor"]: row["state"] for row in found["article_28"] if row["item"] == "28(3)(g)"}
    assert (columns["OVHcloud"], items["OVHcloud"]) == ("Presumed", "Presumed")
    assert (columns["OpenAI"], items["OpenAI"]) == ("Not on record", "Not declared")


def test_a_deletion_that_is_declared_to_be_missing_is_not_presumed(tmp_path):
    path = tmp_path / "shop.yaml"
    path.write_text(PROCESSOR.replace("role: processor}\n", "role: controller}\n", 1).replace(
        "content: {a: true, b: false, c: unknown}", "deletion: none"), "utf-8")  # fmt: skip
    found = json.loads(register(path).out)
    assert found["recipients"][0]["deletion"] == "Declared: none"
    (item,) = [row for row in found["article_28"] if row["item"] == "28(3)(g)"]
    assert item["state"] == "Declared: none"


def test_the_importer_of_an_onward_transfer_is_a_sub_processor(found):
    named = {row["engaged_by"]: row["sub_processor"] for row in found["sub_processors"]}
    importers = {row["importer"] for row in found["transfers"] if row["kind"].startswith("onward")}
    assert importers == {named["OpenAI"]} == {"OpenAI OpCo, LLC"}
    assert named["Mistral AI"] == "Not declared"


def test_the_law_of_the_seat_reaches_a_recipient_too(found):
    laws = {row["recipient"]: row["law"] for row in found["recipients"]}
    assert laws["OpenAI"] == "Ireland, United States"
    assert laws["OVHcloud"] == "France"


def test_an_item_rests_on_its_own_paper():
    rows = json.loads(register(SAMPLES / "rag-ovhcloud-mistral-eu.yaml").out)["article_28"]
    papers = {row["item"]: row["rests_on"] for row in rows if row["processor"] == "OVHcloud"}
    assert papers["28(1)"] == "20 February 2026"
    assert papers["28(2)"] == "general, 2 March 2026"
    assert papers["28(3)(g)"] == "within 30 days of the end"
    assert papers["28(3), 28(9)"] == "dated 2 March 2026"


def test_a_place_abroad_without_an_importer_is_told():
    page = register(SAMPLES / "rag-ovhcloud-mistral-eu.yaml", form="markdown").out
    said = "No importer on the declared facts; data may be processed in Switzerland"
    assert f"- **Transfers outside the EEA:** {said}\n" in page
    assert page.endswith(f"\n\nTenant helpdesk: {said}.\n")


def test_no_transfer_is_not_said_where_a_place_is_not_known(processor):
    said = "Payroll: Open: a place or a recipient is not known"
    assert said in register(processor, form="markdown").out
    book = load_workbook(io.BytesIO(register(processor, form="xlsx").data))
    assert book["Transfers"]["A3"].value == said


def test_a_role_that_nobody_stated_is_presumed(found, processor):
    roles = {row["recipient"]: row["role"] for row in found["recipients"]}
    assert roles["OVHcloud"] == roles["OpenAI"] == "Processor (presumed)"
    assert roles["Mistral AI"] == "Processor"
    (row,) = json.loads(register(processor).out)["recipients"]
    assert "presumed" not in row["role"]


def test_terms_without_day_or_version_are_not_shown_to_be_concluded(found):
    references = {row["recipient"]: row["reference"] for row in found["recipients"]}
    assert references["Sentry"] == "terms of the provider; conclusion not shown"
    assert references["Mistral AI"] == "version 2026-02, dated 2 March 2026"
    papers = {row["processor"]: row["rests_on"] for row in found["article_28"] if row["item"] == "28(3)(a)"}
    assert papers["Sentry"] == references["Sentry"]


def test_joint_controllers_and_a_representative_stand_beside_the_controller(tmp_path):
    text = PROCESSOR.replace(", role: processor}\n", "}\n", 1).replace(
        "role: processor, sub", "role: joint, sub"
    )
    path = tmp_path / "joint.yaml"
    path.write_text(text.replace("name: Wages SAS, country: FR", "name: Wages AG, country: CH"), "utf-8")
    (row,) = json.loads(register(path).out)["record_30_1"]
    assert row["controller_and_dpo"].splitlines() == [
        "Wages AG, Switzerland",
        "Joint controllers: @SUM(A1)",
        "Representative (Art. 27): Not declared",
        "DPO: Not declared",
    ]


def test_a_controller_in_the_union_needs_no_representative(found):
    assert "Representative" not in found["record_30_1"][0]["controller_and_dpo"]
