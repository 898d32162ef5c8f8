"""The words of a YAML or JSON text with the paths that lead to them, as far as it can be read.

A text that is being typed is seldom whole, so nothing is validated here: the parser's events are followed
until it gives up, and what stood before that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from borderflow.documents.yaml_text import events_of
from borderflow.model.records import Path

LARGEST = 2_000_000
"""Characters of a text that is followed word by word; a manifest of 10,000 components has fewer."""
_DEEPEST = 100
_MARK = "\ue000"
"""Stands where the cursor is while a text is parsed: a character that nobody writes."""


class Word(NamedTuple):
    """A key, or a value that is no collection."""

    path: Path
    """Where it leads; that of a key ends with the key."""
    is_key: bool
    start: int
    end: int
    text: str
    """What it says, without quotes."""


class Gap(NamedTuple):
    """Where something is being written."""

    path: Path
    """The mapping or list for what may be a key; for a value, the path of the value."""
    is_key: bool
    start: int
    """Where the word that is half written begins, quotes apart."""
    before: str
    """What is written of it up to the cursor."""
    beside: frozenset[str]
    """The other keys of the mapping."""


@lru_cache(maxsize=4)
def words_of(text: str) -> tuple[Word, ...]:
    """Every word of a text up to where it cannot be read any more, in its order."""
    return tuple(_walk(text)) if len(text) <= LARGEST else ()


def word_at(text: str, offset: int) -> Word | None:
    """The word that an offset lies in, or right behind."""
    return next((one for one in words_of(text) if one.start <= offset <= one.end), None)


def gap_at(text: str, offset: int) -> Gap | None:
    """What could be written at an offset; None where the text above cannot be read.

    First as if a value were written there, then as if it were a key without its colon.
    """
    if len(text) > LARGEST:
        return None
    for behind in ("", ": "):
        marked = text[:offset] + _MARK + behind + text[offset:]
        words = tuple(_walk(marked))
        found = next((one for one in words if _MARK in one.text), None)
        if found is not None and "\n" not in marked[found.start : found.end]:
            return _gap(found, words, text, offset)
    return None


def _gap(found: Word, words: Iterable[Word], text: str, offset: int) -> Gap:
    path = found.path[:-1] if found.is_key else found.path
    inside = len(path) + 1
    beside = {one.text for one in words if one.is_key and len(one.path) == inside and one.path[:-1] == path}
    quoted = text[found.start : found.start + 1] in ("'", '"') and found.start < offset
    start = found.start + quoted
    return Gap(path, found.is_key, start, text[start:offset], frozenset(beside - {found.text}))


def _walk(text: str) -> Iterator[Word]:
    import yaml

    reached = _Reached()
    try:
        for event in events_of(text):
            kind = event.__class__
            if kind in (yaml.ScalarEvent, yaml.AliasEvent):
                said = getattr(event, "value", "")  # an alias has none
                yield reached.word(said, event.start_mark.index, event.end_mark.index)
            elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
                reached.open(kind is yaml.MappingStartEvent)
                if reached.depth > _DEEPEST:
                    return
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                reached.close()
    except (yaml.YAMLError, ValueError, OverflowError):
        return


class _Reached:
    """Where in the collections of a text the parser is."""

    def __init__(self) -> None:
        self._path: list[str | int] = []
        """The key or the position in each collection that is open."""
        self._expects_key: list[bool] = []
        self._is_mapping: list[bool] = []

    @property
    def depth(self) -> int:
        return len(self._path)

    def open(self, is_mapping: bool) -> None:
        self._path.append("" if is_mapping else 0)
        self._is_mapping.append(is_mapping)
        self._expects_key.append(is_mapping)

    def close(self) -> None:
        self._path.pop()
        self._is_mapping.pop()
        self._expects_key.pop()
        self._next()

    def word(self, text: str, start: int, end: int) -> Word:
        is_key = bool(self._path) and self._expects_key[-1]
        if is_key:
            self._path[-1] = text
        found = Word(tuple(self._path), is_key, start, end, text)
        self._next()
        return found

    def _next(self) -> None:
        """What stood here is read: after a key comes its value, after an entry of a list the next."""
        if not self._path:
            return
        last = self._path[-1]
        if self._is_mapping[-1]:
            self._expects_key[-1] = not self._expects_key[-1]
        elif isinstance(last, int):
            self._path[-1] = last + 1
