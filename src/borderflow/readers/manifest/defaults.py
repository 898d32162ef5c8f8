"""`defaults:`, merged under each entry of the section that it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from borderflow.documents import Document


def with_defaults(document: Document) -> Any:
    """The document with `defaults:` merged under each entry of their section."""
    value = document.value
    defaults = value.get("defaults") if isinstance(value, dict) else None
    if not isinstance(defaults, dict):
        return value
    merged = dict(value)
    for section, under in defaults.items():
        if isinstance(under, dict) and section in value:
            merged[section] = _merge_section(section, value[section], under)
    return merged


def _merge_section(section: str, entries: Any, under: Mapping[str, Any]) -> Any:
    if section == "flows" and isinstance(entries, list):
        from borderflow.shapes.manifest.flows import parse_flow

        return [_merge_entry(_try(parse_flow, entry), under) for entry in entries]
    if not isinstance(entries, dict):
        return entries
    return {
        key: [_merge_entry(one, under) for one in entry]
        if isinstance(entry, list)
        else _merge_entry(entry, under)
        for key, entry in entries.items()
    }


def _merge_entry(entry: Any, under: Mapping[str, Any]) -> Any:
    return {**under, **entry} if isinstance(entry, dict) else entry


def _try(parse: Callable[[Any], Any], entry: Any) -> Any:
    try:
        return parse(entry)
    except ValueError:
        return entry
