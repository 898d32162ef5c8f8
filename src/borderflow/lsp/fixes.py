"""What can be mended by a change of the text alone, and what a person has to fill in.

A fix never claims a fact that nobody stated. It corrects a word, takes out what says nothing, writes down one
of the answers that a question allows, or moves a component; to accept a finding it leaves a comment that
accepts nothing until a person has written a day into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from borderflow.catalog import Catalog
from borderflow.errors import Fault
from borderflow.lsp.diagnostics import Note
from borderflow.lsp.edits import Edit, applied, is_whole, line_above, put, remove, written
from borderflow.lsp.hover import stated
from borderflow.lsp.words import words_of
from borderflow.model.architecture import SELF
from borderflow.model.catalog import Adequacy
from borderflow.model.findings import Finding, Outcome, Question
from borderflow.shapes.answer_lines import Slot, slots
from borderflow.shapes.fields import field_facts

_MEANT = re.compile(r"did you mean `([^`]+)`")
_ONE_OF = re.compile(r"'([\w./-]+)'")
_OPEN = re.compile(r"…|XX|YYYY|company|region")
"""What an example leaves to be filled in."""
_MOST = 8
_PLACES = 3
"""Regions that are proposed; there may be dozens."""
_TOGETHER = 12
"""Components that are moved at once; who has more to move does so with more care than a keystroke."""
_MOVABLE = frozenset(("TRF-05", "TRF-11"))
"""Rules of which one remedy is a region in the EEA."""


class Fix(Struct, frozen=True):
    """One change that a person may choose."""

    title: str
    edits: tuple[Edit, ...]
    mends: bool = True
    """Whether what was said is no longer said after it; an acceptance has to be filled in first."""


def fixes(note: Note, text: str, catalog: Catalog, day: date) -> tuple[Fix, ...]:
    """The changes that answer one note about a text."""
    subject = note.subject
    match subject:
        case Fault():
            return tuple(_of_fault(subject, note, text))
        case Question():
            return tuple(_of_question(subject, text))
        case Finding():
            return (*_of_finding(subject, note, text, catalog, day), *_acceptance(subject, note, text, day))
        case _:
            return ()


def _of_fault(fault: Fault, note: Note, text: str) -> Iterator[Fix]:
    """The word that was meant, or those that are known at the place."""
    hint = fault.hint or ""
    words = _MEANT.findall(hint) or (_ONE_OF.findall(hint) if hint.startswith("write '") else [])
    given = text[note.start : note.end]
    quote = given[0] if given[:1] in ("'", '"') else ""
    for word in words[:_MOST] if given else ():
        edit = Edit(note.start, note.end, f"{quote}{word}{quote}")
        if is_whole(applied(text, edit)):
            yield Fix(f"Replace {given} by {word}", (edit,))


def _of_question(question: Question, text: str) -> Iterator[Fix]:
    """What decides it: the first value of its answer that can be chosen among a few."""
    choices = ((slot.path, tuple(_answers(slot))) for slot in slots(question.answer))
    path, values = next(((path, values) for path, values in choices if values), ((), ()))
    for value in values:
        if (edit := put(text, path, value)) is not None:
            where = ".".join(map(str, path))
            yield Fix(f"Answer: {where} is {written(value)}", (edit,))


def _answers(slot: Slot) -> Iterator[str | int | bool]:
    """Each word that the field takes; else the example, when it leaves nothing open."""
    facts = field_facts(slot.path)
    if facts.is_closed:
        words = [word for word in facts.words if word != "unknown"]
        yield from ({"yes": True, "no": False}.get(word, word) for word in words[:_MOST])
    elif isinstance(slot.example, (str, int)) and not _OPEN.search(str(slot.example)):
        yield slot.example


def _of_finding(finding: Finding, note: Note, text: str, catalog: Catalog, day: date) -> Iterator[Fix]:
    if finding.rule == "MAN-09":
        yield from _without_acceptance(note, text)
    if finding.rule == "RAG-01":
        for id_ in finding.components:
            if edit := remove(text, ("components", id_, "personal")):
                yield Fix(f"Drop `personal: false` of {id_}", (edit,))
    if finding.rule in _MOVABLE:
        yield from _moved(finding.components, text, catalog, day)


def _without_acceptance(note: Note, text: str) -> Iterator[Fix]:
    if text.startswith("#", note.start):
        edit: Edit | None = _without_comment(note, text)
    else:
        entries = [one for one in words_of(text) if one.path[:1] == ("accepted",) and len(one.path) > 1]
        path = next((one.path[:2] for one in entries if one.start >= note.start), ())
        is_only = len({one.path[1] for one in entries}) == 1
        edit = remove(text, path[:1] if is_only else path) if path else None
    if edit:
        yield Fix("Take the acceptance out", (edit,))


def _without_comment(note: Note, text: str) -> Edit:
    begin = text.rfind("\n", 0, note.start) + 1
    end = text.find("\n", note.start)
    end = end if end >= 0 else len(text)
    if not text[begin : note.start].strip():
        return Edit(begin, min(end + 1, len(text)), "")
    return Edit(len(text[: note.start].rstrip()), end, "")


def _moved(ids: tuple[str, ...], text: str, catalog: Catalog, day: date) -> Iterator[Fix]:
    """All into one region of their company in the EEA; none, when one of them says how it is deployed."""
    named = {id_: _provider(stated(text, "components", id_), catalog) for id_ in ids[: _TOGETHER + 1]}
    if len(named) > _TOGETHER or not all(named.values()):
        return
    places = [dict(_in_the_eea(name, catalog, day)) for name in named.values()]
    common = [code for code in places[0] if all(code in one for one in places)] if places else []
    for code in common[:_PLACES]:
        edits = [put(text, ("components", id_, "host"), f"{name}@{code}") for id_, name in named.items()]
        done = tuple(edit for edit in edits if edit is not None)
        if len(done) == len(edits):
            countries = places[0][code]
            where = ", ".join(countries) if len(countries) <= _PLACES else "in the EEA"
            yield Fix(f"Move {', '.join(named)} to {next(iter(named.values()))}@{code} ({where})", done)


def _provider(said: Mapping[str, str], catalog: Catalog) -> str:
    """The company that a component would be moved at; empty when that is for its people to say."""
    name = said.get("host", "").partition("@")[0] or said.get("operator", SELF)
    is_free = not {"deployment", "host.deployment", "host.country"} & set(said)
    return name if is_free and name != SELF and catalog.provider(name) else ""


def _in_the_eea(name: str, catalog: Catalog, day: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    company, _, product = name.partition("/")
    chosen = catalog.product(company, product or None)
    codes = (chosen.regions if chosen else ()) or [one.id for one in catalog.regions(company)]
    for region in filter(None, (catalog.region(name, code) for code in codes)):
        place = region.place.known
        laws = [catalog.jurisdiction(code, day) for code in place.countries] if place else []
        if place and place.complete and laws and all(law and law.adequacy is Adequacy.EEA for law in laws):
            yield region.id, place.countries


def _acceptance(finding: Finding, note: Note, text: str, day: date) -> Iterator[Fix]:
    """A comment above the line that has run out already: it accepts nothing until somebody answers for it."""
    if finding.outcome is Outcome.UNKNOWN or text.lstrip()[:1] == "{":
        return
    rules = [finding.rule]
    rules += [
        one.rule
        for one in finding.also
        if one.outcome is Outcome.VIOLATION or one.severity > finding.severity
    ]
    word = "cure" if finding.outcome is Outcome.VIOLATION else "until"
    named, ended = ", ".join(dict.fromkeys(rules)), day - timedelta(days=1)
    comment = f"# borderflow: ignore[{named}] WHY by name@example.org {word} {ended}"
    edit = line_above(text, note.start, comment)
    if edit is not None:
        yield Fix(f"Accept {named} here: fill in why, who, and the last day", (edit,), mends=False)
