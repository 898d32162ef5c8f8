"""The life of a baseline, on real files: adopt, add a provider, mend, rename, prune."""

import json

import pytest

from tests.cli.running import run

DAY = ("--as-of", "2026-11-21")
MANIFEST = """\
borderflow: 1
system: {name: Desk, record: ROPA-1}
controller: {name: Acme SAS, country: FR}
data:
  tickets: {categories: [contact], subjects: [customers], retention: P1Y}
components:
  desk: {kind: application, host: ovhcloud@GRA, holds: [tickets]}
  bot: {kind: llm, operator: openai}
flows:
- desk -> bot: tickets
contracts: {openai: {dpa: none}, ovhcloud: {dpa: terms}}
"""
VOICE = "  voice: {kind: text-to-speech, operator: elevenlabs}\nflows:\n- bot -> voice"
SECOND = MANIFEST.replace("flows:", VOICE).replace("{openai:", "{elevenlabs: {dpa: none}, openai:")


@pytest.fixture(name="desk")
def _desk(tmp_path):
    path = tmp_path / "desk.yaml"
    path.write_text(MANIFEST, "utf-8")
    return path


def check(path, baseline):
    return run("check", path, *DAY, "-q", "--baseline", baseline)


def keep(action, path, baseline):
    return run("baseline", action, path, *DAY, "--baseline", baseline)


def test_the_life_of_a_baseline(desk, tmp_path):
    baseline = tmp_path / "known.json"
    assert run("check", desk, *DAY, "-q").code == 1

    assert keep("write", desk, baseline).code == 0
    assert check(desk, baseline).code == 0

    desk.write_text(SECOND, "utf-8")
    pull_request = check(desk, baseline)
    assert pull_request.code == 1
    assert "ElevenLabs" in pull_request.out

    assert keep("update", desk, baseline).code == 0
    assert check(desk, baseline).code == 0

    moved = tmp_path / "architecture.yaml"
    moved.write_text("# moved and put in another order\n\n" + "\n".join(SECOND.split("\n")), "utf-8")
    assert check(moved, baseline).code == 0

    moved.write_text(SECOND.replace("openai: {dpa: none}", "openai: {dpa: terms}"), "utf-8")
    mended = check(moved, baseline)
    assert mended.code == 0
    assert "no longer found" in mended.err

    assert keep("prune", moved, baseline).code == 0
    assert "no longer found" not in check(moved, baseline).err
    moved.write_text(SECOND, "utf-8")
    assert check(moved, baseline).code == 1


def test_the_file_reads_well_and_is_the_same_each_time(desk, tmp_path):
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    keep("write", desk, one), keep("write", desk, other)
    assert one.read_bytes() == other.read_bytes()
    known = json.loads(one.read_text("utf-8"))
    assert known["baseline"] == 1
    assert len(one.read_text("utf-8").splitlines()) == len(known["systems"]["Desk"]) + 4


def test_json_and_sarif_say_what_is_known(desk, tmp_path):
    baseline = tmp_path / "known.json"
    keep("write", desk, baseline)
    found = json.loads(run("check", desk, *DAY, "-f", "json", "--baseline", baseline).out)["findings"]
    assert {one["status"] for one in found if one["outcome"] != "unknown"} == {"baseline"}
    (log,) = json.loads(run("check", desk, *DAY, "-f", "sarif", "--baseline", baseline).out)["runs"]
    assert {one.get("baselineState") for one in log["results"] if one["kind"] != "open"} == {"unchanged"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("[]", "mapping"),
        ('{"baseline": 2, "systems": {}}', "`baseline` is `2`"),
        ('{"baseline": 1, "systems": {"Desk": [{"rule": "X", "subject": "a", "severity": "high"}]}}', "list"),
        ('{"baseline": 1, "systems": {}, "extra": 1}', "Unknown key `extra`"),
        ('{"baseline": 1, "systems": ', ""),
    ],
)
def test_a_broken_baseline_is_an_error(desk, tmp_path, text, said):
    baseline = tmp_path / "known.json"
    baseline.write_text(text, "utf-8")
    done = check(desk, baseline)
    assert done.code == 2
    assert said in done.err
    assert "known.json" in done.err


def test_there_is_nothing_to_update_before_one_is_written(desk, tmp_path):
    done = keep("update", desk, tmp_path / "known.json")
    assert done.code == 2
    assert "There is no baseline" in done.err


def test_a_system_that_cannot_be_read_changes_no_baseline(desk, tmp_path):
    baseline = tmp_path / "known.json"
    keep("write", desk, baseline)
    before = baseline.read_bytes()
    desk.write_text("borderflow: 1\nsystem: 3\n", "utf-8")
    assert keep("update", desk, baseline).code == 2
    assert baseline.read_bytes() == before
