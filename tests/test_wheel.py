"""The wheel alone, in an empty environment and far from the checkout, does what the checkout does.

An editable install finds policies and templates in the checkout; only this shows that they are shipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = "finetune-openai-no-contract.yaml"
SHIPPED = "borderflow/_shipped"

# One worker does all of it: the wheel is built once.
pytestmark = [pytest.mark.slow]


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel and what it depends on, and a folder with one sample."""

    programs: Path
    folder: Path

    def run(self, *arguments: str, exits: int = 0) -> str:
        result = subprocess.run(
            [self.programs / "borderflow", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == exits, result.stdout + result.stderr
        return result.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    return next(archives.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = tmp_path_factory.mktemp("clean")
    venv.create(environment, with_pip=True)
    programs = environment / "bin"
    call(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(ROOT / "samples" / SAMPLE, folder)
    return Installed(programs, folder)


def test_wheel_holds_every_policy_and_template(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"{SHIPPED}/{path.relative_to(ROOT)}"
        for folder in ("policies", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert expected <= names
    assert {f"{SHIPPED}/compiled.json", "borderflow/py.typed"} <= names


def test_wheel_holds_nothing_else(wheel):
    parts = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert parts == {"borderflow", next(part for part in parts if part.endswith(".dist-info"))}


def test_installed_wheel_says_its_version(installed):
    assert installed.run("--version").startswith("borderflow ")


def test_installed_wheel_judges_like_the_checkout(installed):
    arguments = ("check", SAMPLE, "--format", "json", "--as-of", "2026-11-21")
    here = subprocess.run(
        [sys.executable, "-m", "borderflow", *arguments],
        cwd=installed.folder,
        capture_output=True,
        check=False,
    )
    assert json.loads(installed.run(*arguments, exits=1)) == json.loads(here.stdout)


@pytest.mark.needs("pango")
def test_installed_wheel_writes_the_report(installed):
    installed.run("report", SAMPLE, "--as-of", "2026-11-21", "--output", "report.pdf")
    assert (installed.folder / "report.pdf").read_bytes().startswith(b"%PDF-")


def call(*command: str | Path) -> None:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
