"""Who runs a service: a company of the catalogue, oneself, or somebody of whom one has to ask.

The provider that is named decides before its address and its endpoints do. `x-trust-boundary` and
`trustZone` say on which side of the wall a service stands, and never whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from borderflow.foreign import Draft
from borderflow.foreign.hints import plain_organisation
from borderflow.foreign.hosts import Side, find_endpoints, side_of
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.values import mapping_of, text_of, texts_of
from borderflow.model.architecture import Host, Organisation, PartyFacts
from borderflow.model.reading import Known
from borderflow.readers.cyclonedx.bom import Bom, Part, organisation_names, properties_of

_INSIDE = re.compile(r"\b(?:private|internal|intern|own|on ?prem\w*|trusted)\b")
_OUTSIDE = re.compile(
    r"\b(?:public|external|extern|third|3rd|partner|vendor|internet|saas|untrusted|un trusted)\b"
)
_SHARED = frozenset("ac co com edu gov net org".split())
"""Second labels under which countries give out names."""
_REGION = re.compile(r"(?:\A|[:._-])(?:region|location)\Z", re.IGNORECASE)


def hosts_of(value: Any) -> tuple[str, ...]:
    """Hosts of the URLs in a field that holds one or several."""
    return tuple(
        dict.fromkeys(one.host for text in texts_of(value) for one in find_endpoints(text, bare=True))
    )


class _Service(Struct, frozen=True, dict=True):
    """What a service says of its operator."""

    part: Part

    @property
    def provider(self) -> str:
        return text_of(mapping_of(self.part.value.get("provider")).get("name"))

    @property
    def country(self) -> str:
        address = mapping_of(mapping_of(self.part.value.get("provider")).get("address"))
        return text_of(address.get("country"))

    @property
    def sites(self) -> tuple[str, ...]:
        return hosts_of(mapping_of(self.part.value.get("provider")).get("url"))

    @cached_property
    def endpoints(self) -> tuple[str, ...]:
        return hosts_of(self.part.value.get("endpoints"))

    @property
    def group(self) -> str:
        return text_of(self.part.value.get("group"))

    @property
    def side(self) -> bool | None:
        """True when it is said to stand inside, False outside; None when nothing is said."""
        crosses = self.part.value.get("x-trust-boundary")
        if isinstance(crosses, bool):
            return not crosses
        zone = re.sub(r"[\W_]+", " ", text_of(self.part.value.get("trustZone")).casefold())
        return False if _OUTSIDE.search(zone) else True if _INSIDE.search(zone) else None


class Operators:
    """Everybody who runs a service of these BOMs."""

    def __init__(self, boms: Sequence[Bom], parts: Sequence[Part], draft: Draft) -> None:
        self._draft = draft
        self._hints = draft.hints
        services = [_Service(part) for part in parts]
        authors = [
            *(name for bom in boms for name in _authors(bom)),
            *(one.provider for one in services if one.side),
        ]
        self._own = {plain_organisation(name) for name in authors if not self._hints.organisation(name)}
        self._groups = {group for bom in boms if (group := text_of(bom.subject.value.get("group")))}
        self._own.discard("")
        self._domains = {
            _domain(host)
            for one in services
            if self._is_own_name(one)
            for host in (*one.sites, *one.endpoints)
        }

    def component(self, part: Part) -> str:
        """The component of a service, with its operator as far as it is known."""
        one = _Service(part)
        product, how, because = self._company(one)
        if product:
            return self._external(one, product, how, because)
        if one.provider and not self._is_own_name(one):
            return self._named(one)
        if not one.provider and self._is_doubtful(one):
            return self._unnamed(one)
        return self._component(one)

    # A company of the catalogue.

    def _company(self, one: _Service) -> tuple[str, Known, str]:
        """The product that is used, and how that is known; empty when no company is recognised."""
        answering = self._answering(one)
        if one.provider and self._is_own_name(one):
            return "", Known.DECLARED, ""
        if one.provider:
            company = (
                self._hints.organisation(one.provider)
                or self._vouched(one, answering)
                or next(
                    (
                        found
                        for host in one.sites
                        if side_of(host) is not Side.SUPPLY and (found := self._hints.host(host))
                    ),
                    "",
                )
            )
            of_company = company.partition("/")[0]
            product = answering if answering.partition("/")[0] == of_company else company
            return product, Known.DECLARED, f"its provider is `{one.provider}`"
        if answering:
            return answering, Known.DECLARED, f"its endpoint is at `{one.endpoints[0]}`"
        if company := self._of_group(one):
            return company, Known.INFERRED, f"its group is `{one.group}`"
        return "", Known.UNKNOWN, ""

    def _vouched(self, one: _Service, product: str) -> str:
        """The company at the endpoints, when the provider bears its name: `Stripe Payments Europe, Ltd.`"""
        company = self._hints.catalog.provider(product.partition("/")[0]) if product else None
        name = plain_organisation(company.name).split()[:1] if company else []
        return product if name and name[0] in plain_organisation(one.provider).split() else ""

    def _answering(self, one: _Service) -> str:
        """The product at the endpoints."""
        return next((found for host in one.endpoints if (found := self._hints.host(host))), "")

    def _of_group(self, one: _Service) -> str:
        """The company of a group such as `com.amazon`, unless it is software that anybody can run."""
        labels = one.group.casefold().split(".")
        company = self._hints.company(labels[1]) if len(labels) > 1 else None
        if not company or one.side or self._is_software(one):
            return ""
        domain = ".".join(reversed(labels[:2]))
        is_there = any(host == domain or host.endswith(f".{domain}") for host in one.endpoints)
        return company if is_there or one.side is False else ""

    def _is_software(self, one: _Service) -> bool:
        """Whether its name or group speaks of software that people run themselves."""
        labels = one.group.casefold().split(".")
        names = (one.part.name.casefold(), *labels[1:])
        return any(self._hints.catalog.software(name) for name in names if name)

    def _external(self, one: _Service, product: str, how: Known, because: str) -> str:
        region = next((found for host in one.endpoints if (found := self._hints.region(product, host))), "")
        stated = [value for name, value in properties_of(one.part).items() if _REGION.search(name)]
        codes = (self._hints.region_code(product, value) for value in stated)
        region = next((code for code in codes if code), region)
        kind = self._hints.kind_of_product(product, kind_of_words(one.part.name))
        return self._draft.external(product, kind, one.part.path(), region=region, how=how, because=because)

    # Somebody else.

    def _named(self, one: _Service) -> str:
        """A provider that the catalogue does not know: a party where the file gives its country."""
        country = self._hints.country(one.country) if one.country else None
        kind = kind_of_words(one.part.name) or "saas"
        path = one.part.path("provider")
        if country is None:
            return self._draft.stranger(
                one.provider,
                kind,
                path,
                asks=f"Who is `{one.provider}`, and where does it process the data?",
                because=f"`{one.provider}` runs `{one.part.name}`, and is not in the catalogue",
            )
        party = _id(one.provider)
        self._draft.parties.setdefault(
            party, PartyFacts(party, entity=one.provider, country=country, path=path)
        )
        id_ = self._draft.component(
            one.part.name or one.provider,
            one.part.path(),
            kind,
            operator=party,
            how=Known.INFERRED,
            because="its name says so",
        )
        self._draft.know(id_, "operator", Known.DECLARED, f"its provider is `{one.provider}`", path)
        return id_

    def _is_doubtful(self, one: _Service) -> bool:
        """Whether a service without a provider may be somebody else's."""
        if one.side or self._is_group(one):
            return False
        is_near = not one.endpoints or any(
            side_of(host) is Side.OWN or _domain(host) in self._domains for host in one.endpoints
        )
        return one.side is False or (not is_near and one.part.parent is None)

    def _unnamed(self, one: _Service) -> str:
        name = one.part.name or next(iter(one.endpoints), "service")
        return self._draft.stranger(
            name,
            kind_of_words(name) or "saas",
            one.part.path(),
            asks=f"Who operates `{name}`, and where?",
            because="no provider is named, and it stands beyond a trust boundary or at an address unknown",
        )

    # Oneself.

    def _component(self, one: _Service) -> str:
        name = one.part.name
        known = self._hints.catalog.software(name.casefold()) if name else None
        kind = kind_of_words(name) or "application"
        id_ = self._draft.component(
            name or "service",
            one.part.path(),
            kind,
            software=known.id if known else "",
            because="its name says so",
            how=Known.INFERRED,
        )
        if one.side is False:
            self._draft.enters(id_)
        self._place(id_, one)
        self._own_up(one)
        return id_

    def _place(self, id_: str, one: _Service) -> None:
        """What is one's own may answer at the address of a cloud."""
        for host in one.endpoints if one.provider else ():
            product = self._hints.host(host)
            if product and side_of(host) is Side.OUTSIDE:
                company, _, name = product.partition("/")
                region = self._hints.region(product, host)
                place = Host(company, name or None, region)
                because = f"its endpoint is at `{host}`"
                self._draft.place(id_, place, one.part.path("endpoints"), how=Known.INFERRED, because=because)
                return

    def _own_up(self, one: _Service) -> None:
        """The provider of one's own services is the organisation itself."""
        if one.provider and self._draft.owner is None:
            country = self._hints.country(one.country) if one.country else None
            self._draft.owner = Organisation(one.provider, country, path=one.part.path("provider"))

    def _is_own_name(self, one: _Service) -> bool:
        return plain_organisation(one.provider) in self._own or (bool(one.provider) and self._is_group(one))

    def _is_group(self, one: _Service) -> bool:
        return one.group in self._groups


def _authors(bom: Bom) -> Iterator[str]:
    """Who made or supplied what the BOM describes. Makers of tools and of models are not among them."""
    metadata, subject = bom.metadata, bom.subject.value
    yield from organisation_names(metadata.get("supplier"), metadata.get("manufacture"))
    for key in ("supplier", "manufacturer", "publisher", "author"):
        yield from organisation_names(subject.get(key))


def _id(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-_") or "party"


def _domain(host: str) -> str:
    """What somebody registers: `api.example.org` is of `example.org`, `a.acme.co.uk` of `acme.co.uk`."""
    labels = host.split(".")
    is_shared = len(labels) > 2 and labels[-2] in _SHARED and len(labels[-1]) == 2
    return ".".join(labels[-3 if is_shared else -2 :])
