"""The files of one reading: opened once, kept inside their folders, and never fetched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from borderflow.documents import Limits, Source, read_source
from borderflow.errors import Fault, InputError
from borderflow.foreign.sheet import Sheet
from borderflow.model.location import Location
from borderflow.trail import is_file, is_folder, is_there, looked

if TYPE_CHECKING:
    from borderflow.foreign.settings import Setting

LIMITS = Limits(bytes=64 * 1024 * 1024, depth=100, nodes=4_000_000)
_MOST_FILES = 2_000
"""Companions that one reading opens. A chain of includes that never ends is cut here."""


class Companion(Struct, frozen=True, eq=False):
    """A file that another one mounts or embeds, and the component in which it takes effect."""

    sheet: Sheet
    component: str
    settings: Mapping[str, Setting]
    """The environment that its own variables are looked up in."""


class Desk:
    """What lies open. Readers ask it for companions; it refuses what lies elsewhere."""

    def __init__(self, named: Iterable[Path]) -> None:
        self.sheets: dict[str, Sheet] = {}
        """Every file that was read, by name."""
        self.companions: list[Companion] = []
        self.used: set[Path] = set()
        """Files that a reader has taken in: they are not read again on their own."""
        self._roots = tuple(dict.fromkeys(root for path in named for root in roots_of(path)))

    def open(self, file: Path) -> Sheet:
        """A file that the user named, or that a scan found.

        Raises:
            InputError: it cannot be read.
        """
        name = str(file).replace(os.sep, "/")
        if name not in self.sheets:
            sheet = Sheet(name, file.resolve(), read_source(file, name=name, limits=LIMITS))
            self.sheets[name] = sheet
        return self.sheets[name]

    def lacks(self, written: str, folder: Path) -> bool:
        """Whether a file that may be read is not there; what may not be read is not looked for."""
        if "://" in written:
            return False
        try:
            place = looked(folder / written).resolve()
            return any(place.is_relative_to(root) for root in self._roots) and not is_there(place)
        except (OSError, ValueError, RuntimeError):
            return False

    def embedded(self, name: str, text: str, within: Sheet, line: int) -> Sheet:
        """A text that stands inside a file, such as a configuration in a ConfigMap, from a line on."""
        key = f"{within.name}#{name}"
        source = Source(within.name, text, within.source.digest)
        outer, inner = within.source.line(line), source.line(1)
        indent = max(0, len(outer) - len(outer.lstrip()) - (len(inner) - len(inner.lstrip())))
        self.sheets[key] = Sheet(within.name, within.file, source, line - 1, indent, key)
        return self.sheets[key]

    def companion(
        self, written: str, beside: Sheet, at: Location, *, folder: Path | None = None, take: bool = True
    ) -> Sheet | Fault:
        """A file that another one refers to, or why it is not read. `folder` is where relative paths begin.

        A file that is taken is read as part of that one, and not again on its own.
        """
        if "://" in written or written.startswith(("git@", "oci:")):
            return Fault(f"`{written}` is remote and is not fetched.", at, "download it and name the file")
        base = folder or beside.file.parent
        place = Path(os.path.normpath(base / written.replace("\\", "/")))
        shown = _shown(place, beside)
        try:
            real = looked(place).resolve()
            if not any(real.is_relative_to(root) for root in self._roots):
                return Fault(
                    f"`{written}` leads out of the folder that is read, and is left aside.",
                    at,
                    "name its folder on the command line when it belongs to the system",
                )
            if not is_file(real):
                return Fault(
                    f"There is no file `{shown}`, to which this refers.", at, "add it, or name its folder"
                )
            if len(self.sheets) >= _MOST_FILES:
                return Fault("Too many files refer to one another.", at, "read a smaller part of them")
            if shown not in self.sheets:
                self.sheets[shown] = Sheet(shown, real, read_source(real, name=shown, limits=LIMITS))
            if take:
                self.used.add(real)
            return self.sheets[shown]
        except InputError as error:
            return Fault(error.faults[0].message, at, error.faults[0].hint)
        except (OSError, ValueError, RuntimeError):
            return Fault(f"`{written}` cannot be a file.", at, "mend the path")


def roots_of(path: Path) -> tuple[Path, ...]:
    """The folder of a file or the folder itself, and the checkout around it."""
    real = looked(path).resolve()
    folder = real if is_folder(real) else real.parent
    checkout = next(
        (parent for parent in (folder, *folder.parents) if looked(parent / ".git").exists()), None
    )
    return (folder, checkout) if checkout and checkout.parent != checkout else (folder,)


def _shown(place: Path, beside: Sheet) -> str:
    """A companion is shown as the file that refers to it: relative when that one is."""
    if Path(beside.name).is_absolute():
        return place.as_posix()
    return Path(os.path.relpath(place)).as_posix()
