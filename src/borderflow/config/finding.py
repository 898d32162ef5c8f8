"""Which file holds the settings of a path: the nearest one on the way up."""

from __future__ import annotations

import re
from pathlib import Path

from borderflow.trail import looked

OWN = "borderflow.toml"
SHARED = "pyproject.toml"
_TABLE = re.compile(rb"^[ \t]*\[{1,2}[ \t]*[\"']?tool[\"']?[ \t]*\.[ \t]*[\"']?borderflow\b", re.MULTILINE)
_LARGEST = 1024 * 1024


def find_config(start: Path) -> Path | None:
    """The nearest `borderflow.toml`, or `pyproject.toml` with a table for us, from a folder upwards.

    The search ends at the root of the checkout (where `.git` is), or of the file system.
    """
    for folder in (start, *start.parents):
        if looked(folder / OWN).is_file():
            return folder / OWN
        if _has_table(looked(folder / SHARED)):
            return folder / SHARED
        if looked(folder / ".git").exists():
            return None
    return None


def _has_table(path: Path) -> bool:
    """Whether a pyproject.toml speaks of us; a sign is enough, for reading it costs more."""
    try:
        with path.open("rb") as file:
            return bool(_TABLE.search(file.read(_LARGEST)))
    except OSError:
        return False
