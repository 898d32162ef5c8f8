"""A reviewed system as the text of a manifest: its facts, how each is known, and what is open, in place."""

from __future__ import annotations

import json
import re
import textwrap
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any

from borderflow.foreign.assuming import ASSUMED
from borderflow.model.architecture import Architecture
from borderflow.model.findings import Question
from borderflow.model.reading import Known, Reading
from borderflow.model.records import Path
from borderflow.model.report import Review
from borderflow.overlay.layers import reach
from borderflow.overlay.written import Plain, manifest_of
from borderflow.shapes.answer_lines import slots

_PLAIN = re.compile(r"[A-Za-z][\w./@-]*(?: [\w./@()-]+)*")
_RESERVED = frozenset(("null", "true", "false"))
_ALONE = ("system", "controller", "review", "owners")
_BY_ID = ("data", "purposes", "components", "parties", "contracts")
_ORDER = (
    "system",
    "controller",
    *_BY_ID[:3],
    "flows",
    "parties",
    "contracts",
    "accepted",
    "owners",
    "review",
)
_OPEN_FIELDS = ("host", "operator")
"""What may be written as `unknown`: it says the same as leaving it out."""
_WIDTH = 100


def manifest_page(review: Review) -> str:
    """The manifest. Read again, it is judged as the files that it was made from."""
    whole = manifest_of(review.architecture)
    notes = _Notes(review, whole)
    lines = [*_head(review), "borderflow: 1"]
    for section in _ORDER:
        if section in whole or notes.at((section,)):
            lines += ["", *_section(section, whole.get(section), notes)]
    return "\n".join((*lines, *notes.rest())) + "\n"


def _head(review: Review) -> Iterator[str]:
    files = ", ".join(_line(one.path) for one in review.inputs)
    yield from _comment(
        f"Written by `borderflow import` from {files}. Each comment says where a fact stands.", ""
    )
    reading = review.architecture.reading
    for text in (*reading.assumptions, *(str(one) for one in reading.remarks)) if reading else ():
        yield from _comment(text, "")


class _Notes:
    """What is said beside the values: how they are known, and what is asked."""

    def __init__(self, review: Review, whole: Plain) -> None:
        self._whole = whole
        self._architecture: Architecture = review.architecture
        self._reading = review.architecture.reading or Reading()
        self._asked: dict[Path, list[tuple[str, Any]]] = defaultdict(list)
        self._unplaced: list[Question] = []
        for question in review.questions:
            self._place(question)

    def _place(self, question: Question) -> None:
        places = [slot for slot in slots(question.answer) if self._has_room(slot.path)]
        places.sort(key=lambda slot: self._order(slot.path))
        if not places:
            self._unplaced.append(question)
        words = f"? {question.asks} {question.why}"
        for slot in places:
            self._asked[slot.path].append((words, slot.example))
            words = "? As asked above."

    def _order(self, path: Path) -> tuple[str, bool]:
        """As they are written: entry by entry, what is stated before what is open."""
        return str(path[:2]), reach(self._whole, path) is None

    def _has_room(self, path: Path) -> bool:
        """Whether the thing is there that the answer is about."""
        if len(path) != 3 or path[0] not in ("components", "data", "purposes"):
            return False
        return path[1] in getattr(self._architecture, str(path[0]))

    def at(self, path: Path) -> list[str]:
        """Comments on a value that is stated."""
        return [
            text for text in (self._known(path), *(words for words, _ in self._asked.get(path, ()))) if text
        ]

    def open(self, path: Path, stated: Container[object]) -> Iterator[tuple[str, Any, list[str]]]:
        """Fields of an entry that are asked for and not stated: name, example, comments."""
        for place, asked in self._asked.items():
            if place[:-1] == path and place[-1] not in stated:
                yield str(place[-1]), asked[0][1], [words for words, _ in asked]

    def place(self, path: Path) -> str:
        """Where an entry stands; nothing for what is assumed."""
        one = getattr(self._architecture, str(path[0])).get(path[1]) if path[0] != "contracts" else None
        return "" if one is None or path == ("data", ASSUMED) else str(self._architecture.locate(one.path))

    def flow(self, number: int) -> list[str]:
        flow = self._architecture.flows[number]
        basis = self._reading.bases.get((f"{flow.source}->{flow.target}", "flow"))
        because = f", {basis.how}: {basis.because}" if basis and basis.because else ""
        return [f"{self._architecture.locate(flow.path)}{because}"]

    def _known(self, path: Path) -> str:
        if len(path) != 3 or path[0] != "components":
            return ""
        fields = {"host": ("region", "host"), "operator": ("operator",), "kind": ("kind",)}.get(
            str(path[2]), ()
        )
        bases = (self._reading.bases.get((str(path[1]), one)) for one in fields)
        basis = next(
            (one for one in bases if one is not None and (one.because or one.how is not Known.DECLARED)), None
        )
        return f"{basis.how}: {basis.because}" if basis else ""

    def rest(self) -> Iterator[str]:
        """Questions that belong to no entry, with the lines that answer them."""
        if self._unplaced:
            yield ""
            yield "# Open beside these:"
        for question in self._unplaced:
            yield from _comment(f"? {question.asks} {question.why}", "")
            yield from (f"#   {_line(line)}" for line in question.answer.splitlines())


