"""Who a party is: contracting entity, parent and terms, from the manifest first, else the catalogue."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from borderflow.language import say
from borderflow.model.architecture import ChainLink, Contract, PartyFacts, SupportAccess
from borderflow.model.catalog import Entity, Owner, Product, Provider
from borderflow.model.knowledge import Ground, Origin, Unknown
from borderflow.model.location import Location
from borderflow.model.records import NOTHING, Answer
from borderflow.model.resolved import Company, Contradiction
from borderflow.resolve.claims import (
    Claim,
    Weigh,
    claim_of,
    is_bare,
    names_parent,
    parent_that_holds,
    seat_gives_way,
    stated_control,
    stated_parent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from borderflow.model.records import Path

    Locate = Callable[[Path], Location]

_FORMS = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co"}


def company(
    id_: str,
    provider: Provider | None,
    products: tuple[Product, ...],
    declared: PartyFacts | None,
    contracts: tuple[Contract, ...],
    locate: Locate,
    weigh: Weigh,
) -> Company:
    """Put together what the manifest states of a party and what the catalogue knows."""
    signs = _signing(provider, products, contracts)
    entity, country = _entity(provider, declared, signs, weigh)
    parent = _parent(provider, declared, weigh)
    return Company(
        id=id_,
        name=provider.name if provider else id_,
        entity=entity or (provider.name if provider else id_),
        country=country,
        parent=parent,
        control=_control(provider, declared, parent),
        nexus=provider.nexus if provider and not _is_settled(provider, declared) else (),
        affiliates=provider.entities if provider else (),
        products=products,
        provider=provider,
        declared=declared,
        links=_links(provider, products, declared),
        support=_support(products, declared),
        grounds=dict(_grounds(provider, products, declared, country, parent, locate)),
        misnamed=_is_misnamed(provider, declared, contracts),
        contradictions=(
            *_contradictions(id_, provider, declared, signs, weigh),
            *_access_contradicted(id_, products, declared),
            *_chain_contradicted(id_, provider, products, declared),
        ),
        path=declared.path if declared else (),
    )


def _is_settled(provider: Provider, declared: PartyFacts | None) -> bool:
    """Whether the manifest itself says who controls the party, and says so last."""
    return (
        declared is not None
        and stated_control(declared) is not None
        and claim_of(declared, provider) is Claim.NEWER
    )


def _signing(
    provider: Provider | None, products: tuple[Product, ...], contracts: tuple[Contract, ...]
) -> Entity | None:
    """The entity that signs: the one that a contract names, else that of the terms."""
    named = {plain(contract.entity) for contract in contracts if contract.entity}
    for entity in provider.entities if provider else ():
        if plain(entity.name) in named:
            return entity
    return next((signs for product in products if (signs := product.contract_party.known)), None)


def _entity(
    provider: Provider | None, declared: PartyFacts | None, signs: Entity | None, weigh: Weigh
) -> tuple[str, str | Unknown]:
    if declared and declared.country and not seat_gives_way(declared, provider, signs, weigh):
        return declared.entity or declared.id, declared.country
    if signs is not None:
        return signs.name, signs.country
    return "", Unknown(
        "the contracting entity is not known", "Which legal entity signs, and where is it established?"
    )


def _parent(provider: Provider | None, declared: PartyFacts | None, weigh: Weigh) -> Owner | Unknown | None:
    if declared is not None and names_parent(declared):
        return parent_that_holds(declared, provider, provider.parent.known if provider else None, weigh)
    if provider:
        return provider.parent.value
    if declared and declared.country:
        return Unknown("the ultimate parent is not stated", f"Who controls `{declared.id}`, and from where?")
    return Unknown("the company is not known", "Which legal entity is it, and who controls it?")


def _control(
    provider: Provider | None, declared: PartyFacts | None, parent: Owner | Unknown | None
) -> tuple[str, ...]:
    """Countries that control it; of two undated statements both are assumed."""
    known = (provider.control.known or ()) if provider else ()
    stated = stated_control(declared) if declared else None
    if declared is None or stated is None:
        return known if provider else ((parent.country,) if isinstance(parent, Owner) else ())
    match claim_of(declared, provider):
        case Claim.NEWER:
            return stated
        case Claim.OLDER:
            return known
        case Claim.UNDATED:
            return tuple(dict.fromkeys((*stated, *known)))


def _links(
    provider: Provider | None, products: tuple[Product, ...], declared: PartyFacts | None
) -> tuple[ChainLink, ...] | Unknown | None:
    """Sub-processors as the manifest lists them, else as the products in use document them."""
    known = _documented_links(products)
    if declared is None or declared.sub_processors is None:
        return known or None
    if declared.sub_processors == () and claim_of(declared, provider) is not Claim.NEWER:
        return known  # that there are none is milder than a list: without a later date the list holds
    return declared.sub_processors


def _documented_links(products: tuple[Product, ...]) -> tuple[ChainLink, ...]:
    links = (
        ChainLink(
            party=sub.party,
            country=sub.country or None,
            does=sub.does,
            access=Answer.YES if sub.clear_text else Answer.NO,
        )
        for product in products
        for sub in product.sub_processors.known or ()
    )
    return tuple(dict.fromkeys(links))


def _support(products: tuple[Product, ...], declared: PartyFacts | None) -> SupportAccess | None:
    """Support as declared, else what the products in use document; of a bare statement, the worse of both."""
    known = _documented_support(products)
    stated = declared.support if declared else None
    if declared is None or stated is None:
        return known
    if known is None or not is_bare(declared, stated) or set(known.countries) <= set(stated.countries):
        return stated
    return replace(stated, countries=tuple(sorted({*stated.countries, *known.countries})), excluded=NOTHING)


def _documented_support(products: tuple[Product, ...]) -> SupportAccess | None:
    known = [support for product in products if (support := product.support.known)]
    if not known:
        return None
    countries = tuple(sorted({country for support in known for country in support.countries}))
    exceptions = any(support.exceptions for support in known)
    return SupportAccess(countries=countries, exceptions=Answer.YES if exceptions else Answer.ABSENT)


def _is_misnamed(
    provider: Provider | None, declared: PartyFacts | None, contracts: tuple[Contract, ...]
) -> bool:
    """Whether a contract names an entity that neither catalogue nor manifest knows as the party's."""
    known = {plain(entity.name) for entity in provider.entities} if provider else set()
    if declared and declared.entity:
        known.add(plain(declared.entity))
    return bool(known) and any(
        contract.entity and plain(contract.entity) not in known
        for contract in contracts
        if contract.exporter is None
    )


