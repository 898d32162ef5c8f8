"""One document: what it says, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import repeat
from typing import Any

from msgspec import Struct

from borderflow.documents.lookup import Lookup
from borderflow.documents.source import Source
from borderflow.errors import Fault
from borderflow.model.location import Location


class Document(Struct, frozen=True, eq=False, dict=True):
    """A YAML or JSON document as plain values. Aliases share theirs: read them, do not change them."""

    value: Any
    """dict with str keys, list, str, int, float, bool or None."""
    source: Source
    """The file it stands in."""
    positions: Lookup | None = None
    """Of the whole file, as the parser gave them; None when they are found on demand, as in JSON."""
    root: int = 0
    """The node that this document is, among those positions."""
    remarks: tuple[Fault, ...] = ()
    """What a lenient reading let pass: repeated keys, say. A strict one has none."""

    @property
    def name(self) -> str:
        """The file as the user gave it, with forward slashes."""
        return self.source.name

    @property
    def text(self) -> str:
        """The decoded text of the whole file."""
        return self.source.text

    @property
    def digest(self) -> str:
        """SHA-256 of the raw bytes of the file, in hexadecimal."""
        return self.source.digest

    @property
    def has_comments(self) -> bool:
        """Whether it may hold any: JSON has none."""
        return self.positions is not None

    def line(self, number: int) -> str:
        """One line of the file, counted from 1, without its break."""
        return self.source.line(number)

    def locate(self, path: Sequence[str | int], *, key: bool | None = False) -> Location:
        """Where the value at a path stands, or its key; with None, a mapping by its key, all else by itself.

        For an entry that is missing it is the name of the nearest collection that could have held it.
        """
        offset, word = self._lookup.find(self.root, self.value, path, key=key)
        return self.source.at(offset, self._width(offset, word))

    def item_lines(self, path: Sequence[str | int], items: Sequence[object]) -> Iterator[int]:
        """The line of every item of the list at a path; in a text of one line nothing is looked up."""
        if self.source.is_one_line:
            return repeat(1, len(items))
        return map(self.source.line_of, self._lookup.item_offsets(self.root, self.value, path))

    def tag(self, path: Sequence[str | int]) -> str:
        """The tag that a foreign format wrote before the value at a path (`!reset`); empty without one."""
        if self.positions is None or not self.positions.tags:
            return ""
        return self.positions.tag(self.root, self.value, path)

    @cached_property
    def _lookup(self) -> Lookup:
        if self.positions is not None:
            return self.positions
        from borderflow.documents.json_positions import JsonPositions

        return JsonPositions(self.text)

    def _width(self, offset: int, word: Any) -> int:
        """How long a word is as written; 0 when it was written in another way, or over several lines."""
        if not isinstance(word, (str, int)):
            return 0
        quote = self.text[offset : offset + 1]
        written = f"{quote}{word}{quote}" if quote in ("'", '"') else str(word)
        return len(written) if self.text.startswith(written, offset) and written.isprintable() else 0
