"""Dependencies of a Python project: hints at whom the code may call, never a flow.

A package says that a program could talk to somebody. Whether it does, with which data and where, its settings
say: each package of a provider becomes a question, unless that provider is known already.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.model.reading import Known

_REQUIREMENT = re.compile(
    r"[ \t]*(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)[ \t]*(?:\[[^\]]*\])?[ \t]*(?:[=<>!~;@ ]|\Z)"
)
_FILE = re.compile(r"(?:^|/)(?:requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|Pipfile)\Z")


def recognises(sheet: Sheet) -> bool:
    """A file that is called so, with dependencies in it."""
    return bool(_FILE.search(sheet.name)) and any(True for _ in _packages(sheet))


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """Ask for every provider whose package is a dependency."""
    for sheet in sheets:
        lines: dict[str, int] = {}
        for name, line in _packages(sheet):
            lines.setdefault(name, line)
        sheet.finder = lambda keys, lines=lines: (lines.get(str(keys[-1]) if keys else "", 1), 1)
        if not draft.components:
            because = "the project declares its dependencies here"
            draft.component(
                sheet.file.parent.name or "application",
                sheet.path(),
                "application",
                how=Known.INFERRED,
                because=because,
            )
        for name in lines:
            found = draft.hints.package(name)
            if found and not found.startswith("software:"):
                kind = draft.hints.kind_of_product(found)
                draft.possibility(found, kind, sheet.path(name), f"the package `{name}` is a dependency")


def _packages(sheet: Sheet) -> Iterator[tuple[str, int]]:
    """Names of packages with their lines."""
    if sheet.name.endswith(("pyproject.toml", "Pipfile")):
        yield from _of_toml(sheet)
        return
    for number, line in enumerate(sheet.text.splitlines(), start=1):
        match = _REQUIREMENT.match(line.partition("#")[0].rstrip())
        if match and not line.lstrip().startswith(("-", "http", ".")):
            yield _plain(match["name"]), number


def _of_toml(sheet: Sheet) -> Iterator[tuple[str, int]]:
    try:
        value: Any = tomllib.loads(sheet.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    names = [*_listed(_at(value, "project", "dependencies"))]
    for section in ("optional-dependencies",):
        names += [name for group in _groups(_at(value, "project", section)) for name in _listed(group)]
    names += [name for group in _groups(value.get("dependency-groups")) for name in _listed(group)]
    for section in (_at(value, "tool", "poetry", "dependencies"), value.get("packages")):
        names += [name for name in section if name != "python"] if isinstance(section, dict) else []
    lines = sheet.text.splitlines()
    for name in names:
        number = next(
            (n for n, line in enumerate(lines, start=1) if re.search(rf"[\"' ]?{re.escape(name)}\b", line)), 1
        )
        yield _plain(name), number


def _plain(name: str) -> str:
    """A name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _listed(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, str) and (match := _REQUIREMENT.match(one)):
            yield match["name"]


def _groups(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else []


def _at(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


READER = ForeignReader(
    "python",
    "Python dependencies",
    ("requirements.txt", "requirements.in", "pyproject.toml", "Pipfile"),
    re.compile(r"[A-Za-z]"),
    recognises,
    read,
)
