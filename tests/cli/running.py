"""Running the command line in this process, with streams that can be read afterwards."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from borderflow.cli import main


class Stream(io.TextIOWrapper):
    """A standard stream that may claim to be a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False, encoding: str = "utf-8"):
        super().__init__(io.BytesIO(text.encode(encoding)), encoding=encoding, write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def fileno(self) -> int:
        raise OSError("no file")


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()


def run(
    *argv: object,
    stdin: str = "",
    terminal: bool = False,
    environ: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Ran:
    """Run one command line."""
    out, err = Stream(terminal=terminal, encoding=encoding), Stream(terminal=terminal)
    code = main(
        [str(word) for word in argv],
        stdin=Stream(stdin, terminal=terminal),
        stdout=out,
        stderr=err,
        environ={} if environ is None else environ,
    )
    return Ran(code, written(out), written(err).decode())


def written(stream: Stream) -> bytes:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()
