"""What is looked for on the disk, told to whoever listens.

Python tells an audit hook (PEP 578) of every file that is opened and every folder that is listed, but not of
one that was only looked for. Whoever asks whether it is there says so; without a hook that costs nothing.
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


def relied(path: str) -> None:
    """Say that the result depends on what is in a file, although it is not opened: it was read before."""
    sys.audit(RELIED, path)
