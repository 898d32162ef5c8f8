"""What is wrong with a JSON text, in whole sentences. Python's own words change from release to release."""

from __future__ import annotations

import json

from borderflow.documents import complaints
from borderflow.documents.json_positions import find_odd_number, find_too_deep
from borderflow.documents.limits import Limits
from borderflow.documents.source import Source
from borderflow.errors import Fault

_SENTENCES = (
    ("Unterminated", "The quote that opens here is never closed.", 'end the text with `"` on the same line'),
    (
        "Invalid control",
        "A line break or a control character stands inside a text.",
        r"close the quote, or write it as `\n` or `\t`",
    ),
    ("Invalid \\", "This escape is not one of JSON.", r"write a backslash as `\\`"),
    ("Extra data", "The JSON value has ended, and more follows here.", "remove it; a file holds one value"),
    (
        "Expecting ','",
        "A comma or a closing bracket is missing before this.",
        "put a `,` between two entries",
    ),
    ("Expecting ':'", "A colon is missing between a key and its value.", "put a `:` here"),
    ("Expecting property", "A key is expected here.", "write it in double quotes"),
    ("", "A value is expected here.", "write a text in double quotes, a number, true, false, null, [ or {"),
)


def explain(error: ValueError | RecursionError, source: Source, limits: Limits) -> Fault:
    """The first fault of syntax."""
    if isinstance(error, RecursionError):
        return complaints.too_deep(limits, source.at(find_too_deep(source.text, limits.depth)))
    if not isinstance(error, json.JSONDecodeError):
        return _odd_number(source)
    inside_text = error.msg.startswith(("Unterminated", "Invalid"))
    message, hint = (not inside_text and _of_character(source.text, error.pos)) or _of_message(error.msg)
    return Fault(f"This is not JSON. {message}", source.at(error.pos), hint)


def _odd_number(source: Source) -> Fault:
    place = find_odd_number(source.text)
    if source.text[place : place + 4].lstrip("-").isdigit():
        return complaints.too_long(source.at(place))
    return Fault(
        "This is not JSON. It has no NaN and no infinity.", source.at(place), "write a number or null"
    )


def _of_character(text: str, offset: int) -> tuple[str, str] | None:
    """What the place itself tells better than the parser."""
    here, before = text[offset : offset + 1], text[:offset].rstrip()[-1:]
    if not text[offset:].strip():
        return "The text ends before everything is closed.", "close the brackets that are open"
    if (here in "}]" and before == ",") or (here == "," and text[offset + 1 :].lstrip()[:1] in ("}", "]")):
        return "A comma stands before a closing bracket.", "remove the comma"
    if here == "'":
        return "A text stands in single quotes.", "use double quotes"
    if here in "/#":
        return "It has no comments.", "remove the comment"
    return None


def _of_message(words: str) -> tuple[str, str]:
    return next((message, hint) for begin, message, hint in _SENTENCES if words.startswith(begin))
