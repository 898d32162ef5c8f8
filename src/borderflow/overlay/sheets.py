"""Filled sheets of `borderflow questions`, read back as a layer: a manifest that is laid over all else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

from borderflow.documents import loads, read_source
from borderflow.documents.limits import DEFAULT
from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.architecture import Input
from borderflow.model.location import Location
from borderflow.model.records import Path as Keys
from borderflow.overlay import workbook
from borderflow.overlay.layers import Layer
from borderflow.overlay.merging import as_flow, ends, joined
from borderflow.overlay.workbook import cell_name, formula, read_workbook
from borderflow.overlay.written import Plain
from borderflow.shapes.fields import field_facts, read_word

_COUNTRY = re.compile(r"[A-Z]{2}")
_NOTHING = ("nothing", "none")
_FORMULA = ("=", "+", "-", "@")
_NO_QUESTION = ("belongs to no question any more", "write the sheet anew with `borderflow questions`")
_BLANKS = ("…", "company/product", "company@region")
_LARGEST = 20 * 1024 * 1024


class _Answer(Struct, frozen=True):
    """One filled cell."""

    key: str
    text: str
    place: Location
    cell: str
    """What people call the place: `D7`, or the number of the question."""


def answers_layer(path: Path) -> Layer:
    """The answers of a sheet, each with the place of its cell.

    Raises:
        InputError: with every answer that is none, and its cell; or the file cannot be read.
    """
    name, data = path.as_posix(), _read(path)
    pad = _Pad()
    faults = [fault for one in _answers(path, data) for fault in pad.take(one)]
    raise_all(InputError, faults)
    return Layer(
        name,
        pad.value,
        pad.locate(name),
        lambda _: None,
        Input(name, "answers", sha256(data).hexdigest()),
        True,
    )


def _read(path: Path) -> bytes:
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        hint = "name a sheet of `borderflow questions`"
        raise InputError(Fault(f"`{name}` cannot be read: {reason}.", Location(name), hint)) from error
    if len(data) > _LARGEST:
        raise InputError(Fault(f"`{name}` is too large for a sheet of answers.", Location(name)))
    return data


def _answers(path: Path, data: bytes) -> Iterator[_Answer]:
    match path.suffix.lower():
        case workbook.SUFFIX:
            yield from _of_table(path, read_workbook(path, data), "answer")
        case ".csv":
            yield from _of_table(path, _csv_rows(path, data), "answer")
        case ".json":
            yield from _of_json(path)
        case _:
            hint = "export it as .xlsx, .csv or .json"
            raise InputError(Fault(f"`{path}` is no sheet of answers.", Location(path.as_posix()), hint))


def _csv_rows(path: Path, data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = data.decode("utf-8-sig", errors="replace")
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            yield number, [cell.strip() for cell in row]
    except csv.Error as error:
        name = path.as_posix()
        raise InputError(Fault(f"`{name}` is no table that can be read: {error}.", Location(name))) from error


def _of_table(path: Path, rows: Iterable[tuple[int, list[str]]], what: str) -> Iterator[_Answer]:
    """Rows below a head that has a column with the answers and one with the keys."""
    name = path.as_posix()
    found = iter(rows)
    _, head = next(found, (0, []))
    words = [cell.casefold() for cell in head]
    answer = next(
        (place for place, word in enumerate(words) if what in word and "possible" not in word), None
    )
    key = words.index("key") if "key" in words else None
    if answer is None or key is None:
        hint = "keep the first row and the hidden last column as `borderflow questions` wrote them"
        raise InputError(Fault(f"`{name}` has no columns for answers and keys.", Location(name), hint))
    for number, cells in found:
        text = cells[answer].strip() if answer < len(cells) else ""
        if text:
            if text.startswith(_FORMULA):
                raise InputError(formula(name, number, answer + 1))
            place = Location(name, number, answer + 1)
            written = cells[key].strip() if key < len(cells) else ""
            yield _Answer(written, text, place, cell_name(number, answer + 1))


def _of_json(path: Path) -> Iterator[_Answer]:
    name = path.as_posix()
    document = loads(read_source(path, name=name, limits=DEFAULT).text, name)
    questions = document.value.get("questions") if isinstance(document.value, dict) else None
    for number, one in enumerate(questions if isinstance(questions, list) else ()):
        text = one.get("answer") if isinstance(one, dict) else None
        if text not in (None, ""):
            written = ", ".join(map(str, text)) if isinstance(text, list) else _word(text)
            place = document.locate(("questions", number, "answer"))
            yield _Answer(str(one.get("key") or ""), written, place, f"question {number + 1}")


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).strip()


class _Pad:
    """The manifest that the answers make."""

    def __init__(self) -> None:
        self.value: Plain = {}
        self._places: dict[Keys, Location] = {}
        self._flows: dict[tuple[Any, Any], int] = {}
        """The places of flows in their list, by their ends."""

    def take(self, answer: _Answer) -> Iterator[Fault]:
        """Add one answer; gives what is wrong with it."""
        key = _key(answer.key)
        if key is None:
            yield _complaint(answer, *_NO_QUESTION)
            return
        path, lines = key
        if path is None:
            yield from self._yes_or_no(answer, lines)
            return
        if _says_nothing(answer, path):
            return
        wrong = _wrong_word(answer, path)
        if wrong:
            yield wrong
            return
        for line in lines:
            self._lay(line, answer)
        if not self._put(path, _value(answer.text, path), answer):
            yield _complaint(answer, *_NO_QUESTION)

    def _yes_or_no(self, answer: _Answer, lines: list[Plain]) -> Iterator[Fault]:
        word = answer.text.casefold()
        if word == "yes":
            for line in lines:
                self._lay(line, answer)
        elif word == "no":
            for id_ in (id_ for line in lines for id_ in line.get("components") or ()):
                self._put(("components", id_), "none", answer)
        elif word != "unknown":
            yield _complaint(answer, "is no answer here", "write yes, no or unknown")

    def _lay(self, line: Plain, answer: _Answer) -> None:
        flows = line.get("flows")
        self.value = joined(self.value, {key: one for key, one in line.items() if key != "flows"})
        for flow in flows if isinstance(flows, list) else ():
            self._flow(flow, answer)
        for section, entries in line.items():
            for place in entries if isinstance(entries, dict) else ():
                self._places[section, place] = answer.place

    def _put(self, path: Keys, value: Any, answer: _Answer) -> bool:
        if path[0] == "flows":
            source, _, target = str(path[1]).partition("->")
            self._flow({"from": source.strip(), "to": target.strip(), "carries": value}, answer)
            return True
        self._places[path] = answer.place
        self._places.setdefault(path[:2], answer.place)
        return _set(self.value, path, value)

    def _flow(self, written: Any, answer: _Answer) -> None:
        """A flow; what it carries may be said in a row of its own."""
        flow, flows = as_flow(written), self.value.setdefault("flows", [])
        number = self._flows.setdefault(ends(flow), len(flows))
        if number == len(flows):
            flows.append(flow)
        elif isinstance(flow, dict) and "carries" in flow:
            flows[number] = flow
        self._places["flows", number] = answer.place

    def locate(self, name: str) -> Any:
        """The cell of a path: its own, or that of what it is part of."""

        def at(path: Keys) -> Location:
            ends = (path[:end] for end in range(len(path), 0, -1))
            within = (place for known, place in self._places.items() if known[: len(path)] == path)
            return next(
                (self._places[one] for one in ends if one in self._places), next(within, Location(name))
            )

        return at


def _key(text: str) -> tuple[Keys | None, list[Plain]] | None:
    """Path and lines of a key; None when it was changed."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not {"path", "with"} & found.keys():
        return None
    path, lines = found.get("path"), _lines(found.get("with"))
    if path is None:
        return None, lines
    is_path = isinstance(path, list) and len(path) > 1 and all(isinstance(one, str | int) for one in path)
    return (tuple(path), lines) if is_path and isinstance(path[0], str) else None