def _grounds(
    provider: Provider | None,
    products: tuple[Product, ...],
    declared: PartyFacts | None,
    country: str | Unknown,
    parent: Owner | Unknown | None,
    locate: Locate,
) -> Iterator[tuple[str, Ground]]:
    """What entity and parent rest on: the catalogue, or the manifest where its statement holds."""
    if provider:
        yield from _catalog_grounds(provider, products)
    if declared:
        if declared.country and declared.country == country:
            text = say(
                "{entity} is established in {country}",
                entity=declared.entity or declared.id,
                country=declared.country,
            )
            yield "country", Ground(text, Origin.DECLARED, location=locate((*declared.path, "country")))
        if names_parent(declared) and parent == stated_parent(declared):
            owner = say("no parent")
            if not declared.independent:
                owner = say("parent in {country}", country=declared.parent_country)
            yield (
                "parent",
                Ground(
                    f"{declared.id}: {owner}", Origin.DECLARED, location=locate((*declared.path, "parent"))
                ),
            )


def _catalog_grounds(provider: Provider, products: tuple[Product, ...]) -> Iterator[tuple[str, Ground]]:
    for product in products:
        if entity := product.contract_party.known:
            text = say(
                "{entity} ({country}) signs for {product} with customers in the EEA",
                entity=entity.name,
                country=entity.country,
                product=product.name,
            )
            yield "country", product.contract_party.ground(text)
    if owner := provider.parent.known:
        yield "parent", provider.parent.ground(_owned(provider.name, owner))


