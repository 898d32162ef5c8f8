"""One pass over the declared architecture: every name is looked up once, nothing is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from borderflow.errors import Fault, InputError, raise_all
from borderflow.model.architecture import (
    SELF,
    UNSTATED,
    UNSTATED_OPERATOR,
    Architecture,
    ChainLink,
    Component,
    Contract,
    Host,
    PartyFacts,
)
from borderflow.model.catalog import Adequacy, Entity, Product, Provider
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Path
from borderflow.model.resolved import Company, Placement, Resolved, ResolvedArchitecture
from borderflow.resolve.companies import company
from borderflow.resolve.places import default_place, hosted_place, is_worldwide, own_place, worldwide

if TYPE_CHECKING:
    from borderflow.catalog import Catalog

_DISTANCES = (Adequacy.EEA, Adequacy.ADEQUATE, Adequacy.PARTIAL, Adequacy.NONE)
_OWN = (SELF, "", "on-premises", "on-prem", UNSTATED_OPERATOR)
"""Operators that are no company. One that nobody knows is asked for, and nothing is found against it."""


def resolve(architecture: Architecture, catalog: Catalog, as_of: date) -> ResolvedArchitecture:
    """Look up parties, products and places for one day.

    Raises:
        InputError: when component kinds or data categories are not in the vocabulary, or a country is none.
    """
    raise_all(InputError, unknown_words(architecture, catalog, as_of))
    names = _Names(architecture, catalog, as_of)
    components = dict(_components(architecture.components.values(), names, catalog))
    contracts: dict[str, list[Contract]] = defaultdict(list)
    for contract in architecture.contracts:
        contracts[names.company_of(contract.party)].append(names.under_ids(contract))
    recorded = {id_: tuple(found) for id_, found in contracts.items()}
    return ResolvedArchitecture(
        architecture=architecture,
        as_of=as_of,
        components=components,
        companies=names.companies(recorded),
        contracts=recorded,
        jurisdiction=lru_cache(maxsize=None)(lambda code: catalog.jurisdiction(code, as_of)),
        marks=lru_cache(maxsize=None)(lambda word: _marks(word, catalog)),
        treatment=lru_cache(maxsize=None)(lambda kind: _treatment(kind, catalog)),
        clauses=catalog.clauses,
        company_of=lru_cache(maxsize=None)(names.company_of),
    )


class _Names:
    """The names that one manifest uses, each resolved once."""

    def __init__(self, architecture: Architecture, catalog: Catalog, as_of: date) -> None:
        self._architecture = architecture
        self._catalog = catalog
        self._as_of = as_of
        self._products: dict[str, dict[str, Product]] = defaultdict(dict)
        self._providers: dict[str, Provider | None] = {}

    @cached_property
    def _stated(self) -> Mapping[str, PartyFacts]:
        """What the manifest states of companies; what it calls by an alias counts for the company, too."""
        parties = self._architecture.parties
        found = ((self._catalog.identify(id_), facts) for id_, facts in parties.items())
        return {**{known[0]: facts for known, facts in found if known}, **parties}

    def company_of(self, name: str) -> str:
        """The everyday id of the company that a name means."""
        company_, _ = self._split(name)
        return company_

    def _split(self, name: str) -> tuple[str, str | None]:
        """Company id and product of `company`, `company/product`, an alias, or an entry of `parties`."""
        if name in self._architecture.parties:
            return name, None
        head, _, product = name.partition("/")
        if head in self._architecture.parties:
            return head, product or None
        found = self._catalog.identify(name)
        return found or (head, product or None)

    def under_ids(self, contract: Contract) -> Contract:
        """A contract with exporter and product under their everyday ids."""
        exporter = self.company_of(contract.exporter) if contract.exporter else None
        company_ = self.company_of(contract.party)
        found = self._catalog.product(company_, contract.product) if contract.product else None
        product = found.id.partition("/")[2] if found else contract.product
        return replace(contract, exporter=exporter, product=product)

    def provider(self, company_: str) -> Provider | None:
        if company_ not in self._providers:
            self._providers[company_] = self._catalog.provider(company_)
        return self._providers[company_]

    def use(self, name: str, product: str | None, kind: str) -> tuple[str, Product | None]:
        """Note that the system uses a company's product; give both."""
        company_, named = self._split(name)
        self._products[company_]
        if self.provider(company_) is None:
            return company_, None
        found = self._catalog.product(company_, product or named, kind)
        if found is not None:
            self._products[company_][found.id] = found
        return company_, found

    def companies(self, contracts: Mapping[str, tuple[Contract, ...]]) -> dict[str, Company]:
        """Every company that is used or holds keys, and the sub-processors behind it."""
        used = sorted({*self._products, *self._key_holders()})
        found = {id_: self._company(id_, contracts.get(id_, ())) for id_ in used}
        behind = [link for one in found.values() for link in one.named_links]
        for link in behind:  # grows while it is walked: those behind engage others
            if link.party not in found:
                found[link.party] = made = self._company(link.party, contracts.get(link.party, ()), link)
                behind += made.named_links
        return found

    def _company(self, id_: str, contracts: tuple[Contract, ...], link: ChainLink | None = None) -> Company:
        declared = self._stated.get(id_)
        provider = self.provider(id_)
        if link is not None and link.country and declared is None and provider is None:
            declared = PartyFacts(id_, country=link.country, path=link.path)
        products = tuple(sorted(self._products.get(id_, {}).values(), key=lambda product: product.id))
        made = company(id_, provider, products, declared, contracts, self._architecture.locate, self._weigh)
        if isinstance(made.country, Unknown) and (seat := self._seat(id_, provider, link)):
            made = replace(made, entity=seat.name, country=seat.country)
        return replace(made, links=self._named(made.links))

    def _seat(self, id_: str, provider: Provider | None, link: ChainLink | None) -> Entity | None:
        """In a chain, the entity of the country that the list names; as holder of keys, that of the terms."""
        if link is not None:
            if not link.country:
                return None
            of_group = provider.entities if provider else ()
            named = Entity(provider.name if provider else id_, link.country, "affiliate")
            return next((one for one in of_group if one.country == link.country), named)
        if provider is None or id_ in self._products:
            return None
        product = self._catalog.product(id_, None, "host")
        return product.contract_party.known if product else None

    def _key_holders(self) -> set[str]:
        """Companies that keep keys or the additional information behind a pseudonym."""
        protections = [
            *(one.safeguards.protection for one in self._architecture.components.values()),
            *(flow.protection for flow in self._architecture.flows),
        ]
        pseudonyms = [
            *(datum.pseudonymised for datum in self._architecture.data.values()),
            *(flow.pseudonymised for flow in self._architecture.flows),
        ]
        holders = {one.keys.holder for one in protections}
        holders |= {one.key_holder for one in pseudonyms if one}
        return {self.company_of(holder) for holder in holders - {None, SELF, "provider"} if holder}

    def _weigh(self, country: str | None) -> int:
        """How far the law of a country is from that of the EEA on the day of the check."""
        if country is None:
            return 0
        found = self._catalog.jurisdiction(country, self._as_of)
        return _DISTANCES.index(found.adequacy if found else Adequacy.NONE)

    def _named(self, links: tuple[ChainLink, ...] | Unknown | None) -> tuple[ChainLink, ...] | Unknown | None:
        """Sub-processors under the everyday ids of their companies."""
        if not isinstance(links, tuple):
            return links
        return tuple(replace(link, party=self.company_of(link.party)) for link in links)


