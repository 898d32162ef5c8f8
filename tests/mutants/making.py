"""The code with every mutant in it, each asleep until its name is called."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

ROOMS = ("analysis", "rules")


def make_mutants(home: Path) -> list[str]:
    """Write the mutants of all rooms into the copy under `home`, and return their full names.

    A file is made anew only when it changed: the folder beside `home` keeps what was made.
    """
    files = (path for room in ROOMS for path in sorted((home / "src/borderflow" / room).glob("*.py")))
    return [name for path in files for name in _mutate(path, home)]


def _mutate(path: Path, home: Path) -> list[str]:
    place, source = path.relative_to(home), path.read_text()
    digest = hashlib.sha256(f"{version('mutmut')} {place} {source}".encode()).hexdigest()
    kept = home.parent / "mutated" / f"{digest[:32]}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_made(place, source)))
    code, names = json.loads(kept.read_text())
    path.write_text(code)
    return list(names)


def _made(place: Path, source: str) -> tuple[str, list[str]]:
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    made = mutate_file_contents(str(place), source)
    return made.code, [get_mutant_name(place, name) for name in made.mutant_names]
