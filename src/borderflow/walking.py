"""Which files lie under a folder or match a glob, without those that are left out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.trail import is_there, looked

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

NEVER = frozenset(".git .hg .svn node_modules .venv venv __pycache__ .terraform .mypy_cache .tox".split())
"""Folders that hold no description of anybody's own."""
_MAGIC = re.compile(r"[*?\[]")
_IGNORED = ".gitignore"


def is_glob(path: Path) -> bool:
    """Whether a path is a pattern; a file that bears its signs in its name is a file."""
    return bool(_MAGIC.search(str(path))) and not is_there(looked(path))


class Omitted:
    """What folders and globs leave out: what git ignores, and what patterns exclude."""

    def __init__(
        self, exclude: Sequence[str] = (), *, base: Path | str = ".", gitignore: bool = True
    ) -> None:
        """`exclude` has patterns as `.gitignore` writes them, seen from the folder `base`."""
        self._exclude = tuple(exclude)
        self._base = Path(base)
        self._gitignore = gitignore
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._roots: dict[Path, tuple[Path, ...]] = {}
        self.paths: dict[Path, None] = {}
        """What was left out, folders as a whole."""

    def within(self, folder: Path) -> Omitted:
        """The same for a folder that somebody names: though git ignores it, what is in it is meant."""
        real = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay what they are
        if not self._gitignore or not self._is_ignored(real, is_folder=True):
            return self
        return Omitted(self._exclude, base=self._base, gitignore=False)

    def leaves_out(self, path: Path, *, is_folder: bool) -> bool:
        """Whether a file or folder is left out; it is remembered."""
        real = Path(os.path.abspath(path))  # noqa: PTH100 - links stay what they are
        if self._is_excluded(real, is_folder) or (
            self._gitignore and self._is_ignored(real, is_folder=is_folder)
        ):
            self.paths[path] = None
            return True
        return False

    def _is_excluded(self, real: Path, is_folder: bool) -> bool:
        base = Path(os.path.abspath(self._base))  # noqa: PTH100 - as above
        if not self._exclude or not real.is_relative_to(base):
            return False
        return self._exclusions.match_file(_relative(real, base, is_folder))

    @cached_property
    def _exclusions(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self._exclude)

    def _is_ignored(self, real: Path, *, is_folder: bool) -> bool:
        """The nearest `.gitignore` that speaks of it decides, up to the root of the checkout."""
        for folder in self._inside_checkout(real.parent):
            spec = self._spec(folder)
            said = spec.check_file(_relative(real, folder, is_folder)).include if spec else None
            if said is not None:
                return said
        return False

    def _inside_checkout(self, folder: Path) -> tuple[Path, ...]:
        """A folder and those above it, up to the root of the checkout; none outside of one."""
        if folder not in self._roots:
            if looked(folder / ".git").exists():
                self._roots[folder] = (folder,)
            elif folder.parent == folder:
                self._roots[folder] = ()
            else:
                above = self._inside_checkout(folder.parent)
                self._roots[folder] = (folder, *above) if above else ()
        return self._roots[folder]

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            self._specs[folder] = _read(folder / _IGNORED)
        return self._specs[folder]


def _read(path: Path) -> GitIgnoreSpec | None:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _relative(real: Path, folder: Path, is_folder: bool) -> str:
    return real.relative_to(folder).as_posix() + ("/" if is_folder else "")


def walk(folder: Path, omitted: Omitted, skipped: frozenset[str] = NEVER) -> Iterator[Path]:
    """Every file under a folder, in order; folders that are links are not entered."""
    for path, is_folder in _inside(folder, omitted, skipped):
        if is_folder:
            yield from walk(path, omitted, skipped)
        else:
            yield path


def expand(pattern: Path, omitted: Omitted) -> tuple[Path, ...]:
    """The files that a glob matches, in order: `*`, `?` and `[…]` in a name, `**` for folders between."""
    parts = pattern.parts
    plain = next(n for n, part in enumerate(parts) if _MAGIC.search(part))
    return tuple(sorted(set(_matches(Path(*parts[:plain]), parts[plain:], omitted))))


def _matches(folder: Path, parts: Sequence[str], omitted: Omitted) -> Iterator[Path]:
    head, rest = parts[0], parts[1:]
    if head == "**":
        yield from _matches(folder, rest or ("*",), omitted)
    wanted = re.compile(translate(head))
    for path, is_folder in _inside(folder, omitted, NEVER):
        if not wanted.match(path.name) or (path.name.startswith(".") and not head.startswith(".")):
            continue  # a pattern means no hidden name unless it says so
        if is_folder and (head == "**" or rest):
            yield from _matches(path, parts if head == "**" else rest, omitted)
        elif not is_folder and not rest and head != "**":
            yield path


def _inside(folder: Path, omitted: Omitted, skipped: frozenset[str]) -> Iterator[tuple[Path, bool]]:
    """What is in a folder, and whether it is a folder itself."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry.name, entry.is_dir(), entry.is_symlink()) for entry in found)
    except OSError:
        return
    for name, is_folder, is_link in entries:
        path = folder / name
        if is_folder and (is_link or name in skipped):
            continue
        if not omitted.leaves_out(path, is_folder=is_folder):
            yield path, is_folder
