"""Companies and clouds as the compiled file holds them: products with the terms of their company."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from borderflow.catalog.facts import Json, Writer, plain
from borderflow.catalog.regions import folded
from borderflow.shapes.catalog import (
    FactShape,
    ProductShape,
    ProviderShape,
    RegionShape,
    RegionsShape,
    TermsShape,
)

_FACTS = (
    "dpa dpa_incorporated onward_tool sccs_in_terms dpf role training retention zero_retention human_review "
    "sub_processors fine_tuning"
).split()
_PLAIN = "own_purposes training_by_tier sub_processors_url dpa_url certifications notes".split()


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


def _product(id_: str, product: ProductShape, company: ProviderShape, writer: Writer) -> Json:
    terms = _merged(company.terms, product)
    return {
        "id": f"{company.id}/{id_}",
        "name": product.name,
        "kinds": list(product.kinds),
        "aliases": {kind: list(words) for kind, words in product.aliases if words},
        "tier": product.tier,
        "hosts": product.hosts,
        "contract_party": _contract_party(terms.contract, company, writer),
        "place": writer.place(terms.place),
        "deployments": {key.lower(): value for key, value in terms.deployments.items()},
        "eu_option": _option(terms.eu_option),
        "eu_plan": terms.eu_plan,
        "customer_keys": terms.customer_keys.is_ or "" if terms.customer_keys else "",
        "support": writer.support(terms.support),
        "regions": region_table(product.regions, writer),
        "region_ids": [region.id for region in (*product.regions, *company.regions)],
        **{name: writer.fact(getattr(terms, name)) for name in _FACTS},
        **{name: plain(getattr(terms, name)) for name in _PLAIN},
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
