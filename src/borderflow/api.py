"""What a Python user calls: `load` for the architecture and its graph, `check` for the judged review."""

from __future__ import annotations

import re
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
    from borderflow.foreign import Survey
    from borderflow.model.assumption import Assumption
    from borderflow.model.stress import StressTest
    from borderflow.rules import Rule
    from borderflow.work.profiles import Profile

PathLike = str | Path
_SUFFIXES = (".yaml", ".yml", ".json")
_OURS = re.compile(rb"borderflow[\0\s\"']*:")
"""What a manifest has in its first part, in whatever encoding."""


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


@dataclass(frozen=True)
class StressResult:
    """One input under every scenario, or why it could not be judged."""

    source: str
    stress: StressTest | None = None
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


def load(
    paths: PathLike | Iterable[PathLike],
    *,
    as_of: date | None = None,
    policies: Sequence[PathLike] = (),
    source_format: str = "",
    assume_personal_data: bool = True,
) -> Loaded:
    """Read the one system that some paths describe. Without a day, the catalogue counts as last reviewed.

    Raises:
        InputError: with every fault of the files, or when they describe several systems.
        NothingToCheck: when they describe none.
    """
    catalog = open_catalog(policies)
    systems = find_systems(_as_paths(paths), source_format)
    if not systems:
        raise NothingToCheck(Fault("There is no architecture description under the given paths."))
    if len(systems) > 1:
        raise InputError(
            Fault(f"A graph is of one system, and {len(systems)} were found.", hint="name one file")
        )
    architecture = systems[0].read(catalog, assume_personal_data)
    return Loaded(architecture, catalog, as_of or date.fromisoformat(catalog.reviewed))


def check(
    paths: PathLike | Iterable[PathLike],
    *,
    as_of: date,
    profile: str = "default",
    threshold: Severity = Severity.HIGH,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    policies: Sequence[PathLike] = (),
    assume: Sequence[str] = (),
    source_format: str = "",
    assume_personal_data: bool = True,
    together: bool = True,
) -> tuple[CheckResult, ...]:
    """Check every system under some paths; one faulty file does not stop the others.

    Each manifest is a system. Files of other formats are one system together, or apart to be compared.
    `assume` names scenarios or files of such: the law and the owners are then as they suppose.

    Raises:
        NothingToCheck: when no path holds an architecture description.
        InputError: when an assumption is not known.
        PolicyError: when a rule, a profile, a scenario or a catalogue entry is malformed.
    """
    from borderflow.documents import paused_collector

    with paused_collector():
        judge = _Judge(as_of, profile, threshold, tuple(only), tuple(ignore), tuple(policies), tuple(assume))
        systems = _systems(paths, source_format, together=together)
        return tuple(judge.result(system, assume_personal_data=assume_personal_data) for system in systems)


def stress(
    paths: PathLike | Iterable[PathLike],
    *,
    as_of: date,
    profile: str = "default",
    threshold: Severity = Severity.HIGH,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    policies: Sequence[PathLike] = (),
    assume: Sequence[str] = (),
    source_format: str = "",
    assume_personal_data: bool = True,
) -> tuple[StressResult, ...]:
    """Judge every system today and under each scenario; without `assume`, under all that ship.

    A scenario about one provider is tried for each provider in use that it can be about.

    Raises:
        NothingToCheck: when no path holds an architecture description.
        InputError: when an assumption is not known.
        PolicyError: when a rule, a profile, a scenario or a catalogue entry is malformed.
    """
    from borderflow.documents import paused_collector

    with paused_collector():
        judge = _Judge(as_of, profile, threshold, tuple(only), tuple(ignore), tuple(policies))
        chosen = judge.assumptions(assume)
        systems = _systems(paths, source_format, together=True)
        return tuple(
            judge.stressed(system, chosen, assume_personal_data=assume_personal_data) for system in systems
        )


def _systems(
    paths: PathLike | Iterable[PathLike], source_format: str, *, together: bool
) -> tuple[SystemFiles, ...]:
    found = tuple(find_systems(_as_paths(paths), source_format, together=together))
    if not found:
        raise NothingToCheck(Fault("There is no architecture description under the given paths."))
    return found


def review_text(text: str, *, name: str = "<text>", as_of: date, profile: str = "default") -> Review:
    """Review a manifest given as text."""
    from borderflow.documents import loads

    return _Judge(as_of, profile, Severity.HIGH, (), (), ()).review(read_document(loads(text, name)))


def _as_paths(paths: PathLike | Iterable[PathLike]) -> tuple[Path, ...]:
    return (Path(paths),) if isinstance(paths, str | Path) else tuple(Path(path) for path in paths)


def _in_force(catalog: Catalog, profile: Profile) -> tuple[Rule, ...]:
    """The rules of the law; those of sovereignty are not even compiled unless a profile asks for them."""
    from borderflow.pipeline import SOVEREIGNTY
    from borderflow.rules import load_rules

    documents = catalog.rules()
    if not profile.sovereignty:
        documents = [one for one in documents if not one["id"].startswith(f"{SOVEREIGNTY}-")]
    return load_rules(documents)


