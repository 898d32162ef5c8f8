"""Entries of the compiled file become the frozen values of the model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from borderflow.model.catalog import (
    AccessLaw,
    Adequacy,
    Availability,
    DpfStatus,
    Entity,
    Instrument,
    Jurisdiction,
    Owner,
    Place,
    Product,
    Provider,
    ProviderRole,
    Region,
    Software,
    SubProcessor,
    Support,
    TrainingUse,
)
from borderflow.model.knowledge import Fact, Ground, Level, Origin, Unknown
from borderflow.model.terms import Terms

T = TypeVar("T")
Json = dict[str, Any]


def provider(entry: Json) -> Provider:
    """A company with its products."""
    parent: Fact[Owner] = _fact(entry, "parent", lambda value: Owner(*value))
    return Provider(
        id=entry["id"],
        name=entry["name"],
        entities=tuple(Entity(*entity) for entity in entry["entities"]),
        parent=parent,
        control=_fact(entry, "control", tuple),
        nexus=tuple(entry["nexus"]),
        ownership_as_of=parent.as_of,
        immunity=_fact(entry, "immunity", str),
        default_product=entry["default"],
        products={id_: product(entry, id_) for id_ in entry["order"]},
        aliases={kind: tuple(words) for kind, words in entry["aliases"].items()},
        sources=tuple(
            Ground(title, Origin.CATALOG, source=url, as_of=as_of) for title, url, as_of in entry["sources"]
        ),
        confidence=entry["confidence"],
        reviewed=entry["reviewed"],
    )


def product(company: Json, id_: str) -> Product:
    """One product of a company's entry."""
    entry: Json = company["products"][id_]
    return Product(
        id=entry["id"],
        provider=company["id"],
        name=entry["name"],
        kinds=tuple(entry["kinds"]),
        tier=entry["tier"],
        hosts=entry["hosts"],
        contract_party=_fact(entry, "contract_party", lambda value: Entity(*value), "entities"),
        default_place=_fact(entry, "place", _place),
        choice_required="chosen" in entry["place"],
        regions=tuple(entry["region_ids"]),
        deployments=entry["deployments"],
        eu_option=entry["eu_option"],
        eu_plan=entry["eu_plan"],
        dpa=_fact(entry, "dpa", Availability),
        dpa_incorporated=_fact(entry, "dpa_incorporated", bool),
        onward_tool=_fact(entry, "onward_tool", str),
        sccs_in_terms=_fact(entry, "sccs_in_terms", bool),
        dpf=_fact(entry, "dpf", DpfStatus),
        role=_fact(entry, "role", ProviderRole),
        own_purposes=tuple(entry["own_purposes"]),
        training=_fact(entry, "training", TrainingUse),
        training_by_tier=entry["training_by_tier"],
        retention=_fact(entry, "retention", str),
        zero_retention=_fact(entry, "zero_retention", str),
        human_review=_fact(entry, "human_review", bool),
        support=_fact(entry, "support", lambda value: Support(tuple(value[0]), value[1])),
        sub_processors=_fact(
            entry, "sub_processors", lambda value: tuple(SubProcessor(**sub) for sub in value)
        ),
        sub_processors_url=entry["sub_processors_url"],
        customer_keys=entry["customer_keys"],
        fine_tuning=_fact(entry, "fine_tuning", str),
        certifications=tuple(entry["certifications"]),
        notes=tuple(entry["notes"]),
        dpa_url=entry["dpa_url"],
        aliases={kind: tuple(words) for kind, words in entry["aliases"].items()},
    )


def region(company: str, entry: Json, *, run_by_others: bool = False) -> Region:
    """A region; in the cloud of somebody else it is run by others."""

    def place(value: list[Any]) -> Place:
        found = _place(value)
        return Place(found.countries, found.complete, "others", found.label) if run_by_others else found

    zone = "" if run_by_others else entry["zone"]
    return Region(company, entry["id"], _fact(entry, "place", place), entry["name"], zone)


def jurisdiction(entry: Json, laws: dict[str, Json], as_of: date) -> Jurisdiction:
    """A country as it stands on one day."""
    day = as_of.isoformat()
    period: Json = next((period for period in reversed(entry["adequacy"]) if _holds(period, day)), {})
    return Jurisdiction(
        code=entry["code"],
        name=entry["name"],
        adequacy=Adequacy(period.get("v", Adequacy.NONE)),
        instrument=period.get("instrument", ""),
        conditions=tuple(period.get("conditions", ())),
        laws=tuple(_law(id_, law) for id_, law in laws.items() if _holds(law, day)),
        problematic=entry.get("problematic", False),
        verify_status=entry.get("verify_status", ""),
        fragility=tuple(period.get("fragility", ())),
        source=period.get("s", ""),
        as_of=period.get("d", ""),
    )


def software(id_: str, entry: Json) -> Software:
    return Software(id_, **entry)


def instrument(id_: str, entry: Json) -> Instrument:
    fields = ("name", "article", "act", "covers_transfer", "needs_assessment", "note")
    return Instrument(
        id_,
        **{name: entry[name] for name in fields},
        modules=tuple(sorted(entry["modules"])),
        first=entry["from_"] or "",
        last=entry["until"] or "",
        concluded_until=entry["concluded_until"] or "",
    )


def terms(entry: Json) -> Terms:
    """The mapping of our words to public ones."""
    sections = {name: dict(words) for name, words in entry.items() if name not in ("version", "prefixes")}
    categories = sections["categories"]
    sections["categories"] = {word: found["dpv"] for word, found in categories.items()}
    fides = {word: found["fides"] for word, found in categories.items()}
    return Terms(entry["version"], entry["prefixes"], sections, fides)


def _holds(dated: Json, day: str) -> bool:
    """Whether a period holds on a day; its first and last day belong to it."""
    return bool(dated["from"] <= day and (not dated["until"] or day <= dated["until"]))


def _law(id_: str, entry: Json) -> AccessLaw:
    return AccessLaw(
        id=id_,
        country=entry["country"],
        name=entry["name"],
        citation=entry["citation"],
        reaches_abroad=entry["reaches_abroad"] != "no",
        level=Level(entry.get("l", Level.UNVERIFIED)),
        source=entry.get("s", ""),
    )


def _place(value: list[Any]) -> Place:
    countries, complete, run_by, label = value
    return Place(tuple(countries), complete, run_by, label)


def _fact(entry: Json, key: str, convert: Callable[[Any], T], name: str = "") -> Fact[T]:
    """A fact of a company, product or region, with the name that its file has for it."""
    stated: Json = entry[key]
    value: T | Unknown = convert(stated["v"]) if "v" in stated else Unknown(stated["u"])
    level = Level(stated.get("l", "unverified"))
    dated = stated.get("s", ""), stated.get("d", "")
    return Fact(value, level, *dated, name=name or key, of=entry["name"] or entry["id"])
