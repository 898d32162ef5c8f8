"""Changes of a YAML text that keep everything else as it was written, comments and order among it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.lsp.words import Word, words_of
from borderflow.model.records import Path

Value = str | int | float | bool
_PLAIN = re.compile(r"[A-Za-z0-9][\w./@>-]*(?: [\w./@>-]+)*")
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off"))


class Edit(NamedTuple):
    """What stands between two offsets becomes another text."""

    start: int
    end: int
    text: str


def applied(text: str, *edits: Edit) -> str:
    """The text after some changes, none of which touches another."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def put(text: str, path: Path, value: Value) -> Edit | None:
    """The change that makes a field say something, with the keys that lead there.

    None where it cannot be written so simply: in JSON, in a list, or in place of a collection.
    """
    if text.lstrip()[:1] == "{" or any(isinstance(part, int) for part in path):
        return None
    words = words_of(text)
    keys = {one.path: one for one in words if one.is_key}
    depth = next((n for n in range(len(path), 0, -1) if path[:n] in keys), 0)
    edit = (
        _under(text, words, keys[path[:depth]], path[depth:], value)
        if depth
        else _at_the_end(text, path, value)
    )
    return edit if edit is not None and is_whole(applied(text, edit)) else None


def remove(text: str, path: Path) -> Edit | None:
    """The change that takes an entry of a mapping or a list out; None where that cannot be told."""
    words = [one for one in words_of(text) if one.path[: len(path)] == path]
    if not words:
        return None
    start, end = words[0].start, words[-1].end
    line = text[text.rfind("\n", 0, start) + 1 : start]
    edit = _lines(text, start, end) if not line.strip(" -{") else _between_commas(text, start, end)
    return edit if edit and is_whole(applied(text, edit)) else None


def line_above(text: str, offset: int, line: str) -> Edit | None:
    """A line of its own above the one that an offset lies on, as far to the right; None inside of a text."""
    begin = text.rfind("\n", 0, offset) + 1
    if any(one.start < begin < one.end for one in words_of(text)):
        return None
    indent = re.compile(r"[ \t]*").match(text, begin)
    assert indent
    return Edit(begin, begin, f"{indent[0]}{line}\n")


def is_whole(text: str) -> bool:
    """Whether a text can be read as one document."""
    try:
        loads(text, "edited")
    except InputError:
        return False
    return True


def written(value: Value) -> str:
    """A value as YAML has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)) or (_PLAIN.fullmatch(value) and value.casefold() not in _WORDS):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _entry(path: Sequence[str | int], value: Value) -> str:
    """`a: {b: value}`"""
    head, *rest = path
    inner = f"{{{_entry(rest, value)}}}" if rest else written(value)
    return f"{written(str(head))}: {inner}"


def _at_the_end(text: str, path: Path, value: Value) -> Edit:
    head, *rest = path
    line = f"{head}:\n  {_entry(rest, value)}\n" if rest else f"{_entry(path, value)}\n"
    return Edit(len(text), len(text), line if text.endswith("\n") else f"\n{line}")


def _under(text: str, words: Sequence[Word], key: Word, path: Path, value: Value) -> Edit | None:
    """The rest of a path under a key that is there."""
    inside = [one for one in words if one.path[: len(key.path)] == key.path and one.start > key.start]
    colon = text.find(":", key.end)
    first = inside[0] if inside else None
    if not path:
        is_word = len(inside) == 1 and first and first.path == key.path and not first.is_key
        return Edit(first.start, first.end, written(value)) if is_word and first else None
    behind = re.compile(r"[ \t]*").match(text, colon + 1)
    assert behind
    if text.startswith("{", behind.end()):
        at = behind.end() + 1
        is_empty = text[at:].lstrip().startswith("}")
        return Edit(at, at, _entry(path, value) + ("" if is_empty else ", "))
    if first is None or first.start == first.end:  # nothing stands there
        return Edit(colon + 1, colon + 1, f" {{{_entry(path, value)}}}")
    if first.is_key and "\n" in text[colon : first.start]:
        return line_above(text, first.start, _entry(path, value))
    return None


def _lines(text: str, start: int, end: int) -> Edit:
    begin = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return Edit(begin, after + 1 if after >= 0 else len(text), "")


def _between_commas(text: str, start: int, end: int) -> Edit | None:
    """An entry inside of brackets, with one of the commas beside it."""
    after = re.compile(r"\s*,[ \t]*").match(text, end)
    if after:
        return Edit(start, after.end(), "")
    before = re.compile(r",\s*$").search(text[:start])
    return Edit(before.start() if before else start, end, "")
