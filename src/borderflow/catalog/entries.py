"""Shapes become the entries of the compiled file: products with their company's terms, sources resolved.

A fact is `{"v": value}` or `{"u": why it is unknown}`, with level (`l`), source (`s`) and date (`d`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from borderflow.model.knowledge import Level
from borderflow.shapes.catalog import (
    CHOSEN,
    Dated,
    FactShape,
    OwnerShape,
    PlaceShape,
    ProductShape,
    ProviderShape,
    RegionShape,
    RegionsShape,
    SourceShape,
    SupportShape,
    TermsShape,
)
from borderflow.shapes.scalars import Shape

Json = dict[str, Any]
SILENT = "the catalogue says nothing about it"

_FACTS = (
    "dpa dpa_incorporated onward_tool sccs_in_terms dpf role training retention zero_retention human_review "
    "sub_processors fine_tuning"
).split()
_PLAIN = "own_purposes training_by_tier sub_processors_url dpa_url certifications notes".split()


@dataclass(frozen=True)
class Writer:
    """What the facts of one file are resolved with: its sources, and the members of EU and EEA."""

    sources: Mapping[str, SourceShape]
    groups: Mapping[str, tuple[str, ...]]

    def fact(self, stated: FactShape[Any] | None) -> Json:
        if stated is None:
            return {"u": SILENT}
        return self.dated(stated, None if stated.is_ is None else _plain(stated.is_))

    def dated(self, stated: Dated, value: object) -> Json:
        """A value with its level, source and date; None is an unknown."""
        found: Json = {"u": stated.why or SILENT} if value is None else {"v": value}
        if stated.level is not Level.UNVERIFIED:
            found["l"] = stated.level.value
        named = [self.sources[key] for key in stated.source if key in self.sources]
        if named:
            found["s"] = "; ".join(source.url or source.title for source in named)
        if as_of := stated.as_of or max((source.as_of or "" for source in named), default=""):
            found["d"] = as_of
        return found

    def owner(self, stated: OwnerShape) -> Json:
        return self.dated(stated, [stated.name, stated.country] if stated.country else None)

    def place(self, stated: PlaceShape | None) -> Json:
        """A place: [countries, complete, run by, label]. One that must be chosen is unknown, and says so."""
        if stated is None:
            return {"u": "the documentation names no place"}
        if stated.is_ is not None:
            chosen = {"chosen": True} if stated.is_ == CHOSEN else {}
            return {**self.dated(stated, None), **chosen}
        label = stated.label or self._group_named(stated.countries)
        return self.dated(stated, [self.countries(stated.countries), stated.complete, stated.run_by, label])

    def region(self, stated: RegionShape) -> Json:
        if stated.country is not None:
            value = self.dated(stated, [[stated.country], stated.complete, stated.run_by, stated.label])
        else:
            value = self.place(stated)
        return {"id": stated.id, "name": stated.name, "zone": stated.zone, "place": value}

    def _group_named(self, codes: Collection[str]) -> str:
        """`EU and CH` reads better than twenty-eight countries."""
        return " and ".join(codes) if any(code in self.groups for code in codes) else ""

    def countries(self, codes: Iterable[str]) -> list[str]:
        return sorted({country for code in codes for country in self.groups.get(code, (code,))})

    def support(self, stated: SupportShape | None) -> Json:
        if stated is None:
            return {"u": SILENT}
        return self.dated(stated, None if stated.is_ else [sorted(stated.countries), stated.exceptions])


def provider_entry(shape: ProviderShape, groups: Mapping[str, tuple[str, ...]]) -> Json:
    """Everything about one company, its products expanded."""
    writer = Writer(shape.sources, groups)
    return {
        "id": shape.id,
        "name": shape.name,
        "reviewed": shape.reviewed,
        "confidence": shape.confidence,
        "entities": [[entity.name, entity.country, entity.role] for entity in shape.entities],
        "parent": writer.owner(shape.parent),
        "control": writer.fact(shape.control),
        "nexus": list(shape.nexus.is_ or ()) if shape.nexus else [],
        "immunity": writer.fact(shape.immunity),
        "default": shape.default_product,
        "aliases": {kind: list(words) for kind, words in shape.aliases if words},
        "sources": [[source.title, source.url, source.as_of or ""] for source in shape.sources.values()],
        "regions": region_table(shape.regions, writer),
        "regions_of": list(shape.regions_of),
        "products": {id_: _product(id_, product, shape, writer) for id_, product in shape.products.items()},
        "order": list(shape.products),
    }


def regions_entry(shape: RegionsShape, groups: Mapping[str, tuple[str, ...]]) -> Json:
    """The regions of one cloud."""
    writer = Writer(shape.sources, groups)
    return {"zone_suffix": shape.zone_suffix, **region_table(shape.regions, writer)}


def region_table(regions: Collection[RegionShape], writer: Writer) -> Json:
    """Regions, and every spelling of their codes."""
    entries = [writer.region(region) for region in regions]
    codes = {folded(word): at for at, region in enumerate(regions) for word in region.aliases}
    codes |= {folded(region.id): at for at, region in enumerate(regions)}
    return {"entries": entries, "codes": codes}


def folded(code: str) -> str:
    """A region code as it is compared: `West Europe` and `westeurope` are one."""
    return re.sub(r"[\s_]+", "", code).casefold()


def _product(id_: str, product: ProductShape, company: ProviderShape, writer: Writer) -> Json:
    terms = _merged(company.terms, product)
    return {
        "id": f"{company.id}/{id_}",
        "name": product.name,
        "kinds": list(product.kinds),
        "tier": product.tier,
        "hosts": product.hosts,
        "contract_party": _contract_party(terms.contract, company, writer),
        "place": writer.place(terms.place),
        "deployments": {key.lower(): value for key, value in terms.deployments.items()},
        "eu_option": _option(terms.eu_option),
        "customer_keys": terms.customer_keys.is_ or "" if terms.customer_keys else "",
        "support": writer.support(terms.support),
        "regions": region_table(product.regions, writer),
        "region_ids": [region.id for region in (*product.regions, *company.regions)],
        **{name: writer.fact(getattr(terms, name)) for name in _FACTS},
        **{name: _plain(getattr(terms, name)) for name in _PLAIN},
    }


def _merged(company: TermsShape, product: ProductShape) -> TermsShape:
    """The product's own terms, and the company's where the product says nothing."""
    own = {
        name: getattr(product, name) for name in product.model_fields_set if name in TermsShape.model_fields
    }
    return company.model_copy(update=own)


def _contract_party(named: str, company: ProviderShape, writer: Writer) -> Json:
    signs = (
        entity
        for entity in company.entities
        if entity.name == named or (not named and entity.role == "contracting")
    )
    entity = next(signs, None)
    if entity is None:
        return {"u": "the contracting entity is not known"}
    return writer.dated(entity, [entity.name, entity.country, entity.role])


def _option(stated: FactShape[str] | None) -> str:
    return "" if stated is None or stated.is_ in (None, "none") else stated.is_ or ""


def _plain(value: object) -> object:
    """A shape, enum or tuple as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.model_dump() if isinstance(value, Shape) else value
