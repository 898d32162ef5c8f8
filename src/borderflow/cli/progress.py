"""A sign of life for what takes longer than a second, on standard error and only where a person looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from borderflow.cli.console import Console, is_terminal

_PATIENCE = 1.0
_CLEAR = b"\r\x1b[K"


@contextmanager
def waiting(task: str, console: Console) -> Iterator[None]:
    """Show the task and its seconds while the block runs."""
    if not is_terminal(console.stderr):
        yield
        return
    done = Event()
    thread = Thread(target=_tick, args=(task, console, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _tick(task: str, console: Console, done: Event) -> None:
    seconds = 0
    while not done.wait(_PATIENCE):
        seconds += 1
        console.say(_CLEAR + f"{task}, {seconds} s".encode())
    if seconds:
        console.say(_CLEAR)
