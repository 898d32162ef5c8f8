"""Flows and components that are written on one line, read without the models.

A large manifest is tens of thousands of lines like `a -> b: data`, and a validator for each of them would
take as long as the rest of the reading. What is not exactly of these shapes is left to the models, and so is
every fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from borderflow.model.architecture import Component, Form, Host

_WORDS = frozenset(("kind", "label", "operator", "host", "software", "model", "tier", "owner"))
_LISTS = frozenset(("holds", "purpose"))


Ends = tuple[str, str, tuple[tuple[str, Form | None], ...] | None]
"""A flow on one line: its source, its target, and the data that it carries when they are named."""


def read_flow(entry: object) -> Ends | None:
    """`a -> b`, `a -> b: data, data` or `a -> b: [data, data]`; None for everything else."""
    if entry.__class__ is str:
        line, _, listed = str(entry).partition(":")
        carries = _listed(listed) if listed and not listed.isspace() else None
    elif isinstance(entry, dict) and len(entry) == 1:
        ((line, data),) = entry.items()
        carries = None if data is None else _carried(data)
        if ":" in line or (carries is None and data is not None):
            return None
    else:
        return None
    source, _, target = line.partition("->")
    source, target = intern(source.strip()), intern(target.strip())  # a component has many flows
    return (source, target, carries) if source and target and "->" not in target else None


def _carried(data: object) -> tuple[tuple[str, Form | None], ...] | None:
    if isinstance(data, str):
        return _listed(data)
    words = _words(data)
    return None if words is None else tuple((word, None) for word in dict.fromkeys(words))


@lru_cache(maxsize=1024)
def _listed(data: str) -> tuple[tuple[str, Form | None], ...]:
    """Thousands of flows carry the same few words."""
    return tuple((word, None) for word in dict.fromkeys(word.strip() for word in data.split(",")))


def read_component(id_: str, entry: object) -> Component | None:
    """A component of a few words, of whose safeguards nothing is stated; None for everything else."""
    if not isinstance(entry, dict) or not _is_brief(entry):
        return None
    host, at = entry.get("host"), ("components", id_)
    place = _place(host) if host else None
    if place is None and host is not None:
        return None
    return Component(
        id=id_,
        kind=entry["kind"],
        label=entry.get("label", ""),
        operator=entry.get("operator", "self"),
        host=Host(*place, path=(*at, "host")) if place and any(place) else None,
        software=entry.get("software", ""),
        model=entry.get("model", ""),
        holds=_words(entry.get("holds", ())) or (),
        purposes=_words(entry.get("purpose", ())) or (),
        tier=entry.get("tier", ""),
        owner=entry.get("owner", ""),
        path=at,
    )


def _is_brief(entry: Mapping[str, Any]) -> bool:
    for key, value in entry.items():
        if key in _LISTS:
            if _words(value) is None:
                return False
        elif key not in _WORDS or value.__class__ is not str:
            return False
    return "kind" in entry


def _words(value: object) -> tuple[str, ...] | None:
    """One word or a list of them; None when it is anything else."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
        return tuple(value)
    return None


class _Place(NamedTuple):
    provider: str | None
    product: str | None
    region: str | None
    deployment: None = None
    countries: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def _place(host: str) -> _Place | None:
    """Company, product and region; None when that cannot be read."""
    from borderflow.shapes.words import parse_host

    try:
        return _Place(**parse_host(host))
    except ValueError:
        return None


class Brief:
    """What of a manifest is written on one line."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        flows, components = value.get("flows"), value.get("components")
        self.flows = list(map(read_flow, flows)) if isinstance(flows, list) else []
        """Each flow in its place; None where the models are needed."""
        self.components = (
            {id_: read_component(id_, entry) for id_, entry in components.items()}
            if isinstance(components, dict)
            else {}
        )

    def rest(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """The manifest without it."""
        rest = dict(value)
        if self.flows:
            pairs = zip(value["flows"], self.flows, strict=True)
            rest["flows"] = [entry for entry, read_already in pairs if read_already is None]
        if self.components:
            pairs = value["components"].items()
            rest["components"] = {id_: entry for id_, entry in pairs if self.components[id_] is None}
        return rest
