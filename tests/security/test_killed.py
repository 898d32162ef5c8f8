"""Killed at any moment, a run leaves what was there before, or the whole of what it makes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

SAMPLE = Path(__file__).parents[2] / "samples" / "support-copilot.yaml"
DAY = ("--as-of", "2026-11-21", "--no-config")
KILLS = 12
"""Kills a command; each at another moment of its life."""


def started(*words: str, home: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "borderflow", *words]
    environ = {**os.environ, "XDG_CACHE_HOME": str(home)}
    return subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(*words: str, home: Path, after: float) -> None:
    process = started(*words, home=home)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


def lasted(*words: str, home: Path) -> float:
    """Seconds of an undisturbed run, which also fills the cache."""
    begin = time.perf_counter()
    assert started(*words, home=home).wait() in (0, 1)
    return time.perf_counter() - begin


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("check", str(SAMPLE), "--format", "json", *DAY, "-o"), "result.json"),
        (("baseline", "write", str(SAMPLE), *DAY, "--baseline"), "baseline.json"),
    ],
    ids=["output", "baseline"],
)
def test_a_file_is_old_or_new_and_never_half(words, name, tmp_path):
    chance, target, home = Random(name), tmp_path / name, tmp_path / "home"  # noqa: S311 - no secrets
    whole = lasted(*words, str(target), home=home)
    made, before = target.read_bytes(), b'{"before": true}'
    for _ in range(KILLS):
        target.write_bytes(before)
        killed(*words, str(target), home=home, after=whole * chance.uniform(0.5, 1.1))
        assert target.read_bytes() in (before, made)


@pytest.mark.slow
def test_a_cache_that_was_being_written_costs_time_and_nothing_else(tmp_path):
    chance, home = Random("cache"), tmp_path / "home"  # noqa: S311 - no secrets
    words = ("check", str(SAMPLE), "--format", "json", *DAY, "-o")
    whole = lasted(*words, str(tmp_path / "expected.json"), home=home)
    expected = json.loads((tmp_path / "expected.json").read_bytes())
    for number in range(KILLS // 2):
        other = tmp_path / f"home{number}"  # the catalogue is compiled anew, which takes most of the time
        killed(*words, str(tmp_path / "x.json"), home=other, after=whole * chance.uniform(0.2, 1.0))
        assert started(*words, str(tmp_path / "x.json"), home=other).wait() == 1
        assert json.loads((tmp_path / "x.json").read_bytes()) == expected
