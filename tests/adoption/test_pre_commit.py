"""The pre-commit hook: what it looks at, and the hook run for real from this checkout."""

import os
import re
import subprocess

import pytest

from tests.adoption.files import ROOT, SCRIPTS, parsed

((HOOK,),) = parsed(".pre-commit-hooks.yaml")
SAMPLES = ROOT / "samples"


@pytest.mark.parametrize(
    ("path", "is_looked_at"),
    [
        ("borderflow.yaml", True),
        ("services/desk/borderflow.yml", True),
        ("desk.borderflow.json", True),
        ("borderflow.toml", False),
        ("myborderflow.yaml", False),
        ("compose.yaml", False),
    ],
)
def test_which_files_are_looked_at(path, is_looked_at):
    assert bool(re.search(HOOK["files"], path)) == is_looked_at


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an unpacked source archive cannot be cloned")
def test_the_hook_stops_a_commit_that_blocks_and_lets_pass_another(tmp_path):
    """pre-commit clones this checkout and installs it with pip, which asks the package index."""
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": os.devnull}
    work = tmp_path / "work"
    work.mkdir()

    def run(*command, ok=(0,)):
        ran = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode in ok, ran.stdout + ran.stderr
        return ran

    def commit(sample):
        (work / "borderflow.yaml").write_bytes((SAMPLES / sample).read_bytes())
        run("git", "add", ".")
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        return run("git", *identity, "commit", "-m", "x", ok=(0, 1))

    revision = run("git", "-C", str(ROOT), "rev-parse", "HEAD").stdout.strip()
    run("git", "init", "-q")
    (work / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {ROOT}\n  rev: {revision}\n  hooks: [{{id: borderflow}}]\n"
    )
    run(str(SCRIPTS / "pre-commit"), "install")
    stopped = commit("finetune-openai-no-contract.yaml")
    assert stopped.returncode == 1
    assert "PRC-01" in stopped.stdout + stopped.stderr
    assert commit("rag-ovhcloud-mistral-eu.yaml").returncode == 0
