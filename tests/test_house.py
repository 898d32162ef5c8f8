"""The house keeps its own rules: rooms, version, folders, and nothing of any one machine in the files."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

import borderflow
from borderflow import resources

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(sysconfig.get_path("scripts"))
FOLDERS = ["src", "policies", "templates", "tests", "samples", "benchmarks", "docs", ".ci"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Written with brackets so that this file does not match itself.
MACHINE = re.compile(
    r"(?<![\w.~-])/(?:roo[t]|hom[e]/\w+|User[s]/\w+|op[t]/(?:pypi|wheels)|wor[k]/(?:main|shared))\b"
    r"|files\.pythonhoste[d]|pypi\.or[g]/simple|registry\.npmj[s]|deb\.debia[n]\.org"
)


def test_import_contracts_hold():
    command = [str(SCRIPTS / "lint-imports"), "--no-logo", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_version_is_said_once():
    assert run("--version").stdout == f"borderflow {borderflow.__version__}\n"
    assert f"\n## {borderflow.__version__} " in read("CHANGELOG.md")


def test_runs_as_a_module():
    assert run("--version").stdout == run("--version", command=[sys.executable, "-m", "borderflow"]).stdout


@pytest.mark.parametrize("folder", FOLDERS)
def test_top_level_folder_exists(folder):
    assert (ROOT / folder).is_dir()


def test_a_checkout_reads_its_own_folders():
    assert resources.policies_dir() == ROOT / "policies"
    assert resources.templates_dir() == ROOT / "templates"
    assert resources.compiled_policies() is None


def test_an_installed_wheel_reads_what_it_carries(tmp_path, monkeypatch):
    shipped = tmp_path / "_shipped"
    shipped.mkdir()
    monkeypatch.setattr(resources, "_WHEEL", shipped)
    assert resources.policies_dir() == shipped / "policies"
    assert resources.templates_dir() == shipped / "templates"
    assert resources.compiled_policies() == shipped / "compiled.json"


def test_every_dependency_has_a_lower_bound_that_can_be_tested():
    assert all(re.fullmatch(r"[a-z0-9-]+>=[0-9.]+", requirement) for requirement in PROJECT["dependencies"])


@pytest.mark.parametrize("command", ["setup", "demo", "test", "check", "bench", "clean", "help"])
def test_readme_or_contributing_explains_the_command(command):
    assert f"make {command}" in read("README.md") + read("CONTRIBUTING.md")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an unpacked source archive tracks nothing")
def test_tracked_files_name_no_machine():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked_files()
        for number, line in enumerate(read_text(path).splitlines(), start=1)
        if MACHINE.search(line)
    ]
    assert not found, "\n".join(found)


def tracked_files() -> list[Path]:
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def read_text(path: Path) -> str:
    """Return the text of a file; nothing for a font or a picture."""
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode(errors="replace")


def run(*arguments: str, command: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    program = command or [str(SCRIPTS / "borderflow")]
    return subprocess.run([*program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
