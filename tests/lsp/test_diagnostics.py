"""What a check says, as notes of a text: settings, acceptances, other files, and too much of it."""

from datetime import date
from pathlib import Path

import pytest

from borderflow.api import check
from borderflow.documents import Source
from borderflow.lsp.desk import Desk, is_manifest, shown
from borderflow.lsp.diagnostics import Note, Weight, notes
from borderflow.model.findings import Status

DAY = date(2026, 11, 21)
SAMPLES = Path(__file__).parents[2] / "samples"
COPILOT = (SAMPLES / "support-copilot.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(folder: Path, text: str = COPILOT, desk: Desk | None = None) -> tuple[Note, ...]:
    path = folder / "borderflow.yaml"
    return notes((desk or Desk(lambda: DAY)).check(path, text), Source(shown(path), text))


def codes(found: tuple[Note, ...]) -> set[str]:
    return {note.code for note in found}


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.yaml"))[::4], ids=lambda path: path.stem)
def test_a_sample_gets_the_findings_and_questions_of_check(sample):
    desk, text = Desk(lambda: DAY), sample.read_text(encoding="utf-8")
    (checked,) = check(sample, as_of=DAY)
    assert checked.review
    review = checked.review
    is_open = [one for one in review.findings if one.status is Status.OPEN]
    said_of = [(one.rule, one.location) for one in is_open]
    said_of += [(one.rule, one.location) for one in review.questions]
    expected = {(rule, place.line, place.column) for rule, place in said_of if place}
    source = Source(shown(sample), text)
    places = [(note.code, source.at(note.start)) for note in notes(desk.check(sample, text), source)]
    assert {(code, at.line, at.column) for code, at in places} == expected


def test_settings_count_and_are_read_again_when_they_change(folder):
    desk = Desk(lambda: DAY)
    assert {"PRC-01", "TRN-05"} <= codes(said(folder, desk=desk))
    (folder / "borderflow.toml").write_text('ignore = ["PRC-01"]\n')
    assert "PRC-01" not in codes(said(folder, desk=desk))
    (folder / "borderflow.toml").write_text('only = ["PRC-01"]  # nothing else\n')
    assert codes(said(folder, desk=desk)) - {"MAN-09"} == {"PRC-01"}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('ignore = ["TRN-0"]\n', "There is no rule `TRN-0` (borderflow.toml).\nDid you mean `TRN-10`?"),
        ("ignore = 3\n", "borderflow.toml:1:1: `ignore`"),
        ("ignore = [\n", "This is no TOML"),
        ('profile = ["nowhere"]\n', "nowhere"),
        ('baseline = "missing.json"\n', "missing.json"),
    ],
)
def test_settings_that_cannot_be_read_are_said_at_the_top(folder, settings, words):
    (folder / "borderflow.toml").write_text(settings)
    (note,) = said(folder)
    assert (note.start, note.weight, note.code) == (0, Weight.ERROR, "")
    assert words in note.message
    assert note.subject is None  # nothing in this text would mend it


def test_what_the_baseline_knows_is_not_said(folder):
    from tests.cli.running import run

    (folder / "borderflow.yaml").write_text(COPILOT, encoding="utf-8")
    assert run("baseline", "write", "borderflow.yaml", "--as-of", DAY, "--baseline", "known.json").code == 0
    (folder / "borderflow.toml").write_text('baseline = "known.json"\n')
    assert "PRC-01" not in codes(said(folder))


def test_what_was_accepted_is_not_said_and_what_has_ended_is(folder):
    assert not [note for note in said(folder) if note.code == "ACC-01"]
    later = Desk(lambda: date(2027, 4, 1))
    assert [note for note in said(folder, desk=later) if note.code == "ACC-01"]


def test_a_profile_of_sovereignty_adds_its_findings(folder):
    (folder / "borderflow.toml").write_text('profile = ["seal-3"]\n')
    assert any(code.startswith("SOV-") for code in codes(said(folder)))


def test_sources_beside_a_text_that_is_typed_are_read(folder):
    (folder / "compose.yaml").write_text("services: {db: {image: 'postgres:17'}}\n")
    text = COPILOT.replace("controller:", "sources: [compose.yaml]\ncontroller:")
    assert "" not in codes(said(folder, text))
    (note,) = said(folder, text.replace("[compose.yaml]", "[gone.yaml]"))
    assert text.replace("compose", "gone")[note.start : note.end] == "gone.yaml"


def test_of_very_many_faults_the_first_are_told(folder):
    text = "borderflow: 1\nsystem: {name: a}\ncontroller: {name: b}\n"
    found = said(folder, text + "".join(f"k{number}: 1\n" for number in range(600)))
    assert len(found) == 501
    assert found[-1].message == "100 more; `borderflow check` tells them all."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("borderflow: 1\n", True),
        ("# comment\n\nborderflow : 1\n", True),
        ('"borderflow": 1\n', True),
        ('{\n  "system": {},\n  "borderflow": 1\n}', True),
        ("services:\n  borderflow: {}\n", False),
        ("name: borderflow\n", False),
        ('{"name": "borderflow"}', False),
        ("", False),
    ],
)
def test_a_manifest_declares_itself(text, expected):
    assert is_manifest(text) is expected
