"""A sign of life for what takes longer than a second, on standard error and only where a person looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from msgspec import Struct

from borderflow.cli.console import Console, is_terminal

_PATIENCE = 1.0
_CLEAR = b"\r\x1b[K"
_WIDTH = 30


class _Files(Struct):
    """How many files of a folder have been looked into."""

    done: int = 0
    total: int = 0

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def bar(self) -> str:
        """Empty before the first file and once all are read: what follows is told in seconds."""
        if self.done + 1 >= self.total:
            return ""
        full = _WIDTH * self.done // self.total
        return f"[{'#' * full}{'.' * (_WIDTH - full)}] {self.done:,} of {self.total:,} files"


@contextmanager
def waiting(task: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """Show the task and its seconds while the block runs; files, once the block is told of them, as a bar."""
    files = _Files()
    if not is_terminal(console.stderr):
        yield files.tell
        return
    done = Event()
    thread = Thread(target=_tick, args=(task, console, done, files), daemon=True)
    thread.start()
    try:
        yield files.tell
    finally:
        done.set()
        thread.join()


def _tick(task: str, console: Console, done: Event, files: _Files) -> None:
    seconds = 0
    while not done.wait(_PATIENCE):
        seconds += 1
        console.flash(_CLEAR + (files.bar() or f"{task}, {seconds} s").encode())
    if seconds:
        console.flash(_CLEAR)
