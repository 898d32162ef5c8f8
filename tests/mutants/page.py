"""The page about a run: the score by module, and every mutant that survived, with why."""

from __future__ import annotations

import ast
import difflib
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tests.mutants.names import function_of, module_of

MARK = "<!-- From here on the page is written by `make mutants`. -->"
KILLED = frozenset({"killed", "timeout"})


def write_page(
    page: Path, home: Path, ends: Mapping[str, str], made: int, seed: int, reasons: Mapping[str, str]
) -> None:
    """Write what follows the mark; what stands above is written by hand."""
    above = page.read_text(encoding="utf-8").partition(MARK)[0]
    lines = [MARK, "", *_score(ends, made, seed), "", *_survivors(home, ends, reasons)]
    page.write_text(above + "\n".join(lines) + "\n", encoding="utf-8")


def _score(ends: Mapping[str, str], made: int, seed: int) -> Iterator[str]:
    counted = Counter(ends.values())
    yield "## Score by module"
    yield ""
    yield (
        f"mutmut {version('mutmut')} makes {made:,} mutants. With seed {seed}, {len(ends)} were drawn:\n"
        f"{counted['killed']} killed, {counted['timeout']} ended by the clock (counted as killed), "
        f"{counted['survived']} survived,\n{counted['no tests']} are reached by no test that was chosen."
    )
    yield ""
    yield "| module | drawn | killed | score |"
    yield "|---|---:|---:|---:|"
    modules = sorted({module_of(name) for name in ends})
    for module in modules:
        here = [end for name, end in ends.items() if module_of(name) == module]
        yield _row(f"`{module.removeprefix('borderflow.')}`", here)
    yield _row("**all**", list(ends.values()))


def _row(title: str, ends: Sequence[str]) -> str:
    killed = sum(end in KILLED for end in ends)
    return f"| {title} | {len(ends)} | {killed} | {100 * killed / len(ends):.0f} % |"


def _survivors(home: Path, ends: Mapping[str, str], reasons: Mapping[str, str]) -> Iterator[str]:
    yield "## Survivors"
    alive = sorted(name for name, end in ends.items() if end not in KILLED)
    for module in sorted({module_of(name) for name in alive}):
        yield f"\n### `{module.removeprefix('borderflow.')}`\n"
        for name in (one for one in alive if module_of(one) == module):
            before, after = changed_lines(home, name)
            yield f"- {_spelled(name)}: {reasons.get(name, 'not looked at yet')}"
            yield f"  ```diff\n  - {before}\n  + {after}\n  ```"


def _spelled(name: str) -> str:
    """`Measured.holds 3` of `….xǁMeasuredǁholds__mutmut_3`."""
    function = function_of(name).rpartition(".")[2].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return f"`{function}` {name.rpartition('_')[2]}"


def changed_lines(home: Path, name: str) -> tuple[str, str]:
    """What a mutant takes away and what it puts there instead, each on one line."""
    functions = _functions(home / "src" / f"{module_of(name).replace('.', '/')}.py")
    before = functions[f"{function_of(name).rpartition('.')[2]}__mutmut_orig"]
    after = functions[name.rpartition(".")[2]]
    found = list(difflib.unified_diff(before.splitlines()[1:], after.splitlines()[1:], n=0, lineterm=""))[2:]
    return _joined(found, "-"), _joined(found, "+")


def _joined(lines: Sequence[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in lines if line.startswith(sign))


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
