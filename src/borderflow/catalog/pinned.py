"""Policy folders that are pinned to their content: `DIR@sha256:…`.

A rule pack decides what a check may say. Who takes one from elsewhere names the digest of what was reviewed;
a pack that has changed since is refused before anything of it is parsed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from borderflow.errors import Fault, PolicyError
from borderflow.trail import is_folder, looked

_PIN = re.compile(r"(?P<folder>.+)@sha256:(?P<digest>.*)")
_READ = (".yaml", ".po")
"""Endings of the files of a pack that are read."""


def unpinned(policy: str | Path) -> Path:
    """The folder that an option names, once its content was seen to be the pinned one.

    Raises:
        PolicyError: the folder is not there, or holds something else than it did when it was pinned.
    """
    pin = _PIN.fullmatch(str(policy))
    folder = Path(pin["folder"]) if pin else Path(policy)
    if not is_folder(looked(folder)):
        hint = "name a folder with catalog/ or rules/"
        raise PolicyError(Fault(f"There is no policy folder `{folder}`.", None, hint))
    if pin and pin["digest"] != (found := digest_of(folder)):
        message = f"`{folder}` is pinned to another content."
        hint = f"review what changed, then write `{folder}@sha256:{found}`"
        raise PolicyError(Fault(message, None, hint))
    return folder


def digest_of(folder: Path) -> str:
    """SHA-256 over the names and the contents of the files that are read, in hexadecimal.

    It depends on nothing but them: not on the place of the folder, the system or the order of its entries.
    """
    whole = hashlib.sha256()
    for name, path in sorted(_files(folder)):
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.suffix in _READ and path.is_file():
            yield path.relative_to(folder).as_posix(), path
