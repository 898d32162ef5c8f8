"""What a field of the manifest means and which words it takes, asked by its path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from borderflow.model.records import Path
from borderflow.shapes.manifest import ManifestShape
from borderflow.shapes.models import model_of

_YES, _NO = ("yes", "true"), ("no", "false")


class FieldFacts(Struct, frozen=True):
    """One field, as the schema has it."""

    description: str = ""
    words: tuple[str, ...] = ()
    """Words of the manifest that it takes, yes and no among them."""
    types: frozenset[str] = frozenset()
    """JSON types: `string`, `integer`, `number`, `array`, `boolean`, `object`."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing but these words will do."""
        return bool(self.words) and not self.types & {"string", "integer", "number", "array", "object"}


def field_facts(path: Path) -> FieldFacts:
    """What is known of the field at a path; nothing of one that the manifest does not have."""
    found: dict[str, Any] = {"$ref": "#"}
    for part in path:
        inside = next((one for each in _flat(found) if (one := _step(each, part)) is not None), None)
        if inside is None:
            return FieldFacts()
        found = inside
    options = list(_flat(found))
    words = tuple(dict.fromkeys(word for one in options for word in _words(one)))
    types = frozenset(
        one["type"] for one in options if "type" in one and "enum" not in one and "const" not in one
    )
    return FieldFacts(_description(found, options), words, types - {"null", "boolean"})


def read_word(text: str, path: Path) -> Any:
    """A word that a person wrote, as the value that the field has for it: `yes` is true, `3` a number."""
    facts, word = field_facts(path), text.strip()
    folded = word.casefold()
    if {"yes", "no"} <= set(facts.words) and folded in (*_YES, *_NO):
        return folded in _YES
    if folded in facts.words:
        return folded
    if facts.types & {"integer", "number"} and word.replace(".", "", 1).isdigit():
        return float(word) if "." in word else int(word)
    if "array" in facts.types and ("," in word or "string" not in facts.types):
        return [one.strip() for one in word.split(",") if one.strip()]
    return word


@cache
def _schema() -> dict[str, Any]:
    return model_of(ManifestShape).model_json_schema()


def _flat(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema with its references resolved and its alternatives one by one."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from _flat(_schema() if name == "#" else _schema()["$defs"][name])
    elif "anyOf" in schema:
        for one in schema["anyOf"]:
            yield from _flat(one)
    else:
        yield schema


def _step(schema: dict[str, Any], part: str | int) -> dict[str, Any] | None:
    found = schema.get("items") if isinstance(part, int) else schema.get("properties", {}).get(part)
    if found is None and isinstance(part, str):
        found = schema.get("additionalProperties")
    return found if isinstance(found, dict) else None


def _words(schema: dict[str, Any]) -> Iterator[str]:
    if schema.get("type") == "boolean" and "const" not in schema:
        yield from ("yes", "no")
    yield from (one for one in schema.get("enum", ()) if isinstance(one, str) and one)
    if isinstance(schema.get("const"), str):
        yield schema["const"]


def _description(field: dict[str, Any], options: list[dict[str, Any]]) -> str:
    return str(
        field.get("description") or next((one["description"] for one in options if "description" in one), "")
    )
