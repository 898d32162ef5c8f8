"""What `check` says beside the result, on standard error: what was read, and how long it took."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Sequence

from borderflow.cli.console import Console
from borderflow.model.architecture import Input
from borderflow.renderers.text.ink import neutral

_MOST = 20


def tell_what_was_read(inputs: Sequence[Input], arguments: Namespace, console: Console) -> None:
    """The settings, each file with its format, and what was left out."""
    console.remark(f"settings: {neutral(arguments.config or 'none')}")
    for one in inputs:
        console.remark(f"read: {neutral(one.path)} ({one.format})")
    left_out = [neutral(path.as_posix()) for path in arguments.omitted.paths]
    for name in left_out[:_MOST]:
        console.remark(f"left out: {name}")
    if len(left_out) > _MOST:
        console.remark(f"left out: {len(left_out) - _MOST} more")


class Stopwatch:
    """Seconds since it was last asked, told to a console, or to nobody."""

    def __init__(self, console: Console | None) -> None:
        self._console = console
        self._last = time.perf_counter()

    def tell(self, what: str) -> None:
        """Say how long something took."""
        now = time.perf_counter()
        if self._console:
            self._console.remark(f"{now - self._last:.3f} s: {what}")
        self._last = now
