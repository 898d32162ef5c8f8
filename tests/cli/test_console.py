import errno
import io

import pytest

from borderflow.cli.console import Console
from borderflow.errors import OutputError
from tests.cli.running import Stream


def console(*, terminal=False, encoding="utf-8", **environ):
    return Console(Stream(), Stream(terminal=terminal, encoding=encoding), Stream(terminal=terminal), environ)


@pytest.mark.parametrize(
    ("terminal", "environ", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colours(terminal, environ, coloured):
    one = console(terminal=terminal, **environ)
    assert one.has_colour(one.stdout) is coloured
    assert one.options().colour is coloured
    assert one.options(to_file=True).colour is False


@pytest.mark.parametrize(
    ("environ", "width"),
    [
        ({}, 100),
        ({"COLUMNS": "72"}, 72),
        ({"COLUMNS": "500"}, 120),
        ({"COLUMNS": "5"}, 40),
        ({"COLUMNS": "x"}, 100),
    ],
)
def test_width(environ, width):
    assert console(**environ).width == width
    assert console(**environ).options().width == width
    assert console(**environ).options(to_file=True).width == 100


def test_a_narrow_encoding_loses_letters_but_not_the_run():
    one = console(encoding="ascii")
    one.print("Änderung → 索引")
    assert one.stdout.buffer.getvalue() == b"?nderung ? ??\n"


def test_bytes_that_are_no_text_pass_through():
    one = console(encoding="latin-1")
    one.write(b"%PDF-\xff\xfe")
    assert one.stdout.buffer.getvalue() == b"%PDF-\xff\xfe"


def test_a_stream_without_bytes_gets_text():
    stream = io.StringIO()
    Console(stdout=stream, environ={}).print("plain")
    assert stream.getvalue() == "plain\n"


class Gone(Stream):
    def flush(self):
        raise BrokenPipeError


def test_a_reader_that_has_gone_away_is_no_fault():
    Console(stdout=Gone(), environ={}).print("unread")


class Full(Stream):
    def flush(self):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said():
    with pytest.raises(OutputError, match="Standard output cannot be written: no space left on device"):
        Console(stdout=Full(), environ={}).print("unwritten")
