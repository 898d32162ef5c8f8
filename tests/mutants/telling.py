"""The page about a run: the score by module, and every mutant that survived, as the lines that it changes."""

from __future__ import annotations

import ast
import difflib
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from tests.mutants.names import function_of, module_of


@cache
def _functions(path: Path) -> Mapping[str, str]:
    """The source of every function of a mutated module, by its mangled name."""
    code = path.read_text(encoding="utf-8")
    lines = code.splitlines()
    return {
        node.name: textwrap.dedent("\n".join(lines[node.lineno - 1 : node.end_lineno]))
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef)
    }


def changed_lines(home: Path, name: str) -> tuple[str, str]:
    """What a mutant takes away and what it puts there instead, each on one line."""
    functions = _functions(home / "src" / f"{module_of(name).replace('.', '/')}.py")
    before = functions[f"{function_of(name).rpartition('.')[2]}__mutmut_orig"].splitlines()[1:]
    after = functions[name.rpartition(".")[2]].splitlines()[1:]
    found = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    return tuple(
        " ".join(line[1:].strip() for line in found if line.startswith(sign)) for sign in "-+"
    )  # type: ignore[return-value]
