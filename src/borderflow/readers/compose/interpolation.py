"""Variables in Compose files: every form of the specification (compose-spec, 12-interpolation).

`$V`, `${V}`, `${V:-d}`, `${V-d}`, `${V:?e}`, `${V?e}`, `${V:+a}`, `${V+a}`, nested, and `$$` for a dollar.
A colon asks for a value that is not empty. The shell of whoever starts Compose is not ours to read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DEEPEST = 20


class Substituted(Struct):
    """A text after substitution, and what it rests on."""

    text: str = ""
    defaulted: dict[str, None] = field(default_factory=dict)
    """Variables for which the default was taken."""
    unset: dict[str, None] = field(default_factory=dict)
    """Variables without value or default; in the text they stay as `${NAME}`."""
    taken: dict[str, None] = field(default_factory=dict)
    """Variables that a file sets."""


def substitute(text: str, variables: Mapping[str, str]) -> Substituted:
    """Put values in the place of variables."""
    found = Substituted()
    if "$" not in text:
        found.text = text
        return found
    found.text = _replace(text, variables, found, 0)
    return found


def _replace(text: str, variables: Mapping[str, str], found: Substituted, depth: int) -> str:
    parts: list[str] = []
    place = 0
    while (dollar := text.find("$", place)) >= 0 and depth < _DEEPEST:
        parts.append(text[place:dollar])
        after = text[dollar + 1 : dollar + 2]
        name = _NAME.match(text, dollar + 1)
        if after == "$":
            parts.append("$")
            place = dollar + 2
        elif after == "{" and (end := _closing(text, dollar + 2)) > 0:
            parts.append(_braced(text[dollar + 2 : end], variables, found, depth))
            place = end + 1
        elif name:
            parts.append(_plain(name[0], variables, found))
            place = name.end()
        else:
            parts.append("$")
            place = dollar + 1
    return "".join((*parts, text[place:]))


def _closing(text: str, start: int) -> int:
    """The brace that ends an expression; -1 without one."""
    depth, place = 1, start
    while place < len(text):
        if text.startswith("${", place):
            depth, place = depth + 1, place + 2
            continue
        depth -= text[place] == "}"
        if depth == 0:
            return place
        place += 1
    return -1


def _braced(inner: str, variables: Mapping[str, str], found: Substituted, depth: int) -> str:
    match = _NAME.match(inner)
    if match is None:
        return f"${{{inner}}}"
    name, rest = match[0], inner[match.end() :]
    operator, word = (rest[:2], rest[2:]) if rest[:1] == ":" else (rest[:1], rest[1:])
    value = variables.get(name)
    is_there = bool(value) if operator.startswith(":") else value is not None
    match operator.removeprefix(":"):
        case "-" if not is_there:
            found.defaulted[name] = None
            return _replace(word, variables, found, depth + 1)
        case "+":
            if is_there:
                found.taken[name] = None
                return _replace(word, variables, found, depth + 1)
            found.defaulted[name] = None
            return ""
        case _:
            return _plain(name, variables, found)


def _plain(name: str, variables: Mapping[str, str], found: Substituted) -> str:
    value = variables.get(name)
    if value is None:
        found.unset[name] = None
        return f"${{{name}}}"
    found.taken[name] = None
    return value
