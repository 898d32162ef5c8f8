"""`borderflow catalog lint` and `stale`: what the keeper of the catalogue has to mend or to verify again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from borderflow.catalog.pinned import unpinned
from borderflow.catalog.upkeep import Aged, State, aged, look_over
from borderflow.cli.console import Console
from borderflow.cli.day import day_of
from borderflow.cli.exit_codes import BLOCKED, NOTHING_BLOCKS
from borderflow.cli.judging import form_of
from borderflow.cli.output import deliver
from borderflow.errors import Fault, InputError
from borderflow.renderers.jsontext import Object, written
from borderflow.renderers.text.ink import Line, inked, plain
from borderflow.renderers.text.table import table
from borderflow.resources import policies_dir
from borderflow.trail import is_folder, is_there

_NAMED_AT_MOST = 5


def run(arguments: Namespace, console: Console) -> int:
    """Look the policy folders over. `lint` ends with 1 when there is something to mend, not for warnings.

    Raises:
        PolicyError: when a file cannot be read as what it claims to be.
        InputError: when a named manifest is not there.
    """
    folders = (policies_dir(), *map(unpinned, arguments.policies))
    day = day_of(arguments.as_of, console.environ)
    entry: Object
    lines: Iterable[Line]
    if arguments.action == "lint":
        state = look_over(folders, day)
        entry = {
            "faults": [_fault(one) for one in state.faults],
            "warnings": [_fault(one) for one in state.warnings],
        }
        lines, code = _told(state), bool(state.faults)
    else:
        found = aged(folders, day, _manifests(arguments.words))
        entry, lines, code = {"stale": [_aged(one) for one in found]}, _listed(found, console.width), False
    colour = arguments.output is None and console.has_colour(console.stdout)
    data = written(entry) if form_of(arguments) == "json" else inked(lines, colour)
    deliver(data, arguments.output, console)
    return BLOCKED if code else NOTHING_BLOCKS


def _told(state: State) -> Iterator[Line]:
    """One line a fault, as compilers write it: file:line:column: what, and the way out; warnings by kind."""
    yield from (plain(str(fault)) for fault in state.faults)
    for message, found in _by_message(state.warnings):
        files = [*dict.fromkeys(PurePosixPath(one.location.file).name for one in found if one.location)]
        more = f" and {len(files) - _NAMED_AT_MOST} more" if len(files) > _NAMED_AT_MOST else ""
        shown = f"{', '.join(files[:_NAMED_AT_MOST])}{more}"
        yield plain(f"warning: {len(found)} times: {message} ({shown}; `--format json` lists all)")
    faults, warnings = len(state.faults), len(state.warnings)
    yield plain(f"{_counted(faults, 'fault')} and {_counted(warnings, 'warning')} in the catalogue")


def _by_message(warnings: Iterable[Fault]) -> Iterator[tuple[str, list[Fault]]]:
    by_message: dict[str, list[Fault]] = {}
    for one in warnings:
        by_message.setdefault(one.message, []).append(one)
    yield from sorted(by_message.items())


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _fault(fault: Fault) -> Object:
    place = fault.location
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": fault.message,
        "hint": fault.hint,
    }


def _listed(found: Iterable[Aged], width: int) -> Iterable[Line]:
    rows = [(str(one.used), one.company, one.fact, one.as_of, f"{one.location}") for one in found]
    return table(("used", "company", "fact", "as of", "where"), rows, width, indent="") if rows else ()


def _aged(one: Aged) -> Object:
    return {
        "used": one.used,
        "company": one.company,
        "fact": one.fact,
        "as_of": one.as_of,
        "days": one.days,
        "file": one.location.file,
        "line": one.location.line,
    }


def _manifests(words: Iterable[str]) -> Iterator[Path]:
    """The manifests that lean on the catalogue: files, or all of a directory."""
    for path in map(Path, words):
        if not is_there(path):
            raise InputError(Fault(f"There is no `{path}`.", hint="name manifests, or a directory"))
        yield from sorted(path.rglob("*.yaml")) if is_folder(path) else (path,)
