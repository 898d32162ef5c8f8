from pathlib import Path

import pytest

from borderflow.cli.console import Console
from borderflow.cli.output import deliver, write_whole
from borderflow.errors import OutputError
from tests.cli.running import Stream, written


def test_a_file_is_written_whole(tmp_path):
    deliver(b"new", str(tmp_path / "out.txt"), Console(environ={}))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.txt", b"new")]


def test_a_file_that_is_replaced_keeps_its_mode(tmp_path):
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(type(path), "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OutputError, match="cannot be written: no space left"):
        deliver(b"new", str(path), Console(environ={}))
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("out.txt", b"old")]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "there.txt").write_bytes(b"old")
    (tmp_path / "here.txt").symlink_to(tmp_path / "there.txt")
    write_whole(tmp_path / "here.txt", b"new")
    assert (tmp_path / "here.txt").is_symlink()
    assert (tmp_path / "there.txt").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced():
    if not Path("/dev/null").exists():
        pytest.skip("no /dev/null here")
    deliver(b"gone", "/dev/null", Console(environ={}))
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("name", "reason"), [("missing/out.txt", "no such file or directory"), (".", "is a directory")]
)
def test_an_unwritable_place_is_a_fault(tmp_path, name, reason):
    with pytest.raises(OutputError, match=f"cannot be written: {reason}"):
        deliver(b"x", str(tmp_path / name), Console(environ={}))


def test_an_input_is_never_overwritten(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_text("borderflow: 1")
    with pytest.raises(OutputError, match="is an input"):
        deliver(b"x", str(path), Console(environ={}), [str(path)])
    assert path.read_text() == "borderflow: 1"


@pytest.mark.parametrize("output", [None, "-"])
def test_a_dash_is_standard_output(output):
    stream = Stream()
    deliver(b"result", output, Console(stdout=stream, environ={}))
    assert written(stream) == b"result"
