"""Settings beside what is checked: they fill in what the command line leaves out."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run

SAMPLE = Path(__file__).parents[2] / "samples" / "finetune-openai-no-contract.yaml"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.yaml").write_bytes(SAMPLE.read_bytes())
    return tmp_path


def settings(text, name="borderflow.toml"):
    Path(name).write_text(text, encoding="utf-8")


def check(*words):
    return run("check", "--as-of", "2026-11-21", *words)


def test_settings_fill_in_and_the_command_line_wins(folder):
    settings('paths = "*.yaml"\nfail-on = "never"\nonly = "PRC"\nformat = "json"\n')
    ran = check()
    assert ran.code == 0
    assert {one["rule"][:3] for one in json.loads(ran.out)["findings"]} == {"PRC"}
    ran = check("a.yaml", "--fail-on", "low", "--only", "TRN-05")
    assert ran.code == 1
    assert [one["rule"] for one in json.loads(ran.out)["findings"]] == ["TRN-05"]
    assert check("a.yaml", "--no-config").code == 1


def test_own_severities_and_profiles_are_named_in_the_report(folder):
    settings(
        'profile = "house"\n[severities]\n"PRC-01" = "medium"\n'
        '[profiles.house]\nname = "House"\nseverities = {DPI-01 = "low"}\n'
    )
    told = json.loads(check("a.yaml", "--format", "json").out)
    assert told["profile"] == "house,settings"
    severities = {one["rule"]: one["severity"] for one in told["findings"]}
    assert (severities["PRC-01"], severities["DPI-01"], severities["TRN-05"]) == ("medium", "low", "high")


def test_a_rule_that_there_is_not_is_a_fault(folder):
    settings('[severities]\nPRC-99 = "low"\n')
    ran = check("a.yaml")
    assert ran.code == 2
    assert "There is no rule `PRC-99`." in ran.err


def test_outputs_of_the_settings_are_written_beside_them(folder):
    settings('output = "sarif:out.sarif"\nfail-on = "never"\n')
    (folder / "below").mkdir()
    (folder / "a.yaml").rename(folder / "below/a.yaml")
    assert "House-style writer" in check("below/a.yaml").out
    assert json.loads((folder / "out.sarif").read_text())["version"] == "2.1.0"


def test_a_baseline_of_the_settings_is_that_of_both_commands(folder):
    settings('paths = "a.yaml"\nbaseline = "known.json"\n')
    assert run("baseline", "write", "--as-of", "2026-11-21").code == 0
    assert (folder / "known.json").exists()
    assert check().code == 0


def test_other_commands_take_what_they_have(folder):
    settings('format = "sarif"\nfail-on = "low"\nprofile = "sovereign"\n')
    told = json.loads(run("report", "a.yaml", "--format", "json").out)
    assert told["profile"] == "sovereign"
    assert run("graph", "a.yaml", "--format", "mermaid").code == 0


def test_a_named_file_counts_in_place_of_the_nearest(folder):
    settings("no TOML")
    settings('fail-on = "never"', "other.toml")
    assert check("a.yaml", "--config", "other.toml").code == 0
    assert check("a.yaml").code == 2
    ran = check("a.yaml", "--config", "missing.toml")
    assert ran.code == 2
    assert "There is no file `missing.toml`." in ran.err


def test_without_a_path_anywhere_one_is_asked_for(folder):
    ran = check()
    assert ran.code == 2
    assert "No path is named, and no settings name one." in ran.err


def test_without_a_path_the_manifest_of_the_folder_is_read(folder):
    (folder / "a.yaml").rename("borderflow.yaml")
    assert check().out == check("borderflow.yaml").out


def test_verbose_says_what_was_read(folder):
    settings('exclude = "drafts/"')
    (folder / "drafts").mkdir()
    ran = check(".", "-v", "--timings")
    assert ran.err.splitlines()[1:4] == [
        "settings: borderflow.toml",
        "read: a.yaml (manifest)",
        "left out: drafts",
    ]
    assert ran.err.splitlines()[0].endswith(" s: read and judged")
    assert ran.err.splitlines()[4].endswith(" s: written as text")


def test_patterns_of_the_settings_are_seen_from_their_folder(folder, monkeypatch):
    settings('exclude = "/below/drafts"')
    (folder / "below/drafts").mkdir(parents=True)
    for place in ("below", "below/drafts"):
        (folder / place / "b.yaml").write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir("below")
    assert [one["path"] for one in json.loads(check(".", "--format", "json").out)["inputs"]] == ["b.yaml"]
