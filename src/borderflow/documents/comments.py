"""Comments of a YAML text that speak to us, and the entries that they stand at.

A parser drops comments, so they are looked for in the text and held against the places of its scalars: what
stands in a string or a block of text is no comment. Only a text that may hold one is looked through.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from typing import Any

from msgspec import Struct

from borderflow.documents.source import Source
from borderflow.documents.yaml_text import events_of
from borderflow.model.location import Location

_BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
_BLOCK = ("|", ">")
_SIGN = re.compile(r"(?<!\S)#")


class Entry(Struct, frozen=True):
    """An entry of a section, or a section that is one thing, with its first and last line."""

    path: tuple[str | int, ...]
    first: int
    last: int


class Comment(Struct, frozen=True):
    """A comment, and what begins on the line that it is about."""

    text: str
    """From the `#` to the end of the line."""
    location: Location
    line: int
    """Its own line; for one that stands alone, the next that holds something; 0 when nothing follows."""
    entries: tuple[Entry, ...]


def read_comments(
    source: Source, begins: re.Pattern[str], whole: Collection[str] = ()
) -> tuple[Comment, ...]:
    """The comments that begin with some words, in their order. The text is known to be good YAML.

    `whole` names the sections that are one entry, where the others are mappings or lists of some.
    """
    signs = [one.start() for one in _SIGN.finditer(source.text) if begins.match(source.text, one.end())]
    if not signs:
        return ()
    outline = _Outline(source, whole)
    return tuple(_comment(sign, source, outline) for sign in signs if outline.is_comment(sign))


def _comment(sign: int, source: Source, outline: _Outline) -> Comment:
    end = _end_of_line(source.text, sign)
    place = source.at(sign, end - sign)
    alone = not source.line(place.line)[: place.column - 1].strip()
    line = _next_line(source, place.line) if alone else place.line
    return Comment(source.text[sign:end], place, line, tuple(outline.entries.get(line, ())))


def _end_of_line(text: str, offset: int) -> int:
    found = _BREAK.search(text, offset)
    return found.start() if found else len(text)


def _next_line(source: Source, number: int) -> int:
    """The first line below that is neither empty nor a comment; 0 past the end."""
    last = source.line_of(len(source.text))
    below = ((n, source.line(n).strip()) for n in range(number + 1, last + 1))
    return next((n for n, text in below if text and not text.startswith("#")), 0)


class _Open(Struct):
    """A collection that is not closed yet."""

    is_mapping: bool
    number: int = 0
    """Nodes in it so far: of a mapping key, value, key, value."""


class _Outline:
    """Where the scalars of a text lie, and its entries."""

    def __init__(self, source: Source, whole: Collection[str]) -> None:
        self.entries: dict[int, list[Entry]] = {}
        """By the line on which they begin."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._source = source
        self._whole = whole
        self._open: list[_Open] = []
        self._names: list[tuple[str | int, int]] = [("", 0), ("", 0)]  # of section and entry, with offsets
        self._last = 0
        import yaml

        self._consume(events_of(source.text), yaml)

    def is_comment(self, offset: int) -> bool:
        """Whether the sign at an offset begins a comment: it lies in no scalar, and in no comment."""
        begin = offset - self._source.at(offset).column + 1
        signs = _SIGN.finditer(self._source.text, begin, offset + 1)
        return next((one.start() for one in signs if not self._is_inside(one.start())), -1) == offset

    def _is_inside(self, offset: int) -> bool:
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ends[number]

    def _consume(self, events: Iterable[Any], kinds: Any) -> None:
        scalar, opens = kinds.ScalarEvent, (kinds.MappingStartEvent, kinds.SequenceStartEvent)
        mapping, closes = kinds.MappingStartEvent, (kinds.MappingEndEvent, kinds.SequenceEndEvent)
        for event in events:
            kind = event.__class__
            if kind is scalar and len(self._open) > 2:  # nearly all of them
                self._note_scalar(event)
            elif kind is scalar or kind is kinds.AliasEvent:
                self._begin(event)
                self._note_scalar(event)
                self._finish()
            elif kind in opens:
                self._begin(event)
                self._open.append(_Open(kind is mapping))
            elif kind in closes:
                self._open.pop()
                if event.end_mark.index > event.start_mark.index:  # a bracket; a block has no end of its own
                    self._last = event.end_mark.index
                self._finish()

    def _note_scalar(self, event: Any) -> None:
        start, self._last = event.start_mark.index, event.end_mark.index
        if getattr(event, "style", None) in _BLOCK:  # behind the sign there may be a comment
            start = _end_of_line(self._source.text, start)
        self._starts.append(start)
        self._ends.append(self._last)

    def _begin(self, event: Any) -> None:
        depth = len(self._open)
        if depth not in (1, 2):
            return
        holder, offset = self._open[-1], event.start_mark.index
        if not holder.is_mapping:
            self._names[depth - 1] = (holder.number, offset)
        elif holder.number % 2 == 0:
            self._names[depth - 1] = (getattr(event, "value", ""), offset)

    def _finish(self) -> None:
        depth = len(self._open)
        if not depth:
            return
        holder = self._open[-1]
        holder.number += 1
        if depth > 2 or (holder.is_mapping and holder.number % 2):
            return
        path = tuple(name for name, _ in self._names[:depth])
        if (depth == 1) == (path[0] in self._whole):
            first, last = self._lines(self._names[depth - 1][1])
            self.entries.setdefault(first, []).append(Entry(path, first, last))

    def _lines(self, start: int) -> tuple[int, int]:
        text = self._source.text[start : self._last].rstrip()
        return self._source.line_of(start), self._source.line_of(start + max(0, len(text) - 1))
