"""`borderflow baseline`: keep what is known, so that `check --baseline` fails only on what is new."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from borderflow.cli.console import Console
from borderflow.cli.exit_codes import NOT_MADE, NOTHING_BLOCKS
from borderflow.cli.judging import judge, reviews_of
from borderflow.cli.output import deliver
from borderflow.errors import Fault, InputError
from borderflow.model.baseline import Baseline, KnownFinding
from borderflow.trail import is_there


def run(arguments: Namespace, console: Console) -> int:
    """Write the file anew, add what is new, or take out what is gone.

    Raises:
        InputError: when there is no baseline to change, or it cannot be read.
    """
    from borderflow.work.baseline import known_from, pruned, updated

    path = Path(arguments.baseline)
    old = _old(arguments.action, path)
    results = judge(arguments, console)
    reviews = reviews_of(results)
    if len(reviews) < len(results):
        return NOT_MADE  # what could not be judged would be missing
    if old is None:
        new = known_from(reviews)
    elif arguments.action == "update":
        new = updated(old, known_from(reviews))
    else:
        new = pruned(old, reviews)
    deliver(written(new), str(path), console, (result.source for result in results))
    console.remark(f"wrote {path}: {_number(new)} known{_change(old, new)}")
    return NOTHING_BLOCKS


def _old(action: str, path: Path) -> Baseline | None:
    from borderflow.readers.baseline import read_baseline

    if action == "write":
        return None
    if not is_there(path):
        raise InputError(
            Fault(f"There is no baseline `{path}`.", hint="write one: `borderflow baseline write`")
        )
    return read_baseline(path)


def written(baseline: Baseline) -> bytes:
    """Sorted, an entry a line, so that a change of it reads well in a pull request."""
    systems: list[str] = []
    for name, known in sorted(baseline.systems.items()):
        rows = [f"   {json.dumps(_entry(one), ensure_ascii=False)}" for one in sorted(known, key=_order)]
        inside = "\n" + ",\n".join(rows) + "\n  " if rows else ""
        systems.append(f"  {json.dumps(name, ensure_ascii=False)}: [{inside}]")
    return ('{"baseline": 1, "systems": {\n' + ",\n".join(systems) + "\n}}\n").encode()


def _entry(one: KnownFinding) -> Mapping[str, object]:
    return {
        "rule": one.rule,
        "severity": str(one.severity),
        "subject": list(one.subject),
        "data": list(one.data),
        "title": one.title,
    }


def _order(one: KnownFinding) -> tuple[str, tuple[str, ...], int]:
    return one.rule, one.subject, int(one.severity)


def _number(baseline: Baseline) -> int:
    return sum(map(len, baseline.systems.values()))


def _change(old: Baseline | None, new: Baseline) -> str:
    if old is None:
        return ""
    change = _number(new) - _number(old)
    return f" ({change:+d})" if change else " (as before)"
