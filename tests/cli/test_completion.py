"""Shell completion: what bash really proposes, and what the other shells are told."""

import subprocess
from pathlib import Path

import pytest

from borderflow.cli.options import COMMANDS
from tests.cli.running import run

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_borderflow || true
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell):
    ran = run("completion", shell)
    assert ran.code == 0
    return ran.out


@pytest.fixture
def proposed(tmp_path):
    path = tmp_path / "borderflow.bash"
    path.write_text(script("bash"))

    def ask(*words):
        command = ["bash", "-euc", ASK, "bash", str(path), *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    return ask


@pytest.mark.needs("bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ch"], ["check"]),
        (["com"], ["compare", "completion"]),
        (["check", "--fai"], ["--fail-on"]),
        (["check", "a.yaml", "--fail-on", ""], ["critical", "high", "medium", "low", "never"]),
        (["check", "-f", "sa"], ["sarif"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["baseline", "p"], ["prune"]),
        (["check", "a"], []),
        (["check", "--baseline", "-"], []),
        (["nothing", "-"], []),
    ],
)
def test_bash_proposes(proposed, words, expected):
    assert proposed("borderflow", *words) == expected


def test_every_command_stands_in_every_script():
    for shell in ("bash", "zsh", "fish"):
        assert [one for one in COMMANDS if one not in script(shell)] == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_quotes_are_closed(shell):
    assert all(line.count("'") % 2 == 0 for line in script(shell).splitlines())


@pytest.mark.needs("zsh")
def test_zsh_can_read_its_script(tmp_path):
    path = Path(tmp_path / "_borderflow")
    path.write_text(script("zsh"))
    subprocess.run(["zsh", "-n", str(path)], check=True)


@pytest.mark.needs("fish")
def test_fish_can_read_its_script(tmp_path):
    path = Path(tmp_path / "borderflow.fish")
    path.write_text(script("fish"))
    subprocess.run(["fish", "--no-execute", str(path)], check=True)
