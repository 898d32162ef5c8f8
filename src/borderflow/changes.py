"""A system as it is against the same as it was: in an earlier result, another file, or an older commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from borderflow.api import CheckResult
from borderflow.errors import InputError, NothingToCheck
from borderflow.history import Blob, Commit, base_of, below
from borderflow.model.baseline import Baseline
from borderflow.model.difference import Difference, Snapshot
from borderflow.model.report import Review
from borderflow.systems import ACCEPTED, PathLike, is_manifest
from borderflow.trail import is_file, is_there
from borderflow.work.baseline import held, known_from
from borderflow.work.difference import absent, difference, differences, snapshot_of

if TYPE_CHECKING:
    from borderflow.catalog import Catalog

_MANIFESTS = (".yaml", ".yml", ".json")
_MOST_GONE = 200
"""Files that are gone and may have been renamed; beyond so many nobody looks through them."""


class Check(Protocol):
    """Judges what lies at some paths, with everything else settled."""

    def __call__(self, paths: Sequence[Path], accepted: PathLike | None, /) -> tuple[CheckResult, ...]: ...


def diff(
    old: Path, new: Path, check: Callable[[Path], tuple[CheckResult, ...]], catalog: Catalog
) -> tuple[Difference, ...]:
    """What changed between two sides, each a `result.json`, or files that are judged now.

    Raises:
        BorderflowError: when one of them cannot be read or judged.
    """
    before, after = _snapshots(old, check, catalog), _snapshots(new, check, catalog)
    return differences(before, after)


def _snapshots(
    path: Path, check: Callable[[Path], tuple[CheckResult, ...]], catalog: Catalog
) -> tuple[Snapshot, ...]:
    if _is_result(path):
        from borderflow.readers.result import read_result

        return tuple(_named(one, catalog) for one in read_result(path))
    results = check(path)
    for one in results:
        if one.error:
            raise one.error
    return tuple(snapshot_of(one.review) for one in results if one.review)


def _is_result(path: Path) -> bool:
    """Whether a file was written by `--format json`."""
    if path.suffix.lower() != ".json" or not is_file(path):
        return False
    from borderflow.documents import load

    try:
        value = load(path).value
    except InputError:
        return False  # whoever reads it says what is wrong
    return isinstance(value, dict) and bool({"findings", "reviews"} & value.keys())


def _named(snapshot: Snapshot, catalog: Catalog) -> Snapshot:
    """A result names countries by their codes alone."""
    from datetime import date

    codes = {*snapshot.countries, *(one.country for one in snapshot.recipients)}
    day = date.fromisoformat(catalog.reviewed)
    found = ((code, catalog.jurisdiction(code, day)) for code in sorted(codes) if code)
    return replace(snapshot, country_names={code: one.name for code, one in found if one})


class Base(Struct, frozen=True):
    """The systems as they were."""

    commit: Commit
    was: Mapping[str, Review]
    """By the source of the system as it is."""
    gone: tuple[str, ...] = ()
    """Names of systems that are no longer there."""

    def hold(self, source: str, review: Review) -> Review:
        """The review, with what was there before marked as known, and with what the change does."""
        old, name = self.was.get(source), review.architecture.system.name
        known = known_from([old]) if old else Baseline({})
        before = snapshot_of(old) if old else absent(snapshot_of(review))
        renamed = Baseline({name: tuple(one for found in known.systems.values() for one in found)})
        change = difference(before, snapshot_of(review))
        return replace(held(review, renamed, self.commit.name), change=change)


def find_base(
    revision: str,
    paths: Sequence[Path],
    results: Sequence[CheckResult],
    check: Check,
    accepted: PathLike | None = None,
) -> Base:
    """The same systems at the commit where the checkout parted from a revision.

    A system is found again at its path, where git says that it was moved, or by its name.

    Raises:
        InputError: when git, the revision or the old files cannot be read.
    """
    paths = _in_the_checkout(paths, results)
    commit = base_of(revision, next(iter(paths), Path()))
    blobs = {blob.path: blob for blob in commit.files()}
    moved = commit.renamed()
    asked = _OldPaths(commit, blobs, moved)
    with TemporaryDirectory(prefix="borderflow-") as scratch:
        folder = Path(scratch).resolve() / (commit.root.name or "repository")
        (folder / ".git").mkdir(parents=True)  # so far up files are looked for, and no further
        old = _judged(asked, paths, results, folder, check, accepted)
    was, left = _paired(results, old, folder, commit, moved)
    return Base(commit, was, tuple(one.architecture.system.name for one in left))


def _in_the_checkout(paths: Sequence[Path], results: Iterable[CheckResult]) -> tuple[Path, ...]:
    """The paths that are files or folders; in place of a glob, what it was found to mean."""
    there = [path for path in paths if is_there(path)]
    meant = (Path(one.source) for one in results)
    if len(there) == len(paths):
        return tuple(there)
    return (*there, *(one for one in meant if is_there(one) and not {one, *one.parents} & set(there)))


class _OldPaths(Struct, frozen=True):
    """Where files of the checkout were in the commit."""

    commit: Commit
    blobs: Mapping[str, Blob]
    moved: Mapping[str, str]

    def of(self, path: Path) -> str | None:
        """What a path of the checkout was called; None when it was not there."""
        name = _inside(path, self.commit.root)
        if name is None:
            return None
        if name == "." or name in self.blobs or any(one.startswith(f"{name}/") for one in self.blobs):
            return name
        return self.moved.get(name)

    def gone(self) -> Iterator[str]:
        """Manifests, by their endings, that the checkout has no more."""
        return (
            name
            for name in self.blobs
            if name.endswith(_MANIFESTS) and not (self.commit.root / name).exists()
        )


def _judged(
    asked: _OldPaths,
    paths: Sequence[Path],
    results: Sequence[CheckResult],
    folder: Path,
    check: Check,
    accepted: PathLike | None,
) -> tuple[CheckResult, ...]:
    blobs = asked.blobs
    named = [name for path in paths if (name := asked.of(path)) is not None]
    sources = [Path(one.source) for one in results]
    lost = any(asked.of(one) is None for one in sources)
    gone = [*asked.gone()][:_MOST_GONE] if lost else []
    kept = asked.of(Path(accepted)) if accepted is not None else None
    wanted = {
        *(one.path for one in below(blobs.values(), (*named, *gone))),
        *(name for name in blobs if name.rpartition("/")[2] == ACCEPTED),
        *([kept] if kept else []),
    }
    asked.commit.write([blobs[name] for name in sorted(wanted)], folder)
    found = [folder / name for name in named]
    found += [folder / name for name in gone if name not in named and is_manifest(folder / name)]
    if not found:
        return ()
    old_accepted = folder / kept if kept else accepted
    old = _checked(check, found, old_accepted)
    lacking = sorted(_lacking(old, folder, blobs) - wanted)
    if lacking:
        asked.commit.write([blobs[name] for name in lacking], folder)
        old = _checked(check, found, old_accepted)
    return old


def _checked(check: Check, paths: Sequence[Path], accepted: PathLike | None) -> tuple[CheckResult, ...]:
    try:
        return check(paths, accepted)
    except NothingToCheck:
        return ()


def _lacking(results: Iterable[CheckResult], folder: Path, blobs: Mapping[str, Blob]) -> set[str]:
    """Evidence that the old manifests name, and that lies elsewhere in the commit."""
    missing = (
        Path(one.source).parent / name
        for one in results
        if one.review
        for name, digest in one.review.architecture.evidence.items()
        if not digest and "\0" not in name
    )
    return {name for place in missing if (name := _inside(place, folder)) and name in blobs}


def _paired(
    results: Sequence[CheckResult],
    old: Sequence[CheckResult],
    folder: Path,
    commit: Commit,
    moved: Mapping[str, str],
) -> tuple[Mapping[str, Review], list[Review]]:
    """Each system with what it was: by its path, by where it was moved from, by its name."""
    left = {_inside(Path(one.source), folder) or "": one.review for one in old if one.review}
    was: dict[str, Review] = {}
    now = {one.source: one.review for one in results if one.review}
    for source in now:
        name = _inside(Path(source), commit.root) or ""
        found = left.pop(name, None) or left.pop(moved.get(name, ""), None)
        if found:
            was[source] = found
    for source, review in now.items():
        system = review.architecture.system.name
        same = [name for name, one in left.items() if one.architecture.system.name == system]
        if source not in was and len(same) == 1:
            was[source] = left.pop(same[0])
    return was, [one for name, one in left.items() if not (commit.root / name).exists()]


def _inside(path: Path, root: Path) -> str | None:
    """A path from a root, with forward slashes; None when it lies elsewhere."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return None
