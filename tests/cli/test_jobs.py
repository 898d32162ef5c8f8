"""Several processes: the same bytes as one, whatever is asked for."""

import sys
from pathlib import Path

import pytest

from tests.cli.running import run

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = [
    "finetune-openai-no-contract.yaml",
    "rag-ovhcloud-mistral-eu.yaml",
    "qlora-ovhcloud-gpu.yaml",
    "rag-common-us-stack.yaml",
]
DAY = ("--as-of", "2026-11-21")


@pytest.fixture
def many(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(NAMES):
        Path(f"s{number}.yaml").write_bytes((SAMPLES / name).read_bytes())
    Path("t.yaml").write_text("borderflow: 1\nsystem: {name: [}\n")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("-q", "--fail-on", "low"),
        ("-v", "--profile", "seal-3"),
        ("--format", "json", "--fail-on", "never"),
        ("--format", "csv", "--output", "github:out.txt"),
        ("--format", "sarif"),
    ],
)
def test_the_bytes_are_those_of_one_process(many, words):
    """One of the systems cannot be read, and no process is left without one that can."""
    ran, wrote = [], []
    for jobs in (1, 2):
        ran.append(run("check", ".", *DAY, *words, "--jobs", jobs, environ={"FORCE_COLOR": "1"}))
        wrote.append([path.read_bytes() for path in many.glob("out.*")])
    assert ran[0] == ran[1]
    assert wrote[0] == wrote[1]
    assert ran[0].code == 2


def test_one_system_is_no_list_however_many_processes(many):
    words = ("check", "s0.yaml", *DAY, "--format", "json")
    assert run(*words, "--jobs", "4") == run(*words)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are made by forking")
def test_what_other_processes_read_is_part_of_what_is_kept(many):
    environ = {"XDG_CACHE_HOME": str(many / "cache")}
    words = ("check", "s*.yaml", *DAY, "--jobs", "2")
    first = run(*words, environ=environ)
    kept = many / "cache/borderflow/results"
    assert len(list(kept.iterdir())) == 1
    assert run(*words, environ=environ) == first
    Path("s3.yaml").write_bytes((SAMPLES / NAMES[0]).read_bytes())
    assert run(*words, environ=environ).out != first.out


@pytest.mark.parametrize("number", ["-1", "two", "257", "1.5"])
def test_what_is_no_number_is_said(number):
    ran = run("check", "x", f"--jobs={number}")
    assert ran.code == 2
    assert f"`--jobs` cannot be `{number}`." in ran.err
