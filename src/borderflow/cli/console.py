"""The terminal as a command meets it: where to write, how wide it is, and whether it has colours."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # importing typing costs as much as starting Python
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from borderflow.errors import OutputError
    from borderflow.renderers.renderer import Detail, Options

MOST = 64 * 1024 * 1024 + 1
"""Bytes that are read from standard input: one more than a file may have."""
_PIPED = 100
_WIDEST = 120
"""Longer lines are hard to read, however wide the screen."""
_NARROWEST = 40


class Console:
    """Streams and environment of one run."""

    def __init__(
        self,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.stdin = stdin or sys.stdin
        self.stdout = stdout or sys.stdout
        self.stderr = stderr or sys.stderr
        self.environ = os.environ if environ is None else environ

    def read(self) -> bytes:
        """All of standard input, up to a size that no manifest has."""
        buffer = getattr(self.stdin, "buffer", None)
        data: bytes = self.stdin.read(MOST).encode() if buffer is None else buffer.read(MOST)
        return data

    def write(self, data: bytes) -> None:
        """Write a result to standard output. A reader that has gone away is no fault of ours.

        Raises:
            OutputError: when it cannot be written, as on a full disk.
        """
        try:
            _write(self.stdout, data)
        except BrokenPipeError:
            _silence(self.stdout)
        except OSError as error:
            _silence(self.stdout)
            raise _unwritable(error) from error

    def print(self, text: str = "") -> None:
        """Write one line to standard output."""
        self.write(f"{text}\n".encode(errors="backslashreplace"))

    def delivering(self, output: str, data: bytes) -> None:
        """Told of every result that is about to be written to a file."""

    def met_paths(self) -> Mapping[tuple[str, str], bool]:
        """How and which paths were met, where somebody keeps results."""
        return {}

    def meet_paths(self, met: Mapping[tuple[str, str], bool]) -> None:
        """Told of what other processes met."""

    def say(self, data: bytes) -> None:
        """Write to standard error, where people read and programs do not."""
        self.flash(data)

    def flash(self, data: bytes) -> None:
        """Write to standard error what is wiped out again."""
        try:
            _write(self.stderr, data)
        except BrokenPipeError:
            _silence(self.stderr)

    def remark(self, text: str) -> None:
        """Write one line to standard error."""
        self.say(f"{text}\n".encode(errors="backslashreplace"))

    def has_colour(self, stream: TextIO) -> bool:
        """Whether a stream takes colours (no-color.org; FORCE_COLOR for logs that show them)."""
        if self.environ.get("NO_COLOR"):
            return False
        if self.environ.get("FORCE_COLOR"):
            return True
        return is_terminal(stream) and self.environ.get("TERM") != "dumb"

    @property
    def width(self) -> int:
        """Columns to fill."""
        return max(_NARROWEST, min(self._columns(), _WIDEST))

    def _columns(self) -> int:
        given = self.environ.get("COLUMNS", "")
        if given.isdecimal():
            return int(given)
        if not is_terminal(self.stdout):
            return _PIPED
        try:
            return os.get_terminal_size(self.stdout.fileno()).columns
        except (OSError, ValueError):
            return _PIPED

    def options(self, detail: Detail | None = None, *, to_file: bool = False) -> Options:
        """How a renderer shall write for this console. A file is the same whatever the terminal."""
        from borderflow.renderers.renderer import Detail, Options

        colour = not to_file and self.has_colour(self.stdout)
        width = _PIPED if to_file else self.width
        return Options(detail=detail or Detail.USUAL, colour=colour, width=width)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is at the other end."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def _unwritable(error: OSError) -> OutputError:
    from borderflow.errors import Fault, OutputError

    reason = (error.strerror or str(error)).lower()
    return OutputError(Fault(f"Standard output cannot be written: {reason}.", hint="make room for it"))


def _silence(stream: TextIO) -> None:
    """Let the interpreter flush into nothing when it ends, or it complains."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def _write(stream: TextIO, data: bytes) -> None:
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode(errors="replace"))
    else:
        buffer.write(_encoded(data, stream.encoding))
    stream.flush()


def _encoded(data: bytes, encoding: str | None) -> bytes:
    """Text in what the terminal understands; other bytes as they are."""
    if not encoding or encoding.lower().replace("-", "") == "utf8":
        return data
    try:
        return data.decode().encode(encoding, errors="replace")
    except UnicodeDecodeError:
        return data
