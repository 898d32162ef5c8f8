"""Layers merged into one manifest: mappings merge, a later word wins, lists replace.

Flows are the exception: they are told apart by their ends, and not by their place in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field

from borderflow.overlay.layers import Layer
from borderflow.overlay.written import Plain
from borderflow.shapes.manifest.flows import parse_flow
from borderflow.shapes.words import parse_host

Spot = tuple[int, int]
"""The number of a layer, and of the item in its list."""
_BY_ID = ("components", "data", "purposes", "parties", "owners")
_ALONE = ("system", "controller", "review")
NOT_THERE = ("none", False)
"""What is written in place of a component that is not there."""


class Merged(Struct):
    """One manifest, and for each item of its lists who speaks of it."""

    value: Plain = field(default_factory=dict)
    flows: list[list[Spot]] = field(default_factory=list)
    accepted: list[list[Spot]] = field(default_factory=list)


def merge(layers: Sequence[Layer]) -> Merged:
    """All layers in one, the later over the earlier."""
    merged = Merged()
    for number, layer in enumerate(layers):
        for section, value in layer.value.items():
            _lay(section, value, merged, number)
    for layer in layers:
        _lay_under(layer, merged.value)
    merged.value.pop("defaults", None)
    merged.value.pop("sources", None)
    return merged


def _lay(section: str, value: Any, merged: Merged, number: int) -> None:
    whole = merged.value
    if section == "flows" and isinstance(value, list):
        _lay_flows(value, merged, number)
    elif section == "accepted" and isinstance(value, list):
        whole.setdefault(section, []).extend(value)
        merged.accepted += [[(number, index)] for index in range(len(value))]
    elif section == "contracts" and isinstance(value, dict):
        entries = whole.setdefault(section, {})
        for party, entry in value.items():
            entries[party] = _contract(entries[party], entry) if party in entries else entry
    elif section in _BY_ID and isinstance(value, dict):
        entries = whole.setdefault(section, {})
        for id_, entry in value.items():
            entries[id_] = _refined(section, entries.get(id_), entry)
    elif section in _ALONE:
        whole[section] = joined(whole.get(section), value)
    else:
        whole[section] = value


def joined(under: Any, over: Any) -> Any:
    """Mappings merge to whatever depth; of everything else the later counts."""
    if not isinstance(under, dict) or not isinstance(over, dict):
        return over
    return {**under, **{key: joined(under.get(key), value) for key, value in over.items()}}


def _refined(section: str, under: Any, over: Any) -> Any:
    return merge_component(under, over) if section == "components" else joined(under, over)


def merge_component(under: Any, over: Any) -> Any:
    """A component with what is stated of it later."""
    if not isinstance(under, dict) or not isinstance(over, dict):
        return joined(under, over)
    if "deployment" in over and isinstance(under.get("host"), dict):
        under = {**under, "host": {key: one for key, one in under["host"].items() if key != "deployment"}}
    entry: Plain = joined({**under, "host": None}, {**over, "host": None})
    place = _place(under, over)
    return {key: value for key, value in entry.items() if key != "host"} | ({"host": place} if place else {})


def _place(under: Plain, over: Plain) -> Any:
    """Where a component runs: a place at another company says nothing of the one before."""
    before = under.get("host")
    if "host" not in over:
        moved = _company(over.get("operator")) not in ("", _company(under.get("operator")))
        of_operator = isinstance(before, dict) and before.get("provider") == _company(under.get("operator"))
        return None if moved and of_operator else before
    try:
        after = parse_host(over["host"])
    except ValueError:
        return over["host"]  # which the models will complain of
    if not isinstance(after, dict) or not isinstance(before, dict):
        return after
    said = {key: value for key, value in after.items() if value is not None}
    return {**before, **said} if said.get("provider") in (None, before.get("provider")) else said


def _company(name: object) -> str:
    return name.partition("/")[0] if isinstance(name, str) else ""


def _contract(under: Any, over: Any) -> Any:
    """What is on record with a company; a mapping joins the entry for the same product and exporter."""
    if not isinstance(over, dict):
        return over
    if isinstance(under, dict):
        under = [under]
    if not isinstance(under, list):
        return over
    key = over.get("product"), over.get("with")
    place = next((n for n, one in enumerate(under) if _key(one) == key), None)
    if place is None:
        return [*under, over]
    return [*under[:place], joined(under[place], over), *under[place + 1 :]]


def _key(entry: Any) -> tuple[Any, Any]:
    return (entry.get("product"), entry.get("with")) if isinstance(entry, dict) else (None, None)


def _lay_flows(entries: Iterable[Any], merged: Merged, number: int) -> None:
    """Flows with the ends of one below refine it; the second with the same ends is one more."""
    known: dict[tuple[Any, Any], int] = {}
    flows = merged.value.setdefault("flows", [])
    for place, flow in reversed(list(enumerate(flows))):
        known[ends(flow)] = place
    for index, written in enumerate(entries):
        if written is None:  # it was left out, and the others keep their places
            continue
        flow = as_flow(written)
        place = known.pop(ends(flow), None) if number else None
        if place is None:
            flows.append(flow)
            merged.flows.append([(number, index)])
        else:
            flows[place] = _joined_flow(flows[place], flow)
            merged.flows[place].append((number, index))


def _joined_flow(under: Any, over: Any) -> Any:
    """What a flow carries is a list, however it is written: it replaces the one before."""
    whole = joined(under, over)
    return {**whole, "carries": over["carries"]} if "carries" in over else whole


def as_flow(written: Any) -> Any:
    """A flow as a mapping, where it can be read as one."""
    try:
        return parse_flow(written)
    except ValueError:
        return written


def ends(flow: Any) -> tuple[Any, Any]:
    """From where to where."""
    return (flow.get("from"), flow.get("to")) if isinstance(flow, dict) else (None, id(flow))


def _lay_under(layer: Layer, whole: Plain) -> None:
    """Defaults go under the entries of their own layer, and under components that one runs oneself."""
    defaults = layer.value.get("defaults")
    for section, under in defaults.items() if isinstance(defaults, dict) else ():
        entries = whole.get(section)
        if isinstance(entries, dict) and isinstance(under, dict):
            for id_, entry in entries.items():
                if _is_own(section, id_, entry, layer):
                    entries[id_] = _under(entry, under)
        elif section == "flows" and isinstance(entries, list) and isinstance(under, dict):
            stated = {ends(as_flow(one)) for one in layer.value.get("flows") or ()}
            whole[section] = [_under(one, under) if ends(one) in stated else one for one in entries]


def _is_own(section: str, id_: str, entry: Any, layer: Layer) -> bool:
    if layer.says((section, id_)):
        return True
    return section == "components" and isinstance(entry, dict) and entry.get("operator", "self") == "self"


def _under(entry: Any, under: Plain) -> Any:
    if isinstance(entry, list):
        return [_under(one, under) for one in entry]
    return {**under, **entry} if isinstance(entry, dict) else entry
