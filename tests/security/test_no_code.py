"""Nothing that comes from outside is ever run: what could run it is not in the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "borderflow"
MODULES = sorted(SOURCE.rglob("*.py"))
RUNS = {"eval", "exec", "compile", "__import__"}
LOADS = {"pickle", "marshal", "shelve", "dill", "code", "codeop", "runpy", "ctypes"}
REACHES_OUT = {"socket", "ssl", "urllib.request", "http.client", "ftplib", "smtplib", "requests", "httpx"}
STARTS_PROGRAMS = {"cli/remembering.py", "history.py", "renderers/pdf/together.py"}
"""Modules that start a program: git, or a second process of ours; with a list of arguments and no shell."""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_module_can_run_what_it_reads(path):
    tree = ast.parse(path.read_text("utf-8"))
    names = set(imported(tree))
    assert not names & (LOADS | REACHES_OUT)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        assert not (isinstance(call.func, ast.Name) and call.func.id in RUNS), ast.unparse(call)
        assert not any(word.arg == "shell" for word in call.keywords), ast.unparse(call)
        assert not ast.unparse(call.func).startswith(("yaml.load", "yaml.unsafe", "os.system", "os.popen"))
    assert "subprocess" not in names or path.relative_to(SOURCE).as_posix() in STARTS_PROGRAMS