def _components(
    components: Iterable[Component], names: _Names, catalog: Catalog
) -> Iterator[tuple[str, Resolved]]:
    """Each component with its parties and its place; those that name the same ones are looked up once."""
    known: dict[tuple[object, ...], Resolved] = {}
    for one in components:
        host = one.host or Host()
        named = host.provider, host.product, host.region, host.deployment, host.countries
        key = one.kind, one.operator, *named, "stated" if one.host else ""
        if key not in known:
            known[key] = _component(one, names, catalog)
        found = known[key]
        yield (
            one.id,
            Resolved(one, found.operator, found.product, found.host, found.host_product, found.place),
        )


def _component(component: Component, names: _Names, catalog: Catalog) -> Resolved:
    operator, product = None, None
    if component.operator not in _OWN:
        operator, product = names.use(component.operator, None, component.kind)
    host, host_product = _host(component.host, component, operator, product, names)
    place = _place(_spelled_out(component.host, catalog), operator, product, host, host_product, catalog)
    return Resolved(component, operator, product, host, host_product, place)


def _host(
    host: Host | None, component: Component, operator: str | None, product: Product | None, names: _Names
) -> tuple[str | None, Product | None]:
    if host is None or host.provider is None or host.provider in _OWN:
        return None, None
    if operator is not None and host.product is None and names.company_of(host.provider) == operator:
        return operator, product
    return names.use(host.provider, host.product, "host" if operator is None else component.kind)


