"""What a Python user calls: `load` for the architecture and its graph, `check` for the judged review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from borderflow.errors import BorderflowError, Fault, InputError, NothingToCheck, PolicyError
from borderflow.model.architecture import Architecture
from borderflow.model.findings import Severity
from borderflow.model.report import Review
from borderflow.systems import PathLike, SystemFiles, find_files, find_systems, read, read_document

if TYPE_CHECKING:
    from borderflow.analysis.flowgraph import Graph
    from borderflow.catalog import Catalog
    from borderflow.model.assumption import Assumption
    from borderflow.model.drift import Drift
    from borderflow.model.stress import StressTest
    from borderflow.rules import Rule
    from borderflow.walking import Omitted
    from borderflow.work.profiles import Profile


__all__ = [
    "CheckResult",
    "How",
    "Judge",
    "Loaded",
    "StressResult",
    "check",
    "drift",
    "find_files",
    "find_systems",
    "load",
    "open_catalog",
    "read",
    "read_document",
    "review_text",
    "rules",
    "speaking",
    "stress",
]


class Loaded(Struct, frozen=True, dict=True):
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


class CheckResult(Struct, frozen=True):
    """The review of one input, or why it could not be made."""

    source: str
    review: Review | None = None
    error: BorderflowError | None = None


class StressResult(Struct, frozen=True):
    """One input under every scenario, or why it could not be judged."""

    source: str
    stress: StressTest | None = None
    error: BorderflowError | None = None


def open_catalog(policies: Sequence[PathLike] = ()) -> Catalog:
    """The shipped catalogue, with the user's policy folders read after it.

    Raises:
        PolicyError: a folder is not there, malformed, or not what it was when it was pinned (`DIR@sha256:…`).
    """
    from borderflow.catalog import open_catalog as open_
    from borderflow.resources import policies_dir

    if not policies:
        return open_((policies_dir(),))
    from borderflow.catalog.pinned import unpinned

    return open_((policies_dir(), *map(unpinned, policies)), tuple(map(str, policies)))


@contextmanager
def speaking(language: str, policies: Sequence[PathLike] = ()) -> Iterator[None]:
    """What is checked and rendered inside is worded in that language, one of `LANGUAGES`.

    Rules of one's own folders bring their texts in `locale/<language>.po`; what is not there stays English.

    Raises:
        PolicyError: when a file of translations cannot be read.
        ValueError: when the language is not known.
    """
    from borderflow import language as room

    if language not in room.LANGUAGES:
        raise ValueError(f"`{language}` is not one of {', '.join(room.LANGUAGES)}")
    if language == room.ENGLISH:
        yield
        return
    from borderflow.catalog.pinned import unpinned
    from borderflow.language.catalogues import read_messages
    from borderflow.language.catalogues import speaking as say_in
    from borderflow.resources import translations

    own = (unpinned(folder) / "locale" / f"{language}.po" for folder in policies)
    files = (*translations(language), *(file for file in own if file.is_file()))
    with say_in(language, read_messages(files)):
        yield


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
    answers: Sequence[PathLike] = (),
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
    day = as_of or date.fromisoformat(catalog.reviewed)
    architecture = systems[0].read(catalog, day, assume_personal_data=assume_personal_data, answers=answers)
    return Loaded(architecture, catalog, day)


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
    answers: Sequence[PathLike] = (),
    own_profiles: Sequence[Mapping[str, Any]] = (),
    accepted: PathLike | None = None,
    omitted: Omitted | None = None,
    piped: bytes | None = None,
    systems: Sequence[SystemFiles] = (),
    together: bool = True,
    watch: Callable[[int, int], None] | None = None,
) -> tuple[CheckResult, ...]:
    """Check every system under some paths; one faulty file does not stop the others.

    Each manifest is a system. Files of other formats are one system together, with the manifest when exactly
    one is named beside them, or apart to be compared. `answers` are filled sheets of `borderflow questions`.
    `accepted` is a file of accepted risks; without one, `.borderflow-accepted.yaml` is looked for beside each
    system and above it, as far as its checkout reaches.
    `assume` names scenarios or files of such: the law and the owners are then as they suppose.
    `own_profiles` are further profiles to choose from, in the form of the files in `policies/profiles/`.
    `omitted` says what folders and globs leave out; what git ignores, when nothing is said. `piped` is the
    manifest that the path `-` stands for. `systems` are those that were found already, in place of paths.
    `watch` is told how many files of a folder have been looked into, and of how many.

    Raises:
        NothingToCheck: when no path holds an architecture description.
        InputError: when an assumption is not known.
        PolicyError: when a rule, a profile, a scenario or a catalogue entry is malformed.
    """
    from borderflow.documents import paused_collector

    with paused_collector():
        judge = Judge(
            as_of,
            profile,
            threshold,
            tuple(only),
            tuple(ignore),
            tuple(policies),
            own_profiles,
            tuple(assume),
        )
        found = systems or _systems(
            paths,
            source_format,
            together=together,
            answers=answers,
            watch=watch,
            omitted=omitted,
            piped=piped,
        )
        how = How(assume_personal_data, tuple(answers), accepted)
        return tuple(judge.result(system, how) for system in found)


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
    answers: Sequence[PathLike] = (),
    own_profiles: Sequence[Mapping[str, Any]] = (),
    accepted: PathLike | None = None,
    omitted: Omitted | None = None,
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
        judge = Judge(as_of, profile, threshold, tuple(only), tuple(ignore), tuple(policies), own_profiles)
        chosen = judge.assumptions(assume)
        systems = _systems(paths, source_format, together=True, answers=answers, omitted=omitted)
        how = How(assume_personal_data, tuple(answers), accepted)
        return tuple(judge.stressed(system, chosen, how) for system in systems)


class How(Struct, frozen=True):
    """How the files of a system are read."""

    assume_personal_data: bool = True
    answers: tuple[PathLike, ...] = ()
    accepted: PathLike | None = None

    def read(self, system: SystemFiles, catalog: Catalog, day: date) -> Architecture:
        return system.read(
            catalog,
            day,
            assume_personal_data=self.assume_personal_data,
            answers=self.answers,
            accepted=self.accepted,
        )

    def told(self, error: InputError) -> InputError:
        """What is wrong, with the cells of answers as people know them."""
        if not self.answers:
            return error
        from borderflow.overlay import with_cells

        return with_cells(error, self.answers)


def _systems(
    paths: PathLike | Iterable[PathLike],
    source_format: str,
    *,
    together: bool,
    answers: Sequence[PathLike] = (),
    watch: Callable[[int, int], None] | None = None,
    omitted: Omitted | None = None,
    piped: bytes | None = None,
) -> tuple[SystemFiles, ...]:
    found = find_systems(
        _as_paths(paths), source_format, together=together, watch=watch, omitted=omitted, piped=piped
    )
    if not found:
        raise NothingToCheck(Fault("There is no architecture description under the given paths."))
    if answers and len(found) > 1:
        raise InputError(
            Fault(f"Answers are about one system, and {len(found)} were found.", hint="name the files of one")
        )
    return found


def drift(
    manifest: PathLike,
    paths: Iterable[PathLike] = (),
    *,
    as_of: date,
    policies: Sequence[PathLike] = (),
    source_format: str = "",
) -> Drift:
    """Hold a manifest against what the files show that run the system; without files, against its `sources`.

    Raises:
        InputError: when one of them cannot be read, or there are no files.
    """
    from borderflow.resolve import resolve
    from borderflow.systems import read_apart
    from borderflow.work.drift import find_drift

    catalog = open_catalog(policies)
    declared, shown = read_apart(Path(manifest), _as_paths(paths), source_format, catalog)
    return find_drift(resolve(declared, catalog, as_of), resolve(shown, catalog, as_of))


def review_text(
    text: str,
    *,
    name: str = "<text>",
    as_of: date,
    profile: str = "default",
    policies: Sequence[PathLike] = (),
) -> Review:
    """Review a manifest given as text."""
    from borderflow.documents import loads

    judge = Judge(as_of, profile, Severity.HIGH, (), (), tuple(policies))
    with judge.telling_all():
        return judge.review(read_document(loads(text, name)))


def _as_paths(paths: PathLike | Iterable[PathLike]) -> tuple[Path, ...]:
    return (Path(paths),) if isinstance(paths, str | Path) else tuple(Path(path) for path in paths)


def _in_force(catalog: Catalog, profile: Profile) -> tuple[Rule, ...]:
    """The rules of the law; those of sovereignty are not even compiled unless the profile asks for them."""
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


class Judge:
    """Catalogue, rules and settings, opened once for many files."""

    def __init__(
        self,
        as_of: date,
        profile: str,
        threshold: Severity,
        only: tuple[str, ...],
        ignore: tuple[str, ...],
        policies: tuple[PathLike, ...],
        own_profiles: Sequence[Mapping[str, Any]] = (),
        assume: tuple[str, ...] = (),
    ) -> None:
        from borderflow import __version__
        from borderflow.catalog.assumed import assuming
        from borderflow.pipeline import Settings
        from borderflow.work.profiles import find_profile

        self._catalog = open_catalog(policies)
        if assume:
            self._catalog = assuming(self._catalog, self.assumptions(assume))
        chosen = find_profile(profile, (*self._catalog.profiles(), *own_profiles))
        _refuse_idle_rules(only, chosen)
        self._rules = _in_force(self._catalog, chosen)
        self._settings = Settings(as_of, chosen, threshold, only, ignore, __version__)

    @property
    def catalog(self) -> Catalog:
        """The facts that it judges by."""
        return self._catalog

    def review(self, architecture: Architecture) -> Review:
        from borderflow.pipeline import review

        if faults := self._unknown_rules(architecture):
            raise InputError(*faults, *self._unknown_words(architecture))
        return review(architecture, self._catalog, self._rules, self._settings)

    @contextmanager
    def telling_all(self) -> Iterator[None]:
        """What is wrong in a file keeps nobody from looking for words and rules in it that are not known.

        Raises:
            InputError: with those as well, when something was wrong.
        """
        from borderflow.readers.reader import Misread

        try:
            yield
        except Misread as error:
            unknown = (*self._unknown_rules(error.rest), *self._unknown_words(error.rest))
            raise InputError(*error.faults, *unknown) from error

    def _unknown_rules(self, architecture: Architecture) -> tuple[Fault, ...]:
        if not architecture.accepted:
            return ()
        from borderflow.work.idle import unknown_rules

        return tuple(unknown_rules(architecture, self._catalog.rules()))

    def _unknown_words(self, architecture: Architecture) -> Iterator[Fault]:
        from borderflow.resolve import unknown_words

        return unknown_words(architecture, self._catalog, self._settings.as_of)

    def assumptions(self, named: Sequence[str]) -> tuple[Assumption, ...]:
        """The scenarios of those names; without a name, every one there is."""
        from borderflow.catalog.scenarios import find_assumption, scenarios

        return tuple(find_assumption(name, self._catalog) for name in named) or scenarios(self._catalog)

    def stressed(self, system: SystemFiles, assumptions: Sequence[Assumption], how: How) -> StressResult:
        """One system, read once, today and under each assumption."""
        from borderflow.pipeline import stress

        source = system.source
        try:
            with self.telling_all():
                architecture = how.read(system, self._catalog, self._settings.as_of)
            found = stress(architecture, self._catalog, self._rules, self._settings, assumptions)
        except InputError as error:
            return StressResult(source, error=how.told(error))
        return StressResult(source, stress=found)

    def result(self, system: SystemFiles, how: How) -> CheckResult:
        """One system, read and judged, or what is wrong with it."""
        source = system.source
        try:
            with self.telling_all():
                architecture = how.read(system, self._catalog, self._settings.as_of)
            return CheckResult(source, review=self.review(architecture))
        except InputError as error:
            return CheckResult(source, error=how.told(error))
