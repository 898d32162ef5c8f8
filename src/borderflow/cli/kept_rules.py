"""The shipped rule files as parsed, kept in one file of their own, a rule a line.

`explain` shall start as fast as Python does, and opening the catalogue takes several times as long. The file
bears the names, sizes and times of the rule files that it was made from, and is made anew when they change.
"""

from __future__ import annotations

import json
import os

from borderflow.resources import rules_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Parsed = dict[str, Any]


def shipped_rule(word: str) -> Parsed | None:
    """The rule of that id or name; no other is parsed."""
    names, *lines = _lines()
    folded = word.casefold()
    for number, (id_, name) in enumerate(json.loads(names)):
        if folded in (id_.casefold(), name):
            found: Parsed = json.loads(lines[number])
            return found
    return None


def shipped_rules() -> list[Parsed]:
    """Every shipped rule, by id."""
    return [json.loads(line) for line in _lines()[1:]]


def _lines() -> list[str]:
    """Ids and names of all rules, then the rules, as JSON."""
    stamp = json.dumps(sorted(_stamps(rules_folder())))
    path = _place()
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - opening it needs no pathlib
            kept, *lines = file.read().splitlines()
    except (OSError, ValueError):
        return _made(path, stamp)  # none yet, or damaged
    return lines if kept == stamp and lines else _made(path, stamp)


def _stamps(folder: str) -> Iterator[list[Any]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stamps(entry.path)
            else:
                found = entry.stat()
                yield [entry.path, found.st_size, found.st_mtime_ns]


def _place() -> str:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - as above
    return f"{base}/borderflow/rules.json"


def _made(path: str, stamp: str) -> list[str]:
    from pathlib import Path

    from borderflow.api import open_catalog
    from borderflow.cli.output import write_whole

    rules = sorted(open_catalog().rules(), key=lambda rule: str(rule["id"]))
    lines = [json.dumps([[rule["id"], rule["name"]] for rule in rules]), *map(json.dumps, rules)]
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(Path(path), "\n".join((stamp, *lines)).encode())
    except OSError:
        pass  # what cannot be kept costs time and nothing else
    return lines
