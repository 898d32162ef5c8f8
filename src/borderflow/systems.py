"""Which files make one system, and how they are read together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from borderflow.errors import Fault, InputError, NothingToCheck, raise_all
from borderflow.model.architecture import Architecture
from borderflow.model.location import Location
from borderflow.trail import is_file, is_folder, is_there, looked, real
from borderflow.walking import Omitted, expand, is_glob, walk

if TYPE_CHECKING:
    from borderflow.catalog import Catalog
    from borderflow.documents import Document, Source
    from borderflow.foreign import Survey
    from borderflow.overlay.layers import Layer

PathLike = str | Path
PIPE = Path("<stdin>")
"""What a manifest that comes through a pipe is called."""
_SUFFIXES = (".yaml", ".yml", ".json")
ACCEPTED = ".borderflow-accepted.yaml"
"""Accepted risks that are kept apart from the manifest."""
_OWN = ".borderflow-"
"""What the files that are kept beside manifests begin with: accepted risks, a baseline."""
_OURS = re.compile(rb"borderflow[\0\s\"']*:")
"""What a manifest has in its first part, in whatever encoding."""
_BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?borderflow[ \t]*:", re.MULTILINE)
"""The same at the beginning of a line: a component of another format may bear our name."""


class SystemFiles(Struct, frozen=True):
    """The files that make one system: a manifest, foreign files that are read together, or both."""

    manifest: Path | None = None
    survey: Survey | None = None
    piped: bytes | str | None = None
    """What the manifest says, when it comes through a pipe, or an editor holds it otherwise than the disk."""

    @property
    def source(self) -> str:
        """The file that stands for it."""
        return self.manifest.as_posix() if self.manifest else self.survey.source if self.survey else ""

    def read(
        self,
        catalog: Catalog,
        day: date,
        *,
        assume_personal_data: bool = True,
        answers: Sequence[PathLike] = (),
        accepted: PathLike | None = None,
    ) -> Architecture:
        """The architecture: what foreign files show, refined by the manifest, and that by the answers.

        `accepted` is a file of accepted risks; without one, it is looked for beside the system and above.

        Raises:
            InputError: with every fault of the files.
        """
        described = self._described(catalog, day, assume_personal_data, answers)
        return _with_accepted(described, self.source, accepted)

    def _described(
        self, catalog: Catalog, day: date, assume_personal_data: bool, answers: Sequence[PathLike]
    ) -> Architecture:
        if self.manifest is None and not answers and self.survey is not None:
            return self.survey.architecture(catalog, assume_personal_data=assume_personal_data)
        document = self._whole_manifest()
        if document is not None and not answers and self.survey is None and not _sources(document.value):
            return _with_evidence(read_document(document), self.manifest)
        laid = self._laid(catalog, day, assume_personal_data, answers)
        return _with_comments(laid, self._commented(document))

    def _laid(
        self,
        catalog: Catalog,
        day: date,
        assume_personal_data: bool,
        answers: Sequence[PathLike],
    ) -> Architecture:
        """Several layers as one architecture."""
        from borderflow.overlay import lay, lay_over

        layers = (*self._manifest_layers(), *_answers(answers))
        survey = _with_sources(self.survey, self.manifest, layers)
        if survey is None:
            return _with_evidence(lay(layers), self.manifest)
        files = survey.architecture(catalog, assume_personal_data=False)
        laid = lay_over(files, layers, catalog, day, assume_personal_data=assume_personal_data)
        return _with_evidence(laid, self.manifest)

    def _whole_manifest(self) -> Document | None:
        """The manifest as one document; None when there is none, or when it says a section twice."""
        from borderflow.documents import load, loads

        if self.manifest is None:
            return None
        try:
            return load(self.manifest) if self.piped is None else loads(self.piped, self.source)
        except InputError:
            if self.manifest == PIPE:
                raise
            self._manifest_layers()  # raises when something else is wrong
            return None

    def _commented(self, document: Document | None) -> Source | None:
        """The text of the manifest, when it can hold comments; without a document it is no JSON."""
        from borderflow.documents import read_source, source_of

        if document is not None:
            return document.source if document.has_comments else None
        if self.manifest is None:
            return None
        if self.piped is not None:
            return source_of(self.piped, self.source)
        return read_source(self.manifest, name=self.source)

    def _manifest_layers(self) -> tuple[Layer, ...]:
        from borderflow.overlay import manifest_layers, text_layers

        if self.piped is not None:
            if self.manifest != PIPE:
                return text_layers(self.piped, self.source)
            message = "A manifest that comes through a pipe has neither `sources` nor answers beside it."
            raise InputError(Fault(message, Location(self.source), "write it to a file, and name that"))
        return manifest_layers(self.manifest.as_posix()) if self.manifest else ()


def _with_sources(survey: Survey | None, manifest: Path | None, layers: Sequence[Layer]) -> Survey | None:
    """The foreign files that are named beside a manifest, and those that it names itself.

    Raises:
        InputError: with every file that is not there, or may not be read.
    """
    named = [(name, layer, number) for layer in layers for number, name in enumerate(_sources(layer.value))]
    if not named or manifest is None:
        return survey
    raise_all(InputError, (fault for one in named if (fault := _wrong_source(*one, manifest))))
    beside = survey.paths if survey else ()
    paths = (*beside, *(manifest.parent / name for name, _, _ in named))
    (system,) = _surveyed((paths,), survey.forced if survey else "")
    return system.survey


def _sources(manifest: object) -> tuple[str, ...]:
    written = manifest.get("sources") if isinstance(manifest, dict) else None
    names = [written] if isinstance(written, str) else written
    return tuple(one for one in names if isinstance(one, str)) if isinstance(names, list) else ()


def read_apart(
    manifest: Path, paths: Sequence[Path], source_format: str, catalog: Catalog
) -> tuple[Architecture, Architecture]:
    """A manifest as it stands alone, and what files show without it: those named, else its `sources`.

    Raises:
        InputError: when one of them cannot be read, or there are no files.
    """
    from borderflow.overlay import lay, manifest_layers

    layers = manifest_layers(manifest.as_posix())
    _refuse_overlays(layers)
    declared = lay(layers)
    (beside,) = _surveyed((tuple(paths),), source_format) if paths else (SystemFiles(),)
    survey = _with_sources(beside.survey, manifest, layers)
    raise_all(InputError, _of_no_format(survey.strangers if survey else ()))
    if survey is None or not survey.found:
        hint = "name the files that run the system, or list them under `sources`"
        raise InputError(Fault(f"No file is named to hold `{manifest}` against.", hint=hint))
    return declared, survey.architecture(catalog, assume_personal_data=False)


def _of_no_format(strangers: Iterable[Path]) -> Iterator[Fault]:
    for path in strangers:
        if is_there(looked(path)):
            hint = "`--from` forces a format; see docs/formats.md for those that are read"
            yield Fault(f"`{path}` is of no format that is read here.", Location(path.as_posix()), hint)
        else:
            yield Fault(f"There is no file `{path}`.", Location(path.as_posix()), "check the path")


def _refuse_overlays(layers: Sequence[Layer]) -> None:
    """What refines files says too little by itself to be held against them."""
    if not any(layer.says(("borderflow",)) for layer in layers):
        name = layers[0].name
        raise InputError(
            Fault(f"`{name}` is no manifest.", Location(name), "name the manifest first, then the files")
        )
    for layer in layers:
        components = layer.value.get("components")
        for id_, entry in components.items() if isinstance(components, dict) else ():
            if isinstance(entry, dict) and "kind" not in entry:
                place = layer.locate(("components", id_))
                hint = "write one with `borderflow import`, or use `borderflow check` with the files"
                message = f"`{id_}` only refines what files show; drift needs a whole manifest."
                raise InputError(Fault(message, place, hint))


def _wrong_source(name: str, layer: Layer, number: int, manifest: Path) -> Fault | None:
    """What lies outside the folder of the manifest and the checkout around it is not read."""
    from borderflow.foreign.desk import roots_of

    at = layer.locate(("sources", number))
    place = real(looked(manifest.parent / name))
    if "://" in name or not any(place.is_relative_to(root) for root in roots_of(manifest)):
        hint = "keep the file beside it, or name it on the command line"
        return Fault(f"`{name}` leads out of the folder of the manifest.", at, hint)
    if not is_there(place):
        return Fault(f"There is no `{name}`.", at, "name a file or a folder beside the manifest")
    return None


def _answers(paths: Iterable[PathLike]) -> Iterator[Layer]:
    for path in paths:
        from borderflow.overlay.sheets import answers_layer

        yield answers_layer(Path(path))


def find_systems(
    paths: Sequence[Path],
    source_format: str = "",
    *,
    together: bool = True,
    watch: Callable[[int, int], None] | None = None,
    omitted: Omitted | None = None,
    piped: bytes | None = None,
) -> tuple[SystemFiles, ...]:
    """The systems under some paths: manifests first, then what foreign files describe.

    `-` is the manifest that came through a pipe. A glob stands for the files that it matches. A folder is
    read for its manifests; only one without any is searched for other formats. Foreign files beside exactly
    one manifest belong to it, unless each path is a candidate of its own.
    """
    omitted = omitted or Omitted()
    through_pipe = (SystemFiles(PIPE, piped=piped),) if piped is not None and Path("-") in paths else ()
    paths = _expanded([path for path in paths if not (through_pipe and path == Path("-"))], omitted)
    manifests: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if source_format:
            (manifests if _begins(path) else others).append(path)
            continue
        inside = tuple(find_files((path,), omitted))
        if is_folder(looked(path)):
            manifests += inside
            others += () if inside else (path,)
        else:
            (manifests if _declares_itself(path) else others).append(path)
    if not others:
        return (*through_pipe, *(SystemFiles(one) for one in manifests))
    groups = (tuple(others),) if together else tuple((one,) for one in others)
    foreign = _surveyed(groups, source_format, watch, omitted)
    return (*through_pipe, *_combined(manifests, foreign, paths, together=together))


def _expanded(paths: Iterable[Path], omitted: Omitted) -> tuple[Path, ...]:
    """Globs as the files that they match, each once.

    Raises:
        NothingToCheck: when the only one matches nothing.
        InputError: when one of several does.
    """
    named, found = tuple(paths), dict[Path, None]()
    for path in named:
        matches = expand(path, omitted) if is_glob(path) else (path,)
        if not matches:
            hint = "mend it; what git ignores is left out"
            kind = NothingToCheck if len(named) == 1 else InputError
            raise kind(Fault(f"No file matches `{path.as_posix()}`.", hint=hint))
        found |= dict.fromkeys(matches)
    return tuple(found)


def _combined(
    manifests: Sequence[Path], foreign: Sequence[SystemFiles], paths: Sequence[Path], *, together: bool
) -> tuple[SystemFiles, ...]:
    strangers = [path for one in foreign if one.survey for path in one.survey.strangers]
    described = tuple(one for one in foreign if one.survey and one.survey.found)
    if together and len(manifests) == 1 and len(described) == 1:
        described = (replace(described[0], manifest=manifests[0]),)
        manifests = ()
    ours = sorted((*manifests, *strangers), key=lambda path: _rank(path, paths))
    return (*(SystemFiles(one) for one in ours), *described)


def _rank(path: Path, paths: Sequence[Path]) -> int:
    """Systems come in the order in which they were named."""
    return next((n for n, one in enumerate(paths) if one in (path, *path.parents)), len(paths))


def _surveyed(
    groups: Iterable[tuple[Path, ...]],
    source_format: str = "",
    watch: Callable[[int, int], None] | None = None,
    omitted: Omitted | None = None,
) -> tuple[SystemFiles, ...]:
    from borderflow.foreign import Survey
    from borderflow.readers import foreign_readers

    readers = foreign_readers()
    return tuple(
        SystemFiles(survey=Survey(group, readers, source_format, watch, omitted)) for group in groups
    )


def _declares_itself(path: Path) -> bool:
    """Whether a named file is a manifest, or cannot be opened, which reading it will say."""
    try:
        with path.open("rb") as file:
            return bool(_OURS.search(file.read(65536).replace(b"\0", b"")))
    except OSError:
        return True


def _begins(path: Path) -> bool:
    """Whether a file that is named beside foreign ones of a forced format is a manifest."""
    try:
        with path.open("rb") as file:
            return bool(_BEGINS.search(file.read(65536).replace(b"\0", b"")))
    except OSError:
        return False


def read(path: PathLike) -> Architecture:
    """Read one manifest into an architecture."""
    from borderflow.documents import load as load_document

    return _with_evidence(read_document(load_document(path)), Path(path))


def _with_comments(architecture: Architecture, source: Source | None) -> Architecture:
    """The architecture with what comments of its manifest accept."""
    if source is None or "ignore" not in source.text:  # nearly always, and this is the way of every check
        return architecture
    from borderflow.readers.ignores import with_ignores

    return with_ignores(architecture, source)


def _with_accepted(architecture: Architecture, source: str, named: PathLike | None) -> Architecture:
    """The architecture with the accepted risks that are kept in a file of their own."""
    found = Path(named) if named is not None else _find_accepted(Path(source))
    if found is None:
        return architecture
    from borderflow.readers.accepted import with_accepted_file

    here = Path.cwd()
    shown = found.relative_to(here) if named is None and found.is_relative_to(here) else found
    return with_accepted_file(architecture, found, shown.as_posix())


def _find_accepted(beside: Path) -> Path | None:
    """The file beside a system, or in a folder above it as far as the checkout reaches."""
    place = real(beside)
    folder = place if is_folder(place) else place.parent
    folders = (folder, *folder.parents)
    root = next((number for number, one in enumerate(folders) if looked(one / ".git").exists()), 0)
    return next((one / ACCEPTED for one in folders[: root + 1] if looked(one / ACCEPTED).is_file()), None)


def _with_evidence(architecture: Architecture, manifest: Path | None) -> Architecture:
    """The architecture with what became of the files that its records name."""
    if manifest is None:
        return architecture
    from borderflow.evidence import look_up

    evidence, faults = look_up(architecture, manifest.parent)
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
            return _with_comments(reader.read(document), document.source if document.has_comments else None)
    raise InputError(
        Fault(
            f"`{document.name}` is not an architecture description that Borderflow knows.",
            document.locate(()),
            "a manifest begins with `borderflow: 1`; `borderflow init` writes one",
        )
    )


def find_files(paths: Sequence[Path], omitted: Omitted | None = None) -> Iterator[Path]:
    """The files to check: a named file always, of a directory those that begin a manifest."""
    for path in paths:
        if is_folder(path):
            yield from filter(is_manifest, walk(path, (omitted or Omitted()).within(path)))
        else:
            yield path


def is_manifest(path: Path) -> bool:
    """Whether a file of a directory declares itself a manifest, judged by its first lines."""
    if path.suffix not in _SUFFIXES or path.name.startswith(_OWN) or not is_file(path):
        return False
    with path.open("rb") as file:
        return b"borderflow" in file.read(65536)
