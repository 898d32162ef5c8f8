"""pydantic's errors in whole sentences, with the line that the user wrote and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from borderflow.documents import Document
from borderflow.errors import Fault
from borderflow.model.location import Location

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from borderflow.shapes.scalars import Shape


_FEW = 12
_MOST = 10
"""Faults of a written file that are told one by one."""
_GUESSED = 200
"""Unknown keys for which the known ones are looked through: each takes half a millisecond."""
_BESIDE = {"kind": ", or name the file that shows it beside this manifest"}
"""What else helps where a manifest only refines what other files show."""
Known = Callable[[Sequence[str | int]], Sequence[str]]
"""The keys that the mapping at a path may have."""


def describe(error: ValidationError, document: Document, shape: type[Shape]) -> list[Fault]:
    """Every fault of one validation, located in the document; what was meant is guessed for the first."""
    from borderflow.shapes.keys import keys_at

    known = partial(keys_at, shape)
    details = error.errors(include_url=False)
    return [
        _fault(detail, document, known if number < _GUESSED else _of_too_many)
        for number, detail in enumerate(details)
    ]


def _of_too_many(_: Sequence[str | int]) -> Sequence[str]:
    return ()


def describe_briefly(error: ValidationError, document: Document, kind: str, hint: str) -> Iterator[Fault]:
    """The first faults of a file that a program wrote: one that is wrong everywhere needs no list."""
    details = error.errors(include_url=False, include_input=False)
    for detail in details[:_MOST]:
        where = ".".join(map(str, detail["loc"]))
        message = f"`{where}` does not fit {kind}: {detail['msg'].lower()}."
        yield Fault(message, document.locate(detail["loc"]), hint)
    if len(details) > _MOST:
        yield Fault(f"`{document.name}` has {len(details) - _MOST} more faults of this kind.", hint=hint)


def suggest(word: str, names: Iterable[str]) -> str | None:
    """A did-you-mean hint, or None when nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(names), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else None


def endless(rule: str, place: Location | None) -> Fault:
    """An acceptance without a last day: a risk that nobody looks at again is not accepted but forgotten."""
    return Fault(
        f"The acceptance of {rule} does not say until when it holds.",
        place,
        "add `until:` with its last day, or `cure:` with the day by which a violation is mended",
    )


def _instead(key: str, known: Sequence[str]) -> str:
    """The key that was meant, or the few that there are."""
    few = ", ".join(f"`{one}`" for one in known)
    return suggest(key, known) or (f"the keys here are {few}" if 0 < len(known) <= _FEW else "remove it")


def _fault(detail: ErrorDetails, document: Document, known: Known) -> Fault:
    path = tuple(_as_written([part for part in detail["loc"] if part != "[key]"], document))
    is_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    message, hint = _sentence(detail, path, known)
    return Fault(message, document.locate(path, key=is_key), hint)


def _as_written(path: Sequence[str | int], document: Document) -> Iterator[str | int]:
    """The path in the document: a single entry that was read as a list of one has no index there."""
    value: Any = document.value
    for part in path:
        if isinstance(part, int) and not isinstance(value, list):
            continue
        yield part
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]


def _sentence(detail: ErrorDetails, path: Sequence[str | int], known: Known) -> tuple[str, str | None]:
    where = _dotted(path)
    name = str(path[-1]) if path else "the manifest"
    match detail["type"]:
        case "extra_forbidden":
            return f"Unknown key `{name}` in {_dotted(path[:-1])}.", _instead(name, known(path[:-1]))
        case "missing":
            return f"`{name}` is missing in {_dotted(path[:-1])}.", f"add `{name}:`{_BESIDE.get(name, '')}"
        case "literal_error" | "enum":
            return (
                f"`{where}` is {_shown(detail['input'])}, which is not one of the words known here.",
                f"write {detail.get('ctx', {}).get('expected', 'one of the known words')}",
            )
        case "value_error":
            return f"`{where}` cannot be read: {_shown(detail['input'])}.", str(detail["ctx"]["error"])
        case "model_type" | "dict_type":
            return f"`{where}` is {_shown(detail['input'])} where a mapping is needed.", "write `key: value`"
        case "list_type" | "tuple_type":
            return f"`{where}` is {_shown(detail['input'])} where a list is needed.", "write `- entry` a line"
        case "string_type":
            return (
                f"`{where}` is {_shown(detail['input'])} where a word is needed.",
                "write a word or sentence",
            )
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return f"`{where}` is {_shown(detail['input'])}, which is no date.", "write it as 2026-11-21"
        case _:
            hint = detail["msg"][:1].lower() + detail["msg"][1:]
            return f"`{where}` cannot be {_shown(detail['input'])}.", hint


def _dotted(path: Sequence[str | int]) -> str:
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return words or "the manifest"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value) if value is not None else "empty"
    return f"`{text[:57]}…`" if len(text) > 60 else f"`{text}`"
