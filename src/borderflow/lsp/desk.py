"""What the server keeps between two keystrokes: the catalogue, the rules, and the settings of a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from borderflow.api import CheckResult, How, Judge
from borderflow.catalog import Catalog
from borderflow.config import Config, find_config, read_config
from borderflow.documents import paused_collector
from borderflow.errors import BorderflowError, Fault, InputError, raise_all
from borderflow.model.findings import Severity
from borderflow.readers.faults import suggest
from borderflow.systems import SystemFiles

_OURS = re.compile(r"""^["']?borderflow["']?[ \t]*:""", re.MULTILINE)
_OURS_IN_JSON = re.compile(r"""\s*\{(?s:.{0,65536}?)["']borderflow["']\s*:""")
_MOST = 8
"""Settings that are kept ready: each folder of a checkout may have its own."""


def is_manifest(text: str) -> bool:
    """Whether a text declares itself a manifest; everything else is left alone."""
    return bool(_OURS.search(text, 0, 65536) or _OURS_IN_JSON.match(text))


class _Bench(Struct, frozen=True):
    """A judge, and what the settings say about the reading."""

    judge: Judge
    how: How
    baseline: str | None


class Desk:
    """Judges texts as `borderflow check` would judge the files."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today
        self._benches: dict[tuple[object, ...], _Bench] = {}

    def forget(self) -> None:
        """Settings, rules or a catalogue of one's own may have changed on the disk."""
        self._benches.clear()

    def check(self, path: Path, text: str) -> CheckResult:
        """What a check of the file would say if it held this text."""
        name = Path(shown(path))
        try:
            bench = self._bench(path)
            with paused_collector():
                result = bench.judge.result(SystemFiles(name, piped=text), bench.how)
                return _held(result, bench.baseline)
        except BorderflowError as error:  # of the settings, a rule or the baseline
            return CheckResult(name.as_posix(), error=error)

    def catalog(self, path: Path) -> Catalog:
        """The facts that count for a file; those that ship, where its settings cannot be read."""
        try:
            return self._bench(path).judge.catalog
        except BorderflowError:
            return self._opened((), None).judge.catalog

    def _bench(self, path: Path) -> _Bench:
        found = find_config(path.absolute().parent)
        stamp = (found.stat().st_mtime_ns, found.stat().st_size) if found else ()
        return self._opened((found, *stamp), found)

    def _opened(self, key: tuple[object, ...], settings: Path | None) -> _Bench:
        key = (*key, self.today())
        if key not in self._benches:
            if len(self._benches) >= _MOST:
                self._benches.clear()
            self._benches[key] = _bench(read_config(settings) if settings else None, self.today())
        return self._benches[key]


def shown(path: Path) -> str:
    """The path as one would name it on the command line, from where the server runs."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _bench(config: Config | None, day: date) -> _Bench:
    said: Mapping[str, Any] = config.values if config else {}
    profiles = config.profiles if config else ()
    house = [one["id"] for one in profiles if one["id"] == "settings"]  # severities without a name
    only, ignore = said.get("only", ()), said.get("ignore", ())
    judge = Judge(
        day,
        ",".join((*said.get("profile", ()), *house)) or "default",
        Severity.HIGH,
        only,
        ignore,
        said.get("policy", ()),
        profiles,
        said.get("assume", ()),
    )
    weighed = (rule for one in profiles for rule in one["severities"])
    raise_all(InputError, _unknown((*only, *ignore, *weighed), judge.catalog, config))
    personal = said.get("assume-personal-data", True)
    return _Bench(judge, How(personal, said.get("answers", ()), said.get("accepted")), said.get("baseline"))


def _unknown(names: tuple[str, ...], catalog: Catalog, config: Config | None) -> Iterator[Fault]:
    known = [word for one in catalog.rules() for word in (one["id"], one["name"])]
    groups = {id_.partition("-")[0] for id_ in known}
    for name in names:
        if name not in known and name not in groups:
            where = f" ({os.path.relpath(config.path)})" if config else ""
            yield Fault(f"There is no rule `{name}`{where}.", hint=suggest(name, known))


def _held(result: CheckResult, baseline: str | None) -> CheckResult:
    """What the baseline of the settings knows is marked."""
    if result.review is None or baseline is None:
        return result
    from borderflow.readers.baseline import read_baseline
    from borderflow.work.baseline import held

    return CheckResult(result.source, held(result.review, read_baseline(Path(baseline)), baseline))
