"""Where a manifest states something else than a file does: neither wins in silence, and the worse counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from borderflow.errors import InputError
from borderflow.model.architecture import (
    SELF,
    UNSTATED_OPERATOR,
    Architecture,
    Component,
    Host,
    Organisation,
    System,
)
from borderflow.model.catalog import Adequacy
from borderflow.model.reading import Known, Reading
from borderflow.overlay.layers import Layer
from borderflow.overlay.merging import NOT_THERE, as_flow, ends, merge_component
from borderflow.overlay.written import Plain
from borderflow.readers.manifest import read_alone
from borderflow.resolve import resolve

if TYPE_CHECKING:
    from borderflow.catalog import Catalog

_DISTANCES = (Adequacy.EEA, Adequacy.ADEQUATE, Adequacy.PARTIAL, Adequacy.NONE)
_MARKED = ("categories", "subjects")


class Dispute(Struct, frozen=True):
    """One fact of which two places say different things."""

    text: str
    keep: tuple[str, str, str]
    """Section, id and field whose value in the files is the worse, and stays; the field is empty if none."""


class Judge:
    """Compares what a manifest states of a component with what a file states of it."""

    def __init__(self, files: Layer, reading: Reading, catalog: Catalog, day: date) -> None:
        self._files, self._reading, self._catalog, self._day = files, reading, catalog, day
        self._flows = {ends(one): number for number, one in enumerate(files.value.get("flows", ()))}

    def settle(self, over: Layer) -> tuple[Layer, tuple[str, ...]]:
        """The layer without what loses to a file, and each dispute in words."""
        said: list[str] = []
        value = dict(over.value)
        for section, judge in (("components", self._component), ("data", self._datum)):
            entries = value.get(section)
            if isinstance(entries, dict):
                judged = {id_: judge(id_, entry, over, said) for id_, entry in entries.items()}
                value[section] = {id_: entry for id_, entry in judged.items() if entry is not None}
        if isinstance(value.get("flows"), list):
            value["flows"] = [
                self._flow(index, entry, over, said) for index, entry in enumerate(value["flows"])
            ]
        return replace(over, value=value), tuple(said)

    # Components: who operates them, and where.

    def _component(self, id_: str, entry: Any, over: Layer, said: list[str]) -> Any:
        """What is left of an entry; None for nothing."""
        under = self._files.value.get("components", {}).get(id_)
        if under is None or (isinstance(entry, dict) and entry.get("override")):
            return entry
        if entry in NOT_THERE:
            return self._denied(id_, over, said)
        return self._worse(id_, under, entry, over, said) if isinstance(entry, dict) else entry

    def _denied(self, id_: str, over: Layer, said: list[str]) -> Any:
        """What a file describes, or names outright, cannot be talked away; what a key makes one guess can."""
        basis = self._reading.bases.get((id_, "operator"))
        if basis is not None and basis.how is not Known.DECLARED:
            return "none"
        said.append(
            f"`{id_}` is not there by {over.locate(('components', id_))}, and "
            f"{self._files.locate(('components', id_))} shows it."
        )
        return None

    def _worse(self, id_: str, under: Plain, entry: Plain, over: Layer, said: list[str]) -> Plain:
        left = dict(entry)
        for name, field in (("operator", "operator"), ("host", "region")):
            if name not in entry or name not in under or not self._is_declared(id_, field):
                continue
            ours, theirs = self._read(under, {}), self._read(under, {name: entry[name]})
            if ours is None or theirs is None or self._is_same(name, ours, theirs):
                continue
            said.append(self._words(id_, name, (ours, theirs), over))
            if self._weigh(ours) > self._weigh(theirs):
                del left[name]
                if name == "operator":  # its place is one of that operator, too
                    left.pop("host", None)
                    break
        return left

    def _is_declared(self, id_: str, field: str) -> bool:
        fields = ("region", "host") if field == "region" else (field,)
        bases = (self._reading.bases.get((id_, one)) for one in fields)
        return any(basis is not None and basis.how is Known.DECLARED for basis in bases)

    def _read(self, under: Plain, over: Plain) -> Component | None:
        """A component of those words; None where the reader will complain of them."""
        try:
            return read_alone("it", merge_component(under, over))
        except InputError:
            return None

    def _is_same(self, name: str, one: Component, other: Component) -> bool:
        if name == "operator":
            return self._company(one.operator) == self._company(other.operator)
        before, after = one.host or Host(), other.host or Host()
        if not (after.region or after.countries) or not (before.region or before.countries):
            return self._company(before.provider) == self._company(after.provider)
        return self._region(before) == self._region(after) and (
            self._company(before.provider) == self._company(after.provider)
        )

    def _company(self, name: str | None) -> str:
        found = self._catalog.identify(name) if name else None
        return found[0] if found else (name or "").partition("/")[0]

    def _region(self, host: Host) -> object:
        found = self._catalog.region(host.provider, host.region) if host.provider and host.region else None
        return found.id if found else (host.region, host.countries)

    def _words(self, id_: str, name: str, both: Sequence[Component], over: Layer) -> str:
        what = "operated by" if name == "operator" else "at"
        ours, theirs = (_said(one, name) for one in both)
        path = ("components", id_, name)
        return (
            f"`{id_}` is {what} `{theirs}` by {over.locate(path)}, and {what} `{ours}` by "
            f"{self._place(id_, name)}."
        )

    def _place(self, id_: str, name: str) -> object:
        fields = ("region", "host") if name == "host" else (name,)
        basis = next((found for one in fields if (found := self._reading.bases.get((id_, one)))), None)
        return self._files.locate(("sources", *basis.path) if basis else ("components", id_, name))

    def _weigh(self, one: Component) -> int:
        """How far the law is from that of the EEA to which the place or a company is subject."""
        alone = Architecture(System("it"), Organisation("it"), components={"it": one})
        try:
            system = resolve(alone, self._catalog, self._day)
        except InputError:
            return len(_DISTANCES)
        place = system.components["it"].place
        countries = {*place.countries}
        for company in system.companies.values():
            countries |= {*company.control, *((company.country,) if isinstance(company.country, str) else ())}
        unknown = not place.complete or one.operator == UNSTATED_OPERATOR
        return max((self._distance(code) for code in countries), default=0) + (1 if unknown else 0)

    def _distance(self, country: str) -> int:
        found = self._catalog.jurisdiction(country, self._day)
        return 2 * _DISTANCES.index(found.adequacy if found else Adequacy.NONE)

    # Data, and what flows carry.

    def _datum(self, id_: str, entry: Any, over: Layer, said: list[str]) -> Any:
        under = self._files.value.get("data", {}).get(id_)
        if not isinstance(under, dict) or not isinstance(entry, dict) or not self._is_said(id_):
            return entry
        left = dict(entry)
        if entry.get("personal") is False and (under.get("personal") or any(map(under.get, _MARKED))):
            said.append(self._milder(("data", id_), "not personal", "personal data", over))
            del left["personal"]
        for name in _MARKED:
            before, after = under.get(name), entry.get(name)
            gone = [word for word in _words(before) if word not in _words(after)]
            if name in entry and gone:
                said.append(self._milder(("data", id_), f"without {', '.join(gone)}", ", ".join(gone), over))
                left[name] = [*_words(after), *gone]
        return left

    def _is_said(self, id_: str) -> bool:
        """Whether a file says what data are, and no name was taken for it."""
        basis = self._reading.bases.get((id_, "data"))
        return basis is None or basis.how is Known.DECLARED

    def _flow(self, index: int, entry: Any, over: Layer, said: list[str]) -> Any:
        flow = as_flow(entry)
        flows = self._files.value.get("flows", ())
        place = self._flows.get(ends(flow))
        if place is None or not isinstance(flow, dict) or "carries" not in flow:
            return entry
        gone = [word for word in _words(flows[place].get("carries")) if word not in _words(flow["carries"])]
        if not gone:
            return entry
        said.append(
            f"`{flow['from']} -> {flow['to']}` carries no {', '.join(gone)} by "
            f"{over.locate(('flows', index))}, and does by {self._files.locate(('flows', place))}."
        )
        return {**flow, "carries": [*_words(flow["carries"]), *gone]}

    def _milder(self, path: tuple[str, str], theirs: str, ours: str, over: Layer) -> str:
        return f"`{path[1]}` is {theirs} by {over.locate(path)}, and {ours} by {self._files.locate(path)}."


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    return [word for word in value if isinstance(word, str)] if isinstance(value, list | dict) else []


def _said(one: Component, name: str) -> str:
    if name == "operator":
        return one.operator
    host = one.host or Host()
    company = "/".join(filter(None, (host.provider, host.product)))
    return f"{company}@{host.region}" if host.region else company or ", ".join(host.countries) or SELF
