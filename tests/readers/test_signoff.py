"""A sign-off and a result of any shape give a fault, and never a traceback."""

from __future__ import annotations

import copy
import json

import pytest

from borderflow.errors import InputError
from borderflow.readers.signing import read_to_sign
from borderflow.readers.signoff import read_signoff
from borderflow.renderers import find_renderer
from borderflow.renderers.renderer import DEFAULTS
from tests.cli.running import run
from tests.readers.test_hostile import STRANGE, places
from tests.renderers.sample_review import questioned_review


@pytest.fixture(name="result", scope="module")
def _result(tmp_path_factory):
    path = tmp_path_factory.mktemp("signed") / "result.json"
    path.write_bytes(find_renderer("json").render(questioned_review(), DEFAULTS))
    return path


@pytest.fixture(name="signoff", scope="module")
def _signoff(result):
    path = result.with_name("signoff.json")
    words = ("--by", "Ana", "--decision", "conditions", "--condition", "x", "--date", "2027-01-01")
    assert run("sign", result, *words, "-o", path).code == 0
    return path


def with_value(whole, path, strange):
    changed = copy.deepcopy(whole)
    inner = changed
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = strange
    return changed


@pytest.mark.parametrize(("kind", "read"), [("signoff", read_signoff), ("result", read_to_sign)])
def test_any_value_anywhere_is_read_or_refused(kind, read, request, tmp_path):
    whole = json.loads(request.getfixturevalue(kind).read_text("utf-8"))
    file, refused = tmp_path / "strange.json", 0
    for number, path in enumerate([path for path in places(whole) if path][::3]):
        strange = STRANGE[number % len(STRANGE)]
        file.write_text(json.dumps(with_value(whole, path, strange)), "utf-8")
        try:
            read(file)
        except InputError:
            refused += 1
    assert refused > 10


def test_a_part_of_a_file_is_refused(signoff, tmp_path):
    text, file = signoff.read_text("utf-8"), tmp_path / "part.json"
    for end in range(0, len(text) - 3, max(len(text) // 40, 1)):
        file.write_text(text[:end], "utf-8")
        with pytest.raises(InputError):
            read_signoff(file)


def test_a_lone_surrogate_is_read_or_refused(signoff, tmp_path):
    whole, file = json.loads(signoff.read_text("utf-8")), tmp_path / "surrogate.json"
    for key in ("by", "reason", "run"):
        file.write_text(json.dumps(whole | {key: "\ud800"}), "utf-8")
        try:
            read_signoff(file)
        except InputError:
            continue
