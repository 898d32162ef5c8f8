"""`borderflow catalog lint` and `stale`: what the keeper of the catalogue has to mend or to verify again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from borderflow.catalog.upkeep import Aged, aged, look_over
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


def run(arguments: Namespace, console: Console) -> int:
    """Look the policy folders over. `lint` ends with 1 when there is something to mend.

    Raises:
        PolicyError: when a file cannot be read as what it claims to be.
        InputError: when a named manifest is not there.
    """
    folders = (policies_dir(), *map(Path, arguments.policies))
    day = day_of(arguments.as_of, console.environ)
    entry: Object
    lines: Iterable[Line]
    if arguments.action == "lint":
        faults = look_over(folders, day)
        entry, lines, code = {"faults": [_fault(one) for one in faults]}, _told(faults), bool(faults)
    else:
        found = aged(folders, day, _manifests(arguments.words))
        entry, lines, code = {"stale": [_aged(one) for one in found]}, _listed(found, console.width), False
    colour = arguments.output is None and console.has_colour(console.stdout)
    data = written(entry) if form_of(arguments) == "json" else inked(lines, colour)
    deliver(data, arguments.output, console)
    return BLOCKED if code else NOTHING_BLOCKS


def _told(faults: Iterable[Fault]) -> Iterator[Line]:
    """One line a fault, as compilers write it: file:line:column: what, and the way out."""
    found = [plain(str(fault)) for fault in faults]
    yield from found
    yield plain(f"{len(found)} fault{'' if len(found) == 1 else 's'} in the catalogue")


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
        if not path.exists():
            raise InputError(Fault(f"There is no `{path}`.", hint="name manifests, or a directory"))
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else (path,)
