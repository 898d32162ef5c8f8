"""Results that are kept: the same bytes as a fresh run, and none of them once anything has changed."""

import json
import os
import re
import threading
from pathlib import Path

import pytest

from borderflow.cli import door, remembering
from borderflow.cli.kept_results import ENVIRONMENT, Kept
from tests.cli.running import run

ROOT = Path(__file__).parents[2]
MANIFEST = """\
borderflow: 1
system: {name: Kept, purpose: Answer mail}
controller: {name: Acme, country: FR}
data:
  mail: {categories: [contact], subjects: [customers], retention: P1Y}
components:
  desk: {kind: application, operator: self, host: ovhcloud@GRA, holds: [mail]}
  chat: {kind: llm, operator: openai}
flows:
  - desk -> chat: mail
contracts:
  openai: {dpa: {signed: 2026-01-02, evidence: dpa.txt}}
"""


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A folder with one manifest; results are kept beside it, and settle at once."""
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    monkeypatch.chdir(work)
    Path("a.yaml").write_text(MANIFEST)
    return tmp_path / "cache/borderflow/results"


@pytest.fixture
def made(monkeypatch):
    """Every check that was made, and not answered from what is kept."""
    checks = []
    original = door._command

    def command(name, words, console):
        checks.append(words)
        return original(name, words, console)

    monkeypatch.setattr(door, "_command", command)
    return checks


def check(*words, **environ):
    base = Path.cwd().parent / "cache"
    return run("check", *words, environ={"XDG_CACHE_HOME": str(base), **environ}, terminal=False)


def entries(cache):
    return sorted(cache.iterdir()) if cache.exists() else []


@pytest.mark.parametrize(
    ("words", "environ"),
    [
        (["a.yaml"], {}),
        (["a.yaml", "-v"], {"FORCE_COLOR": "1", "COLUMNS": "60"}),
        (["a.yaml", "--format", "json"], {}),
        (["a.yaml", "--format", "sarif", "--fail-on", "never"], {}),
        (["a.yaml", "missing.yaml"], {"FORCE_COLOR": "1"}),
    ],
)
def test_what_is_kept_is_what_a_fresh_run_writes(cache, made, words, environ):
    ran = [check(*words, *more, **environ) for more in ([], [], ["--no-cache"])]
    assert ran[0] == ran[1] == ran[2]
    assert len(made) == 2


def test_files_are_written_again(cache, made):
    words = ["a.yaml", "-o", "json:out.json", "--output=sarif:out.sarif"]
    check(*words)
    first = [Path(name).read_bytes() for name in ("out.json", "out.sarif")]
    Path("out.json").unlink()
    Path("out.sarif").write_text("else")
    check(*words)
    assert [Path(name).read_bytes() for name in ("out.json", "out.sarif")] == first
    assert len(made) == 1


def test_an_output_of_the_settings_is_not_kept(cache, made):
    Path("borderflow.toml").write_text('output = "json:out.json"')
    check("a.yaml")
    assert entries(cache) == []


def write(name, text):
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text)


def link(name, target):
    Path(name).rename(target)
    Path(name).symlink_to(target)


CHANGES = {
    "the manifest": lambda: write("a.yaml", MANIFEST.replace("P1Y", "P2Y")),
    "the evidence": lambda: write("dpa.txt", "signed"),
    "settings that were not there": lambda: write("borderflow.toml", ""),
    "the baseline": lambda: write("known.json", '{"baseline": 1, "systems": {"Kept": []}}'),
    "a rule of one's own": lambda: write("own/rules/note.txt", "one more file"),
    "a link": lambda: link("a.yaml", "b.yaml"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_checked_again(cache, made, change):
    write("known.json", '{"baseline": 1, "systems": {}}')
    words = ["a.yaml", "--baseline", "known.json"]
    if "rule" in change:  # to compile policies takes a second
        Path("own/rules").mkdir(parents=True)
        words += ["--policy", "own"]
    check(*words)
    check(*words)
    assert len(made) == 1
    CHANGES[change]()
    check(*words)
    assert len(made) == 2


@pytest.mark.slow
def test_a_policy_that_is_compiled_already_counts_by_its_content(cache, made):
    rule = next((ROOT / "policies/rules").rglob("PRC-01-*.yaml"))
    own = Path("own/rules/processors") / rule.name
    own.parent.mkdir(parents=True)
    own.write_text(rule.read_text())
    check("a.yaml", "--policy", "own")
    check("a.yaml", "--policy", "own", "--strict")  # compiled now: the file itself is not opened
    size, time = own.stat().st_size, own.stat().st_mtime_ns
    own.write_text(rule.read_text().replace("a", "b", 1))
    os.utime(own, ns=(time, time))
    assert own.stat().st_size == size
    check("a.yaml", "--policy", "own", "--strict")
    assert len(made) == 3


def test_a_new_file_of_a_folder_counts(cache, made):
    check(".")
    Path("b.yaml").write_text(MANIFEST)
    check(".")
    assert len(made) == 2


def test_another_day_place_or_environment_is_another_question(cache, made, monkeypatch):
    check("a.yaml")
    check("a.yaml", SOURCE_DATE_EPOCH="1700000000")
    check("a.yaml", COLUMNS="50")
    monkeypatch.setattr("time.strftime", lambda _: "2031-01-01")
    check("a.yaml")
    monkeypatch.chdir(os.pardir)
    run("check", "work/a.yaml", environ={"XDG_CACHE_HOME": str(Path.cwd() / "cache")})
    assert len(made) == 5


@pytest.mark.parametrize("damage", [b"", b"{}", b"half", None])
def test_a_damaged_entry_is_none(cache, made, damage):
    ran = check("a.yaml")
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    entry.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert check("a.yaml") == ran
    assert len(made) == 2
    assert entry.read_bytes() == whole


def test_an_entry_is_for_our_eyes_only(cache):
    check("a.yaml")
    (entry,) = entries(cache)
    assert entry.stat().st_mode & 0o777 == 0o600
    assert entry.parent.stat().st_mode & 0o777 == 0o700
    assert json.loads(entry.read_text().partition("\n")[2]).keys() == {"code", "seen", "out", "err", "files"}


def test_what_cannot_be_kept_is_no_matter(cache, made):
    cache.parent.parent.mkdir()
    cache.parent.write_text("a file where the folder should be")
    assert check("a.yaml").code == check("a.yaml").code
    assert len(made) == 2


def test_a_file_that_changes_while_it_is_read_is_not_kept(cache, made, monkeypatch):
    later = Path("a.yaml").stat().st_ctime_ns - 1
    monkeypatch.setattr("time.time_ns", lambda: later)
    check("a.yaml")
    assert entries(cache) == []


def test_no_more_is_kept_than_there_is_room_for(cache, monkeypatch):
    monkeypatch.setattr(remembering, "_MOST", 12_000)
    for width in range(40, 45):
        check("a.yaml", COLUMNS=str(width))
    assert 0 < sum(one.stat().st_size for one in entries(cache)) <= 12_000


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_who_writes_at_the_same_time_leaves_a_whole_entry(cache, tmp_path):
    kept = Kept((), str(tmp_path / "results"), "x")
    texts = [bytes([65 + n]) * 100_000 for n in range(4)]

    def write_often(text):
        for _ in range(20):
            remembering._write(kept, text)

    threads = [threading.Thread(target=write_often, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Path(kept.path).read_bytes() in texts
    assert len(list(Path(kept.folder).iterdir())) == 1


def test_all_of_the_environment_that_is_read_is_part_of_the_question():
    known = {*ENVIRONMENT, "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "XDG_CACHE_HOME", "HOME"}
    found = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert found <= known


def test_the_folder_can_be_shown_and_emptied(cache, made):
    check("a.yaml")
    environ = {"XDG_CACHE_HOME": str(cache.parent.parent)}
    assert run("cache", "path", environ=environ).out == f"{cache}\n"
    assert run("cache", "clear", environ=environ).err == f"{cache}: 1 kept results taken out\n"
    assert entries(cache) == []
    assert run("cache", "path").code == 2
