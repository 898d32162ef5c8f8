"""How sharp the tests of analysis and rules are: `python -m tests.mutants`, or `make mutants`.

mutmut writes every small change that it knows into a copy of the code. A seeded sample of them is run against
the tests that enter the changed function. One that a test fails on, or that hangs, is killed; others survive.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from random import Random

import yaml

from tests.mutants.making import make_mutants
from tests.mutants.page import KILLED, write_page

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build" / "mutants"
TESTS = (
    "tests/analysis",
    "tests/rules/test_answers.py",
    "tests/rules/test_condition.py",
    "tests/rules/test_engine.py",
    "tests/rules/test_load.py",
    "tests/rules/test_outcomes.py",
    "tests/worked_cases",
    "tests/own_cases",
    "tests/work/test_profiles.py",
    "tests/work/test_sovereignty.py",
)
COPIED = ("src", "tests", "policies", "templates", "samples", "docs")


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=420, help="how many mutants are run")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--seconds", type=float, default=20, help="how long tests may look for one mutant")
    parser.add_argument("--again", action="store_true", help="run only those that survived the last time")
    parser.add_argument("--write", type=Path, help="the page to write")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="files and folders of tests")
    arguments = parser.parse_args()
    page = arguments.write and arguments.write.resolve()
    _furnish(HOME)
    os.chdir(HOME)
    made = make_mutants(HOME)
    sample = draw(made, arguments.sample, arguments.seed)
    kept = HOME.parent / f"mutants-{arguments.seed}.json"
    before = json.loads(kept.read_text()) if arguments.again else {}
    known = {name: before[name] for name in sample if before.get(name) in KILLED}
    code = _run(
        [name for name in sample if name not in known], arguments.tests, arguments.seconds, kept, known
    )
    if page and code == 0:
        ends = json.loads(kept.read_text())
        reasons = yaml.safe_load((ROOT / "tests/mutants/reasons.yaml").read_text(encoding="utf-8"))
        write_page(page, HOME, ends, len(made), arguments.seed, reasons)
    return code


def draw(made: Sequence[str], size: int, seed: int) -> list[str]:
    """Draw names by a number of their own: a mutant that comes or goes elsewhere changes no other's luck."""
    return sorted(made, key=lambda name: (Random(f"{seed} {name}").random(), name))[:size]  # noqa: S311


def _furnish(home: Path) -> None:
    """A copy of all that tests read: a run neither changes the checkout nor hears of its changes."""
    shutil.rmtree(home, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", home)


def _run(due: Sequence[str], tests: Sequence[str], seconds: float, kept: Path, before: dict[str, str]) -> int:
    import pytest

    from tests.mutants.running import Run

    os.environ["CI"] = "true"  # hypothesis draws the same examples each time
    for name in [name for name in sys.modules if name.split(".")[0] in {"borderflow", "tests"}]:
        if not name.startswith("tests.mutants"):
            del sys.modules[name]
    sys.path.insert(0, str(HOME / "src"))
    run = Run(due, seconds, kept, before)
    words = ["--rootdir=.", "-q", "-s", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return int(pytest.main([*words, "-o", "addopts=--import-mode=importlib", *tests], plugins=[run]))


sys.exit(main())
