"""What is left of a manifest without what is wrong in it, so that the rest can be looked at as well.

Every id stays, and every flow its place: nothing is missed that is there, and no line is another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Path = Sequence[str | int]
"""Where a fault stands; never empty where the manifest is a mapping."""

_WHOLE: Mapping[str, Mapping[str, Any]] = {"system": {"name": "?"}, "controller": {"name": "?"}}
"""Sections that are one entry, as the least that can stand there."""
_ENTRIES: Mapping[str, Mapping[str, Any]] = {
    "data": {},
    "purposes": {},
    "components": {"kind": "application"},
    "parties": {},
    "contracts": {},
    "accepted": {"rule": "?", "reason": "?", "by": "?", "until": date.max},
}
"""The least that can stand in the place of an entry."""
_NAMED = ("borderflow", "data", "purposes", "components", "flows")
"""Without one of these as a whole, nothing can be said of the ids that others name."""


def spare(manifest: object, faults: Iterable[Path], *, thoroughly: bool) -> dict[str, Any] | None:
    """A manifest in which each faulty key is left out, or thoroughly: in which each faulty entry is replaced.

    None when nothing would be left of which more could be said.
    """
    if not isinstance(manifest, dict):
        return None
    rest = {section: _copied(entries) for section, entries in manifest.items()}
    for place, keys in _by_entry(faults).items():
        section = place[0]
        if section in _WHOLE:
            rest[section] = _mended(rest.get(section), _WHOLE[section], keys, thoroughly)
        elif len(place) == 1 or section not in (*_ENTRIES, "flows"):
            if section in _NAMED:
                return None
            rest.pop(section, None)
        elif not _mend_entry(rest, section, place[1], keys, thoroughly):
            return None
    return rest


def _by_entry(faults: Iterable[Path]) -> Mapping[tuple[Any, ...], set[str | int]]:
    """The faulty keys of each section that is one entry, and of each entry: looked at once each."""
    keys = defaultdict[tuple[Any, ...], set[str | int]](set)
    for head, *path in faults:
        within = 0 if str(head) in _WHOLE else 1
        keys[str(head), *path[:within]].update(path[within : within + 1])
    return keys


def _copied(entries: Any) -> Any:
    return entries.copy() if isinstance(entries, dict | list) else entries


def _mend_entry(
    rest: dict[str, Any], section: str, id_: str | int, keys: Container[str | int], thoroughly: bool
) -> bool:
    entries = rest[section]
    least = _flow_within(rest) if section == "flows" else _ENTRIES[section]
    if least is None or id_ not in (entries if isinstance(entries, dict) else range(len(entries))):
        return False
    entries[id_] = _mended(entries[id_], least, keys, thoroughly)
    return True


def _flow_within(rest: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """A flow that leads nowhere new; None without a component that it could begin at."""
    components = rest.get("components")
    if not isinstance(components, dict) or not components:
        return None
    first = next(iter(components))
    return {"from": first, "to": first}


def _mended(
    entry: object, least: Mapping[str, Any], keys: Container[str | int], thoroughly: bool
) -> dict[str, Any]:
    if thoroughly or not isinstance(entry, dict):
        return dict(least)
    return {**least, **{key: value for key, value in entry.items() if key not in keys}}
