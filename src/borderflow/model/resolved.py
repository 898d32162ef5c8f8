"""A system after the catalogue was consulted: who each party is, and where each component is processed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct, field

from borderflow.model.architecture import (
    Architecture,
    ChainLink,
    Component,
    Contract,
    PartyFacts,
    SupportAccess,
)
from borderflow.model.catalog import Entity, Instrument, Jurisdiction, Owner, Product, Provider
from borderflow.model.knowledge import Ground, Unknown
from borderflow.model.records import Path


class Contradiction(Struct, frozen=True):
    """A fact in which manifest and catalogue disagree."""

    text: str
    """A whole sentence that names both."""
    decides: bool
    """The verdict turns on it: neither is the newer one, and they do not weigh the same."""


class Company(Struct, frozen=True):
    """A party as this system meets it: the contracting entity, and whoever controls it."""

    id: str
    """Everyday name: catalogue id, or the id under `parties`."""
    name: str
    entity: str
    """Name of the contracting entity; the everyday name when it is not known."""
    country: str | Unknown
    """Country of establishment of the contracting entity."""
    parent: Owner | Unknown | None
    """Ultimate parent; None when the company is its own."""
    control: tuple[str, ...]
    """Countries whose law reaches it through seat or control, its own excepted."""
    nexus: tuple[str, ...]
    affiliates: tuple[Entity, ...]
    products: tuple[Product, ...]
    """Products of it that the system uses, by id."""
    provider: Provider | None
    declared: PartyFacts | None
    links: tuple[ChainLink, ...] | Unknown | None
    """Sub-processors for this service, declared or, failing that, of the catalogue."""
    support: SupportAccess | None = None
    """Who can read the data from afar for it, declared or, failing that, of the catalogue."""
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    contradictions: tuple[Contradiction, ...] = ()
    misnamed: bool = False
    """A contract names an entity that is not known to belong to it."""
    path: Path = ()

    @property
    def named_links(self) -> tuple[ChainLink, ...]:
        """Sub-processors as far as somebody names them."""
        return self.links if isinstance(self.links, tuple) else ()

    @property
    def known(self) -> bool:
        return self.provider is not None or self.declared is not None


class Placement(Struct, frozen=True):
    """Where a component is processed, and how that came about."""

    countries: tuple[str, ...] = ()
    complete: bool = False
    """Every country of processing is named."""
    routing: str = "unstated"
    """`chosen`, `default`, `global`, `unstated` (the deployment type decides) or `unknown`."""
    run_by: str = "group"
    label: str = ""
    reason: str = ""
    """Why the place is not known."""
    ground: Ground | None = None
    mismatch: str = ""
    """A region that maps to another country than the manifest states."""


class Resolved(Struct, frozen=True):
    """A component with its operator, host and place."""

    component: Component
    operator: str | None
    """Company id; None when the controller runs it itself."""
    product: Product | None
    host: str | None
    host_product: Product | None
    place: Placement


def _no_clauses(number: str) -> Instrument | None:  # noqa: ARG001 - where no catalogue is at hand
    return None


def _as_written(name: str) -> str:
    return name


class ResolvedArchitecture(Struct, frozen=True):
    """The declared architecture, with its parties and places looked up for one day."""

    architecture: Architecture
    as_of: date
    components: Mapping[str, Resolved]
    companies: Mapping[str, Company]
    contracts: Mapping[str, tuple[Contract, ...]]
    """Company id to what is on record with it."""
    jurisdiction: Callable[[str], Jurisdiction | None]
    """The law of a country on the day of the check."""
    marks: Callable[[str], frozenset[str]]
    """Category or subject id to its marks (`special`, `children`, `employee`, `free_text`, …)."""
    treatment: Callable[[str], str]
    """Component kind to how lineage treats it (`open`, `all`, `embedding`, `context`, …)."""
    clauses: Callable[[str], Instrument | None] = _no_clauses
    """The standard contractual clauses that the decision of a number adopted."""
    company_of: Callable[[str], str] = _as_written
    """The everyday id of the company that a name of the manifest means."""
