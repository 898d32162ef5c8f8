"""Names that no disk can hold, wherever a file may be named: a clear word, and never a traceback."""

from __future__ import annotations

import pytest

from tests.cli.running import run

MANIFEST = """\
borderflow: 1
system: {name: S, purpose: P}
controller: {name: E, country: FR}
data: {d: {categories: [contact], subjects: [customers]}}
components:
  a: {kind: application, host: {country: FR}, holds: [d]}
  b: {kind: llm, operator: openai/api, host: {country: US}}
flows: [{a -> b: d}]
"""
NAMES = {"long": "a" * 300, "nul": "x\\0y"}
"""As they are written in YAML, JSON and HCL between double quotes."""
FILES = {
    "evidence.yaml": MANIFEST + 'contracts: {openai: {dpa: {signed: 2026-01-01, evidence: "NAME"}}}\n',
    "sources.yaml": MANIFEST + 'sources: ["NAME"]\n',
    "main.tf": 'module "m" { source = "./NAME" }\n',
    "template.yaml": """\
Resources:
  N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "NAME"}}
  B: {Type: "AWS::S3::Bucket"}
""",
    "compose.yaml": """\
services:
  a: {image: x, env_file: "NAME", extends: {file: "NAME", service: y}}
include: ["NAME"]
""",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", FILES)
def test_files_that_name_files(file, name, tmp_path):
    (tmp_path / file).write_text(FILES[file].replace("NAME", NAMES[name]))
    assert run("check", tmp_path / file).code in (0, 1, 2)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "NAME"],
        ["check", "NAME/.."],
        ["check", "NAME/*.yaml"],
        ["check", "MANIFEST", "--baseline", "NAME"],
        ["check", "MANIFEST", "--accepted", "NAME"],
        ["check", "MANIFEST", "--answers", "NAME"],
        ["check", "MANIFEST", "--assume", "NAME"],
        ["check", "MANIFEST", "--policy", "NAME"],
        ["check", "MANIFEST", "--signoff", "NAME"],
        ["check", "MANIFEST", "--output", "sarif:NAME"],
        ["import", "MANIFEST", "--output", "NAME"],
        ["report", "MANIFEST", "--output", "x.html", "--templates", "NAME"],
        ["report", "MANIFEST", "--format", "html", "--output", "NAME"],
        ["report", "MANIFEST", "--output", "x.html", "--since", "NAME"],
        ["diff", "MANIFEST", "NAME"],
        ["tia", "MANIFEST", "--output", "NAME"],
        ["sign", "NAME", "--by", "Ann", "--decision", "approve"],
        ["baseline", "write", "MANIFEST", "--baseline", "NAME"],
        ["catalog", "lint", "--policy", "NAME"],
        ["rules", "test", "NAME"],
    ],
    ids=" ".join,
)
def test_words_that_name_files(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    manifest = tmp_path / "borderflow.yaml"
    manifest.write_text(MANIFEST)
    given = (word.replace("NAME", NAMES["long"]).replace("MANIFEST", str(manifest)) for word in words)
    assert run(*given).code in (2, 3)


@pytest.mark.parametrize("name", ["a" * 300, "x\\u0000y"], ids=NAMES)
@pytest.mark.parametrize(
    "setting",
    [
        'policy = ["NAME"]',
        'answers = ["NAME"]',
        'assume = ["NAME"]',
        'accepted = "NAME"',
        'baseline = "NAME"',
    ],
)
def test_settings_that_name_files(setting, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "borderflow.yaml").write_text(MANIFEST)
    (tmp_path / "borderflow.toml").write_text(setting.replace("NAME", name))
    assert run("check", "borderflow.yaml").code == 2
