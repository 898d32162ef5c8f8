import subprocess
import sys

import pytest

from borderflow import __version__
from borderflow.cli.options import COMMANDS
from tests.cli.running import run


def test_the_version():
    assert run("--version").out == f"borderflow {__version__}\n"


def test_help_names_every_command():
    ran = run("--help")
    assert ran.code == 0
    assert all(f"  {command} " in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    ran = run(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: borderflow {command}")
    assert ran.err == ""


def test_without_a_command_the_help_is_no_result():
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "commands:" in ran.err


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["chekc"], "`borderflow` has no command `chekc`.", "did you mean `check`?"),
        (["zzz"], "`borderflow` has no command `zzz`.", "see `borderflow --help`"),
        (["--versoin"], "`borderflow` has no option `--versoin`.", "did you mean `--version`?"),
        (
            ["check", "a", "--formatt=x"],
            "`borderflow check` has no option `--formatt`.",
            "did you mean `--format`?",
        ),
        (["check", "a", "--fail-no", "x"], "has no option `--fail-no`.", "did you mean `--fail-on`?"),
        (["check", "a", "--quite"], "has no option `--quite`.", "did you mean `--quiet`?"),
        (["check", "a", "-x"], "has no option `-x`.", "see `borderflow check --help`"),
        (
            ["check"],
            "No path is named, and no settings name one.",
            "name a file or a folder, or write `paths`",
        ),
        (["check", "a", "--format", "jsn"], "`--format` cannot be `jsn`.", "did you mean `json`?"),
        (["check", "a", "--format", "pdf"], "`--format` cannot be `pdf`.", "write one of csv, github"),
        (["check", "a", "--fail-on", "hgih"], "`--fail-on` cannot be `hgih`.", "did you mean `high`?"),
        (["check", "a", "-q", "-v"], "not allowed with argument", "see `borderflow check --help`"),
        (["rules", "lsit"], "`rules` cannot be `lsit`.", "did you mean `list`?"),
        (["schema", "extra"], "`extra` is one argument too many.", "see `borderflow schema --help`"),
    ],
)
def test_a_wrong_command_line_is_told_the_way_out(words, message, hint):
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("error: ")
    assert message in ran.err
    assert f"= help: {hint}" in ran.err


def test_it_runs_as_a_module():
    ran = subprocess.run([sys.executable, "-m", "borderflow", "--version"], capture_output=True, check=True)
    assert ran.stdout.startswith(b"borderflow ")


def test_the_version_imports_nothing_heavy():
    code = (
        "import sys; from borderflow.cli import main; main(['--version']); "
        "print([name for name in ('argparse', 'typing', 'dataclasses', 'pydantic', 'yaml', 'networkx') "
        "if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ran.stdout.splitlines()[-1] == "[]"
