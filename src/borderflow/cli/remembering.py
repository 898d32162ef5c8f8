"""A check is listened to, and its result is kept together with all that it was made from."""

from __future__ import annotations

import contextlib
import os
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from borderflow import trail
from borderflow.cli.console import Console
from borderflow.cli.kept_results import ABSENT, LISTED, LOOKED, OPENED, Kept, library_folders, state_of
from borderflow.resources import program_folders

_LARGEST = 8 * 1024 * 1024
"""Bytes of one entry; larger results are not kept."""
_MOST = 64 * 1024 * 1024
"""Bytes of all entries; the longest unused go first."""
_UNFINISHED = ".new-"
_HOUR = 3600.0
_READS = os.O_RDONLY
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_ELSEWHERE = frozenset({"subprocess.Popen", "os.posix_spawn", "os.exec", "os.system", "socket.connect"})
"""What lets a result depend on more than files."""

Met = dict[tuple[str, str], bool]
"""How and which paths were met, in order, and whether something was there."""


def remembered(kept: Kept, console: Console, run: Callable[[Console], int]) -> int:
    """Run a check, and keep what it wrote. What cannot be kept costs time and nothing else."""
    recording = Recording(console)
    with _listening(recording):
        code = run(recording)
        recording.freeze()
    if recording.is_lasting:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            _store(kept, recording, code)
    return code


class Recording(Console):
    """A console that remembers what passes."""

    def __init__(self, console: Console) -> None:
        super().__init__(console.stdin, console.stdout, console.stderr, console.environ)
        self.start = time.time_ns()
        self.met: Met = {}
        self.seen: list[tuple[str, str, str]] | None = None
        self.is_lasting = True
        self.out: list[bytes] = []
        self.err: list[bytes] = []
        self.files: list[tuple[str, bytes]] = []

    def write(self, data: bytes) -> None:
        """Write to standard output, and remember it."""
        self.freeze()
        super().write(data)
        self.out.append(data)

    def say(self, data: bytes) -> None:
        """Write to standard error, and remember it."""
        super().say(data)
        self.err.append(data)

    def delivering(self, output: str, data: bytes) -> None:
        """A file is about to be written."""
        self.freeze()
        self.files.append((output, data))

    def met_paths(self) -> Mapping[tuple[str, str], bool]:
        """How and which paths were met."""
        return self.met

    def meet_paths(self, met: Mapping[tuple[str, str], bool]) -> None:
        """What other processes met counts as well."""
        self.met = {**met, **self.met}

    def freeze(self) -> None:
        """Take down what is at every path that was met, before anything is written beside it."""
        if self.seen is None:
            found = [(how, path, state_of(how, path)) for how, path in self.met]
            self.seen = [(how, path, state) for how, path, state in found if state is not None]
            settled = all(
                _is_settled(path, state, self.start, was_there=self.met[how, path])
                for how, path, state in self.seen
            )
            self.is_lasting = self.is_lasting and settled and len(self.seen) == len(found)

    def meet(self, how: str, path: str) -> None:
        """A path was opened, listed or looked for."""
        key = how, os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH118 - called for every file
        if key not in self.met:
            self.met[key] = os.path.lexists(path)
            self.is_lasting = self.is_lasting and self.seen is None


def _is_settled(path: str, state: str, start: int, *, was_there: bool) -> bool:
    """Whether what is at a path now was so when the check met it."""
    if state == ABSENT:
        return not was_there
    with contextlib.suppress(OSError, ValueError):
        found = os.stat(path)  # noqa: PTH116 - as above
        return max(found.st_mtime_ns, found.st_ctime_ns) < start
    return False


class _Ear:
    """The one audit hook of this process; it cannot be taken out again, so it is deaf most of the time."""

    def __init__(self) -> None:
        self.recording: Recording | None = None
        self.is_hooked = False
        self.aside: tuple[str, ...] = ()

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        recording = self.recording
        if recording is None:
            return
        if event == "open":
            if isinstance(args[0], (str, bytes, os.PathLike)) and not (args[2] or 0) & _WRITES:
                self._hear(recording, OPENED, os.fsdecode(args[0]))
        elif event == "os.scandir" or (event == "os.listdir" and args[0] not in sys.path):
            if not isinstance(args[0], int):  # what is listed on the path of modules is the import system's
                self._hear(recording, LISTED, os.fsdecode(args[0] or "."))
        elif event == trail.LOOKED:
            self._hear(recording, LOOKED, args[0])
        elif event == trail.RELIED:
            self._hear(recording, OPENED, args[0])
        elif event in _ELSEWHERE:
            recording.is_lasting = False

    def _hear(self, recording: Recording, how: str, path: str) -> None:
        if not f"{path}/".startswith(self.aside):
            recording.meet(how, path)


_ear = _Ear()


@contextlib.contextmanager
def _listening(recording: Recording) -> Iterator[None]:
    from borderflow.cli.kept_results import cache_folder

    kept = (cache_folder(recording.environ), cache_folder(os.environ))
    own = (*program_folders(), *library_folders(), sysconfig.get_path("stdlib"), os.devnull, *kept)
    _ear.aside = tuple(f"{folder}/" for folder in own if folder)
    if not _ear.is_hooked:
        sys.addaudithook(_ear)
        _ear.is_hooked = True
    _ear.recording = recording
    try:
        yield
    finally:
        _ear.recording = None


def _store(kept: Kept, recording: Recording, code: int) -> None:
    import json
    from hashlib import sha256

    if any(output not in _said(kept.words) for output, _ in recording.files):
        return  # an entry writes where the command line says, and nowhere else
    entry = {
        "code": code,
        "seen": recording.seen,
        "out": b"".join(recording.out).decode(),
        "err": b"".join(recording.err).decode(),
        "files": [(output, data.decode()) for output, data in recording.files],
    }
    text = json.dumps(entry).encode()
    if len(text) <= _LARGEST:
        _write(kept, sha256(text).hexdigest().encode() + b"\n" + text)


def _said(words: Sequence[str]) -> frozenset[str]:
    """Every file that a command line could name as an output."""
    return frozenset(end for word in words for end in (word, *_endings(word)))


def _endings(word: str) -> Iterator[str]:
    for sign in "=:":
        _, _, end = word.partition(sign)
        if end:
            yield end
            yield from _endings(end)


def _write(kept: Kept, data: bytes) -> None:
    """Beside the place, then renamed: nobody reads a half, whoever is killed or comes second."""
    os.makedirs(kept.folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    draft = f"{kept.folder}/{_UNFINISHED}{os.getpid()}-{time.time_ns()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(draft, kept.path)  # noqa: PTH105 - as above
    except OSError:
        os.unlink(draft)  # noqa: PTH108 - as above
        raise
    _prune(kept.folder)


def _prune(folder: str) -> None:
    """Leave the newest, up to a size; drafts of those who were killed go after an hour."""
    room = _MOST
    for age, size, path in sorted(_entries(folder), reverse=True):
        is_draft = os.path.basename(path).startswith(_UNFINISHED)  # noqa: PTH119 - as above
        room -= size
        if room < 0 or (is_draft and age < time.time() - _HOUR):
            with contextlib.suppress(OSError):
                os.unlink(path)  # noqa: PTH108 - as above


def _entries(folder: str) -> Iterator[tuple[float, int, str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):  # somebody else was quicker
                found = entry.stat()
                yield found.st_mtime, found.st_size, entry.path
