"""What a word of a manifest stands for, told by the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from borderflow.lsp.words import Word, word_at, words_of
from borderflow.model.records import Path


class Kind(Enum):
    """The things that a manifest names."""

    COMPONENT = auto()
    DATUM = auto()
    PURPOSE = auto()
    PARTY = auto()
    """A company, one of its products, or an entry of `parties`."""
    HOST = auto()
    """`company/product@region`, one word for two things."""
    REGION = auto()
    RULE = auto()
    COUNTRY = auto()
    KIND = auto()
    CATEGORY = auto()
    GROUP = auto()
    """A group of persons."""
    FLOW = auto()
    """`a -> b: data`, one line for several things."""
    FIELD = auto()
    """A key of the manifest itself."""


class Subject(NamedTuple):
    """One thing that is named, between two offsets."""

    kind: Kind
    name: str
    start: int
    end: int
    path: Path
    of: str = ""
    """For a region, the company or product that names it so."""


SECTIONS = {
    "components": Kind.COMPONENT,
    "data": Kind.DATUM,
    "purposes": Kind.PURPOSE,
    "parties": Kind.PARTY,
    "contracts": Kind.PARTY,
    "owners": Kind.COMPONENT,
}
"""Sections whose keys are names."""
_FIELDS = {
    ("components", "operator"): Kind.PARTY,
    ("components", "host"): Kind.HOST,
    ("components", "holds"): Kind.DATUM,
    ("components", "purpose"): Kind.PURPOSE,
    ("components", "kind"): Kind.KIND,
    ("components", "staff_in"): Kind.COUNTRY,
    ("data", "categories"): Kind.CATEGORY,
    ("data", "subjects"): Kind.GROUP,
    ("data", "collected_for"): Kind.PURPOSE,
    ("flows", "from"): Kind.COMPONENT,
    ("flows", "to"): Kind.COMPONENT,
    ("flows", "carries"): Kind.DATUM,
    ("flows", "purpose"): Kind.PURPOSE,
    ("parties", "control"): Kind.COUNTRY,
    ("parties", "support"): Kind.COUNTRY,
    ("parties", "party"): Kind.PARTY,
    ("contracts", "with"): Kind.PARTY,
    ("accepted", "rule"): Kind.RULE,
    ("accepted", "component"): Kind.COMPONENT,
    ("accepted", "party"): Kind.PARTY,
    ("accepted", "flow"): Kind.FLOW,
    ("accepted", "data"): Kind.DATUM,
}
"""Section and last key to what stands there."""
_ANYWHERE = {
    "country": Kind.COUNTRY,
    "countries": Kind.COUNTRY,
    "provider": Kind.PARTY,
    "region": Kind.REGION,
}
IGNORE = re.compile(r"#[ \t]*borderflow:[ \t]*ignore[ \t]*\[([^\]\n]*)")
"""A comment that accepts, as far as its rules."""
RULE = re.compile(r"[A-Z]{3}-\d+")
_NAME = re.compile(r"(?:(?!->)[^\s,:\[\]{}])+")
_HOST = re.compile(r"(?P<company>[^@\s]*)(?:@(?P<region>\S*))?")


def kind_at(path: Path) -> Kind | None:
    """What the value at a path names; None when it names nothing."""
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return None
    if names[0] == "flows" and (len(path) == 2 or "->" in names[-1]):
        return Kind.FLOW if len(path) == 2 else Kind.DATUM
    if len(names) > 2 and names[0] == "flows" and names[1] == "carries":  # a mapping of data to their forms
        return None
    return _FIELDS.get((names[0], names[-1])) or _ANYWHERE.get(names[-1])


def subject_at(text: str, offset: int) -> Subject | None:
    """What stands at an offset: in a comment that accepts, a key, or a value."""
    if (rule := _in_comment(text, offset)) is not None:
        return rule
    word = word_at(text, offset)
    if word is None:
        return None
    found = (one for one in _subjects(word, text) if one.start <= offset <= one.end)
    return next(found, None)


def definitions(text: str, kind: Kind) -> dict[str, Word]:
    """The names of a kind that a manifest defines, with the keys that do so."""
    section = next(one for one, names in SECTIONS.items() if names is kind)
    found: dict[str, Word] = {}
    for word in words_of(text):
        if word.is_key and len(word.path) == 2 and word.path[0] == section:
            found.setdefault(word.text, word)
    return found


def value_of(text: str, path: Path) -> str:
    """The word at a path; empty when there is none."""
    return next((one.text for one in words_of(text) if not one.is_key and one.path == path), "")


def _in_comment(text: str, offset: int) -> Subject | None:
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    for comment in IGNORE.finditer(text, begin, end if end >= 0 else len(text)):
        for rule in _NAME.finditer(text, comment.start(1), comment.end(1)):
            if rule.start() <= offset <= rule.end():
                return Subject(Kind.RULE, rule[0], rule.start(), rule.end(), ())
    return None


def _subjects(word: Word, text: str) -> Iterator[Subject]:
    path = word.path
    start = word.start + (text[word.start : word.start + 1] in ("'", '"'))
    if word.is_key and not (path[0] == "flows" and "->" in word.text):
        yield _of_key(word)
        return
    kind = Kind.FLOW if word.is_key else kind_at(path)
    match kind:
        case None:
            return
        case Kind.HOST:
            yield from _of_host(word, start)
        case Kind.REGION:
            provider = value_of(text, (*path[:-1], "provider"))
            yield Subject(kind, word.text, start, start + len(word.text), path, provider)
        case Kind.FLOW:
            yield from _of_flow(word, start)
        case Kind.DATUM if "->" in str(path[-1]):
            yield from (_named(Kind.DATUM, one, start, path) for one in _NAME.finditer(word.text))
        case _:
            yield Subject(kind, word.text, start, start + len(word.text), path)


def _of_key(word: Word) -> Subject:
    kind = SECTIONS.get(str(word.path[0])) if len(word.path) == 2 else None
    if len(word.path) > 3 and word.path[0] == "flows" and word.path[-2] == "carries":
        kind = Kind.DATUM
    if kind is Kind.COMPONENT and word.path[0] == "owners" and RULE.fullmatch(word.text):
        kind = Kind.RULE
    return Subject(kind or Kind.FIELD, word.text, word.start, word.end, word.path)


def _of_host(word: Word, start: int) -> Iterator[Subject]:
    found = _HOST.match(word.text)
    company, region = (found["company"], found["region"]) if found else (word.text, None)
    yield Subject(Kind.PARTY, company, start, start + len(company), word.path)
    if region is not None:
        at = start + len(company) + 1
        yield Subject(Kind.REGION, region, at, at + len(region), word.path, company)


def _of_flow(word: Word, start: int) -> Iterator[Subject]:
    """Components on both sides of the arrow, data behind the colon."""
    ends, colon, _ = word.text.partition(":")
    for one in _NAME.finditer(word.text):
        is_datum = bool(colon) and one.start() > len(ends)
        yield _named(Kind.DATUM if is_datum else Kind.COMPONENT, one, start, word.path)


def _named(kind: Kind, found: re.Match[str], start: int, path: Path) -> Subject:
    return Subject(kind, found[0], start + found.start(), start + found.end(), path)
