"""Which compiled file is read: the shipped one, a cached one, or one made now from the policy folders.

A cached file is known by path, size and time of every policy file and of the code that compiles them. One
that is damaged, or cannot be written, costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from borderflow.catalog.layout import FORMAT, Store, Unreadable
from borderflow.catalog.lookup import Catalog
from borderflow.resources import compiled_policies, policies_dir
from borderflow.trail import relied

_KEPT = 8
"""How many cached files stay; each is another state of the policies. The longest unused go first."""


def open_catalog(policies: Sequence[Path] = (), named: Sequence[str] = ()) -> Catalog:
    """The catalogue of some policy folders, later ones over earlier ones; without any, the shipped one.

    `named` is how the user named them: what was compiled for one pin is not read for another.

    Raises:
        PolicyError: with every fault of every policy file.
    """
    folders = tuple(policies) or (policies_dir(),)
    shipped = compiled_policies()
    if shipped is not None and folders == (policies_dir(),):
        with contextlib.suppress(Unreadable):
            return Catalog(Store.read(shipped))
    return Catalog(_cached(folders, named))


def _cached(folders: tuple[Path, ...], named: Sequence[str]) -> Store:
    path = _cache_dir() / f"policies-{_key(folders, named)}.json"
    try:
        store = Store.read(path)
    except Unreadable:
        data = _compile(folders)
        _keep(path, data)
        return Store(data)
    _note_use(path)
    return store


def _compile(folders: tuple[Path, ...]) -> bytes:
    from borderflow.catalog.compiled import build

    return build(folders)


def _cache_dir() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "borderflow"


def _key(folders: tuple[Path, ...], named: Sequence[str]) -> str:
    """A digest of what the compiled file depends on, without opening a file."""
    digest = hashlib.sha256("\0".join((str(FORMAT), *named)).encode())
    for folder in (*folders, Path(__file__).parent, Path(__file__).parents[1] / "shapes"):
        digest.update(f"\0{folder.absolute()}".encode())
        for name, size, changed in sorted(_stamps(str(folder))):
            digest.update(f"\0{name}\0{size}\0{changed}".encode())
    return digest.hexdigest()[:32]


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            elif entry.name.endswith((".yaml", ".py")):
                relied(entry.path)
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns


def _keep(path: Path, data: bytes) -> None:
    """Write the file whole or not at all; a cache that cannot be written is none."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
        _prune(path.parent)


def _note_use(path: Path) -> None:
    """The time of the last use is said, for not every disk notes it; that of writing stays."""
    with contextlib.suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def _prune(folder: Path) -> None:
    """Leave the few that were used last."""
    found = sorted(folder.glob("policies-*.json"), key=lambda path: path.stat().st_atime_ns)
    for path in found[:-_KEPT]:
        path.unlink(missing_ok=True)
