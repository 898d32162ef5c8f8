"""Results in files: written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.errors import Fault, OutputError

STDOUT = "-"


def deliver(data: bytes, output: str | None, console: Console, inputs: Iterable[str] = ()) -> None:
    """Write to a file, or to standard output when none or `-` is named.

    Raises:
        OutputError: when the file cannot be written, or is one of the inputs.
    """
    if output is None or output == STDOUT:
        console.write(data)
        return
    path = Path(output)
    if any(_is_same(path, Path(one)) for one in inputs):
        raise OutputError(
            Fault(f"`{output}` is an input and would be overwritten.", hint="name another file")
        )
    console.delivering(output, data)
    try:
        write_whole(path, data)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            Fault(f"`{output}` cannot be written: {reason}.", hint="name another place with `--output`")
        ) from error


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file and rename, so that nobody reads a half. Devices are written to as they are."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(data)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
