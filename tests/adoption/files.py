"""What the files for CI say, and their scripts run as a runner would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
_PLAIN = ("PATH", "HOME", "LANG", "XDG_CACHE_HOME", "TMPDIR", "PYTHONPATH")


def parsed(name: str) -> list[Any]:
    """The documents of a YAML file of the checkout."""
    return list(yaml.safe_load_all((ROOT / name).read_text(encoding="utf-8")))


def filled(text: str, inputs: Mapping[str, str], form: str) -> str:
    """A value with its inputs filled in; `form` is how the runner writes them."""
    return re.sub(form, lambda match: inputs[match[1]], text)


def bash(script: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A script as GitHub runs it: bash, ending at the first error."""
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    plain = {name: os.environ[name] for name in _PLAIN if name in os.environ}
    return subprocess.run(
        command, cwd=folder, env={**plain, **env}, capture_output=True, text=True, check=False
    )


def stand_in(folder: Path) -> None:
    """An environment that has Borderflow already, in place of one that a step installs."""
    (folder / "bin").mkdir(parents=True)
    for name in ("borderflow", "python"):
        text = f'#!/bin/sh\nexec "{sys.executable}" {"-m borderflow " if name == "borderflow" else ""}"$@"\n'
        (folder / "bin" / name).write_text(text)
        (folder / "bin" / name).chmod(0o755)
