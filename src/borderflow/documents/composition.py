"""From libyaml's events to values and their positions. This is the hot path of a large check.

Hence one dictionary lookup resolves a plain word (`Scalars`), only the offset is taken from a mark, and all
that is open stands on one flat stack, from which a collection takes its part when it ends. Nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from types import ModuleType
from typing import Any, NoReturn

from borderflow.documents import complaints
from borderflow.documents.anchors import Anchored, Anchors
from borderflow.documents.limits import Limits
from borderflow.documents.merging import NotMergeable, merge
from borderflow.documents.positions import Mark, Span, find_repeated, start_of
from borderflow.documents.scalars import MERGE, YAML_TAG, Scalars, has_half_character, read_tagged
from borderflow.documents.source import Source
from borderflow.errors import Fault, InputError
from borderflow.model.location import Location

_KEY_AS_WRITTEN = re.compile(r"(?:[&!]\S*\s+)*([-+.\w~]+)")


class Composition:
    """The values of one stream with their marks, and every fault met so far."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.values: list[Any] = []
        """What is complete; after the last event, the documents."""
        self.marks: list[Mark] = []
        """Where each of these stands."""
        self.faults: list[Fault] = []
        self._source = source
        self._limits = limits
        self._open: list[
            tuple[int, int, str | None, int]
        ] = []  # height of the stack, start, anchor, nodes before
        self._scalars = Scalars()
        self._anchors = Anchors()
        self._mapping: type | None = None  # the class of an event that starts one
        self._nodes = 0  # in all collections that have ended

    def consume(self, events: Iterable[Any], kinds: ModuleType) -> None:
        """Take in all events.

        Raises:
            InputError: a limit is passed; with the faults so far.
        """
        handlers, self._mapping = self._handlers(kinds), kinds.MappingStartEvent
        scalars, add_value, add_mark = self._scalars, self.values.append, self.marks.append
        scalar = kinds.ScalarEvent
        for event in events:
            kind = event.__class__
            if kind is scalar and event.implicit[0] and event.anchor is None:
                add_mark(event.start_mark.index)
                try:
                    add_value(scalars[event.value])
                except ValueError:
                    self._complain(complaints.too_long, event)
                    add_value(0)
            elif kind in handlers:
                handlers[kind](event)

    def _handlers(self, kinds: ModuleType) -> dict[type, Any]:
        return {
            kinds.ScalarEvent: self._end_dressed_scalar,
            kinds.AliasEvent: self._end_alias,
            kinds.MappingStartEvent: self._start,
            kinds.MappingEndEvent: self._end_mapping,
            kinds.SequenceStartEvent: self._start,
            kinds.SequenceEndEvent: self._end_list,
            kinds.DocumentStartEvent: self._start_document,
        }

    def _start_document(self, _event: Any) -> None:
        self._anchors = Anchors(self._anchors.repeated)  # section 7.1: an alias stays in its own document

    def _start(self, event: Any) -> None:
        start = event.start_mark.index
        if event.tag:
            self._check_tag(event)
        if event.anchor:
            self._anchors.open(event.anchor, start)
        self._open.append((len(self.values), start, event.anchor, self._nodes))
        if len(self._open) > self._limits.depth:
            self._refuse(complaints.too_deep(self._limits, self._source.at(start)))

    def _end_list(self, _event: Any) -> None:
        base, start, anchor, before = self._open.pop()
        items, marks = self.values[base:], self.marks[base:]
        self._replace(base, items, (start, None, marks))
        if anchor:
            self._anchors.close(anchor, items, (start, None, marks), 1 + self._nodes - before)

    def _end_mapping(self, _event: Any) -> None:
        base, start, anchor, before = self._open.pop()
        keys, marks = self.values[base::2], self.marks[base:]
        for key in keys:
            if key.__class__ is not str:
                keys = self._name_keys(keys, marks)
                break
        value = dict(zip(keys, self.values[base + 1 :: 2], strict=True))
        span: Span = (start, keys, marks)
        if len(value) != len(keys):
            self._complain_of_repeated(span)
        if "<<" in value:
            value, span = self._merge(value, span)
        self._replace(base, value, span)
        if anchor:
            self._anchors.close(anchor, value, span, 1 + self._nodes - before)

    def _replace(self, base: int, value: Any, mark: Mark) -> None:
        """Put a collection in the place of its parts."""
        self._nodes += len(self.values) - base
        del self.values[base:], self.marks[base:]
        self.values.append(value)
        self.marks.append(mark)
        if self._nodes > self._limits.nodes:
            self._refuse(complaints.too_many(self._limits, self._source.at(start_of(mark))))

    def _end_dressed_scalar(self, event: Any) -> None:
        """A scalar with quotes, a tag or an anchor."""
        value, start = self._undress(event), event.start_mark.index
        self.values.append(value)
        self.marks.append(start)
        if event.anchor:
            self._anchors.open(event.anchor, start)
            self._anchors.close(event.anchor, value, start, 1)

    def _undress(self, event: Any) -> Any:
        text, tag = event.value, event.tag
        if not text.isascii() and has_half_character(text):  # PyYAML's own parser takes `"\ud800"`
            self._complain(complaints.half_character, event)
        try:
            if tag and tag != "!":
                return read_tagged(tag, text)
            return self._scalars[text] if event.implicit[0] else text
        except KeyError:
            self._complain(partial(complaints.unknown_tag, tag), event)
        except ValueError:
            self._complain(
                partial(complaints.not_of_its_tag, tag, text) if tag else complaints.too_long, event
            )
        return text

    def _end_alias(self, event: Any) -> None:
        start = event.start_mark.index
        found = self._anchors.find(event.anchor)
        if found is None:
            is_open = self._anchors.is_open(event.anchor)
            self._complain(partial(complaints.bad_alias, event.anchor, is_open), event)
            found = Anchored("", start, 1)
        self._nodes += found.nodes - 1
        self._anchors.repeated += found.nodes
        if self._anchors.repeated > max(self._limits.aliased, self._written()):
            self._refuse(complaints.too_much_aliased(self._limits, self._source.at(start)))
        self.values.append(found.value)
        self.marks.append(start if isinstance(found.mark, int) else (start, *found.mark[1:]))

    def _written(self) -> int:
        """How many nodes stand in the text so far, aliases not expanded."""
        return self._nodes + len(self.values) - self._anchors.repeated

    def _name_keys(self, keys: list[Any], marks: list[Mark]) -> list[Any]:
        """Keys as text: `NO`, `12` and `012` are names. `MERGE` stays what it is."""
        return [
            key if isinstance(key, str) else self._name_key(key, mark)
            for key, mark in zip(keys, marks[::2], strict=True)
        ]

    def _name_key(self, key: Any, mark: Mark) -> str:
        start = start_of(mark)
        if key is None or isinstance(key, dict | list):
            complaint = complaints.null_key if key is None else complaints.complex_key
            self.faults.append(complaint(self._source.at(start)))
            return f"{start}"
        written = _KEY_AS_WRITTEN.match(self._source.text, start)
        return written[1] if written else str(key)

    def _merge(self, value: dict[str, Any], span: Span) -> tuple[dict[str, Any], Span]:
        if not any(key is MERGE for key in value):
            return value, span
        try:
            return merge(value, span)
        except NotMergeable as error:
            self.faults.append(complaints.not_mergeable(self._source.at(start_of(error.mark))))
            return value, span

    def _check_tag(self, event: Any) -> None:
        kind = "map" if event.__class__ is self._mapping else "seq"
        if event.tag not in ("!", YAML_TAG + kind):
            self._complain(partial(complaints.unknown_tag, event.tag), event)

    def _complain_of_repeated(self, span: Span) -> None:
        for key, first, again in find_repeated(span):
            self.faults.append(complaints.repeated(key, self._source.at(first), self._source.at(again)))

    def _complain(self, complaint: Callable[[Location], Fault], event: Any) -> None:
        self.faults.append(complaint(self._source.at(event.start_mark.index)))

    def _refuse(self, fault: Fault) -> NoReturn:
        raise InputError(*self.faults, fault)
