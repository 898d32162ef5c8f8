"""`borderflow import` on the command line: a manifest from files, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.test_foreign_files import COMPOSE, MANIFEST


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("compose.yaml").write_text(COMPOSE, encoding="utf-8")


def test_a_manifest_is_written_and_can_be_checked():
    ran = run("import", "compose.yaml", "--as-of", "2026-11-21")
    assert ran.code == 0
    assert "wrote borderflow.yaml" in ran.err
    text = Path("borderflow.yaml").read_text(encoding="utf-8")
    assert "    operator: openai/api\n" in text
    assert "sk-abcdefghijklmnop1234" not in text
    before, after = (
        run("check", name, "-q", "--as-of", "2026-11-21").out.count("[PRC-")
        for name in ("compose.yaml", "borderflow.yaml")
    )
    assert before == after


def test_what_is_there_is_not_overwritten_without_force():
    Path("borderflow.yaml").write_text(MANIFEST, encoding="utf-8")
    assert "is there already" in run("import", "compose.yaml").err
    assert Path("borderflow.yaml").read_text(encoding="utf-8") == MANIFEST
    assert run("import", "compose.yaml", "--force").code == 0
    assert "helpdesk" in Path("borderflow.yaml").read_text(encoding="utf-8")


def test_a_manifest_beside_the_files_is_merged_in():
    Path("ours.yaml").write_text(MANIFEST, encoding="utf-8")
    out = run("import", "compose.yaml", "ours.yaml", "-o", "-").out
    assert "  name: own\n" in out
    assert "  web:\n" in out


def test_a_manifest_alone_is_one_already():
    Path("ours.yaml").write_text(MANIFEST, encoding="utf-8")
    ran = run("import", "ours.yaml", "-o", "new.yaml")
    assert ran.code == 2
    assert "is a manifest already" in ran.err
    assert not Path("new.yaml").exists()


def test_an_input_is_not_overwritten():
    assert run("import", "compose.yaml", "-o", "compose.yaml", "--force").code == 2
    assert Path("compose.yaml").read_text(encoding="utf-8") == COMPOSE


def test_names_of_strangers_stay_words():
    text = 'services: {"no": {image: x}, "a b": {image: "y: # z"}, "012": {environment: {A_URL: "https://a\\u2028b.example/"}}}'
    Path("odd.yaml").write_text(text, encoding="utf-8")
    assert run("import", "odd.yaml", "-o", "odd-manifest.yaml").code == 0
    assert run("check", "odd-manifest.yaml").code in (0, 1)