def _section(section: str, value: Any, notes: _Notes) -> Iterator[str]:
    yield f"{section}:"
    if section in ("flows", "accepted"):
        for number, item in enumerate(value or ()):
            for text in notes.flow(number) if section == "flows" else ():
                yield from _comment(text, "  ")
            yield f"  - {_flow(item) if section == 'flows' else _inline(item)}"
    elif section in _ALONE:
        yield from (f"  {_scalar(key)}: {_inline(one)}" for key, one in (value or {}).items())
    else:
        for id_, entry in (value or {}).items():
            yield from _entry((section, id_), entry, notes)


def _entry(path: Path, entry: Any, notes: _Notes) -> Iterator[str]:
    yield from _comment(notes.place(path), "  ")
    if not isinstance(entry, dict) or not (entry or list(notes.open(path, ()))):
        yield f"  {_scalar(path[1])}: {_inline(entry)}"
        return
    yield f"  {_scalar(path[1])}:"
    for key, value in entry.items():
        for text in notes.at((*path, key)):
            yield from _comment(text, "    ")
        yield f"    {key}: {_inline(value)}"
    for key, example, texts in notes.open(path, entry):
        for text in texts:
            yield from _comment(text, "    ")
        is_open = path[0] == "components" and key in _OPEN_FIELDS
        yield f"    {key}: unknown" if is_open else f"    # {key}: {_line(_inline(example))}"
    if not entry:
        yield "    {}"


def _flow(flow: Mapping[str, Any]) -> str:
    source, target, carries = flow["from"], flow["to"], flow.get("carries")
    brief = flow.keys() <= {"from", "to", "carries"} and not any((carries or {}).values())
    if not brief or not all(map(_PLAIN.fullmatch, (source, target))):
        return _inline(dict(flow))
    return f"{source} -> {target}" if carries is None else f"{source} -> {target}: {_inline(list(carries))}"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A word as YAML 1.2 reads it back: plain where that is certain, else in double quotes."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.casefold() not in _RESERVED:
        return value
    return "".join(
        one if one.isprintable() else _escape(one) for one in json.dumps(value, ensure_ascii=False)
    )


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}"


def _line(text: object) -> str:
    """A text for a comment: one line, nothing but what can be read."""
    return "".join(one for one in " ".join(str(text).split()) if one.isprintable())


def _comment(text: str, indent: str) -> Iterator[str]:
    for piece in textwrap.wrap(
        _line(text), _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False
    ):
        yield f"{indent}# {piece}"
