"""What every test may ask for: tools from outside Python, and a hypothesis that repeats itself in CI."""

from __future__ import annotations

import ctypes.util
import gc
import os
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import hypothesis
import pytest

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
    from borderflow import api
    from borderflow.catalog.layout import Store

    in_force, read = lru_cache(maxsize=2)(api._in_force), Store.read
    unchanged = lru_cache(maxsize=2)(lambda path, *_: read(path))

    def read_once(path: Path) -> Store:
        found = path.stat() if path.exists() else None
        return unchanged(path, found.st_size, found.st_mtime_ns) if found else read(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "_in_force", in_force)
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
