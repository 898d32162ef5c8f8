"""What the catalogue knows of a product or a region, as JSON: a published shape of its own, version 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from borderflow.model.catalog import (
    Adequacy,
    DpfStatus,
    Jurisdiction,
    Place,
    Product,
    Provider,
    Region,
)
from borderflow.model.knowledge import Fact, Unknown
from borderflow.renderers.jsontext import Json, Object

Law = Mapping[str, Jurisdiction | None]
"""Country code to its standing on the day."""

UNKNOWN = "unknown"
_DPF = {DpfStatus.ACTIVE: "yes", DpfStatus.CLAIMED: "yes"}
_WORST = (Adequacy.NONE, Adequacy.PARTIAL, Adequacy.ADEQUATE, Adequacy.EEA)


def product_entry(provider: Provider, product: Product, regions: Iterable[Region], law: Law) -> Object:
    """The product that is meant, with what its company adds."""
    parent = provider.parent.known
    return {
        "id": product.id,
        "provider": provider.id,
        "product": product.id.partition("/")[2],
        "name": product.name,
        "kind": product.kinds[0],
        "entities": [
            {"name": one.name, "country": one.country, "role": one.role} for one in provider.entities
        ],
        "parent": {"name": parent.name, "country": parent.country} if parent else None,
        "control": list(provider.control.known or ()),
        "eu_processing": _eu_processing(product, law),
        "dpa": str(product.dpa.known or UNKNOWN),
        "trains_on_customer_data": str(product.training.known or UNKNOWN),
        "dpf": UNKNOWN if product.dpf.known is None else _DPF.get(product.dpf.known, "no"),
        "regions": sorted({*product.regions, *(region.id for region in regions)}),
        "aliases": _aliases(provider, product),
        "sources": list(_sources(provider, product)),
        "confidence": provider.confidence,
        "reviewed": provider.reviewed,
    }


def region_entry(region: Region, law: Law) -> Object:
    """A region, with the standing of the least protected of its countries."""
    place = region.place.known
    countries = place.countries if place else ()
    standings = [found.adequacy for code in countries if (found := law.get(code))]
    adequacy = next((one for one in _WORST if one in standings), Adequacy.NONE)
    return {
        "provider": region.provider,
        "region": region.id,
        "country": countries[0] if len(countries) == 1 else None,
        "eea": adequacy is Adequacy.EEA,
        "adequacy": adequacy.value,
        "multi": list(countries) if len(countries) > 1 else None,
        "sources": list(_source("place", region.place)),
    }


def _aliases(provider: Provider, product: Product) -> Object:
    """Every name that means this product: its own, and those of its company."""
    kinds = sorted({*provider.aliases, *product.aliases})
    return {kind: [*provider.aliases.get(kind, ()), *product.aliases.get(kind, ())] for kind in kinds}


def _eu_processing(product: Product, law: Law) -> str:
    """Where data stay in the EEA: by default, by a choice, by a choice that only some plans have, or not."""
    place = product.default_place.known
    if place and _is_in_eea(place, law):
        return "default"
    if product.eu_option and product.eu_plan:
        return "plan"
    if product.eu_option or product.choice_required:
        return "option"
    return "no" if place else UNKNOWN


def _is_in_eea(place: Place, law: Law) -> bool:
    standings = [law.get(code) for code in place.countries]
    known = [one for one in standings if one and one.adequacy is Adequacy.EEA]
    return place.complete and bool(standings) and len(known) == len(standings)


def _sources(provider: Provider, product: Product) -> Iterator[Json]:
    """Every dated fact with its source, then the texts that were read."""
    for owner in (provider, product):
        for name in owner.__struct_fields__:
            value = getattr(owner, name)
            if isinstance(value, Fact):
                yield from _source(name.replace("_", " "), value)
    for text in provider.sources:
        yield from _cited(text.source, text.as_of, text.text)


def _source(name: str, fact: Fact[object] | Fact[Place]) -> Iterator[Json]:
    if fact.source:
        said = fact.value.reason if isinstance(fact.value, Unknown) else _shown(fact.value)
        yield from _cited(fact.source, fact.as_of, f"{name}: {said} ({fact.level.value})")


def _cited(sources: str, as_of: str, fact: str) -> Iterator[Json]:
    """One entry an address; a text without one is named with the fact."""
    for source in sources.split("; "):
        is_address = source.startswith("http")
        said = fact if is_address or not source else f"{fact}: {source}"
        yield {"url": source if is_address else None, "as_of": as_of or None, "fact": said}


def _shown(value: object) -> str:
    if isinstance(value, Place):
        countries = " ".join(value.countries) or "not named"
        return value.label or countries + ("" if value.complete else " and others")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    name = getattr(value, "name", None)
    return (
        f"{name} ({getattr(value, 'country', '?')})"
        if isinstance(name, str) and not isinstance(value, str)
        else str(value)
    )
