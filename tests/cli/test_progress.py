import time

import pytest

from borderflow.cli import progress
from borderflow.cli.console import Console
from borderflow.cli.progress import waiting
from tests.cli.running import Stream, written


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)


def waited(seconds: float, *, terminal: bool) -> bytes:
    stderr = Stream(terminal=terminal)
    with waiting("checking", Console(stdout=Stream(), stderr=stderr, environ={})):
        time.sleep(seconds)
    return written(stderr)


def test_what_takes_long_shows_that_it_lives():
    said = waited(0.2, terminal=True)
    assert b"checking, 1 s" in said
    assert said.endswith(b"\r\x1b[K")


def test_a_folder_of_many_files_shows_how_far_it_is():
    stderr = Stream(terminal=True)
    with waiting("checking", Console(stdout=Stream(), stderr=stderr, environ={})) as watch:
        watch(500, 2000)
        time.sleep(0.1)
        watch(1999, 2000)
        time.sleep(0.1)
    said = written(stderr)
    assert b"[#######.......................] 500 of 2,000 files" in said
    assert b"checking, " in said.rpartition(b"files")[2]


def test_what_is_quick_says_nothing(monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 30)
    assert waited(0, terminal=True) == b""


def test_a_pipe_is_told_nothing():
    assert waited(0.05, terminal=False) == b""
