"""What is looked for on the disk, told to whoever listens.

Python tells an audit hook (PEP 578) of every file that is opened and every folder that is listed, but not of
one that was only looked for. Whoever asks whether it is there says so; without a hook that costs nothing.
`pathlib` raises for a name that is too long or holds a NUL, and people write all kinds of names.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

LOOKED = "borderflow.looked"
RELIED = "borderflow.relied"


def looked(path: Path) -> Path:
    """The same path, after saying that the answer depends on whether it is there."""
    sys.audit(LOOKED, os.fspath(path))
    return path


def is_there(path: Path | str) -> bool:
    """Whether anything is at a path that somebody wrote; what no disk can hold is not there."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path | str) -> bool:
    """Whether a file is at a path that somebody wrote."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path | str) -> bool:
    """Whether a folder is at a path that somebody wrote."""
    return os.path.isdir(path)  # noqa: PTH112


def real(path: Path) -> Path:
    """Where a path that somebody wrote leads, links followed; itself, when no disk can hold it."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path.absolute()


def relied(path: str) -> None:
    """Say that the result depends on what is in a file, although it is not opened: it was read before."""
    sys.audit(RELIED, path)
