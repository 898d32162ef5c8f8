"""Results of `check`, kept until anything that they were made from changes.

An entry is found by what was asked (words, folder, day, colours, width, the program itself). It counts only
while every file that was read, listed or looked for is as it was, by content. It holds what was written, and
the exit code. What is asked again is answered from here, so nothing is imported beyond hashlib and json.
"""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from borderflow.cli.console import Console

    Seen = tuple[str, str, str]
    """How a path was met, the path, and what was there."""

FORMAT = "1"
OPENED, LISTED, LOOKED = "opened", "listed", "looked"
ENVIRONMENT = ("SOURCE_DATE_EPOCH", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""What else in the environment shapes a result; terminal, colour and width are asked of the console."""
ABSENT = "-"
_NEVER = frozenset({"--no-cache", "--timings", "-", "--help", "-h"})


class Kept:
    """The place of one result."""

    def __init__(self, words: Sequence[str], folder: str, asked: str) -> None:
        self.words = words
        self.folder = folder
        self.asked = asked
        """Digest of what was asked."""

    @property
    def path(self) -> str:
        """The file of the entry."""
        return f"{self.folder}/{self.asked}.json"

    def replay(self, console: Console) -> int | None:
        """Write once more what was written, and give the exit code; None when it has to be made anew."""
        import json

        text = self._text()
        if text is None:
            return None
        entry = json.loads(text)
        if any(state_of(how, path) != state for how, path, state in entry["seen"]):
            return None
        if said := entry["err"]:
            console.say(said.encode())
        if entry["out"]:
            console.write(entry["out"].encode())
        for output, written in entry["files"]:
            _deliver(written.encode(), output, console, (path for how, path, _ in entry["seen"]))
        return int(entry["code"])

    def _text(self) -> bytes | None:
        """The entry, when it is whole and ours."""
        from hashlib import sha256

        try:
            with open(self.path, "rb") as file:  # noqa: PTH123 - pathlib takes longer than all the rest
                found = os.fstat(file.fileno())
                digest, _, text = file.read().partition(b"\n")
        except OSError:
            return None
        is_ours = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
        return text if is_ours and sha256(text).hexdigest().encode() == digest else None


def kept_result(words: Sequence[str], console: Console) -> Kept | None:
    """Where the result of a check is kept; None when it is not to be."""
    folder = cache_folder(console.environ)
    if not folder or _NEVER & set(words):
        return None
    return Kept(words, f"{folder}/results", _asked(words, console))


def cache_folder(environ: Mapping[str, str]) -> str:
    """The folder of all that is kept; empty when the environment names none."""
    base = environ.get("XDG_CACHE_HOME", "")
    home = environ.get("HOME", "")
    if not os.path.isabs(base):  # noqa: PTH117 - as above; the specification ignores relative ones
        base = f"{home}/.cache" if home else ""
    return f"{base}/borderflow" if base else ""


def state_of(how: str, path: str) -> str | None:
    """What is at a path, as far as a check could tell; None for what has no lasting state, such as a pipe."""
    try:
        kind = os.stat(path).st_mode  # noqa: PTH116 - as above
        real = os.path.realpath(path)
        if stat.S_ISDIR(kind):
            found = f"folder {_names(path)}" if how == LISTED else "folder"
        elif stat.S_ISREG(kind):
            found = f"file {_digest(path)}" if how == OPENED else "file"
        else:
            return None
    except PermissionError:
        return "closed"
    except (OSError, ValueError):
        return ABSENT
    return found if real == path else f"{found} {real}"


def _digest(path: str) -> str:
    from hashlib import sha256

    with open(path, "rb") as file:  # noqa: PTH123 - as above
        digest = sha256()
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def _names(path: str) -> str:
    from hashlib import sha256

    with os.scandir(path) as entries:
        names = sorted(f"{one.name}{one.is_dir():d}{one.is_symlink():d}" for one in entries)
    return sha256("\0".join(names).encode(errors="surrogateescape")).hexdigest()


def _asked(words: Sequence[str], console: Console) -> str:
    import json
    import time
    from hashlib import sha256

    from borderflow import __version__

    asked = (
        FORMAT,
        __version__,
        sys.version,
        list(words),
        os.getcwd(),  # noqa: PTH109 - as above
        time.strftime("%Y-%m-%d"),
        [console.environ.get(name) for name in ENVIRONMENT],
        [console.has_colour(console.stdout), console.has_colour(console.stderr), console.width],
        sorted(_program()),
    )
    return sha256(json.dumps(asked).encode()).hexdigest()[:32]


def _program() -> Iterator[str]:
    """Size and time of all that ships, and the versions of what it uses."""
    from borderflow.resources import program_folders

    for folder in program_folders():
        yield from _stamps(folder)
    for folder in library_folders():
        yield from (name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208 - as above


def library_folders() -> tuple[str, ...]:
    """Where installed packages lie."""
    names = ("site-packages", "dist-packages")
    return tuple(path for path in sys.path if os.path.basename(path) in names and os.path.isdir(path))  # noqa: PTH112, PTH119 - as above


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stamps(entry.path)
            else:
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"


def _deliver(data: bytes, output: str, console: Console, inputs: Iterator[str]) -> None:
    from borderflow.cli.output import deliver

    deliver(data, output, console, inputs)
