"""What is wrong with an input, as a compiler says it: the sentence, the line with a caret, the way out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.errors import BorderflowError, Fault, NothingToCheck
from borderflow.model.location import Location
from borderflow.renderers.text.ink import BLANK, Line, Tone, inked, plain, wrapped
from borderflow.renderers.text.snippet import arrow, gutter, snippet

_LONGEST = 10_000_000
"""Bytes of a file beyond which no line is shown."""
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def complain(error: BorderflowError, console: Console) -> None:
    """Write every fault to standard error."""
    _lines.cache_clear()  # a file may have been written since
    faults = sorted(error.faults, key=_place)
    lines = [line for fault in faults for line in (*_fault(fault, console.width), BLANK)]
    if len(faults) > 1:
        lines.append(plain(f"{len(faults)} faults"))
    console.say(inked(lines, console.has_colour(console.stderr)))


def exit_code(error: BorderflowError) -> int:
    """3 when there was nothing to check, else 2."""
    from borderflow.cli.exit_codes import NOT_MADE, NOTHING_TO_CHECK

    return NOTHING_TO_CHECK if isinstance(error, NothingToCheck) else NOT_MADE


def _place(fault: Fault) -> tuple[str, int, int]:
    """Faults are told as they stand in the file."""
    place = fault.location
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def _fault(fault: Fault, width: int) -> Iterator[Line]:
    yield ((Tone.GRAVE, "error"), (Tone.STRONG, f": {fault.message}"))
    margin = " "
    if fault.location:
        yield arrow(fault.location)
        yield from snippet(fault.location, source_line(fault.location), Tone.GRAVE, width=width)
        margin = " " * (gutter(fault.location) + 1)
    for number, piece in enumerate(wrapped(fault.hint, max(30, width - 10)) if fault.hint else ()):
        label = "= help: " if number == 0 else " " * 8
        yield ((Tone.FRAME, margin + label[:2]), (Tone.GOOD, label[2:]), (Tone.PLAIN, piece))


def source_line(location: Location) -> str | None:
    """The line of a file that can be shown; None for what is no text, or cannot be read any more."""
    from borderflow.foreign.secrets import masked  # only where something is wrong

    lines = _lines(Path(location.file))
    line = lines[location.line - 1] if 0 < location.line <= len(lines) else None
    return None if line is None or "\0" in line else masked(line)


@lru_cache(maxsize=1)
def _lines(path: Path) -> Sequence[str]:
    """All lines, for a file that is wrong everywhere is not opened for each of its faults."""
    if path.suffix == ".xlsx":  # its lines are not those that people see
        return ()
    try:
        if path.stat().st_size > _LONGEST:
            return ()
        with path.open(encoding=_encoding(path), errors="replace") as file:
            return [line.rstrip("\r\n") for line in file]
    except OSError:
        return ()


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(2)
    return dict(_BYTE_ORDER_MARKS).get(start, "utf-8-sig")
