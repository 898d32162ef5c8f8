"""Systems and data sets, and the data that pass between them.

An edge is often told from both ends. What is written on it counts; without that, what both ends declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from borderflow.foreign import Draft, mentions
from borderflow.foreign.brands import find_brand
from borderflow.foreign.hints import plain_organisation
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.values import entries_of, text_of, texts_of
from borderflow.model.architecture import SELF, Clauses, Contract, Datum, PartyFacts, Purpose
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path, Record, Standing
from borderflow.readers.fideslang import taxonomy
from borderflow.readers.fideslang.resources import Resource, categories_in
from borderflow.readers.fideslang.taxonomy import Taxonomy

_CLAUSES = re.compile(r"\bsccs?\b|standard (?:contractual|data protection) clauses", re.IGNORECASE)
_OUTSIDE = re.compile(r"third|vendor|external|saas|partner|processor", re.IGNORECASE)


class _Edge(Struct, frozen=True):
    """What one end says of a flow between two resources."""

    source: str
    target: str
    told: tuple[str, ...] | None
    """Ids of data that are written on it; None when nothing is."""
    path: Path


class Registry:
    """Everything that was declared, by key."""

    def __init__(self, resources: Sequence[Resource], words: Taxonomy, draft: Draft) -> None:
        self._draft = draft
        self._words = words
        self._resources: dict[str, Resource] = {}
        for one in resources:
            if one.kind in ("system", "dataset"):
                self._add(one)
        self._ids: dict[str, str] = {}
        self._declared: dict[str, list[_Declaration]] = {}
        self._missing: set[str] = set()
        self._data: dict[str, dict[str, str]] = {}
        """Key of a resource to its data: category to id."""

    def _add(self, one: Resource) -> None:
        if one.key in self._resources:
            self._draft.remark(f"The key `{one.key}` is declared a second time.", one.path("fides_key"))
        self._resources.setdefault(one.key, one)

    def draw(self) -> None:
        """Data sets come first: systems refer to them."""
        for one in sorted(self._resources.values(), key=lambda each: each.kind):
            self._ids[one.key] = self._component(one)
            self._data[one.key] = self._held(one)
            self._draft.hold(self._ids[one.key], self._data[one.key].values())
        systems = [one for one in self._resources.values() if one.kind == "system"]
        for one in systems:
            self._explain(one)
        self._connect([edge for one in systems for edge in self._edges(one)])

    # Who it is.

    def _component(self, one: Resource) -> str:
        legal = text_of(one.value.get("legal_name"))
        kind = self._kind(one)
        if legal and self._is_owner(legal):
            legal = ""
        elif company := self._company(one, legal, kind):
            product, how, because = company
            kind = self._draft.hints.kind_of_product(product, kind)
            return self._draft.external(product, kind, one.path(), how=how, because=because)
        if legal or self._is_outside(one):
            return self._stranger(one, legal or one.name, kind)
        return self._draft.component(
            one.key, one.path(), kind, label=one.name, because="its type and name say so", how=Known.INFERRED
        )

    def _is_owner(self, legal: str) -> bool:
        owner = self._draft.owner
        return owner is not None and plain_organisation(owner.name) == plain_organisation(legal)

    def _is_outside(self, one: Resource) -> bool:
        """Whether a system is said to be somebody else's."""
        return bool(one.value.get("vendor_id") or _OUTSIDE.search(text_of(one.value.get("system_type"))))

    def _company(self, one: Resource, legal: str, kind: str) -> tuple[str, Known, str] | None:
        """The company of the catalogue whose product a system or data set is."""
        hints = self._draft.hints
        if legal and (found := hints.organisation(legal)):
            return found, Known.DECLARED, f"its legal name is `{legal}`"
        for name in (one.name, one.key.replace("_", " ")):
            if brand := find_brand(name, hints, outside=self._is_outside(one)):
                return brand.product, Known.INFERRED, f"it is called `{name}`"
        found = hints.organisation(one.name)
        if found and self._is_outside(one):
            return found, Known.INFERRED, f"it is called `{one.name}`"
        if found and not hints.catalog.software(one.name):
            self._draft.possibility(found, kind, one.path("name"), f"a system is called `{one.name}`")
        return None

    def _kind(self, one: Resource) -> str:
        told = kind_of_words(f"{one.key} {one.name}")
        if one.kind == "dataset" or "database" in text_of(one.value.get("system_type")).casefold():
            return told or "datastore"
        return told or "application"

    def _stranger(self, one: Resource, name: str, kind: str) -> str:
        """Somebody else; a party where the file gives its address."""
        country = text_of(one.value.get("legal_address")).rpartition(",")[2]
        code = self._draft.hints.country(country) if country else None
        if code is None:
            asks = f"Who is `{name}`, and where does it process the data?"
            because = f"`{one.key}` is described as somebody else's, and `{name}` is not in the catalogue"
            return self._draft.stranger(one.key, kind, one.path(), asks=asks, because=because)
        party = mentions.id_of(name)
        self._draft.parties.setdefault(party, PartyFacts(party, entity=name, country=code, path=one.path()))
        id_ = self._draft.component(
            one.key,
            one.path(),
            kind,
            label=one.name,
            operator=party,
            how=Known.INFERRED,
            because="its type and name say so",
        )
        self._draft.know(id_, "operator", Known.DECLARED, f"its legal name is `{name}`", one.path())
        return id_

    # What it deals with.

    def _held(self, one: Resource) -> dict[str, str]:
        """Category to id of the data of a resource; what is not stated is one open class of data."""
        if one.value.get("processes_personal_data") is False:
            stated = Datum(
                f"{mentions.id_of(one.key)}-data", f"Data of {one.name}", personal=False, path=one.path()
            )
            return {stated.id: self._draft.datum(stated, how=Known.DECLARED)}
        if one.kind == "dataset":
            found = {key: self._datum(key, (), path) for key, path in categories_in(one)}
        else:
            found = {key: id_ for declared in self._declarations(one) for key, id_ in declared.data.items()}
        if found or (one.kind == "system" and not list(entries_of(one.value.get("privacy_declarations")))):
            return found
        return self._open(one)

    def _declarations(self, one: Resource) -> Sequence[_Declaration]:
        if one.key not in self._declared:
            self._declared[one.key] = list(self._read_declarations(one))
        return self._declared[one.key]

    def _read_declarations(self, one: Resource) -> Iterator[_Declaration]:
        for at, value in entries_of(one.value.get("privacy_declarations")):
            path = one.path("privacy_declarations", at)
            subjects = texts_of(value.get("data_subjects"))
            data = {
                key: self._datum(key, subjects, (*path, "data_categories"))
                for key in texts_of(value.get("data_categories"))
            }
            for key in () if data else texts_of(value.get("dataset_references")):
                data |= self._data.get(key, {})
            yield _Declaration(value, path, data or self._open(one, subjects))

    def _datum(self, key: str, subjects: Iterable[str], path: Path) -> str:
        made = self._words.datum(key, subjects, path)
        return self._draft.datum(made, how=Known.DECLARED, because=f"the data category `{key}`")

    def _open(self, one: Resource, subjects: Iterable[str] = ()) -> dict[str, str]:
        """Data of which the file gives no category: unknown, and not none."""
        id_, label = f"{mentions.id_of(one.key)}-data", f"Data of {one.name}"
        about = tuple(word for key in subjects if (word := taxonomy.subject(key)))
        return {id_: self._draft.datum(Datum(id_, label, subjects=about, path=one.path()))}

    # What else is on record.

    def _explain(self, one: Resource) -> None:
        id_ = self._ids[one.key]
        for declared in self._declarations(one):
            self._give_purpose(id_, declared, one)
            self._ask_of_sharing(id_, declared, one)
        self._ask_of_transfers(id_, one)
        if text_of(one.value.get("dpa_location")):
            self._draft.remark(
                f"`dpa_location` of `{one.key}` leads to an impact assessment, and to no processor contract.",
                one.path("dpa_location"),
                "state it in a manifest: `system: {dpia: …}`, when it covers the whole system",
            )

    def _give_purpose(self, id_: str, declared: _Declaration, one: Resource) -> None:
        written = text_of(declared.value.get("data_use"))
        if not written:
            return
        made = _purpose(taxonomy.use(written), written, declared)
        before = self._draft.purposes.get(made.id)
        if before is not None and (before.basis, before.condition.text) != (made.basis, made.condition.text):
            made = replace(made, id=f"{made.id}-{mentions.id_of(one.key)}")
        self._draft.purposes.setdefault(made.id, made)
        component = self._draft.components[id_]
        purposes = tuple(dict.fromkeys((*component.purposes, made.id)))
        self._draft.components[id_] = replace(component, purposes=purposes)

    def _ask_of_sharing(self, id_: str, declared: _Declaration, one: Resource) -> None:
        named = text_of(declared.value.get("third_parties"))
        if not named and declared.value.get("data_shared_with_third_parties") is not True:
            return
        to_whom = f": `{named}`" if named else ""
        self._draft.ask(
            id_,
            f"Which third parties get data from `{one.key}`, and where are they{to_whom}?",
            "The declaration says that data are shared, and names no recipient that could be looked up.",
            (*declared.path, "third_parties" if named else "data_shared_with_third_parties"),
            worst=Severity.HIGH,
            answer=_to_somebody(id_, ", ".join(declared.data.values())),
        )

    def _ask_of_transfers(self, id_: str, one: Resource) -> None:
        bases = texts_of(one.value.get("legal_basis_for_transfers"))
        clauses = next(
            (text for text in bases if re.search(r"scc|standard contractual", text, re.IGNORECASE)), ""
        )
        operator = self._draft.components[id_].operator.partition("/")[0]
        if clauses and operator not in (SELF, "unknown"):
            path = one.path("legal_basis_for_transfers")
            record = Record(Standing.RECORDED, text=clauses, path=path)
            self._draft.contracts.append(Contract(operator, clauses=Clauses(record), path=path))
        countries = texts_of(one.value.get("third_country_transfers"))
        if (countries or one.value.get("does_international_transfers") is True) and operator == SELF:
            key = "third_country_transfers" if countries else "does_international_transfers"
            where = f" in {', '.join(countries)}" if countries else ""
            self._draft.ask(
                id_,
                f"To whom{where} does `{one.key}` transfer data, and on which basis?",
                "It is declared to transfer data to third countries, and no recipient is named.",
                one.path(key),
                worst=Severity.HIGH,
                answer=_to_somebody(id_, "…"),
            )

    # What passes.

    def _edges(self, one: Resource) -> Iterator[_Edge]:
        for side in ("egress", "ingress"):
            for at, value in entries_of(one.value.get(side)):
                other, path = text_of(value.get("fides_key")), one.path(side, at)
                type_ = text_of(value.get("type"))
                if type_ == "dataset" and other not in self._ids:
                    self._miss(other, path)
                elif other and type_ != "user":
                    yield _edge(side, one.key, other, self._told(one, other, side, value, path), path)
        for at, key in enumerate(texts_of(one.value.get("system_dependencies"))):
            yield _Edge(one.key, key, None, one.path("system_dependencies", at))
        for key in texts_of(one.value.get("dataset_references")):
            yield from self._referred(
                one, key, tuple(self._data[one.key].values()), one.path("dataset_references")
            )
        for declared in self._declarations(one):
            path = (*declared.path, "dataset_references")
            for key in texts_of(declared.value.get("dataset_references")):
                yield from self._referred(one, key, tuple(declared.data.values()), path)

    def _referred(self, one: Resource, key: str, data: tuple[str, ...], path: Path) -> Iterator[_Edge]:
        """A data set that a system keeps its data in."""
        if key in self._ids:
            yield _Edge(one.key, key, data, path)
        else:
            self._miss(key, path)

    def _miss(self, key: str, path: Path) -> None:
        if key and key not in self._missing:
            self._missing.add(key)
            self._draft.remark(f"The data set `{key}` is not in these files.", path)

    def _told(
        self, one: Resource, other: str, side: str, value: Mapping[str, object], path: Path
    ) -> tuple[str, ...] | None:
        """Data that the edge names, or the declarations that name the edge."""
        written = texts_of(value.get("data_categories"))
        if written:
            known = self._data[one.key]
            return tuple(known.get(key) or self._datum(key, (), path) for key in written)
        named = [each for each in self._declarations(one) if other in texts_of(each.value.get(side))]
        return tuple(id_ for each in named for id_ in each.data.values()) or None

    def _connect(self, edges: Iterable[_Edge]) -> None:
        by_ends: dict[tuple[str, str], list[_Edge]] = {}
        for edge in edges:
            by_ends.setdefault((edge.source, edge.target), []).append(edge)
        for (source, target), found in by_ends.items():
            told = [edge for edge in found if edge.told is not None]
            carried = [id_ for edge in told for id_ in edge.told or ()] or self._shared(source, target)
            self._draft.flow(
                self._id(source, found[0].path),
                self._id(target, found[0].path),
                (told or found)[0].path,
                how=Known.DECLARED if told else Known.INFERRED,
                because="" if told else "the edge names no data; its ends declare these",
                carries=[(id_, None) for id_ in dict.fromkeys(carried)] if carried else None,
            )

    def _shared(self, source: str, target: str) -> list[str]:
        """What both ends declare, the narrower word of each; else what the source does, or the target."""
        ours, theirs = self._data.get(source, {}), self._data.get(target, {})
        both = [
            ours[key] if key == other or key.startswith(f"{other}.") else theirs[other]
            for key in ours
            for other in theirs
            if (key == other or key.startswith(f"{other}.") or other.startswith(f"{key}."))
        ]
        return both or list(ours.values()) or list(theirs.values())

    def _id(self, key: str, path: Path) -> str:
        """The component of a key; one that no file describes is asked for."""
        if key not in self._ids:
            brand = find_brand(key.replace("_", " "), self._draft.hints)
            because = f"`{key}` is named, and no file describes it"
            self._ids[key] = (
                self._draft.external(brand.product, "saas", path, how=Known.INFERRED, because=because)
                if brand
                else self._draft.stranger(
                    key, "application", path, asks=f"What is `{key}`, and who operates it?", because=because
                )
            )
        return self._ids[key]


class _Declaration(Struct, frozen=True):
    """One purpose of a system, with its data by category."""

    value: Mapping[str, object]
    path: Path
    data: dict[str, str]


def _edge(side: str, one: str, other: str, told: tuple[str, ...] | None, path: Path) -> _Edge:
    return _Edge(one, other, told, path) if side == "egress" else _Edge(other, one, told, path)


def _purpose(id_: str, written: str, declared: _Declaration) -> Purpose:
    special = taxonomy.condition(text_of(declared.value.get("special_category_legal_basis")))
    path = (*declared.path, "special_category_legal_basis")
    return Purpose(
        id_,
        label=text_of(declared.value.get("name")) or written,
        basis=taxonomy.basis(text_of(declared.value.get("legal_basis_for_processing"))),
        condition=Record(Standing.RECORDED, text=special, path=path) if special else Record(),
        path=declared.path,
    )


def _to_somebody(id_: str, data: str) -> str:
    """The lines that name a recipient, and what goes there."""
    recipient = f"{id_}-recipient"
    return (
        f"components: {{{recipient}: {{kind: saas, operator: company/product}}}}\n"
        f"flows: ['{id_} -> {recipient}: {data}']"
    )
