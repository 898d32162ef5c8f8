"""`.env` files: names and values, one a line, as Compose and the dotenv libraries read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from borderflow.foreign.sheet import Sheet
from borderflow.model.records import Path

_LINE = re.compile(r"[ \t]*(?:export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?:=|:[ \t])[ \t]*", re.ASCII)
_QUOTED = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'([^']*)'", re.DOTALL),
    "`": re.compile(r"`([^`]*)`", re.DOTALL),
}
_TEMPLATE = re.compile(r"(?i)example|sample|template|dist\b|\.defaults?\b")


class Entry(Struct, frozen=True):
    """One variable of such a file."""

    name: str
    value: str
    line: int
    literal: bool = False
    """In single quotes: nothing in it is substituted."""


def read_entries(sheet: Sheet) -> dict[str, Entry]:
    """The variables of a file; a later line wins. Comments and what is no assignment are passed over."""
    found = {entry.name: entry for entry in _entries(sheet.text)}
    lines = {name: entry.line for name, entry in found.items()}
    sheet.finder = lambda keys: (lines.get(str(keys[-1]) if keys else "", 1), 1)
    return found


def path_of(sheet: Sheet, entry: Entry) -> Path:
    """Where the variable stands."""
    return (sheet.name, entry.name)


def is_template(name: str) -> bool:
    """Whether a file only shows what could be set (`.env.example`)."""
    return bool(_TEMPLATE.search(name.rpartition("/")[2]))


def _entries(text: str) -> Iterator[Entry]:
    place, line = 0, 1
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        match = _LINE.match(text, place, end)
        if match is None:
            place, line = end + 1, line + 1
            continue
        quoted = (
            _QUOTED[text[match.end()]].match(text, match.end())
            if text[match.end() : match.end() + 1] in _QUOTED
            and match.end() < len(text)
            and text[match.end()] in _QUOTED
            else None
        )
        if quoted is not None:
            value, literal = quoted[1], quoted[0][0] == "'"
            yield Entry(match["name"], value if literal else _unescaped(value), line, literal)
            end = text.find("\n", quoted.end())
            end = len(text) if end < 0 else end
        else:
            raw = text[match.end() : end]
            yield Entry(match["name"], re.split(r"(?:^|\s)#", raw, maxsplit=1)[0].strip(), line)
        line += text.count("\n", place, end + 1)
        place = end + 1


def _unescaped(value: str) -> str:
    return re.sub(
        r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), value, flags=re.DOTALL
    )
