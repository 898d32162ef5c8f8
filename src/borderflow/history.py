"""An older version of the files, out of git: read, never checked out.

Git is asked through plumbing commands with a fixed list of arguments. A revision is taken for nothing but a
revision, its files are written to a folder of their own, and neither the checkout nor its index is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from borderflow.errors import Fault, InputError
from borderflow.trail import is_folder

_PATIENCE = 120
"""Seconds. A repository that takes longer is broken, or waits for somebody."""
_MOST_FILES = 20_000
_MOST_BYTES = 256 * 1024 * 1024
_LONGEST = 1_000
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_WHY = "run `git status` to see why"
_FILE_MODES = ("100644", "100755")


class Blob(Struct, frozen=True):
    """A file of a commit."""

    path: str
    """From the root of the repository, with forward slashes."""
    id: str
    size: int
    """In bytes; 0 for one that this clone does not hold, which reading it will say."""


class Commit(Struct, frozen=True):
    """One commit of a repository that is on this machine."""

    root: Path
    id: str
    name: str
    """As it was asked for."""

    def files(self) -> tuple[Blob, ...]:
        """Every plain file of it; links and submodules are left out."""
        listed = _git(self.root, "ls-tree", "-r", "-z", "--long", "--full-tree", self.id)
        return tuple(_blobs(listed))

    def renamed(self) -> dict[str, str]:
        """New name to old name, for files that git knows to have moved since.

        It looks at its index alone: to read the checkout it would run filters that `.gitattributes` names.
        """
        words = _git(
            self.root, "diff-index", "-z", "--name-status", "--diff-filter=R", "-M", "--cached", self.id
        )
        parts = iter(os.fsdecode(words).split("\0"))
        return {new: old for status in parts if status for old, new in [(next(parts), next(parts))]}

    def write(self, blobs: Sequence[Blob], folder: Path) -> None:
        """Write files below a folder, each at its path.

        Raises:
            InputError: when they are too many or too large to be copied.
        """
        if len(blobs) > _MOST_FILES or sum(blob.size for blob in blobs) > _MOST_BYTES:
            message = f"`{self.name}` holds {len(blobs)} files to be compared, which is too much."
            raise InputError(Fault(message, hint="name the files or a smaller folder"))
        asked = "".join(f"{blob.id}\n" for blob in blobs).encode()
        answer = _git(self.root, "cat-file", "--batch", given=asked)
        for blob, data in zip(blobs, _contents(answer), strict=True):
            place = folder / PurePosixPath(blob.path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


def base_of(revision: str, beside: Path) -> Commit:
    """The commit at which the checkout parted from a revision: what a pull request is compared with.

    Raises:
        InputError: when there is no repository around a path, or it knows no such revision.
    """
    if not revision or revision.startswith("-") or len(revision) > _LONGEST or not revision.isprintable():
        raise InputError(Fault(f"`{revision[:80]}` is no revision.", hint="name a branch, a tag or a commit"))
    folder = beside if is_folder(beside) else beside.parent
    top = _try(folder, "rev-parse", "--show-toplevel")
    if top is None:
        raise InputError(
            Fault(f"There is no git repository around `{beside}`.", hint="run it inside a checkout")
        )
    root = Path(os.fsdecode(top).rstrip("\n"))
    found = _try(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        hint = "fetch it first: `git fetch origin main`, or a checkout with its whole history"
        raise InputError(Fault(f"git knows no revision `{revision}`.", hint=hint))
    id_ = found.decode().strip()
    parted = _try(root, "merge-base", id_, "HEAD")
    return Commit(root, parted.decode().split()[0] if parted else id_, revision)


def _blobs(listed: bytes) -> Iterator[Blob]:
    for line in os.fsdecode(listed).split("\0"):
        about, _, path = line.partition("\t")
        parts = about.split()
        if len(parts) == 4 and parts[0] in _FILE_MODES and _is_inside(path):
            yield Blob(path, parts[2], int(parts[3]) if parts[3].isdigit() else 0)


def _is_inside(path: str) -> bool:
    """Git refuses such paths itself; a tree that was made by hand may hold them all the same."""
    return not path.startswith("/") and not {"..", ".git", ""} & set(path.split("/")) and "\\" not in path


def _contents(answer: bytes) -> Iterator[bytes]:
    """`cat-file --batch` writes `<id> blob <size>`, a line break, the content and another line break."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        about = answer[start:end].split()
        if len(about) != 3:
            message = "git does not hold all files of that version, and none is fetched."
            raise InputError(Fault(message, hint="clone the repository whole, without a filter"))
        size = int(about[2])
        yield answer[end + 1 : end + 1 + size]
        start = end + size + 2


def _try(folder: Path, *words: str) -> bytes | None:
    try:
        return _git(folder, *words)
    except _RefusedError:
        return None


class _RefusedError(InputError):
    """Git said no."""


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise InputError(Fault("git is not installed, and an older version is asked of it."))
    command = [program, "-C", str(folder.resolve()), "-c", "core.fsmonitor=false", "--no-pager", *words]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and a revision behind `--end-of-options`
            command, input=given, capture_output=True, check=False, timeout=_PATIENCE, env=_environment()
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise InputError(Fault(f"git could not be run: {error}.", hint=_WHY)) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {done.returncode}"
        raise _RefusedError(Fault(f"git {words[0]} failed: {reason}.", hint=_WHY))
    return done.stdout


def _environment() -> dict[str, str]:
    """Nothing is fetched, locked or asked, messages are in English, and a hook says not where to look."""
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    return {name: value for name, value in os.environ.items() if name not in _OF_HOOKS} | quiet


def below(blobs: Iterable[Blob], names: Iterable[str]) -> Iterator[Blob]:
    """The files that have some names, or lie in folders of these names."""
    wanted = set(names)
    folders = tuple(f"{name}/" for name in wanted)
    return (one for one in blobs if "." in wanted or one.path in wanted or one.path.startswith(folders))
