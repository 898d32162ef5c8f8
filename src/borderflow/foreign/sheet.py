"""One foreign file: its text, its documents when it is YAML or JSON, and the place of everything in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from borderflow.documents import Document, Source, loads_all
from borderflow.errors import Fault, InputError
from borderflow.foreign.secrets import masked
from borderflow.model.location import Location
from borderflow.model.records import Path as Keys

LONGEST_LINE = 4_000
"""Characters of a line that is quoted. Plans and templates are often one line of megabytes."""


class Sheet(Struct, eq=False, dict=True):
    """A file as a reader sees it. Parsing waits until somebody asks."""

    name: str
    """As the user gave it, with forward slashes."""
    file: Path
    """Where it lies, links resolved; a text inside another file has that one's."""
    source: Source
    shift: int = 0
    """Lines above it, when it is a text inside another file."""
    indent: int = 0
    """Columns before it, likewise."""
    key: str = ""
    """What paths into it begin with, when that is not its name."""
    finder: Callable[[Keys], tuple[int, int]] | None = None
    """Line and column of a path, where the format is neither YAML nor JSON; set by its reader."""

    @property
    def text(self) -> str:
        return self.source.text

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The YAML or JSON documents, read leniently; none when it is neither, and then `fault` says why."""
        try:
            name = (
                f"{self.name}.json"
                if self.file.suffix == ".json" and not self.name.endswith(".json")
                else self.name
            )
            return loads_all(self.text, name, lenient=True)
        except InputError as error:
            self.fault = error
            return ()

    fault: InputError | None = None

    @property
    def value(self) -> Any:
        """The value of the first document; None when there is none."""
        return self.documents[0].value if self.documents else None

    @property
    def mapping(self) -> dict[str, Any]:
        """The same when it is a mapping, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def remarks(self) -> tuple[Fault, ...]:
        return self.documents[0].remarks if self.documents else ()

    def path(self, *keys: str | int, document: int = 0) -> Keys:
        """A path that leads into this file: components and flows carry it."""
        return (self.key or self.name, document, *keys)

    def locate(self, keys: Keys) -> Location:
        """The place of a path without the name of the file."""
        if self.finder is not None:
            line, column = self.finder(keys)
            return Location(self.name, line + self.shift, column)
        number = keys[0] if keys and isinstance(keys[0], int) else 0
        if number >= len(self.documents):
            return Location(self.name, 1 + self.shift)
        place = self.documents[number].locate(keys[1:], key=None)
        end = place.end_column + self.indent if place.end_column else None
        return Location(self.name, place.line + self.shift, place.column + self.indent, end)

    def line(self, number: int) -> str | None:
        """One line with its secrets masked; None of one that a program wrote and nobody reads."""
        line = self.source.line(number)
        return masked(line) if len(line) <= LONGEST_LINE else None
