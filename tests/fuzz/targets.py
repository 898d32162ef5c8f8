"""What strangers can hand over, and what is made of it: the doors that fuzzing knocks at.

A target takes bytes and may end in a fault (`BorderflowError`); anything else that it raises is a bug.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from borderflow import api
from borderflow.documents import loads, loads_all
from borderflow.errors import BorderflowError
from borderflow.foreign import Survey
from borderflow.readers import foreign_readers
from tests.fuzz.mutations import as_bytes, mutate_text, mutate_value

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"
RENDERERS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "csv", "svg")
"""What a review becomes each time; HTML, which takes longer, of every twentieth."""
DAY = "2026-11-21"
CATALOG = api.open_catalog()


@dataclass(frozen=True)
class Target:
    """A door: ordinary inputs to begin with, and what happens to an input."""

    name: str
    seeds: Callable[[], Sequence[Path]]
    run: Callable[[bytes, str], None]
    """Takes the bytes, and the name of the file that they came from."""
    structured: bool = True
    """Whether places of a value are changed as well as signs of the text."""

    def survives(self, data: bytes, name: str) -> bool:
        """Whether the input was taken; a fault said in words is the other good end."""
        try:
            self.run(data, name)
        except BorderflowError:
            return False
        return True


def mutate(target: Target, seed: Path, chance: Random) -> bytes:
    """An input made of a seed and another of the same target."""
    other = chance.choice(target.seeds())
    if target.structured and chance.random() < 0.7:
        values = _values(seed)
        if values:
            return as_bytes(
                mutate_value(chance.choice(values), chance.choice(_values(other) or values), chance)
            )
    return as_bytes(mutate_text(_text(seed), _text(other), chance))


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


@cache
def _values(path: Path) -> tuple[Any, ...]:
    """The documents of a file; none when it is neither YAML nor JSON."""
    try:
        return tuple(one.value for one in loads_all(path.read_bytes(), path.name, lenient=True))
    except BorderflowError:
        return ()


def _load(data: bytes, name: str) -> None:
    for document in loads_all(data, name, lenient=sum(data) % 2 == 1):
        document.locate(("components", 0))


@cache
def _judge() -> Callable[[bytes, str], Any]:
    from datetime import date

    from borderflow.model.findings import Severity
    from borderflow.pipeline import Settings, review
    from borderflow.rules import load_rules
    from borderflow.work.profiles import find_profile

    chosen = Settings(date.fromisoformat(DAY), find_profile("default", CATALOG.profiles()), Severity.HIGH)
    rules = load_rules(one for one in CATALOG.rules() if not one["id"].startswith("SOV-"))
    return lambda data, name: review(api.read_document(loads(data, name)), CATALOG, rules, chosen)


def _report(data: bytes, name: str) -> None:
    from borderflow.renderers import find_renderer
    from borderflow.renderers.renderer import Options

    review = _judge()(data, name)
    for form in (*RENDERERS, *(("html",) if sum(data) % 20 == 0 else ())):
        find_renderer(form).render(review, Options())


def _rule(data: bytes, name: str) -> None:
    from borderflow.rules.load import load_rule
    from borderflow.shapes.rule import check_rule

    document = loads(data, name)
    check_rule(document)
    load_rule(document.value)


def _reader(form: str) -> Callable[[bytes, str], None]:
    def run(data: bytes, name: str) -> None:
        with tempfile.TemporaryDirectory(dir=_memory()) as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            architecture = Survey([path], foreign_readers(), form).architecture(CATALOG)
        paths = [one.path for one in architecture.components.values()]
        for place in (*paths, *(flow.path for flow in architecture.flows)):
            architecture.locate(place)

    return run


def _memory() -> str | None:
    """A file system in memory, where there is one: many small files are written."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - made apart for each input


def _samples() -> Sequence[Path]:
    return sorted((ROOT / "samples").glob("*.yaml"))


@cache
def _documents() -> Sequence[Path]:
    """Small ones, of which a million can be tried; a loader knows no more of a large one."""
    own = ROOT / "tests" / "documents"
    files = (path for path in own.rglob("*") if path.suffix in (".yaml", ".json"))
    return sorted(path for path in files if path.stat().st_size < 400)


def _rules() -> Sequence[Path]:
    return sorted((ROOT / "policies" / "rules").glob("*/*.yaml"))


def _cases(form: str) -> Callable[[], Sequence[Path]]:
    """Our own cases of a format, and the real files that are read as such."""

    @cache
    def seeds() -> Sequence[Path]:
        own = (path for path in (ROOT / "tests" / "readers" / form).rglob("*") if path.suffix != ".txt")
        real = (path for path in REAL.rglob("*") if path.is_file() and _form_of(path) == form)
        files = (
            path
            for path in (*own, *real)
            if path.is_file() and path.suffix not in (".py", ".pyc", ".expected")
        )
        return sorted(path for path in files if path.stat().st_size < 100_000)

    return seeds


@cache
def _form_of(path: Path) -> str:
    survey = Survey([path], foreign_readers())
    return next(iter(survey.found), "")


READERS = tuple(reader.name for reader in foreign_readers())
TEXTUAL = ("terraform", "env", "python", "structurizr")
TARGETS = {
    one.name: one
    for one in (
        Target("loader", _documents, _load, structured=False),
        Target("manifest", _samples, _report),
        Target("rule", _rules, _rule),
        *(Target(name, _cases(name), _reader(name), structured=name not in TEXTUAL) for name in READERS),
    )
}
