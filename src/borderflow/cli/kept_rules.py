"""The shipped rule files as parsed, kept as one JSON file of their own.

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


def shipped_rules() -> list[Parsed]:
    """Every shipped rule, by id."""
    stamp = sorted(_stamps(rules_folder()))
    path = _place()
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - opening it needs no pathlib
            if json.loads(file.readline()) == stamp:
                return list(json.loads(file.readline()))
    except (OSError, ValueError):
        pass  # none yet, or damaged: it is made anew
    return _made(path, stamp)


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
    return os.path.join(base, "borderflow", "rules.json")  # noqa: PTH118 - as above


def _made(path: str, stamp: list[list[Any]]) -> list[Parsed]:
    from pathlib import Path

    from borderflow.api import open_catalog
    from borderflow.cli.output import write_whole

    rules = sorted(open_catalog().rules(), key=lambda rule: str(rule["id"]))
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(Path(path), f"{json.dumps(stamp)}\n{json.dumps(rules)}\n".encode())
    except OSError:
        pass  # what cannot be kept costs time and nothing else
    return rules
