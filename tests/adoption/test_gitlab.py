"""The GitLab template: its script is run with sh, with its inputs filled in as GitLab does."""

import json
import subprocess

import pytest

from tests.adoption.files import ROOT, filled, parsed, stand_in

SPEC, TEMPLATE = parsed("ci/gitlab.yml")
INPUTS = SPEC["spec"]["inputs"]
JOB = TEMPLATE["borderflow"]
SAMPLE = ROOT / "samples" / "finetune-openai-no-contract.yaml"
INPUT = r"\$\[\[ inputs\.([a-z-]+) \]\]"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "project/borderflow.yaml").write_bytes(SAMPLE.read_bytes())
    stand_in(tmp_path / "borderflow")
    return tmp_path


def run(project, **inputs):
    given = {name: one["default"] for name, one in INPUTS.items() if one and "default" in one}
    given |= {"package": "borderflow"} | {name.replace("_", "-"): value for name, value in inputs.items()}
    variables = {name: filled(value, given, INPUT) for name, value in JOB["variables"].items()}
    script = "\n".join(JOB["script"]).replace("/tmp/borderflow", str(project / "borderflow"))  # noqa: S108
    return subprocess.run(
        ["sh", "-ec", script],
        cwd=project / "project",
        env={"PATH": "/usr/bin:/bin", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_reports_are_written_where_gitlab_looks(project):
    ran = run(project)
    assert ran.returncode == 1, ran.stderr
    reports = JOB["artifacts"]["reports"]
    assert json.loads((project / "project" / reports["codequality"]).read_text())[0]["check_name"]
    assert (project / "project" / reports["junit"]).read_text().startswith("<?xml")


def test_inputs_count(project):
    ran = run(project, fail_on="never", paths="borderflow.yaml\nno *.yaml")
    assert ran.returncode == 2
    assert "no *.yaml" in ran.stderr


def test_an_input_is_never_run(project):
    hostile = "; $(touch pwned) `touch pwned` ' ; touch pwned; ' \" && touch pwned; \""
    assert run(project, paths=hostile).returncode == 2
    assert not (project / "project/pwned").exists()


def test_every_input_reaches_the_script_through_a_variable():
    assert "$[[" not in str(JOB["script"]) + str(JOB["before_script"])
