"""The GitHub Action: its steps are run with bash, from the parsed file, with what GitHub gives them."""

import json
import re
import subprocess

import pytest

from tests.adoption.files import ROOT, SCRIPTS, bash, filled, parsed, stand_in
from tests.thorough import some_of

(ACTION,) = parsed("action.yml")
INSTALL, CHECK = ACTION["runs"]["steps"]
SAMPLE = ROOT / "samples" / "finetune-openai-no-contract.yaml"
INPUT = r"\$\{\{ inputs\.([a-z-]+) \}\}"


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "work").mkdir()
    (tmp_path / "work/borderflow.yaml").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "temp").mkdir()
    return tmp_path


def run(step, workspace, **inputs):
    """One step, and what it told GitHub."""
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    env = {name: filled(value, given, INPUT) for name, value in step["env"].items()} | {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(workspace / "output"),
        "GITHUB_STEP_SUMMARY": str(workspace / "summary.md"),
        "RUNNER_TEMP": str(workspace / "temp"),
    }
    return bash(step["run"], workspace / "work", env)


def output(workspace):
    return (workspace / "output").read_text()


@pytest.mark.needs("bash")
class TestCheck:
    @pytest.fixture(autouse=True)
    def installed(self, workspace):
        stand_in(workspace / "temp/borderflow")

    def test_findings_are_annotated_summed_up_and_written(self, workspace):
        ran = run(CHECK, workspace)
        assert ran.returncode == 1, ran.stderr
        assert "::error file=borderflow.yaml,line=30" in ran.stdout
        assert json.loads((workspace / "work/borderflow.sarif").read_text())["version"] == "2.1.0"
        assert re.fullmatch(r"exit-code=1\nsarif<<(\w{64})\nborderflow\.sarif\n\1\n", output(workspace))
        assert (workspace / "summary.md").read_text().startswith("## House-style writer")

    def test_inputs_become_options(self, workspace):
        (workspace / "work/other.toml").write_text('only = "PRC"')
        ran = run(
            CHECK, workspace, fail_on="never", profile="sovereign", config="other.toml", sarif="", paths="a b"
        )
        assert ran.returncode == 2
        assert "There is no file `a b`." in ran.stderr
        ran = run(CHECK, workspace, fail_on="never", config="other.toml", sarif="")
        assert ran.returncode == 0
        assert "PRC-01" in ran.stdout
        assert "TRN-05" not in ran.stdout
        assert output(workspace).endswith("exit-code=0\n")

    def test_settings_of_the_checkout_count_unless_said_otherwise(self, workspace):
        (workspace / "work/borderflow.toml").write_text('fail-on = "never"\npaths = "borderflow.yaml"')
        assert run(CHECK, workspace, paths="").returncode == 0
        assert run(CHECK, workspace, config="none").returncode == 1

    @pytest.mark.parametrize("name", some_of(["paths", "profile", "baseline", "config", "fail_on"], 2))
    def test_an_input_is_never_run(self, workspace, name):
        hostile = "--x; $(touch pwned) `touch pwned` ' ; touch pwned; ' \" ; touch pwned; \" \n touch pwned"
        assert run(CHECK, workspace, **{name: hostile}).returncode == 2
        assert not (workspace / "work/pwned").exists()


@pytest.mark.slow
@pytest.mark.needs("bash")
def test_the_action_installs_itself(workspace):
    ran = run(INSTALL, workspace)
    assert ran.returncode == 0, ran.stderr
    assert run(CHECK, workspace, fail_on="never").returncode == 0


def test_no_expression_stands_in_a_script():
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_what_others_run_is_pinned():
    (workflow,) = parsed("ci/github.yml")
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(re.fullmatch(r"[^@]+@[0-9a-f]{40}", step["uses"]) for step in steps)


def test_the_workflow_names_inputs_and_outputs_that_there_are():
    (workflow,) = parsed("ci/github.yml")
    _, step, upload = workflow["jobs"]["borderflow"]["steps"]
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert set(re.findall(r"outputs\.([a-z-]+)", str(upload))) <= set(ACTION["outputs"])


def test_zizmor_finds_nothing():
    command = [str(SCRIPTS / "zizmor"), "--offline", "--persona", "auditor", "--no-progress"]
    command += ["action.yml", "ci/github.yml"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No findings to report" in ran.stdout + ran.stderr