def _lines(text: object) -> list[Plain]:
    found = []
    for line in text.splitlines() if isinstance(text, str) else ():
        try:
            value = loads(line, "key").value
        except InputError:
            continue
        if isinstance(value, dict):
            found.append(_without_blanks(value))
    return found


def _without_blanks(value: Any) -> Any:
    """A line without what is still to be filled in; of flows only their ends are sure."""
    if isinstance(value, dict):
        sure = {key: _without_blanks(one) for key, one in value.items() if not _is_blank(one)}
        flows = value.get("flows")
        if isinstance(flows, list):
            sure["flows"] = [_of_ends(one) for one in flows if isinstance(one, str)]
        return sure
    return value


def _of_ends(line: str) -> str:
    ends, _, carried = line.partition(":")
    return ends.strip() if _is_blank(carried.strip()) else line


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and (value in _BLANKS or value.endswith("@region"))


def _says_nothing(answer: _Answer, path: Keys) -> bool:
    """`unknown`, where that is no word of the manifest: the question stays open."""
    words = field_facts(path).words
    means_something = "unknown" in words or "no" in words or path[-1] in ("host", "operator")
    return answer.text.casefold() == "unknown" and not means_something


def _wrong_word(answer: _Answer, path: Keys) -> Fault | None:
    facts = field_facts(path)
    word = answer.text.casefold()
    if facts.is_closed and word not in {*facts.words, "true", "false"}:
        return _complaint(answer, "is no answer here", f"write one of {', '.join(facts.words)}")
    if facts.types == {"integer"} and not word.isdigit():
        return _complaint(answer, "is no number", "write a whole number")
    return None


def _complaint(answer: _Answer, what: str, hint: str) -> Fault:
    return Fault(f"`{answer.text[:60]}` in {answer.cell} {what}.", answer.place, hint)


def _value(text: str, path: Keys) -> Any:
    """The value of the field; a country is a place of one's own, and `nothing` an empty list."""
    if path[0] == "flows":
        return [] if text.casefold() in _NOTHING else [one.strip() for one in text.split(",") if one.strip()]
    if path[-1] == "host" and _COUNTRY.fullmatch(text):
        return {"country": text}
    return read_word(text, path)


def _set(whole: Any, path: Keys, value: Any) -> bool:
    """Put a value at a path, making the mappings and lists on the way; False where it cannot be there."""
    here = whole
    for part, after in pairwise(path):
        inside = _inside(here, part, [] if isinstance(after, int) else {})
        if inside is None:
            return False
        here = inside
    if not isinstance(here, dict) or not isinstance(path[-1], str):
        return False
    here[path[-1]] = value
    return True


def _inside(here: Any, part: str | int, made: Any) -> Any:
    """What stands at a part, made when there is nothing; None where no such part can be."""
    if isinstance(here, list) and isinstance(part, int) and 0 <= part <= len(here):
        here += [made] if part == len(here) else []
        return here[part]
    if isinstance(here, dict) and isinstance(part, str):
        return here.setdefault(part, made)
    return None
