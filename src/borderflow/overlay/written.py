"""An architecture as the plain values of a native manifest: the way back from `readers/manifest/`.

What is on record nowhere is left out, so that what is read again is what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields, replace

from borderflow.model.architecture import (
    UNSTATED,
    Acceptance,
    Architecture,
    Clauses,
    Component,
    Contract,
    Datum,
    Flow,
    Host,
    Organisation,
    PartyFacts,
    Protection,
    Safeguards,
    SupportAccess,
    System,
)
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Answer, Record, Standing

Plain = dict[str, Any]
"""A mapping of a manifest."""

_UNSAID = frozenset(("path", "id", "standing"))


def manifest_of(architecture: Architecture) -> Plain:
    """The whole system as a manifest, version 1; contracts are lists, hosts and records mappings."""
    sections: Plain = {
        "borderflow": 1,
        "system": _system(architecture.system),
        "controller": _organisation(architecture.controller),
        "data": _each(architecture.data, _datum),
        "purposes": _each(architecture.purposes, _unlabelled),
        "components": _each(architecture.components, component),
        "flows": [_flow(one) for one in architecture.flows],
        "parties": _each(architecture.parties, _party),
        "contracts": _contracts(architecture.contracts),
        "accepted": [entry for one in architecture.accepted for entry in _acceptances(one)],
        "owners": dict(architecture.owners),
        "review": _entry(architecture.review),
    }
    return {name: section for name, section in sections.items() if section}


def _each(section: Mapping[str, Any], write: Callable[[Any], Plain]) -> Plain:
    return {id_: write(one) for id_, one in section.items()}


def component(one: Component) -> Plain:
    """One component, with its safeguards beside its other facts."""
    entry = {"kind": one.kind, **_entry(one, {"purposes": "purpose"}, ("kind", "host", "safeguards"))}
    if one.host is not None:
        where = host(one.host)
        entry |= where if where.keys() == {"deployment"} else _given(host=where)
    return entry | (_safeguards(one.safeguards) if one.safeguards is not UNSTATED else {})


def host(one: Host) -> Plain:
    """Where a component runs, as a mapping."""
    return _entry(one, {"countries": "country"})


def _safeguards(one: Safeguards) -> Plain:
    entry = _entry(one, skip=("protection", "artifact"))
    protection, artifact = _protection(one.protection), _entry(one.artifact)
    return entry | _given(encryption=protection, artifact=artifact)


def _protection(one: Protection) -> Plain:
    return _entry(one, {"claims_uc1": "uc1"})


def _flow(one: Flow) -> Plain:
    entry: Plain = {"from": one.source, "to": one.target}
    if one.carries is not None:
        entry["carries"] = {id_: form.value if form else None for id_, form in one.carries}
    pseudonymised = None if one.pseudonymised is None else _pseudonymised(one.pseudonymised)
    entry |= _given(
        purpose=one.purpose,
        when=one.when,
        encryption=_protection(one.protection),
        local=one.local,
    )
    return entry if pseudonymised is None else {**entry, "pseudonymised": pseudonymised}


def _pseudonymised(one: object) -> Plain:
    return _entry(one, {"key_holder": "key", "key_country": "country"})


def _datum(one: Datum) -> Plain:
    entry = _unlabelled(one)
    if one.pseudonymised is not None:
        entry["pseudonymised"] = _pseudonymised(one.pseudonymised)
    return entry


def _unlabelled(one: Any) -> Plain:
    """Data and purposes; a label that only repeats the id is none."""
    return _entry(one, skip=("pseudonymised", *(("label",) if one.label == one.id else ())))


def _system(one: System) -> Plain:
    seal = {
        each.objective: {"level": each.level, **_entry(each.record, skip=("text", "version", "covers"))}
        for each in one.seal
    }
    return {"name": one.name, **_entry(one, skip=("name", "seal")), **_given(seal=seal)}


def _organisation(one: Organisation) -> Plain:
    parent = _given(name=one.parent_name, country=one.parent_country)
    return {
        "name": one.name,
        **_entry(one, skip=("name", "parent_name", "parent_country")),
        **_given(parent=parent),
    }


def _party(one: PartyFacts) -> Plain:
    own = "parent_name parent_country parent_share parent_since independent".split()
    entry = _entry(one, skip=(*own, "support", "sub_processors", "shareholders"))
    entry |= _given(parent=_parent(one), support=_support(one.support) if one.support else None)
    if one.sub_processors is not None:
        entry["sub_processors"] = _chain(one.sub_processors)
    if one.shareholders is not None:
        entry["shareholders"] = [_entry(each) for each in one.shareholders] or "none"
    return entry


def _parent(one: PartyFacts) -> Plain | str:
    if one.independent:
        return "none"
    return _given(
        name=one.parent_name,
        country=one.parent_country,
        share=one.parent_share,
        since=one.parent_since.isoformat() if one.parent_since else None,
    )


def _support(one: SupportAccess) -> Plain:
    return _entry(one) or {"countries": []}


def _chain(links: Iterable[Any] | Unknown) -> list[Plain] | str:
    if isinstance(links, Unknown):
        return "unknown"
    return [_entry(link) for link in links] or "none"


def _contracts(contracts: Iterable[Contract]) -> Plain:
    found: dict[str, list[Plain]] = {}
    for one in contracts:
        found.setdefault(one.party, []).append(_contract(one))
    return dict(found)


def _contract(one: Contract) -> Plain:
    entry = _entry(one, {"exporter": "with"}, ("party", "clauses"))
    return entry | _given(tool=_clauses(one.clauses))


def _clauses(one: Clauses) -> Plain | str:
    record = one.record
    if record.standing in (Standing.NONE, Standing.UNKNOWN):
        return record.standing.value
    if record.standing is Standing.ABSENT:
        return {}
    dated = _entry(record, {"on": "signed"}, ("text", "by", "covers"))
    return {"kind": one.kind, **dated, **_entry(one, {"modules": "module"}, ("kind", "record"))}


def _acceptances(one: Acceptance) -> Iterator[Plain]:
    """What stands in a file of its own stays there; a comment has no line here, but may have a component."""
    if one.lines:
        at = replace(one, place=None, lines=None)
        yield from (_entry(replace(at, component=id_)) for id_ in one.lines.components)
    elif one.place is None:
        yield _entry(one)


def _given(**values: Any) -> Plain:
    """What is said at all."""
    unsaid: tuple[Any, ...] = (None, "", [], {}, ())
    return {name: value for name, value in values.items() if value is not False and value not in unsaid}


def _entry(one: Any, names: Mapping[str, str] | None = None, skip: Iterable[str] = ()) -> Plain:
    """The fields of a value that are not as when nothing is said; a record has a way of its own."""
    left_out = {*_UNSAID, *skip}
    entry: Plain = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.name not in left_out and not _is_default(field, value):
            entry[(names or {}).get(field.name, field.name)] = _plain(value)
    return entry


def _is_default(field: FieldInfo, value: Any) -> bool:
    if field.default_factory is not NODEFAULT:
        return bool(value == field.default_factory())
    if isinstance(value, Record):
        return value.standing is Standing.ABSENT
    return field.default is not NODEFAULT and bool(value == field.default)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return _record(value)
    if isinstance(value, Answer):
        return {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: "unknown", Answer.ABSENT: None}[value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return _protection_or_entry(value) if isinstance(value, Struct) else value


def _protection_or_entry(value: Any) -> Plain:
    return _protection(value) if isinstance(value, Protection) else _entry(value)


def _record(one: Record) -> Plain | str | bool:
    """`none` and `unknown` as words, a bare record as `true`, all else as a mapping."""
    if one.standing in (Standing.NONE, Standing.UNKNOWN):
        return one.standing.value
    return _entry(one) or one.standing is not Standing.ABSENT
