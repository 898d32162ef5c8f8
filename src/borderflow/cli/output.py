"""Results in files: written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.errors import Fault, OutputError
from borderflow.trail import is_file, is_there

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


def deliver_all(files: Mapping[str, bytes], folder: Path, *, force: bool) -> None:
    """Write several files into a folder, all or none. Without `force` none is overwritten.

    Raises:
        OutputError: when one is there already, or cannot be written.
    """
    there = sorted(name for name in files if is_there(folder / name))
    if there and not force:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        message = f"`{(folder / there[0]).as_posix()}`{more} would be overwritten."
        raise OutputError(Fault(message, hint="name another folder, or add `--force`"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_together(files, folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"`{folder.as_posix()}` cannot be written to: {reason}."
        raise OutputError(Fault(message, hint="name another folder with `--output`")) from error


def _write_together(files: Mapping[str, bytes], folder: Path) -> None:
    """All drafts are on the disk before the first takes its name."""
    mark = secrets.token_hex(4)
    drafts = {folder / f".{name}.{mark}": folder / name for name in files}
    try:
        for (draft, _), data in zip(drafts.items(), files.values(), strict=True):
            draft.write_bytes(data)
        for draft, target in drafts.items():
            draft.replace(target)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file and rename, so that nobody reads a half. Devices are written to as they are."""
    target = Path(os.path.realpath(path))
    if is_there(target) and not is_file(target):
        target.write_bytes(data)
        return
    if is_there(target) and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(data)
        if is_there(target):
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
