"""From libyaml's events to values and their positions. This is the hot path of a large check.

Hence one dictionary lookup resolves a plain word (`Scalars`), only the offset is taken from a mark, and all
that is open stands on one flat stack, from which a collection takes its part when it ends. Nothing recurses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from types import ModuleType
from typing import Any, NoReturn

from borderflow.documents import complaints
from borderflow.documents.anchors import Anchored, Anchors
from borderflow.documents.keys import Keys
from borderflow.documents.limits import Limits
from borderflow.documents.positions import Positions
from borderflow.documents.scalars import YAML_TAG, Scalars, has_half_character, read_tagged
from borderflow.documents.source import Source
from borderflow.errors import Fault, InputError
from borderflow.model.location import Location


class Composition:
    """The values of one stream with their marks, and every fault met so far."""

    def __init__(self, source: Source, limits: Limits, *, lenient: bool = False) -> None:
        self.values: list[Any] = []
        """What is complete; after the last event, the documents."""
        self.positions = Positions()
        self.roots: list[int] = []
        """The node of each document."""
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []
        """What a lenient reading lets pass."""
        self._lenient = lenient
        self._source = source
        self._limits = limits
        self._open: list[tuple[int, int, int]] = []  # height of the stack, node, place among the collections
        self._starts, self._ends = self.positions.starts, self.positions.ends
        self._scalars = Scalars()
        self._keys = Keys(source, self.positions)
        self._anchors = Anchors()
        self._mapping: type | None = None  # the class of an event that starts one

    def consume(self, events: Iterable[Any], kinds: ModuleType) -> None:
        """Take in all events.

        Raises:
            InputError: a limit is passed; with the faults so far.
        """
        handlers, self._mapping = self._handlers(kinds), kinds.MappingStartEvent
        scalars, add_value, add_mark = self._scalars, self.values.append, self._starts.append
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
            else:
                handlers[kind](event)
        if len(self._starts) > self._limits.nodes:
            self._refuse(complaints.too_many(self._limits, self._at(0)))

    def _handlers(self, kinds: ModuleType) -> dict[type, Any]:
        return {
            kinds.ScalarEvent: self._end_dressed_scalar,
            kinds.AliasEvent: self._end_alias,
            kinds.MappingStartEvent: self._start,
            kinds.MappingEndEvent: self._end_mapping,
            kinds.SequenceStartEvent: self._start,
            kinds.SequenceEndEvent: self._end_list,
            kinds.DocumentStartEvent: self._start_document,
            **dict.fromkeys((kinds.DocumentEndEvent, kinds.StreamStartEvent, kinds.StreamEndEvent), _pass_by),
        }

    def _start_document(self, _event: Any) -> None:
        self.roots.append(len(self._starts))
        self._anchors = Anchors(self._anchors.repeated)  # section 7.1: an alias stays in its own document

    def _start(self, event: Any) -> None:
        node = len(self._starts)
        self._open.append((len(self.values), node, self.positions.start_collection(event.start_mark.index)))
        if event.tag or event.anchor:
            self._dress(event, node)
        if len(self._open) > self._limits.depth or node > self._limits.nodes:
            too_much = complaints.too_many if node > self._limits.nodes else complaints.too_deep
            self._refuse(too_much(self._limits, self._at(node)))

    def _end_list(self, _event: Any) -> None:
        base, node, place = self._open.pop()
        self._replace(base, node, place, self.values[base:])

    def _end_mapping(self, _event: Any) -> None:
        base, node, place = self._open.pop()
        parts = self.values[base:]
        value: dict[str, Any] = {}
        rest = iter(parts)
        for key in rest:  # twice as fast as `dict(zip(…))`
            if key.__class__ is not str:
                break
            value[key] = next(rest)
        self._replace(base, node, place, value)
        if 2 * len(value) != len(parts):
            found = self._keys.settle(value, parts, node)
            (self.remarks if self._lenient else self.faults).extend(found)

    def _replace(self, base: int, node: int, place: int, value: Any) -> None:
        """Put a collection in the place of its parts."""
        del self.values[base:]
        self.values.append(value)
        self._ends[place] = end = len(self._starts)
        if node in self._anchors.names:
            self._anchors.close(value, node, end - node)

    def _end_dressed_scalar(self, event: Any) -> None:
        """A scalar with quotes, a tag or an anchor."""
        value = self._undress(event)
        self.values.append(value)
        self._starts.append(event.start_mark.index)
        if event.anchor:
            self._anchors.name_scalar(event.anchor, value, len(self._starts) - 1)

    def _undress(self, event: Any) -> Any:
        text, tag = event.value, event.tag
        if not text.isascii() and has_half_character(text):  # PyYAML's own parser takes `"\ud800"`
            self._complain(complaints.half_character, event)
        try:
            if tag and tag != "!":
                return read_tagged(tag, text)
            return self._scalars[text] if event.implicit[0] else text
        except KeyError:
            self._note_tag(tag, len(self._starts), event)
        except ValueError:
            self._complain(
                partial(complaints.not_of_its_tag, tag, text) if tag else complaints.too_long, event
            )
        return text

    def _end_alias(self, event: Any) -> None:
        node, found = len(self._starts), self._anchors.find(event.anchor)
        if found is None:
            is_open = self._anchors.is_open(event.anchor)
            self._complain(partial(complaints.bad_alias, event.anchor, is_open), event)
            found = Anchored("", node, 1)
        self.values.append(found.value)
        self._starts.append(event.start_mark.index)
        self.positions.targets[node] = found.node
        self._count_repeated(found.size, node)

    def _count_repeated(self, size: int, node: int) -> None:
        self._anchors.repeated += size
        written = len(self._starts)
        if self._anchors.repeated > min(max(self._limits.aliased, 10 * written), self._limits.nodes):
            self._refuse(complaints.too_much_aliased(self._limits, self._at(node)))

    def _dress(self, event: Any, node: int) -> None:
        """A collection has a tag or an anchor."""
        kind = "map" if event.__class__ is self._mapping else "seq"
        if event.tag and event.tag not in ("!", YAML_TAG + kind):
            self._note_tag(event.tag, node, event)
        if event.anchor:
            self._anchors.open(event.anchor, node)

    def _note_tag(self, tag: str, node: int, event: Any) -> None:
        """A tag that builds nothing here: foreign formats have their own."""
        if self._lenient:
            self.positions.tags[node] = tag
        else:
            self._complain(partial(complaints.unknown_tag, tag), event)

    def _at(self, node: int) -> Location:
        return self._source.at(self._starts[node])

    def _complain(self, complaint: Callable[[Location], Fault], event: Any) -> None:
        self.faults.append(complaint(self._source.at(event.start_mark.index)))

    def _refuse(self, fault: Fault) -> NoReturn:
        raise InputError(*complaints.in_order((*self.faults, fault)))


def _pass_by(_event: Any) -> None:
    """Nothing to do."""
