"""Drafts of transfer impact assessments: what they hold, that they repeat themselves, all or none."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from tests.cli.running import run
from tests.thorough import some_of

SAMPLES = Path(__file__).parents[2] / "samples"
STACK = SAMPLES / "rag-common-us-stack.yaml"
DAY = ("--as-of", "2026-11-21")
EPOCH = {"SOURCE_DATE_EPOCH": "1795219200"}
STRANGE = """\
borderflow: 1
system: {name: '../../etc/passwd '}
controller: {name: 'Ac<w:p/>me', country: FR}
data:
  notes: {categories: [contact], subjects: [customers], label: "A & <b>\\u0007"}
components:
  app: {kind: application, operator: self, host: {country: FR}, holds: [notes]}
  far: {kind: saas, operator: '%s', holds: [notes]}
flows: ["app -> far: notes"]
parties: {'%s': {entity: 'C:\\\\con / Über GmbH', country: IN, role: processor}}
"""


@pytest.fixture(name="small")
def _small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(STRANGE.replace("%s", "far-away"), "utf-8")
    return path


def write(*words, **settings):
    return run("tia", *words, *DAY, **settings)


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tia") / "drafts"
    assert write(STACK, "-o", folder).code == 0
    return folder


def texts(path):
    document = docx.Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def test_a_draft_a_transfer_with_the_number_of_the_report(folder):
    names = sorted(path.name for path in folder.iterdir())
    assert [name.split("-")[3] for name in names] == ["t1", "t2", "t3", "t4"]
    assert all(re.fullmatch(r"[a-z0-9-]+\.docx", name) for name in names)


def test_the_six_steps_with_facts_and_their_sources(folder):
    paragraphs, cells = texts(next(folder.glob("*-t4-*")))
    steps = [text for text in paragraphs if re.match(r"\d\. ", text)]
    assert [step[0] for step in steps] == ["1", "2", "3", "4", "5", "6"]
    assert "OpenAI OpCo, LLC" in cells
    assert any("FISA Section 702" in text for text in cells)
    assert any(text.endswith("rag-common-us-stack.yaml, line\u00a028") for text in cells)
    assert any("Decision (EU) 2023/1795" in text for text in cells)
    assert "No tool on record for the onward transfer to OpenAI OpCo, LLC in the United States" in cells
    assert sum(text.startswith("To complete: ") for text in cells) > 15
    said = " ".join((*paragraphs, *cells)).casefold()
    assert not re.search(r"\b(compliant|certified by|is legal|is safe)\b", said)


def test_open_questions_about_the_transfer_stand_with_what_to_write(folder):
    paragraphs, cells = texts(next(folder.glob("*-t2-*")))
    at = cells.index("Q1")
    assert "Open questions about this transfer" in paragraphs
    assert cells[at + 1].startswith("What does a dated extract of the list say about LangChain")
    assert cells[at + 2].startswith("contracts: {langsmith: {dpf:")
    paragraphs, _ = texts(next(folder.glob("*-t4-*")))
    assert "Open questions about this transfer" not in paragraphs


def lines(path):
    rows = [row for table in docx.Document(path).tables for row in table.rows if len(row.cells) == 4]
    return [tuple(cell.text.replace("\u00a0", " ") for cell in row.cells) for row in rows]


def test_what_the_manifest_does_not_say_is_not_on_record(folder):
    found = lines(next(folder.glob("*-t4-*")))
    states = {(label, text): state for label, text, state, _ in found}
    assert states["Exporter", "OpenAI Ireland Ltd"] == "Published"
    assert states["Importer", "OpenAI OpCo, LLC"] == "Published"
    assert states["Kind of transfer", "Onward transfer by the processor"] == "Inferred"
    assert states["Component", "answer, run by OpenAI, US and others"] == "Published"
    assert (
        states["Data", "Tickets: contact and correspondence (free text); data subjects: customers"]
        == "On record"
    )


def test_what_the_manifest_says_is_on_record(small, tmp_path):
    write(small, "-o", tmp_path / "out")
    states = {label: state for label, _, state, _ in lines(next((tmp_path / "out").iterdir()))}
    assert (states["Exporter"], states["Importer"], states["Component"]) == ("On record", "On record", "Open")


def test_the_law_over_the_group_of_the_importer_is_told_beside_that_of_its_country(folder):
    told = {label for label, *_ in lines(next(folder.glob("*-t1-*")))}
    assert {"Access law, Canada", "Access law, United States"} <= told


def test_no_fact_is_without_state_and_source(folder):
    for path in folder.iterdir():
        for table in docx.Document(path).tables:
            if len(table.columns) == 4:
                assert all(cell.text.strip() for row in table.rows for cell in row.cells)


def test_an_open_field_is_told_by_word_and_colour(folder):
    document = docx.Document(next(folder.glob("*-t4-*")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    (one, *_) = [cell for cell in cells if cell.text.startswith("To complete: ")]
    assert 'w:fill="FFF2B3"' in one._tc.xml


def test_a_step_that_adequacy_spares_asks_for_nothing(tmp_path):
    text = STRANGE.replace("country: IN", "country: CH").replace("%s", "alpine")
    path = tmp_path / "alpine.yaml"
    path.write_text(text, "utf-8")
    assert write(path, "-o", tmp_path / "out").code == 0
    paragraphs, _ = texts(next((tmp_path / "out").iterdir()))
    assert "Nothing is to be completed here: this step is not required." in paragraphs


def test_the_same_bytes_each_time(small, tmp_path):
    write(small, "-o", tmp_path / "one")
    write(small, "-o", tmp_path / "again")
    (path,) = (tmp_path / "one").iterdir()
    assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
    write(small, "-o", tmp_path / "dated", environ=EPOCH)
    document = docx.Document(str(tmp_path / "dated" / path.name))
    assert document.core_properties.created == datetime.fromtimestamp(1795219200, UTC)
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_people_wrote_is_not_overwritten(small, tmp_path):
    write(small, "-o", tmp_path / "out")
    (path,) = (tmp_path / "out").iterdir()
    before = path.read_bytes()
    path.write_bytes(b"filled in")
    refused = write(small, "-o", tmp_path / "out")
    assert refused.code == 2
    assert "would be overwritten" in refused.err
    assert path.read_bytes() == b"filled in"
    assert write(small, "-o", tmp_path / "out", "--force").code == 0
    assert path.read_bytes() == before


def test_all_or_none(small, tmp_path, monkeypatch):
    second = tmp_path / "second.yaml"
    second.write_text(small.read_text("utf-8"), "utf-8")
    written: list[Path] = []

    def full(self, data):
        if len(written) == 1:
            raise OSError(28, "No space left on device")
        written.append(self)
        self.touch()

    monkeypatch.setattr(Path, "write_bytes", full)
    refused = write(small, second, "-o", tmp_path / "out")
    assert refused.code == 2
    assert "no space left on device" in refused.err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_where_the_folder_should_be(small, tmp_path):
    (tmp_path / "out").write_text("x")
    refused = write(small, "-o", tmp_path / "out")
    assert refused.code == 2
    assert "cannot be written to" in refused.err


@pytest.mark.parametrize("name", some_of(["..%2f..%2fetc", "con", "a" * 300, "ÜÄÖ", "日本"], 2))
def test_no_name_gets_into_a_path(name, tmp_path):
    path = tmp_path / "strange.yaml"
    path.write_text(STRANGE.replace("%s", name), "utf-8")
    ran = write(path, "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    (found,) = (tmp_path / "out").iterdir()
    assert re.fullmatch(r"tia-[a-z0-9-]{1,140}\.docx", found.name)
    paragraphs, cells = texts(found)
    assert "A & <b>\ufffd: contact; data subjects: customers" in cells
    assert "Ac<w:p/>me, France" in cells
    assert paragraphs


@pytest.mark.parametrize(
    ("language", "step", "open_"),
    [("fr", "1. Connaître le transfert", "À compléter\u00a0: "), ("de", "1. ", "Auszufüllen: ")],
)
def test_in_another_language(language, step, open_, small, tmp_path):
    assert write(small, "-o", tmp_path / "out", "--lang", language).code == 0
    (path,) = (tmp_path / "out").iterdir()
    paragraphs, cells = texts(path)
    assert any(text.startswith(step) for text in paragraphs)
    assert sum(text.startswith(open_) for text in cells) > 15
    assert not any(text.startswith(("To complete", "Not declared", "On record")) for text in cells)
    foot = docx.Document(str(path)).sections[0].footer.paragraphs[0].text
    assert not foot.startswith("Draft")
    assert docx.Document(str(path)).core_properties.language == f"{language}-{language.upper()}"


def test_two_systems_of_one_name_have_a_draft_each(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(STRANGE.replace("%s", "far-away"), "utf-8")
    assert write(tmp_path / "one.yaml", tmp_path / "two.yaml", "-o", tmp_path / "out").code == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_nothing_to_assess(tmp_path):
    ran = write(SAMPLES / "rag-ovhcloud-mistral-eu.yaml", "-o", tmp_path / "out")
    assert ran.code == 0
    assert "no importer is established outside the EEA: there is no draft to write." in ran.err
    assert "Data may be processed in Switzerland: ask who does so there." in ran.err
    assert not (tmp_path / "out").exists()


def test_what_nobody_knows_is_not_told_as_no_transfer(tmp_path):
    path = tmp_path / "open.yaml"
    path.write_text(
        "borderflow: 1\nsystem: {name: X}\ncontroller: {name: A, country: FR}\n"
        "data: {notes: {categories: [contact], subjects: [customers]}}\n"
        "components:\n  app: {kind: application, host: {country: FR}, holds: [notes]}\n"
        "  far: {kind: saas, operator: who}\nflows: ['app -> far: notes']\n"
        "parties: {who: {entity: Who SAS, country: FR, role: processor}}\n",
        "utf-8",
    )
    ran = write(path, "-o", tmp_path / "out")
    assert ran.code == 0
    assert "Whether data are transferred is open" in ran.err
