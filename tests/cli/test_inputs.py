"""What `check` reads: a pipe, globs, folders without what git ignores; and how little it can say."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run

SAMPLE = Path(__file__).parents[2] / "samples" / "finetune-openai-no-contract.yaml"
DAY = ("--as-of", "2026-11-21")
FILES = "a.yaml b.yml sub/c.yaml sub/deep/d.yaml sub/deep/notes.txt build/e.yaml .hidden/f.yaml [g].yaml"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in FILES.split():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(SAMPLE.read_bytes())
    Path(".gitignore").write_text("build/\n*.yml\n")
    return tmp_path


def read(*words):
    ran = run("check", *words, *DAY, "--only", "PRC-01", "--format", "json", "--fail-on", "never")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    return [one["path"] for review in told.get("reviews", [told]) for one in review["inputs"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["."], ".hidden/f.yaml [g].yaml a.yaml sub/c.yaml sub/deep/d.yaml"),
        (["sub", "--exclude", "deep"], "sub/c.yaml"),
        (["sub", "--exclude", "/sub/c.yaml"], "sub/deep/d.yaml"),
        (["build"], "build/e.yaml"),
        (["*.yml", "--no-gitignore"], "b.yml"),
        (["b.yml"], "b.yml"),
        (["[g].yaml"], "[g].yaml"),
        (["**/*.yaml"], "[g].yaml a.yaml sub/c.yaml sub/deep/d.yaml"),
        (["sub/**/[c-d].yaml", "a.yaml"], "sub/c.yaml sub/deep/d.yaml a.yaml"),
        ([".hidden/*"], ".hidden/f.yaml"),
    ],
)
def test_which_files_are_read(tree, words, expected):
    assert read(*words) == expected.split()


def test_deeper_files_of_git_count_over_those_above(tree):
    Path("sub/.gitignore").write_text("*.yaml\n!d.yaml\n")
    assert read("sub") == ["sub/deep/d.yaml"]


def test_outside_of_a_checkout_nothing_is_ignored(tree):
    (tree / ".git").rmdir()
    assert "b.yml" in read(".")


@pytest.mark.parametrize("pattern", ["*.json", "nothing/**", "sub/*/*/x"])
def test_a_glob_that_matches_nothing_is_said(tree, pattern):
    ran = run("check", pattern)
    assert ran.code == 3
    assert f"No file matches `{pattern}`." in ran.err
    assert run("check", "a.yaml", pattern).code == 2


def test_a_pipe_is_a_manifest(tree):
    text = SAMPLE.read_text()
    piped = run("check", "-", *DAY, "-q", stdin=text)
    assert piped.code == 1
    assert piped.out == run("check", "a.yaml", *DAY, "-q").out.replace("a.yaml", "<stdin>")
    both = run("check", "-", "a.yaml", *DAY, "--format", "json", stdin=text)
    assert [review["inputs"][0]["path"] for review in json.loads(both.out)["reviews"]] == [
        "<stdin>",
        "a.yaml",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "`<stdin>` is empty."),
        ("borderflow: 1\na: [", "<stdin>:2:"),
        ("a: 1", "`<stdin>` is not an architecture description"),
        (SAMPLE.read_text() + "sources: [a.yaml]\n", "has neither `sources` nor answers beside it."),
    ],
)
def test_what_is_wrong_with_a_pipe_is_said(tree, text, fault):
    ran = run("check", "-", stdin=text)
    assert ran.code == 2
    assert fault in ran.err


def test_quiet_says_only_what_fails(tree):
    def rules(*words):
        out = run("check", "a.yaml", "-q", *DAY, *words).out
        return [line.split("[")[1].split(" ")[0].rstrip("]:") for line in out.splitlines()]

    assert rules() == ["DPI-01", "PRC-01", "TRN-01", "TRN-05"]
    assert rules("--fail-on", "critical") == []
    assert len(rules("--fail-on", "low")) > len(rules("--fail-on", "medium")) > 4
    assert "TRN-12" in rules("--fail-on", "low", "--strict")
