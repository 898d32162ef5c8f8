"""A file of settings: what it may say, where a fault of it stands, and what it may not reach."""

import os
from pathlib import Path

import pytest

from borderflow.config import find_config, read_config
from borderflow.errors import InputError


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def write_(text, name="borderflow.toml"):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_


def faults(path):
    with pytest.raises(InputError) as raised:
        read_config(path)
    return [str(fault) for fault in raised.value.faults]


def test_words_and_lists_are_the_same(write):
    config = read_config(write('profile = "hds"\nignore = ["TRF", "SEC-01"]\nfail-on = "low"\njobs = 2\n'))
    assert config.values == {"profile": ("hds",), "ignore": ("TRF", "SEC-01"), "fail-on": "low", "jobs": 2}


def test_a_table_of_pyproject_is_read_alone(write):
    path = write('[project]\nname = "x"\n[tool.borderflow]\nstrict = true\n', "pyproject.toml")
    assert read_config(path).values == {"strict": True}


def test_severities_become_a_profile(write):
    config = read_config(write('[severities]\nPRC-01 = "low"\nACC-01 = {risk = "high"}\n'))
    assert config.profiles == (
        {
            "id": "settings",
            "name": "Severities of borderflow.toml",
            "severities": {
                "PRC-01": {"violation": "low", "risk": "low", "gap": "low"},
                "ACC-01": {"risk": "high"},
            },
            "_file": "borderflow.toml",
        },
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\nfali-on = 'low'", "2:1: There is no setting `fali-on`. (did you mean `fail-on`?)"),
        ("fail_on = 'low'", "1:1: There is no setting `fail_on`. (did you mean `fail-on`?)"),
        (
            "fail-on = 'lwo'",
            (
                "1:1: `fail-on` is `lwo`, which is not one of the words known here. "
                "(write 'critical', 'high', 'medium', 'low' or 'never')"
            ),
        ),
        ("strict = 1", "1:1: `strict` cannot be `1`. (input should be a valid boolean)"),
        ("jobs = 0", "1:1: `jobs` cannot be `0`. (input should be greater than or equal to 1)"),
        ("jobs = [", "1:8: This is no TOML: invalid value. (mend the line)"),
        ("a = 1\na = 2", "2:5: This is no TOML: cannot overwrite a value. (mend the line)"),
        (
            "[profiles.house]\nname = 'x'\nseverity = {}",
            "3:1: There is no setting `profiles.house.severity`. (did you mean `severities`?)",
        ),
        (
            "[severities]\n'PRC-01' = {risk = 'grave'}",
            (
                "2:1: `severities.PRC-01.risk` is `grave`, which is not one of the words known here. "
                "(write 'critical', 'high', 'medium', 'low' or 'info')"
            ),
        ),
        ("paths = 3", "1:1: `paths` cannot be `3`. (input should be a valid tuple)"),
        ("x = " + "[" * 20000, "borderflow.toml:1:1: `borderflow.toml` is nested too deeply."),
    ],
)
def test_a_fault_has_its_place_and_its_way_out(write, text, fault):
    assert any(told.endswith(fault) for told in faults(write(text))), faults(write(text))


def test_paths_count_from_the_file_of_settings(write, monkeypatch):
    path = write(
        'policy = "rules"\noutput = ["sarif:out/a.sarif", "text:-"]\nassume = ["x", "s/y.yaml=acme"]'
    )
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert read_config(Path(os.pardir) / path).values == {
        "policy": ("../rules",),
        "output": ("sarif:../out/a.sarif", "text:-"),
        "assume": ("x", "../s/y.yaml=acme"),
    }


@pytest.mark.parametrize(
    "line",
    [
        'policy = "../elsewhere"',
        'policy = ["ok", "/etc"]',
        'baseline = "~/known.json"',
        'paths = "a/../../b.yaml"',
        'answers = "https://example.org/a.json"',
        'assume = "../s.yaml=acme"',
        'output = "text:/tmp/x"',
        'output = "text:link/x"',
        'output = "text:\\u0000"',
    ],
)
def test_nothing_outside_the_checkout_is_reached(write, tmp_path, line):
    (tmp_path / "link").symlink_to("/")
    (told,) = faults(write(line))
    assert told.startswith("borderflow.toml:1:1: `")
    assert "leads out of the folder of these settings" in told


@pytest.mark.parametrize("place", [".git/hooks/pre-commit", ".GIT/config", "sub/.git/x", "hooks/x"])
def test_nothing_of_git_is_written(write, tmp_path, place):
    (tmp_path / "hooks").symlink_to(".git")
    (told,) = faults(write(f'output = "text:{place}"'))
    assert "is git's own, and is not written to" in told


def test_an_output_says_its_format(write):
    assert faults(write('output = "out"')) == [
        "borderflow.toml:1:1: `out` does not say its format. (write `FORMAT:FILE`, as `sarif:out.sarif`)"
    ]


def test_below_a_checkout_its_files_may_be_named(write):
    path = write('policy = "../policies"', "team/borderflow.toml")
    assert read_config(path).values == {"policy": ("policies",)}


class TestFinding:
    def found(self, tmp_path, start="a/b"):
        (tmp_path / start).mkdir(parents=True, exist_ok=True)
        path = find_config(tmp_path / start)
        return path and path.relative_to(tmp_path).as_posix()

    def test_the_nearest_one_counts(self, write, tmp_path):
        write("", "borderflow.toml")
        write("", "a/borderflow.toml")
        assert self.found(tmp_path) == "a/borderflow.toml"
        assert self.found(tmp_path, "c") == "borderflow.toml"

    def test_a_pyproject_without_a_table_is_passed_by(self, write, tmp_path):
        write("[tool.borderflow]\n", "pyproject.toml")
        write("[project]\n# tool.borderflow\n", "a/pyproject.toml")
        assert self.found(tmp_path) == "pyproject.toml"

    def test_our_own_file_comes_before_pyproject(self, write, tmp_path):
        write("[tool.borderflow]\n", "pyproject.toml")
        write("", "borderflow.toml")
        assert self.found(tmp_path) == "borderflow.toml"

    def test_the_checkout_is_the_end(self, write, tmp_path):
        write("", "borderflow.toml")
        (tmp_path / "a/.git").mkdir(parents=True)
        assert self.found(tmp_path) is None
