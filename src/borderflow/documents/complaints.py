"""What a document may get wrong although its syntax is right: each in a sentence, with the way out."""

from __future__ import annotations

from collections.abc import Iterable

from borderflow.documents.limits import Limits
from borderflow.documents.scalars import LONGEST_INTEGER, YAML_TAG
from borderflow.errors import Fault
from borderflow.model.location import Location

_KNOWN = "!!str, !!int, !!float, !!bool, !!null, !!map and !!seq"


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults as they stand in the file; the parser meets those of a collection when it ends."""
    return sorted(
        faults, key=lambda fault: (fault.location.line, fault.location.column) if fault.location else (0, 0)
    )


def repeated(key: str, first: Location, again: Location) -> Fault:
    return Fault(
        f"The key `{_short(key)}` is here a second time; the first is at {first}.",
        again,
        "keep one of them, or rename one",
    )


def null_key(place: Location) -> Fault:
    return Fault(
        "A key is missing here, or is null.",
        place,
        'write a word before the `:`; quote it as "null" if that is meant',
    )


def complex_key(place: Location) -> Fault:
    return Fault(
        "A mapping or a list cannot be a key.",
        place,
        "use a word; a text that begins with `{` or `[`, such as `{{ … }}`, needs quotes",
    )


def unknown_tag(tag: str, place: Location) -> Fault:
    written = _written(tag)
    return Fault(
        f"The tag `{written}` cannot be followed here.",
        place,
        f"write the value itself; only {_KNOWN} are read",
    )


def not_of_its_tag(tag: str, text: str, place: Location) -> Fault:
    return Fault(
        f"`{_short(text)}` is not what its tag `{_written(tag)}` says.",
        place,
        "mend the value, or remove the tag",
    )


def half_character(place: Location) -> Fault:
    return Fault(
        "The text holds half of a surrogate pair, which is no character.",
        place,
        r"write the character itself, or both halves, as in `\ud83d\ude00`",
    )


def too_long(place: Location) -> Fault:
    return Fault(
        f"The number has more than {LONGEST_INTEGER} digits.", place, "put it in quotes if it is text"
    )


def bad_alias(name: str, is_open: bool, place: Location) -> Fault:
    if is_open:
        return Fault(f"`*{name}` stands inside the very value that it repeats.", place, "write the value out")
    return Fault(
        f"`*{name}` repeats nothing: no `&{name}` stands before it.",
        place,
        "name the value with `&` first; quote the text if it only begins with `*`",
    )


def not_mergeable(place: Location) -> Fault:
    return Fault(
        "`<<` merges a mapping or a list of mappings, and this is neither.",
        place,
        "name a mapping, as in `<<: *base`",
    )


def too_deep(limits: Limits, place: Location) -> Fault:
    return Fault(
        f"More than {limits.depth} collections stand inside one another here.", place, "flatten the document"
    )


def too_many(limits: Limits, place: Location) -> Fault:
    return Fault(
        f"The document holds more than {limits.nodes:,} keys and values.",
        place,
        "split it into several files",
    )


def too_much_aliased(limits: Limits, place: Location) -> Fault:
    return Fault(
        f"The aliases up to here repeat {limits.aliased:,} values and far more than stand here.",
        place,
        "write the values out, or repeat less",
    )


def _written(tag: str) -> str:
    return _short(tag.replace(YAML_TAG, "!!"))


def _short(text: str) -> str:
    return f"{text[:57]}…" if len(text) > 60 else text
