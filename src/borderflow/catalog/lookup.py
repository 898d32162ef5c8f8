"""The catalogue as the rest of the program asks it."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from borderflow.catalog import names, regions, values
from borderflow.catalog.layout import Store
from borderflow.catalog.vocabulary import Vocabulary
from borderflow.model.catalog import Instrument, Jurisdiction, Override, Product, Provider, Region, Software
from borderflow.model.terms import Terms

if TYPE_CHECKING:
    from borderflow.model.assumption import Assumption
    from borderflow.model.sovereignty import Framework

_NUMBER = re.compile(r"\b\d{4}/\d+\b")
"""Of a decision of the Union."""
_EVERYTHING = "all"
_HOST = "host"
"""The kind that stands for lending machines to components that others operate."""
_SOFTWARE = "software:"


class Catalog:
    """Facts by id, parsed when asked for. Ids are kebab-case; every other name is an alias."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._providers: dict[str, Provider] = {}

    @property
    def store(self) -> Store:
        """The compiled entries, which another reading of the same catalogue shares."""
        return self._store

    @property
    def digest(self) -> str:
        """SHA-256 of the policies that it was compiled from."""
        return str(self._store.head["digest"])

    @property
    def reviewed(self) -> str:
        """The newest day on which a part of it was reviewed."""
        return str(self._store.head["reviewed"])

    @property
    def version(self) -> str:
        """Review day and the beginning of the digest: enough to tell two catalogues apart."""
        return f"{self.reviewed}+{self.digest.rpartition(':')[2][:8]}"

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What is supposed against the facts; nothing, unless this is a catalogue under assumptions."""
        return ()

    @cached_property
    def overrides(self) -> tuple[Override, ...]:
        """Entries of which a later policy folder says something else than an earlier one."""
        told = self._store.get("overrides", _EVERYTHING) or ()
        return tuple(Override(one["kind"], one["id"], tuple(one["fields"]), one["file"]) for one in told)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self._store.get("vocabulary", _EVERYTHING) or {})

    def rules(self) -> list[dict[str, Any]]:
        """The rule documents as parsed, each with `_file` and `_sha256`."""
        return list(self._store.get("rules", _EVERYTHING) or ())

    def profiles(self) -> list[dict[str, Any]]:
        """The profile documents as parsed, each with `_file` and `_sha256`."""
        return list(self._store.get("profiles", _EVERYTHING) or ())

    def scenarios(self) -> list[dict[str, Any]]:
        """The scenario documents, validated, by id."""
        return [self._store.get("scenarios", id_) for id_ in sorted(self._store.ids("scenarios"))]

    @property
    def law_ids(self) -> tuple[str, ...]:
        return self._store.ids("laws")

    @property
    def provider_ids(self) -> tuple[str, ...]:
        return self._store.ids("providers")

    def identify(self, name: str) -> tuple[str, str | None] | None:
        """Company and product that a name means: an id, an alias, a host, a variable. None if unknown."""
        head, _, product = name.strip().casefold().partition("/")
        if self._store.has("providers", head) and (not product or product in self._products(head)):
            return head, product or None
        for kind in names.KINDS:
            found = self.hint(kind, name, exactly=kind not in ("domains", "images"))
            if found is not None and not found.startswith(_SOFTWARE):
                return _split(found)
        if not product:
            return None
        company = (head, None) if self._store.has("providers", head) else self.identify(head)
        if company is None:
            return None
        meant = self.identify(product)
        return meant if meant and meant[0] == company[0] and meant[1] else (company[0], product)

    def hint(self, kind: str, name: str, *, exactly: bool = False) -> str | None:
        """What a host (`domains`), variable (`env`), package, image, LiteLLM or Terraform name stands for.

        An id of a company or product, or `software:id`.
        """
        table: dict[str, str] = self._store.get("aliases", kind) or {}
        return table.get(name.strip().casefold()) if exactly else names.look_up(kind, table, name)

    def find(self, text: str, limit: int = 10) -> tuple[str, ...]:
        """Ids of companies and products that a text may mean, the likeliest first."""
        exact = self.identify(text)
        hinted = (self.hint(kind, text) or _SOFTWARE for kind in names.KINDS)
        found = dict.fromkeys(["/".join(part for part in exact if part)] if exact else ())
        found |= dict.fromkeys(id_ for id_ in hinted if not id_.startswith(_SOFTWARE))
        tables = [self._store.get("aliases", kind) or {} for kind in names.KINDS]
        every = names.search(text, self._store.get("names", _EVERYTHING) or (), self.provider_ids, tables)
        found |= dict.fromkeys(id_ for id_ in every if not id_.startswith(_SOFTWARE))
        return tuple(found)[:limit]

    def provider(self, name: str) -> Provider | None:
        """The company that an id or alias means."""
        identified = self.identify(name)
        if identified is None:
            return None
        company = identified[0]
        if company not in self._providers:
            self._providers[company] = values.provider(self._store.get("providers", company))
        return self._providers[company]

    def product(self, company: str, product: str | None = None, kind: str | None = None) -> Product | None:
        """A product by name; left out, the one that fits the component's kind (`host`: lends machines)."""
        provider = self.provider(company)
        if provider is None:
            return None
        if product is None:
            return provider.products[_fitting(provider, kind)]
        if product in provider.products:
            return provider.products[product]
        meant = self.identify(product)
        return provider.products.get(meant[1] or "") if meant and meant[0] == provider.id else None

    def region(self, provider: str, code: str) -> Region | None:
        """A region of a company or product by its code, an alias of it, or the code of one of its zones."""
        identified = self.identify(provider)
        if identified is None:
            return None
        return regions.find(self._store, *identified, code)

    def regions(self, company: str) -> tuple[Region, ...]:
        """Every region that a company names, without those of other clouds that it can run on."""
        return regions.named(self._store, company)

    def jurisdiction(self, code: str, as_of: date) -> Jurisdiction | None:
        """A country, territory or international organisation as the law stands on a day."""
        entry = self._store.get("jurisdictions", code)
        if entry and "same_as" in entry:
            entry = self._store.get("jurisdictions", entry["same_as"])
        if entry is None:
            return None
        laws = {id_: self._store.get("laws", id_) for id_ in entry.get("laws", ())}
        return values.jurisdiction(entry, laws, as_of)

    @property
    def jurisdiction_codes(self) -> tuple[str, ...]:
        return self._store.ids("jurisdictions")

    def members(self, group: str) -> tuple[str, ...]:
        """Today's members of `EU` or `EEA`; empty for any other word."""
        groups: dict[str, list[str]] = self._store.get("groups", _EVERYTHING) or {}
        return tuple(groups.get(group, ()))

    def software(self, name: str) -> Software | None:
        """Software, a library or model weights, by id, other name, package or image."""
        id_ = name.casefold()
        if not self._store.has("software", id_):
            id_ = (self._store.get("aliases", "software") or {}).get(id_) or self._software_by_hint(name)
        entry = self._store.get("software", id_)
        return values.software(id_, entry) if entry else None

    def software_hinted(self, name: str) -> Software | None:
        """What runs under a host, variable, package, image or Terraform name, if that is software."""
        hinted = (self.hint(kind, name) or "" for kind in names.KINDS)
        found = next((id_ for id_ in hinted if id_), "")
        return self.software(found.removeprefix(_SOFTWARE)) if found.startswith(_SOFTWARE) else None

    def sovereignty(self) -> Framework | None:
        """What sovereignty profiles measure with; None when no policy folder holds it."""
        from borderflow.catalog import frameworks

        entry = self._store.get("sovereignty", _EVERYTHING)
        return frameworks.framework(entry, frozenset(self.members("EU"))) if entry else None

    def terms(self) -> Terms:
        """Our words in those of the W3C Data Privacy Vocabulary."""
        entry = self._store.get("dpv", _EVERYTHING) or {}
        return values.terms(entry) if entry else Terms()

    def instrument(self, id_: str) -> Instrument | None:
        entry = self._store.get("instruments", id_)
        return values.instrument(id_, entry) if entry else None

    def clauses(self, version: str) -> Instrument | None:
        """The clauses that a decision adopted, by its number, as in `2021/914`."""
        number = _NUMBER.search(version)
        found = (self.instrument(id_) for id_ in self._store.ids("instruments"))
        return next((one for one in found if one and number and number[0] in one.act), None)

    def _software_by_hint(self, name: str) -> str:
        found = next((found for kind in ("packages", "images") if (found := self.hint(kind, name))), "")
        return found.removeprefix(_SOFTWARE) if found.startswith(_SOFTWARE) else ""

    def _products(self, company: str) -> dict[str, Any]:
        products: dict[str, Any] = self._store.get("providers", company)["products"]
        return products


def _split(id_: str) -> tuple[str, str | None]:
    company, _, product = id_.partition("/")
    return company, product or None


def _fitting(provider: Provider, kind: str | None) -> str:
    """The product that a kind means: the default one if it fits, else the first that does."""
    order = (provider.default_product, *provider.products)
    return next((id_ for id_ in order if _fits(provider.products[id_], kind)), provider.default_product)


def _fits(product: Product, kind: str | None) -> bool:
    return product.hosts if kind == _HOST else kind in product.kinds
