"""`report --since`: the earlier result is a file, or travels in an earlier PDF."""

import pytest

from borderflow.errors import InputError
from borderflow.renderers.pdf.attached import attached_result
from tests.cli.running import run

DAY = ("--as-of", "2026-11-21")
MANIFEST = """\
borderflow: 1
system: {name: Desk, version: "1"}
controller: {name: Acme SAS, country: FR}
data: {tickets: {categories: [contact], subjects: [customers]}}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
"""
WIDER = (
    MANIFEST.replace('"1"', '"2"') + "  bot: {kind: llm, operator: openai}\nflows:\n- desk -> bot: tickets\n"
)


@pytest.fixture(name="folder")
def _folder(tmp_path):
    (tmp_path / "old.yaml").write_text(MANIFEST, "utf-8")
    (tmp_path / "new.yaml").write_text(WIDER, "utf-8")
    assert run("check", tmp_path / "old.yaml", *DAY, "--format", "json", "-o", tmp_path / "old.json").code < 2
    return tmp_path


def report(folder, earlier, *more):
    return run("report", folder / "new.yaml", *DAY, "--format", "html", "--since", folder / earlier, *more)


def test_what_the_new_version_adds_is_told(folder):
    ran = report(folder, "old.json")
    assert ran.code == 0
    assert "Changes since version 1" in ran.out
    assert "desk → bot" in ran.out


def test_a_manifest_is_no_result(folder):
    ran = report(folder, "old.yaml")
    assert ran.code == 2
    assert "is no result of Borderflow" in ran.err


def test_a_form_for_programs_takes_no_such_section(folder):
    ran = run("report", folder / "new.yaml", *DAY, "--format", "jsonld", "--since", folder / "old.json")
    assert ran.code == 2
    assert "for programs" in ran.err


def test_of_several_systems_the_one_of_the_name_counts(folder):
    (folder / "other.yaml").write_text(MANIFEST.replace("Desk", "Other").replace('"1"', '"9"'), "utf-8")
    files = (folder / "other.yaml", folder / "old.yaml")
    assert run("check", *files, *DAY, "--format", "json", "-o", folder / "both.json").code < 2
    assert "Changes since version 1" in report(folder, "both.json").out


def test_a_file_that_is_missing_or_no_pdf_is_told_of(folder):
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "cannot be read as a PDF" in report(folder, "bad.pdf").err
    assert report(folder, "none.pdf").code == 2


@pytest.mark.slow
def test_the_result_inside_an_earlier_pdf_does_too(folder):
    assert run("report", folder / "old.yaml", *DAY, "-o", folder / "old.pdf").code == 0
    assert "Changes since version 1" in report(folder, "old.pdf").out
    with pytest.raises(InputError, match="cannot be read as a PDF"):
        attached_result(b"nothing", "old.pdf")
