import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.renderers.github import _command, github
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review

COMMAND = re.compile(r"::(?:error|warning|notice) (?:\w+=[^,:\r\n]*(?:,|(?=::)))+::[^\r\n]*")


def test_the_commands_are_as_expected():
    assert_golden("github_blocked.txt", github.render(blocked_review(), DEFAULTS))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_line_is_one_command(name):
    lines = github.render(SAMPLES[name](), DEFAULTS).decode().split("\n")[:-1]
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_the_gravest_come_first():
    kinds = [line.split(" ")[0] for line in github.render(blocked_review(), DEFAULTS).decode().splitlines()]
    assert kinds[0] == "::error"


@given(st.text(), st.lists(st.text(), min_size=1))
def test_no_text_begins_a_command_of_its_own(title, text):
    """The runner splits at line ends of any kind and reads what begins with `::`."""
    command = _command("notice", None, title, text)
    assert len(command.splitlines()) == 1
    assert COMMAND.fullmatch(command)


def test_what_a_runner_would_decode_is_encoded():
    assert _command("error", None, "a,b: 100%", ["x\n::set-output name=y::z", "100%0A"]) == (
        "::error title=a%2Cb%3A 100%25::x ::set-output name=y::z%0A100%250A"
    )