def _owned(company: str, owner: Owner) -> str:
    if owner.name == company:
        return say("{company} ({country}) has no parent company", company=company, country=owner.country)
    return say(
        "{owner} ({country}) is the ultimate parent of {company}",
        owner=owner.name,
        country=owner.country,
        company=company,
    )


def _contradictions(
    id_: str, provider: Provider | None, declared: PartyFacts | None, signs: Entity | None, weigh: Weigh
) -> Iterator[Contradiction]:
    if provider is None or declared is None:
        return
    is_open = claim_of(declared, provider) is Claim.UNDATED
    contradicted = (
        _seat_contradicted(id_, provider, declared, signs, weigh),
        _parent_contradicted(id_, provider, declared, weigh),
        _control_contradicted(id_, provider, declared, weigh),
    )
    yield from (Contradiction(text, is_open and matters) for one in contradicted for text, matters in one)


def _seat_contradicted(
    id_: str, provider: Provider, declared: PartyFacts, signs: Entity | None, weigh: Weigh
) -> Iterator[tuple[str, bool]]:
    """The contradiction in words, and whether another law would come of it; so do the next two."""
    known = {entity.country for entity in provider.entities}
    if declared.country and known and declared.country not in known:
        places = ", ".join(sorted(known))
        yield (
            say(
                "The manifest establishes `{party}` in {country}; the catalogue knows {places}.",
                party=id_,
                country=declared.country,
                places=places,
            ),
            signs is not None and weigh(declared.country) != weigh(signs.country),
        )


def _parent_contradicted(
    id_: str, provider: Provider, declared: PartyFacts, weigh: Weigh
) -> Iterator[tuple[str, bool]]:
    owner = provider.parent.known
    if owner and names_parent(declared) and declared.control is None:
        stated = stated_parent(declared)
        seat = stated.country if stated else None
        if seat != owner.country:
            said = say("a parent in {country}", country=seat) if seat else say("no parent")
            yield (
                say(
                    "The manifest gives `{party}` {said}; the catalogue knows {owner} ({country}).",
                    party=id_,
                    said=said,
                    owner=owner.name,
                    country=owner.country,
                ),
                weigh(seat) != weigh(owner.country),
            )


def _control_contradicted(
    id_: str, provider: Provider, declared: PartyFacts, weigh: Weigh
) -> Iterator[tuple[str, bool]]:
    reach = provider.control.known
    if reach is not None and declared.control is not None and set(reach) != set(declared.control):
        said, told = (", ".join(sorted(one)) or say("nobody") for one in (declared.control, reach))
        heaviest = [max(map(weigh, one), default=0) for one in (declared.control, reach)]
        yield (
            say(
                "The manifest names {said} in control of `{party}`; the catalogue names {told}.",
                said=said,
                party=id_,
                told=told,
            ),
            heaviest[0] != heaviest[1],
        )


def _access_contradicted(
    id_: str, products: tuple[Product, ...], declared: PartyFacts | None
) -> Iterator[Contradiction]:
    """Remote access that the catalogue knows of and a bare statement leaves out."""
    known, stated = _documented_support(products), declared.support if declared else None
    if declared is None or stated is None or known is None or not is_bare(declared, stated):
        return
    if missing := sorted(set(known.countries) - set(stated.countries)):
        text = say(
            "The manifest knows of no support of `{party}` from {countries}; the catalogue does.",
            party=id_,
            countries=", ".join(missing),
        )
        yield Contradiction(text, decides=True)


def _chain_contradicted(
    id_: str, provider: Provider | None, products: tuple[Product, ...], declared: PartyFacts | None
) -> Iterator[Contradiction]:
    known = _documented_links(products)
    if declared is not None and declared.sub_processors == () and known:
        named = ", ".join(sorted({link.party for link in known}))
        text = say(
            "The manifest knows of no sub-processors of `{party}`; the catalogue names {names}.",
            party=id_,
            names=named,
        )
        yield Contradiction(text, decides=claim_of(declared, provider) is Claim.UNDATED)


def plain(name: str) -> str:
    """A company's name without accents and the ways of writing its legal form, to compare names by."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    words = "".join(one for one in letters if one.isalnum() or one.isspace()).split()
    return "".join(_FORMS.get(word, word) for word in words)
