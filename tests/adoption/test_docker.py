"""The Dockerfile: small, not root, and its pip steps run as they stand, without Docker."""

import json
import platform
import re
import shutil
import subprocess
import sys

import pytest

from tests.adoption.files import ROOT, SCRIPTS, bash

SYSTEM = (ROOT / ".ci/system-packages").read_text(encoding="utf-8")


def instructions():
    """Keyword and value of every line, continued ones joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def stages():
    found: list[list[tuple[str, ...]]] = []
    for one in instructions():
        if one[0] == "FROM":
            found.append([])
        if found:
            found[-1].append(one)
    return found


BUILD, FINAL = stages()


def test_the_image_runs_as_nobody_in_particular():
    ((_, user),) = [one for one in FINAL if one[0] == "USER"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert [json.loads(value) for name, value in FINAL if name == "ENTRYPOINT"] == [["borderflow"]]


def test_nothing_of_the_build_is_left_in_the_image():
    assert [value for name, value in FINAL if name == "COPY"] == [
        "--from=build /opt/borderflow /opt/borderflow"
    ]


def test_the_system_packages_are_those_that_the_pdf_needs():
    (run,) = [value for name, value in FINAL if name == "RUN"]
    wanted = re.search(r"^pdf=\((.*)\)$", SYSTEM, re.MULTILINE)
    assert wanted
    assert set(wanted[1].split()) <= set(run.split())


def copied():
    return [name for key, value in BUILD if key == "COPY" for name in value.split()[:-1]]


def test_what_is_copied_is_there_and_not_left_out():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")}
    assert set(copied()) == sent
    assert all((ROOT / name).exists() for name in sent)


@pytest.mark.slow
@pytest.mark.needs("bash")
def test_the_pip_steps_make_a_borderflow_that_runs(tmp_path):
    """They ask the package index."""
    source, target = tmp_path / "src", tmp_path / "opt"
    source.mkdir()
    for name in copied():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    (run,) = [value for name, value in BUILD if name == "RUN"]
    script = run.replace("/opt/borderflow", str(target)).replace(
        "python -m venv", f"{sys.executable} -m venv"
    )
    ran = bash(script, source, {})
    assert ran.returncode == 0, ran.stderr
    sample = ROOT / "samples" / "rag-ovhcloud-mistral-eu.yaml"
    command = [str(target / "bin/borderflow"), "check", str(sample), "--no-cache"]
    assert subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(platform.machine() != "x86_64", reason="hadolint is not packaged for this machine")
def test_hadolint_finds_nothing():
    command = [str(SCRIPTS / "hadolint"), "Dockerfile"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