def _refuse_idle_rules(only: Iterable[str], profile: Profile) -> None:
    """Sovereignty rules that no profile puts in force would say nothing, and that is no pass."""
    from borderflow.pipeline import SOVEREIGNTY

    idle = [name for name in only if name.partition("-")[0] == SOVEREIGNTY]
    if idle and not profile.sovereignty:
        hint = "name one with `--profile`: seal-2, secnumcloud, hds, c5, dora, …"
        message = f"`{idle[0]}` is judged only with a sovereignty profile."
        raise PolicyError(Fault(message, hint=hint))


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
        assume: tuple[str, ...] = (),
    ) -> None:
        from borderflow import __version__
        from borderflow.catalog.assumed import assuming
        from borderflow.pipeline import Settings
        from borderflow.work.profiles import find_profile

        self._catalog = open_catalog(policies)
        if assume:
            self._catalog = assuming(self._catalog, self.assumptions(assume))
        chosen = find_profile(profile, self._catalog.profiles())
        _refuse_idle_rules(only, chosen)
        self._rules = _in_force(self._catalog, chosen)
        self._settings = Settings(as_of, chosen, threshold, only, ignore, __version__)

    def review(self, architecture: Architecture) -> Review:
        from borderflow.pipeline import review

        return review(architecture, self._catalog, self._rules, self._settings)

    def assumptions(self, named: Sequence[str]) -> tuple[Assumption, ...]:
        """The scenarios of those names; without a name, every one there is."""
        from borderflow.catalog.scenarios import find_assumption, scenarios

        return tuple(find_assumption(name, self._catalog) for name in named) or scenarios(self._catalog)

    def stressed(
        self, system: SystemFiles, assumptions: Sequence[Assumption], *, assume_personal_data: bool
    ) -> StressResult:
        """One system, read once, today and under each assumption."""
        from borderflow.pipeline import stress

        source = system.source
        try:
            architecture = system.read(self._catalog, assume_personal_data)
            found = stress(architecture, self._catalog, self._rules, self._settings, assumptions)
        except InputError as error:
            return StressResult(source, error=error)
        return StressResult(source, stress=found)

    def result(self, system: SystemFiles, *, assume_personal_data: bool) -> CheckResult:
        source = system.source
        try:
            return CheckResult(source, review=self.review(system.read(self._catalog, assume_personal_data)))
        except InputError as error:
            return CheckResult(source, error=error)


@dataclass(frozen=True)
class SystemFiles:
    """The files that make one system: a manifest, or foreign files that are read together."""

    manifest: Path | None = None
    survey: Survey | None = None

    @property
    def source(self) -> str:
        """The file that stands for it."""
        return self.manifest.as_posix() if self.manifest else self.survey.source if self.survey else ""

    def read(self, catalog: Catalog, assume_personal_data: bool = True) -> Architecture:
        """The architecture.

        Raises:
            InputError: with every fault of the files.
        """
        if self.survey is not None:
            return self.survey.architecture(catalog, assume_personal_data=assume_personal_data)
        assert self.manifest is not None
        return read(self.manifest)


def find_systems(
    paths: Sequence[Path], source_format: str = "", *, together: bool = True
) -> tuple[SystemFiles, ...]:
    """The systems under some paths: manifests first, then what foreign files describe.

    A folder is read for its manifests; only one without any is searched for other formats.
    """
    if source_format:
        return _surveyed((tuple(paths),), source_format)
    manifests: list[Path] = []
    others: list[Path] = []
    for path in paths:
        inside = tuple(find_files((path,)))
        if path.is_dir():
            manifests += inside
            others += () if inside else (path,)
        else:
            (manifests if _declares_itself(path) else others).append(path)
    if not others:
        return tuple(SystemFiles(one) for one in manifests)
    groups = (tuple(others),) if together else tuple((one,) for one in others)
    foreign = _surveyed(groups)
    strangers = [path for one in foreign if one.survey for path in one.survey.strangers]
    ours = sorted((*manifests, *strangers), key=lambda path: _rank(path, paths))
    return (*(SystemFiles(one) for one in ours), *(one for one in foreign if one.survey and one.survey.found))


def _rank(path: Path, paths: Sequence[Path]) -> int:
    """Systems come in the order in which they were named."""
    return next((n for n, one in enumerate(paths) if one in (path, *path.parents)), len(paths))


def _surveyed(groups: Iterable[tuple[Path, ...]], source_format: str = "") -> tuple[SystemFiles, ...]:
    from borderflow.foreign import Survey
    from borderflow.readers import foreign_readers

    readers = foreign_readers()
    return tuple(SystemFiles(survey=Survey(group, readers, source_format)) for group in groups)


def _declares_itself(path: Path) -> bool:
    """Whether a named file is a manifest, or cannot be opened, which reading it will say."""
    try:
        with path.open("rb") as file:
            return bool(_OURS.search(file.read(65536).replace(b"\0", b"")))
    except OSError:
        return True


def read(path: PathLike) -> Architecture:
    """Read one manifest into an architecture."""
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
