"""Every file of `bad_input` with what is said about it: the exit code, then standard error."""

import os
from pathlib import Path

import pytest

from tests.cli.running import run

FOLDER = Path(__file__).parent / "bad_input"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".yaml", ".json"))


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(FOLDER)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_wrong_is_said(path):
    ran = run("check", path.name)
    said = f"exit {ran.code}\n{ran.err}"
    expected = path.with_suffix(".expected")
    if os.environ.get("BORDERFLOW_GOLDEN") == "write":
        expected.write_text(said, encoding="utf-8")
    assert ran.out == ""
    assert said == expected.read_text(encoding="utf-8")


def test_all_of_it_at_once():
    ran = run("check", *(path.name for path in CASES))
    assert ran.code == 2
    assert ran.out == ""
    assert "\x1b" not in ran.err
    assert all(path.name in ran.err for path in CASES)


def test_a_missing_file():
    ran = run("check", "nowhere.yaml")
    assert ran.code == 2
    assert ran.err.startswith("error: There is no file `nowhere.yaml`.")


def test_a_directory_without_manifests(tmp_path):
    (tmp_path / "readme.txt").write_text("no manifest")
    ran = run("check", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "There is no architecture description" in ran.err


@pytest.mark.parametrize(
    "content",
    [b"\x00\x01\x02\xff" * 100, b"%PDF-1.7\n\xe2\xe3\xcf\xd3", b"\x89PNG\r\n\x1a\n\x00\x00"],
    ids=["zeros", "pdf", "png"],
)
def test_a_binary_file(tmp_path, content):
    (tmp_path / "m.yaml").write_bytes(content)
    ran = run("check", tmp_path / "m.yaml")
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    assert "m.yaml" in ran.err
    assert ran.err.isprintable() or set(ran.err) - {"\n"} <= {c for c in ran.err if c.isprintable()} | {"\n"}


def test_a_broken_encoding(tmp_path):
    (tmp_path / "m.yaml").write_bytes(b"borderflow: 1\nsystem: {name: Caf\xe9}\n")
    ran = run("check", tmp_path / "m.yaml")
    assert ran.code == 2
    assert "m.yaml:2:" in ran.err


def test_a_file_over_the_cap(tmp_path):
    path = tmp_path / "m.yaml"
    with path.open("wb") as file:
        file.write(b"borderflow: 1\n")
        file.truncate(101 * 2**20)
    ran = run("check", path)
    assert ran.code == 2
    assert "m.yaml" in ran.err
    assert len(ran.err) < 1000


def test_an_unknown_operator_and_region_are_questions(tmp_path):
    (tmp_path / "m.yaml").write_text(
        "borderflow: 1\n"
        "system: {name: Demo}\n"
        "controller: {name: Acme SAS, country: FR}\n"
        "data: {tickets: {categories: [contact], subjects: [customers]}}\n"
        "components:\n"
        "  app: {kind: application, host: ovhcloud@NARNIA, holds: [tickets]}\n"
        "  model: {kind: llm, operator: totally-unheard-of}\n"
        "flows:\n"
        "  - app -> model: tickets\n"
    )
    ran = run("check", tmp_path / "m.yaml")
    assert ran.code in (0, 1)
    assert "totally-unheard-of" in ran.out
    assert "Questions (" in ran.out


def test_parties_that_own_each_other_end(tmp_path):
    (tmp_path / "m.yaml").write_text(
        "borderflow: 1\n"
        "system: {name: Demo}\n"
        "controller: {name: Acme SAS, country: FR}\n"
        "data: {tickets: {categories: [contact], subjects: [customers]}}\n"
        "parties:\n"
        "  one: {entity: One SAS, country: FR, parent: two, sub_processors: [{party: two, country: FR}]}\n"
        "  two: {entity: Two SAS, country: FR, parent: one, sub_processors: [{party: one, country: FR}]}\n"
        "components:\n"
        "  app: {kind: application, host: {country: FR}, holds: [tickets]}\n"
        "  model: {kind: llm, operator: one, host: {country: FR}}\n"
        "flows:\n"
        "  - app -> model: tickets\n"
    )
    ran = run("check", tmp_path / "m.yaml")
    assert ran.code in (0, 1, 2)
    assert ran.code != 2 or "m.yaml:" in ran.err


def test_expired_evidence_is_said(tmp_path):
    (tmp_path / "m.yaml").write_text(
        "borderflow: 1\n"
        "system: {name: Demo}\n"
        "controller: {name: Acme SAS, country: FR}\n"
        "data: {tickets: {categories: [contact], subjects: [customers]}}\n"
        "components:\n"
        "  app: {kind: application, host: {country: FR}, holds: [tickets]}\n"
        "  model: {kind: llm, operator: mistral, host: mistral@eu}\n"
        "flows:\n"
        "  - app -> model: tickets\n"
        "contracts:\n"
        "  mistral: {dpa: {signed: 2020-01-01, expires: 2021-01-01}}\n"
    )
    ran = run("check", tmp_path / "m.yaml", "--as-of", "2026-11-21")
    assert ran.code in (0, 1)
    assert "expired" in ran.out


def test_an_invalid_rule_file(tmp_path):
    folder = tmp_path / "rules" / "HOU"
    folder.mkdir(parents=True)
    (folder / "HOU-01-own.yaml").write_text("id: HOU-01\nname: own\ncondtion: {}\n")
    ran = run("check", FOLDER.parent / "good.yaml", "--policy", tmp_path)
    assert ran.code == 2
    assert "HOU-01-own.yaml:" in ran.err


def test_a_rule_id_given_twice(tmp_path):
    from borderflow.resources import policies_dir

    rule = next(policies_dir().rglob("PRC-01-*.yaml"))
    for name in ("one", "two"):
        folder = tmp_path / "rules" / name
        folder.mkdir(parents=True)
        (folder / f"HOU-01-{name}.yaml").write_text(rule.read_text().replace("id: PRC-01", "id: HOU-01"))
    ran = run("check", FOLDER.parent / "good.yaml", "--policy", tmp_path)
    assert ran.code == 2
    assert "HOU-01" in ran.err
    assert "twice" in ran.err


def test_a_missing_policy_folder(tmp_path):
    ran = run("check", FOLDER.parent / "good.yaml", "--policy", tmp_path / "none")
    assert ran.code == 2
    assert "none" in ran.err
