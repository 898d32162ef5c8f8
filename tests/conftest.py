"""What every test may ask for: tools from outside Python, and a hypothesis that repeats itself in CI."""

from __future__ import annotations

import ctypes.util
import gc
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from borderflow.rules import Rule

SHARED = Path(__file__).parents[2] / "shared"
ON_CI = os.environ.get("CI") == "true"
LIBRARIES = {"pango": "pango-1.0"}


def pytest_configure(config: pytest.Config) -> None:
    """Properties: no deadlines on a shared machine, the same inputs for the same commit in CI.

    The inner loop, which leaves slow tests out, tries a fifth of the inputs.
    """
    quick = "not slow" in config.option.markexpr
    hypothesis.settings.register_profile(
        "borderflow", deadline=None, derandomize=ON_CI, max_examples=20 if quick else 100
    )
    hypothesis.settings.load_profile("borderflow")


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: the garbage collector need not go through them time and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _kept() -> Iterator[None]:
    """Parse the catalogue and compile the rules once a process. A command judges once, and keeps neither."""
    from borderflow import rules
    from borderflow.catalog.layout import Store

    load, read = rules.load_rules, Store.read
    compiled: dict[tuple[int, ...], tuple[Rule, ...]] = {}
    unchanged = lru_cache(maxsize=2)(lambda path, *_: read(path))

    def read_once(path: Path) -> Store:
        found = path.stat() if path.exists() else None
        return unchanged(path, found.st_size, found.st_mtime_ns) if found else read(path)

    def load_once(documents: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
        """Rules by the very documents that they come from; a rule holds its own, so no other takes its id."""
        documents = tuple(documents)
        same = tuple(map(id, documents))
        if same not in compiled:
            compiled[same] = load(documents)
        return compiled[same]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "load_rules", load_once)
        patch.setattr(Store, "read", read_once)
        yield


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`needs("qpdf")`: without it a test is skipped at a desk, and fails in CI, which leaves nothing out.

    `needs("shared")` asks for the facts and the real files that lie beside the project.
    """
    missing = [tool for mark in item.iter_markers("needs") for tool in mark.args if not is_present(tool)]
    if missing:
        refuse = pytest.fail if ON_CI else pytest.skip
        refuse(f"{', '.join(missing)} is missing: `make setup` installs it")


def is_present(tool: str) -> bool:
    """Say whether a program is on the path, or a library of `LIBRARIES` can be loaded."""
    if tool == "shared":
        return SHARED.is_dir()
    if library := LIBRARIES.get(tool):
        return ctypes.util.find_library(library) is not None
    return shutil.which(tool) is not None
