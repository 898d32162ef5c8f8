"""The syntax of HCL: blocks, attributes and the text of expressions, with their places.

Written here, and not taken from a library, for two reasons: every argument keeps its line, and three
megabytes are read in a second. The grammar: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_SPACE = re.compile(r"(?:[ \t\r]+|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_HEREDOC = re.compile(r"<<-?[ \t]*(?P<mark>[A-Za-z_]\w*)[ \t\r]*\n")
_PLAIN = re.compile(r"[^\"{}\[\]()\n#/<,=?:]+")
"""What nobody wants to split at, and where nothing begins."""
_ON_THE_LINE = re.compile(r"[^\"{}\[\]()\n#/<]+")
_INSIDE = re.compile(r"[^\"{}\[\]()#/<]+")
_STRING = re.compile(r'(?:[^"\\$%]|\\.|\$(?!\{)|%(?!\{)|\$\$\{|%%\{)*', re.DOTALL)
_DEEPEST = 60
_OPEN, _CLOSED = "{[(", "}])"


class NotHcl(Exception):
    """The text is no HCL from an offset on."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Argument(Struct):
    """`name = expression`, the expression as written."""

    text: str
    offset: int


class Block(Struct):
    """`type "label" "label" { … }`; the whole file is one without type."""

    type: str
    labels: tuple[str, ...] = ()
    offset: int = 0
    arguments: dict[str, Argument] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


def parse(text: str) -> Block:
    """The body of a file.

    Raises:
        NotHcl: with the offset of the first thing that is none.
    """
    root = Block("")
    end = _body(text, 0, root, 0)
    if end < len(text):
        raise NotHcl("A brace is closed that was never opened.", end)
    return root


def split(text: str, separators: str = ",\n") -> Iterator[tuple[str, int]]:
    """The parts of a list or object, split where no bracket or string is open, with their offsets."""
    start = place = 0
    while place < len(text):
        if text[place] in separators:
            yield text[start:place], start
            place = start = place + 1
        else:
            place = _step(text, place, 0)
    yield text[start:], start


def find(text: str, sign: str) -> int:
    """Where a sign stands outside all brackets and strings; -1 without one."""
    place = 0
    while place < len(text):
        if text.startswith(sign, place):
            return place
        place = _step(text, place, 0)
    return -1


def _body(text: str, place: int, block: Block, depth: int) -> int:
    if depth > _DEEPEST:
        raise NotHcl("Blocks stand too deep inside one another.", place)
    while True:
        place = _skip(_BLANK, text, place)
        if place >= len(text) or text[place] == "}":
            if depth and place >= len(text):
                raise NotHcl("A brace that was opened is never closed.", block.offset)
            return place
        name = _NAME.match(text, place)
        quoted = text[place] == '"'
        if name is None and not quoted:
            raise NotHcl("A name is expected here.", place)
        place = _entry(text, place, block, depth)


def _entry(text: str, start: int, block: Block, depth: int) -> int:
    """An argument or a block."""
    words: list[str] = []
    place = start
    while True:
        word, place = _word(text, place)
        words.append(word)
        place = _skip(_SPACE, text, place)
        sign = text[place : place + 1]
        if sign == "=" and text[place + 1 : place + 2] != "=" and len(words) == 1:
            place = _skip(_SPACE, text, place + 1)
            end = _expression(text, place)
            block.arguments[words[0]] = Argument(text[place:end].strip(), place)
            return end
        if sign == "{":
            inner = Block(words[0], tuple(words[1:]), start)
            block.blocks.append(inner)
            return _body(text, place + 1, inner, depth + 1) + 1
        if sign != '"' and not _NAME.match(text, place):
            raise NotHcl("`=` or `{` is expected here.", place)


def _word(text: str, place: int) -> tuple[str, int]:
    if text[place] == '"':
        end = _string(text, place, 0)
        return text[place + 1 : end - 1], end
    name = _NAME.match(text, place)
    if name is None:
        raise NotHcl("A name is expected here.", place)
    return name[0], name.end()


def _expression(text: str, place: int) -> int:
    """Where an expression ends: at the end of its line, or of the block that it fills."""
    while place < len(text) and text[place] not in "\n}":
        if text[place] == "#" or text.startswith("//", place):
            return place
        place = _skip(_ON_THE_LINE, text, _step(text, place, 0))
    return place


def _step(text: str, place: int, depth: int) -> int:
    """Past one thing: a string, a bracket with all in it, a heredoc, a comment, or plain characters."""
    if depth > _DEEPEST:
        raise NotHcl("Brackets stand too deep inside one another.", place)
    sign = text[place]
    if sign == '"':
        return _string(text, place, depth)
    if sign in _OPEN:
        return _bracket(text, place, depth)
    if sign == "#" or text.startswith("//", place):
        end = text.find("\n", place)
        return len(text) if end < 0 else end
    if text.startswith("/*", place):
        end = text.find("*/", place)
        return len(text) if end < 0 else end + 2
    if sign == "<" and (mark := _HEREDOC.match(text, place)):
        return _heredoc(text, mark)
    plain = _PLAIN.match(text, place)
    return plain.end() if plain else place + 1


def _bracket(text: str, start: int, depth: int) -> int:
    place = _skip(_INSIDE, text, start + 1)
    while place < len(text):
        if text[place] in _CLOSED:
            return place + 1
        place = _skip(_INSIDE, text, _step(text, place, depth + 1))
    raise NotHcl("A bracket that was opened is never closed.", start)


def _string(text: str, start: int, depth: int) -> int:
    place = start + 1
    while True:
        place = _skip(_STRING, text, place)
        if place >= len(text):
            raise NotHcl("A quote that was opened is never closed.", start)
        if text[place] == '"':
            return place + 1
        place = _bracket(text, place + 1, depth + 1)  # `${` or `%{`


def _heredoc(text: str, mark: re.Match[str]) -> int:
    end = re.compile(rf"^[ \t]*{re.escape(mark['mark'])}[ \t\r]*$", re.MULTILINE).search(text, mark.end())
    if end is None:
        raise NotHcl(f"The text after `<<{mark['mark']}` has no end.", mark.start())
    return end.end()


def _skip(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place
