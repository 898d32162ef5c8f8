"""What a Python user calls: `load` for the architecture and its graph, `check` for the judged review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.errors import BorderflowError, Fault, InputError, NothingToCheck, PolicyError, raise_all
from borderflow.model.architecture import Architecture
from borderflow.model.findings import Severity
from borderflow.model.report import Review

if TYPE_CHECKING:
    from borderflow.analysis.flowgraph import Graph
    from borderflow.catalog import Catalog
    from borderflow.documents import Document
    from borderflow.rules import Rule

PathLike = str | Path
_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Loaded:
    """One architecture, read and resolved, with its graph."""

    architecture: Architecture
    catalog: Catalog
    as_of: date

    @cached_property
    def graph(self) -> Graph:
        """The networkx MultiDiGraph of components and parties, with jurisdiction on the nodes."""
        from borderflow.analysis.flowgraph import build
        from borderflow.analysis.lineage import trace
        from borderflow.resolve import resolve

        system = resolve(self.architecture, self.catalog, self.as_of)
        return build(system, trace(system))


@dataclass(frozen=True)
class CheckResult:
    """The review of one input, or why it could not be made."""

    source: str
    review: Review | None = None
    error: BorderflowError | None = None


def open_catalog(policies: Sequence[PathLike] = ()) -> Catalog:
    """The shipped catalogue, with the user's policy folders read after it."""
    from borderflow.catalog import open_catalog as open_
    from borderflow.resources import policies_dir

    folders = tuple(Path(folder) for folder in policies)
    raise_all(PolicyError, _missing(folders))
    return open_((policies_dir(), *folders))


def _missing(folders: Iterable[Path]) -> Iterator[Fault]:
    for folder in folders:
        if not folder.is_dir():
            yield Fault(
                f"There is no policy folder `{folder}`.", None, "name a folder with catalog/ or rules/"
            )


def rules(policies: Sequence[PathLike] = (), *, catalog: Catalog | None = None) -> tuple[Rule, ...]:
    """The rules that are in force: the shipped ones and those of the user's folders."""
    from borderflow.rules import load_rules

    return load_rules((catalog or open_catalog(policies)).rules())


def load(path: PathLike, *, as_of: date | None = None, policies: Sequence[PathLike] = ()) -> Loaded:
    """Read one architecture description. Without a day, the catalogue is read as of its last review.

    Raises:
        InputError: with every fault of the file.
    """
    catalog = open_catalog(policies)
    return Loaded(read(path), catalog, as_of or date.fromisoformat(catalog.reviewed))


def check(
    paths: PathLike | Iterable[PathLike],
    *,
    as_of: date,
    profile: str = "default",
    threshold: Severity = Severity.HIGH,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    policies: Sequence[PathLike] = (),
) -> tuple[CheckResult, ...]:
    """Check every system under some paths; one faulty file does not stop the others.

    Raises:
        NothingToCheck: when no path holds an architecture description.
        PolicyError: when a rule, a profile or a catalogue entry is malformed.
    """
    from borderflow.documents import paused_collector

    with paused_collector():
        judge = _Judge(as_of, profile, threshold, tuple(only), tuple(ignore), tuple(policies))
        found = tuple(find_files(_as_paths(paths)))
        if not found:
            raise NothingToCheck(Fault("There is no architecture description under the given paths."))
        return tuple(judge.result(path) for path in found)


def review_text(text: str, *, name: str = "<text>", as_of: date, profile: str = "default") -> Review:
    """Review a manifest given as text."""
    from borderflow.documents import loads

    return _Judge(as_of, profile, Severity.HIGH, (), (), ()).review(read_document(loads(text, name)))


def _as_paths(paths: PathLike | Iterable[PathLike]) -> tuple[Path, ...]:
    return (Path(paths),) if isinstance(paths, str | Path) else tuple(Path(path) for path in paths)


class _Judge:
    """Catalogue, rules and settings, opened once for many files."""

    def __init__(
        self,
        as_of: date,
        profile: str,
        threshold: Severity,
        only: tuple[str, ...],
        ignore: tuple[str, ...],
        policies: tuple[PathLike, ...],
    ) -> None:
        from borderflow import __version__
        from borderflow.pipeline import Settings
        from borderflow.work.profiles import find_profile

        self._catalog = open_catalog(policies)
        self._rules = rules(catalog=self._catalog)
        chosen = find_profile(profile, self._catalog.profiles())
        self._settings = Settings(as_of, chosen, threshold, only, ignore, __version__)

    def review(self, architecture: Architecture) -> Review:
        from borderflow.pipeline import review

        return review(architecture, self._catalog, self._rules, self._settings)

    def result(self, path: Path) -> CheckResult:
        source = path.as_posix()
        try:
            return CheckResult(source, review=self.review(read(path)))
        except InputError as error:
            return CheckResult(source, error=error)


def read(path: PathLike) -> Architecture:
    """Read one file into an architecture, by the reader that recognises it."""
    from borderflow.documents import load as load_document
    from borderflow.evidence import look_up

    architecture = read_document(load_document(path))
    evidence, faults = look_up(architecture, Path(path).parent)
    raise_all(InputError, faults)
    return replace(architecture, evidence=evidence)


def read_document(document: Document) -> Architecture:
    """Turn a document into an architecture.

    Raises:
        InputError: when no reader recognises it, or with every fault of it.
    """
    from borderflow.readers import READERS

    for reader in READERS:
        if reader.recognises(document):
            return reader.read(document)
    raise InputError(
        Fault(
            f"`{document.name}` is not an architecture description that Borderflow knows.",
            document.locate(()),
            "a manifest begins with `borderflow: 1`; `borderflow init` writes one",
        )
    )


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files to check: a named file always, of a directory those that begin a manifest."""
    for path in paths:
        if path.is_dir():
            yield from (found for found in sorted(path.rglob("*")) if _is_manifest(found))
        else:
            yield path


def _is_manifest(path: Path) -> bool:
    """Whether a file of a directory declares itself a manifest, judged by its first lines."""
    if path.suffix not in _SUFFIXES or not path.is_file():
        return False
    with path.open("rb") as file:
        return b"borderflow" in file.read(65536)