def _spelled_out(host: Host | None, catalog: Catalog) -> Host | None:
    """A host whose place is `EU` or `EEA` is somewhere among their members."""
    if host is None or not any(map(catalog.members, host.countries)):
        return host
    members = (code for word in host.countries for code in catalog.members(word) or (word,))
    return replace(host, countries=tuple(dict.fromkeys(members)))


def _place(
    host: Host | None,
    operator: str | None,
    product: Product | None,
    host_company: str | None,
    host_product: Product | None,
    catalog: Catalog,
) -> Placement:
    is_listed = product is not None or host_product is not None
    if host is not None and (operator or host_company) and not is_listed and is_worldwide(host):
        return worldwide()
    if host is not None and host_company is not None:
        return hosted_place(host, host_company, host_product, catalog)
    if host is not None and (host.countries or host.region):
        return hosted_place(host, operator, product, catalog) if operator and host.region else own_place(host)
    if operator is None:
        return own_place(host)
    if product is not None and host is not None and host.deployment:
        return hosted_place(host, operator, product, catalog)
    return default_place(product)


def _marks(word: str, catalog: Catalog) -> frozenset[str]:
    return catalog.vocabulary.marks(word)


def _treatment(kind: str, catalog: Catalog) -> str:
    return catalog.vocabulary.treatment(kind)


def unknown_words(architecture: Architecture, catalog: Catalog, as_of: date) -> Iterator[Fault]:
    """Component kinds and words for data that the vocabulary does not hold, and countries that are none."""
    yield from _outside_vocabulary(architecture, catalog)
    yield from _unknown_countries(architecture, catalog, as_of)


def _outside_vocabulary(architecture: Architecture, catalog: Catalog) -> Iterator[Fault]:
    """Words outside the vocabulary; `x-…` is the user's own."""
    vocabulary = catalog.vocabulary
    kinds = {component.kind for component in architecture.components.values()}
    unknown = {kind for kind in kinds if not vocabulary.knows("kinds", kind)}
    for component in architecture.components.values() if unknown else ():
        if component.kind in unknown:
            near = vocabulary.near("kinds", component.kind)
            yield _no_word(architecture, "component kind", component.kind, (*component.path, "kind"), near)
    for datum in architecture.data.values():
        for section, words in (("categories", datum.categories), ("subjects", datum.subjects)):
            for word in words:
                if not vocabulary.knows(section, word):
                    near = vocabulary.near(section, word)
                    yield _no_word(architecture, section, word, (*datum.path, section), near)


def _unknown_countries(architecture: Architecture, catalog: Catalog, as_of: date) -> Iterator[Fault]:
    """Country codes that are none: a misspelt one would count as a country without any decision."""
    stated = [*_own_countries(architecture), *_countries_of_parties(architecture)]
    codes = {code for code, _ in stated if code and not catalog.members(code)}
    wrong = {code for code in codes if catalog.jurisdiction(code, as_of) is None}
    for code, path in stated if wrong else ():
        if code in wrong:
            yield Fault(
                f"`{code}` is not the code of a country.",
                architecture.locate(path),
                "write the two letters of ISO 3166-1, such as `DE`",
            )


def _own_countries(architecture: Architecture) -> Iterator[tuple[str | None, Path]]:
    controller = architecture.controller
    yield controller.country, (*controller.path, "country")
    yield controller.parent_country, (*controller.path, "parent")
    for one in architecture.components.values():
        for code in one.host.countries if one.host else ():
            yield code, (*one.path, "host")
        for code in one.staff_in:
            yield code, (*one.path, "staff_in")
        if one.safeguards is not UNSTATED:
            yield one.safeguards.protection.keys.country, (*one.path, "encryption")


def _countries_of_parties(architecture: Architecture) -> Iterator[tuple[str | None, Path]]:
    for one in architecture.parties.values():
        yield one.country, (*one.path, "country")
        yield one.parent_country, (*one.path, "parent")
        for code in one.control or ():
            yield code, (*one.path, "control")
        for code in one.support.countries if one.support else ():
            yield code, (*one.path, "support")
        for link in one.sub_processors if isinstance(one.sub_processors, tuple) else ():
            yield link.country, link.path


def _no_word(architecture: Architecture, what: str, word: str, path: Path, near: str | None) -> Fault:
    hint = f"did you mean `{near}`?" if near else f"write `x-{word}` for a word of your own"
    return Fault(
        f"`{word}` is not among the {what} words of the vocabulary.", architecture.locate(path), hint
    )
