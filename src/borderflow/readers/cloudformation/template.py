"""One template as plain values, whichever of the two spellings its functions have.

`!GetAtt A.B` becomes `{"Fn::GetAtt": ["A", "B"]}`, so that the rest knows one form. The language:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderflow.documents import Document
from borderflow.foreign import Sheet
from borderflow.model.records import Path

_PLAIN = frozenset(("!Ref", "!Condition"))


def normal(sheet: Sheet) -> dict[str, Any]:
    """The template with every function in its long form; empty when the file holds no mapping."""
    if not sheet.documents:
        return {}
    value = _normal(sheet.documents[0], sheet.documents[0].value, ())
    return value if isinstance(value, dict) else {}


def function_of(node: Any) -> tuple[str, Any]:
    """Name and argument of an intrinsic function; two empty ones when it is none."""
    if isinstance(node, dict) and len(node) == 1:
        (name, argument), *_ = node.items()
        if name in ("Ref", "Condition") or name.startswith("Fn::"):
            return name, argument
    return "", None


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> Sequence[Any]:
    """A list; what may be one or several, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _normal(document: Document, value: Any, path: Path) -> Any:
    if isinstance(value, dict):
        inner: Any = {key: _normal(document, one, (*path, key)) for key, one in value.items()}
    elif isinstance(value, list):
        inner = [_normal(document, one, (*path, number)) for number, one in enumerate(value)]
    else:
        inner = value
    tag = document.tag(path)
    if tag.startswith("!"):
        inner = _long(tag, inner)
    name, argument = function_of(inner)
    if name == "Fn::GetAtt" and isinstance(argument, str):
        return {name: argument.split(".", 1)}
    return inner


def _long(tag: str, argument: Any) -> dict[str, Any]:
    return {tag[1:] if tag in _PLAIN else f"Fn::{tag[1:]}": argument}
