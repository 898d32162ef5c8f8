"""`borderflow lsp`: what is said before an editor is served. The server itself: `tests/lsp/`."""

import sys

import pytest

from tests.cli.running import run


@pytest.mark.parametrize("missing", ["pygls.lsp.server", "lsprotocol"])
def test_without_its_library_it_says_how_to_install_it(monkeypatch, missing):
    monkeypatch.delitem(sys.modules, "borderflow.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    ran = run("lsp")
    assert (ran.code, ran.out) == (2, "")
    assert "The language server needs pygls, which is not installed." in ran.err
    assert 'pip install "borderflow[lsp]"' in ran.err


def test_a_day_that_is_none_is_refused_at_once():
    ran = run("lsp", "--stdio", "--as-of", "yesterday")
    assert ran.code == 2
    assert "`--as-of` is no day: `yesterday`." in ran.err
