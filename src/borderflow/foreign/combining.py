"""Several files of several formats become one architecture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from borderflow.errors import InputError
from borderflow.foreign.desk import Desk
from borderflow.foreign.draft import Draft
from borderflow.foreign.hints import Hints
from borderflow.foreign.reader import ForeignReader
from borderflow.foreign.sheet import Sheet
from borderflow.model.architecture import Architecture, Input
from borderflow.trail import is_folder, looked
from borderflow.walking import NEVER, Omitted, walk

if TYPE_CHECKING:
    from borderflow.catalog import Catalog


Watch: TypeAlias = Callable[[int, int], None]


class Survey:
    """What was named, sorted by format. Nothing of it is read before somebody asks for the architecture."""

    def __init__(
        self,
        paths: Sequence[Path],
        readers: Sequence[ForeignReader],
        forced: str = "",
        watch: Watch | None = None,
        omitted: Omitted | None = None,
    ) -> None:
        """`watch` is told how many files of a folder have been looked into, and of how many."""
        self.paths = tuple(paths)
        self.forced = forced
        self._readers = readers
        self._omitted = omitted or Omitted()
        self._files = [path for path in paths if not is_folder(looked(path))]
        self._desk = Desk(paths)
        self.strangers: list[Path] = []
        """Files that no reader knows."""
        self.found: dict[str, list[Sheet]] = {}
        """Format to its files."""
        self._passed_over = 0
        for file in self._files:
            self._sort(file, forced)
        for folder in (path for path in paths if is_folder(path)):
            self._scan(folder, forced, watch)

    @property
    def source(self) -> str:
        """The first file, which stands for all."""
        return next((sheet.name for sheets in self.found.values() for sheet in sheets), "")

    def architecture(self, catalog: Catalog, *, assume_personal_data: bool = True) -> Architecture:
        """All files as one architecture.

        Raises:
            InputError: they hold nothing of an architecture.
        """
        desk = self._desk
        draft = Draft(Hints(catalog), desk.sheets)
        for reader in self._readers:
            if sheets := [sheet for sheet in self.found.get(reader.name, ()) if sheet.file not in desk.used]:
                draft.formats.update((sheet.name, reader.name) for sheet in sheets)
                reader.read(sheets, desk, draft)
                _read_companions(desk, self._readers, draft)
        if self._passed_over:
            draft.remark(
                f"{self._passed_over} other files under the given folders are of none of these formats."
            )
        draft.refuse_nothing()
        return draft.finish(_inputs(desk, draft), assume_personal_data=assume_personal_data)

    def _sort(self, file: Path, forced: str) -> None:
        try:
            sheet = self._desk.open(file)
        except InputError:
            if forced:
                raise
            self.strangers.append(file)
            return
        reader = _named(forced, self._readers) if forced else find_format(sheet, self._readers)
        if reader is None:
            self.strangers.append(file)
            del self._desk.sheets[sheet.name]
        elif sheet not in self.found.setdefault(reader.name, []):
            self.found[reader.name].append(sheet)

    def _scan(self, folder: Path, forced: str, watch: Watch | None) -> None:
        """What lies under a folder; files that are something else are counted."""
        files = list(_candidates(folder, self._readers, self._omitted))
        for number, file in enumerate(files):
            if watch is not None:
                watch(number, len(files))
            try:
                sheet = self._desk.open(file)
            except InputError:
                self._passed_over += 1
                continue
            reader = find_format(sheet, self._readers)
            if reader is None or forced not in ("", reader.name):
                self._passed_over += 1
                del self._desk.sheets[sheet.name]
            elif sheet not in self.found.setdefault(reader.name, []):
                self.found[reader.name].append(sheet)


def _named(name: str, readers: Iterable[ForeignReader]) -> ForeignReader | None:
    return next((one for one in readers if one.name == name), None)


def _inputs(desk: Desk, draft: Draft) -> list[Input]:
    """What was read, each file once."""
    return [
        Input(sheet.name, draft.formats.get(name, "companion"), sheet.source.digest)
        for name, sheet in sorted(desk.sheets.items())
        if "#" not in name and (name in draft.formats or sheet.file in desk.used)
    ]


def find_format(sheet: Sheet, readers: Iterable[ForeignReader]) -> ForeignReader | None:
    """The first reader that knows the content; the order of the readers is that of the more telling signs."""
    return next((one for one in readers if one.sniff.search(sheet.text) and one.recognises(sheet)), None)


_BUILT = frozenset({"dist", "target"})
_LARGEST = 64 * 1024 * 1024


def _candidates(folder: Path, readers: Sequence[ForeignReader], omitted: Omitted) -> Iterable[Path]:
    """Files under a folder that could be of a known format, in order; links are not followed."""
    suffixes = tuple({suffix for one in readers for suffix in one.suffixes})
    for path in walk(folder, omitted.within(folder), NEVER | _BUILT):
        named = path.name.endswith(suffixes) and not path.is_symlink()
        if named and path.is_file() and path.stat().st_size <= _LARGEST:
            yield path


def _read_companions(desk: Desk, readers: Sequence[ForeignReader], draft: Draft) -> None:
    """Configurations that other files mount; one may mount a next."""
    seen: set[tuple[str, str]] = set()
    while desk.companions:
        companion = desk.companions.pop(0)
        key = companion.sheet.name, companion.component
        able = [one for one in readers if one.inside is not None]
        reader = None if key in seen else find_format(companion.sheet, able)
        seen.add(key)
        if reader is not None and reader.inside is not None:
            reader.inside(companion, desk, draft)
            draft.formats.setdefault(companion.sheet.name, reader.name)
            desk.used.add(companion.sheet.file)
