import json

import pytest
from msgspec.structs import replace

from borderflow import api
from borderflow.api import CheckResult
from borderflow.errors import Fault, InputError
from borderflow.model.findings import Severity
from borderflow.model.location import Location
from tests.cli.running import run
from tests.renderers.sample_review import QUESTIONS, blocked_review, empty_review, questioned_review

REVIEWS = {"blocked": blocked_review, "questioned": questioned_review, "empty": empty_review}


@pytest.fixture(autouse=True)
def judged(monkeypatch):
    """The paths name reviews of the samples; `faulty` is an input that cannot be read."""
    asked: dict[str, object] = {}

    def check(paths, **settings):
        asked.update(settings, paths=paths)
        return tuple(result(path) for path in paths)

    def result(path):
        if path in REVIEWS:
            return CheckResult(path, review=REVIEWS[path]())
        return CheckResult(path, error=InputError(Fault("It is broken.", Location(path, 3, 7), "mend it")))

    monkeypatch.setattr(api, "check", check)
    return asked


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["empty"], 0),
        (["questioned"], 0),
        (["questioned", "--strict"], 4),
        (["blocked"], 1),
        (["blocked", "--strict"], 1),
        (["blocked", "--fail-on", "critical"], 0),
        (["blocked", "--fail-on", "never"], 0),
        (["questioned", "--fail-on", "medium"], 1),
        (["questioned", "--fail-on", "never", "--strict"], 0),
        (["empty", "--fail-on", "low"], 0),
        (["faulty"], 2),
        (["empty", "blocked", "faulty"], 2),
        (["empty", "blocked", "questioned", "--strict"], 1),
        (["empty", "questioned", "--strict"], 4),
        (["empty", "empty"], 0),
    ],
)
def test_exit_codes(words, code):
    assert run("check", *words).code == code


def test_a_question_below_the_threshold_is_no_matter_of_strictness(monkeypatch):
    mild = replace(questioned_review(), questions=(replace(QUESTIONS[0], worst=Severity.MEDIUM),))
    monkeypatch.setitem(REVIEWS, "mild", lambda: mild)
    assert run("check", "mild", "--strict").code == 0


def test_one_faulty_input_does_not_stop_the_others():
    ran = run("check", "faulty", "blocked")
    assert "blocked on the declared facts" in ran.out
    assert ran.err == "error: It is broken.\n --> faulty:3:7\n  = help: mend it\n\n"


def test_several_inputs_are_a_list_however_many_could_be_read():
    assert len(json.loads(run("check", "faulty", "blocked", "--format", "json").out)["reviews"]) == 1
    assert "reviews" not in json.loads(run("check", "blocked", "--format", "json").out)


def test_nothing_is_written_when_nothing_could_be_read(tmp_path):
    ran = run("check", "faulty", "-o", tmp_path / "out.json")
    assert ran.code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("r.json", b'{\n  "version": 1'),
        ("r.sarif", b'{\n  "$schema"'),
        ("r.md", b"## "),
        ("r.log", b"Support copilot"),
    ],
)
def test_the_ending_of_the_output_names_the_form(tmp_path, name, start):
    assert run("check", "blocked", "--output", tmp_path / name).out == ""
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_named_form_outweighs_the_ending(tmp_path):
    run("check", "blocked", "--format", "json", "-o", tmp_path / "r.md")
    assert json.loads((tmp_path / "r.md").read_text())["version"] == 1


def test_a_file_is_never_coloured(tmp_path):
    run("check", "blocked", "-o", tmp_path / "r.txt", terminal=True)
    assert b"\x1b" not in (tmp_path / "r.txt").read_bytes()
    assert "\x1b[" in run("check", "blocked", terminal=True).out
    assert "\x1b[" not in run("check", "blocked").out


def test_quiet_and_verbose():
    quiet, usual, verbose = (run("check", "blocked", *words).out for words in (["-q"], [], ["-v"]))
    assert quiet.startswith("manifest.yaml:38:3: high[PRC-01 no-processor-contract]: ")
    assert len(quiet) < len(usual) < len(verbose)


@pytest.mark.parametrize("name", ["r.sarif", "r.json"])
def test_an_unwritable_output_is_a_fault(tmp_path, name):
    ran = run("check", "blocked", "-o", tmp_path / "missing" / name)
    assert ran.code == 2
    assert "cannot be written: no such file or directory." in ran.err
    assert "Traceback" not in ran.err


def test_the_day_is_passed_on(judged):
    run("check", "empty", "--as-of", "2025-07-01")
    assert judged["as_of"].isoformat() == "2025-07-01"


def test_the_day_of_a_repeatable_build(judged):
    run("check", "empty", environ={"SOURCE_DATE_EPOCH": "1700000000"})
    assert judged["as_of"].isoformat() == "2023-11-14"


@pytest.mark.parametrize(
    ("words", "environ", "message", "hint"),
    [
        (
            ["--as-of", "2018-05-24"],
            {},
            "`--as-of 2018-05-24` lies before the GDPR applied.",
            "name 2018-05-25",
        ),
        (["--as-of", "yesterday"], {}, "`--as-of` is no day: `yesterday`.", "write it as 2026-11-21"),
        (["--as-of", "2025-02-30"], {}, "`--as-of` is no day: `2025-02-30`.", "write it as 2026-11-21"),
        (
            [],
            {"SOURCE_DATE_EPOCH": "soon"},
            "SOURCE_DATE_EPOCH is no number of seconds: `soon`.",
            "set it to one",
        ),
    ],
)
def test_a_day_that_cannot_be(words, environ, message, hint):
    ran = run("check", "empty", *words, environ=environ)
    assert ran.code == 2
    assert f"error: {message}" in ran.err
    assert f"= help: {hint}" in ran.err


def test_the_first_day_of_the_gdpr_is_a_day():
    assert run("check", "empty", "--as-of", "2018-05-25").code == 0


class TestSeveralOutputs:
    def test_named_forms_are_written_beside_what_is_printed(self, tmp_path):
        sarif, junit = tmp_path / "out.sarif", tmp_path / "out.xml"
        done = run("check", "blocked", "--output", f"sarif:{sarif}", "--output", f"junit:{junit}")
        assert done.code == 1
        assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
        assert junit.read_text("utf-8").startswith("<?xml")
        assert "blocked on the declared facts" in done.out

    def test_a_plain_file_takes_the_place_of_what_is_printed(self, tmp_path):
        done = run("check", "blocked", "-o", str(tmp_path / "out.md"), "-o", f"csv:{tmp_path / 'out.csv'}")
        assert not done.out
        assert (tmp_path / "out.md").read_text("utf-8").startswith("## ")
        assert (tmp_path / "out.csv").read_text("utf-8").startswith("system,rule")

    def test_a_colon_in_a_path_names_no_form(self, tmp_path):
        done = run("check", "empty", "-o", str(tmp_path / "a:b.json"))
        assert not done.out
        assert json.loads((tmp_path / "a:b.json").read_text("utf-8"))["version"] == 1

    @pytest.mark.parametrize("words", [["-o", "json:x", "-o", "csv:x"], ["-o", "-", "-o", "json:-"]])
    def test_two_forms_cannot_share_a_place(self, words):
        done = run("check", "empty", *words)
        assert done.code == 2
        assert "is named for two outputs" in done.err
