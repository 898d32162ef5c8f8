"""Who a party is: contracting entity, parent and terms, from the manifest first, else the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from borderflow.model.architecture import ChainLink, Contract, PartyFacts
from borderflow.model.catalog import Owner, Product, Provider
from borderflow.model.knowledge import Ground, Origin, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Answer
from borderflow.model.resolved import Company

if TYPE_CHECKING:
    from collections.abc import Callable

    from borderflow.model.records import Path

    Locate = Callable[[Path], Location]


def company(
    id_: str,
    provider: Provider | None,
    products: tuple[Product, ...],
    declared: PartyFacts | None,
    contracts: tuple[Contract, ...],
    locate: Locate,
) -> Company:
    """Put together what the manifest states of a party and what the catalogue knows.

    What the manifest states wins; where both date the fact, the newer one does (facts/rules.md 11).
    """
    grounds = dict(_grounds(provider, products, declared, locate))
    entity, country = _entity(provider, products, declared, contracts)
    parent = _parent(provider, declared)
    return Company(
        id=id_,
        name=provider.name if provider else id_,
        entity=entity or (provider.name if provider else id_),
        country=country,
        parent=parent,
        control=_control(provider, declared, parent),
        nexus=provider.nexus if provider and not _overridden(declared) else (),
        affiliates=provider.entities if provider else (),
        products=products,
        provider=provider,
        declared=declared,
        links=_links(products, declared),
        grounds=grounds,
        contradictions=tuple(_contradictions(id_, provider, declared)),
        path=declared.path if declared else (),
    )


def _overridden(declared: PartyFacts | None) -> bool:
    """Whether the manifest itself says who controls the party."""
    return declared is not None and (
        declared.independent or declared.parent_country is not None or declared.control is not None
    )


def _entity(
    provider: Provider | None,
    products: tuple[Product, ...],
    declared: PartyFacts | None,
    contracts: tuple[Contract, ...],
) -> tuple[str, str | Unknown]:
    if declared and declared.country and not _outdated(declared, provider):
        return declared.entity or declared.id, declared.country
    named = {contract.entity for contract in contracts if contract.entity}
    for entity in provider.entities if provider else ():
        if entity.name in named:
            return entity.name, entity.country
    for product in products:
        if entity_ := product.contract_party.known:
            return entity_.name, entity_.country
    return "", Unknown(
        "the contracting entity is not known", "Which legal entity signs, and where is it established?"
    )


def _outdated(declared: PartyFacts, provider: Provider | None) -> bool:
    """A dated statement of the manifest that is older than the catalogue's review."""
    return bool(
        provider
        and declared.as_of
        and provider.ownership_as_of
        and declared.as_of.isoformat() < provider.ownership_as_of
    )


def _parent(provider: Provider | None, declared: PartyFacts | None) -> Owner | Unknown | None:
    if declared and declared.independent:
        return None
    if declared and declared.parent_country and not _outdated(declared, provider):
        return Owner(declared.parent_name or declared.parent_country, declared.parent_country)
    if provider:
        return provider.parent.value
    if declared and declared.country:
        return Unknown("the ultimate parent is not stated", f"Who controls `{declared.id}`, and from where?")
    return Unknown("the company is not known", "Which legal entity is it, and who controls it?")


def _control(
    provider: Provider | None, declared: PartyFacts | None, parent: Owner | Unknown | None
) -> tuple[str, ...]:
    if declared and declared.control is not None:
        return declared.control
    if isinstance(parent, Owner) and (_overridden(declared) or provider is None):
        return (parent.country,)
    if provider and not _overridden(declared):
        return provider.control.known or ()
    return ()


def _links(
    products: tuple[Product, ...], declared: PartyFacts | None
) -> tuple[ChainLink, ...] | Unknown | None:
    if declared and declared.sub_processors is not None:
        return declared.sub_processors
    links = [
        ChainLink(
            party=sub.party,
            country=sub.country or None,
            does=sub.does,
            access=Answer.YES if sub.clear_text else Answer.NO,
        )
        for product in products
        for sub in product.sub_processors.known or ()
    ]
    return tuple(dict.fromkeys(links)) if links else None


def _grounds(
    provider: Provider | None, products: tuple[Product, ...], declared: PartyFacts | None, locate: Locate
) -> Iterator[tuple[str, Ground]]:
    if provider:
        yield from _catalog_grounds(provider, products)
    if declared:
        if declared.country:
            text = f"{declared.entity or declared.id} is established in {declared.country}"
            yield "country", Ground(text, Origin.DECLARED, location=locate((*declared.path, "country")))
        if declared.independent or declared.parent_country:
            owner = "no parent" if declared.independent else f"parent in {declared.parent_country}"
            yield (
                "parent",
                Ground(
                    f"{declared.id}: {owner}", Origin.DECLARED, location=locate((*declared.path, "parent"))
                ),
            )


def _catalog_grounds(provider: Provider, products: tuple[Product, ...]) -> Iterator[tuple[str, Ground]]:
    for product in products:
        if entity := product.contract_party.known:
            text = f"{entity.name} ({entity.country}) signs for {product.name} with customers in the EEA"
            yield "country", product.contract_party.ground(text)
    if owner := provider.parent.known:
        yield (
            "parent",
            provider.parent.ground(
                f"{owner.name} ({owner.country}) is the ultimate parent of {provider.name}"
            ),
        )


def _contradictions(id_: str, provider: Provider | None, declared: PartyFacts | None) -> Iterator[str]:
    if provider is None or declared is None:
        return
    known = {entity.country for entity in provider.entities}
    if declared.country and known and declared.country not in known:
        places = ", ".join(sorted(known))
        yield f"The manifest establishes `{id_}` in {declared.country}; the catalogue knows {places}."
    owner = provider.parent.known
    stated = None if declared.independent else declared.parent_country
    if _overridden(declared) and declared.control is None and owner and stated != owner.country:
        said = f"a parent in {stated}" if stated else "no parent"
        yield f"The manifest gives `{id_}` {said}; the catalogue knows {owner.name} ({owner.country})."
