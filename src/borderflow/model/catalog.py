"""Companies, their products, places and laws, as the catalogue knows them.

Four things are never merged: who signs (entities), whose law can reach (parent, control), where the
data are (places), and on which terms (contract, training, retention). A promise holds for one product
in one region, not for a brand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from borderflow.model.knowledge import Fact, Ground, Level


class Availability(StrEnum):
    """Whether a provider offers something to business customers."""

    YES = "yes"
    ENTERPRISE = "enterprise"
    NO = "no"


class TrainingUse(StrEnum):
    """Whether a provider trains its own models on what customers send."""

    NO = "no"
    OPT_IN = "opt-in"
    OPT_OUT = "opt-out"
    YES = "yes"


class DpfStatus(StrEnum):
    """Standing of a US organisation on the EU-US Data Privacy Framework list."""

    ACTIVE = "active"
    """Shown by a dated list extract."""
    CLAIMED = "claimed"
    LAPSED = "lapsed"
    OTHER_ENTITY = "other-entity"
    NONE = "none"


class ProviderRole(StrEnum):
    """The role that a provider's documented terms give it."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    DUAL = "dual"
    """Processor, and controller for named purposes of its own (payment fraud, legal duties)."""


class Adequacy(StrEnum):
    """Standing of a country under GDPR Art. 45 on a given day."""

    EEA = "eea"
    ADEQUATE = "adequate"
    PARTIAL = "partial"
    """Adequate only when conditions about the recipient hold (US, CA, JP, KR)."""
    NONE = "none"


class Zone(StrEnum):
    """The four lanes of the diagram, plus what nobody stated."""

    EEA = "eea"
    ADEQUATE = "adequate"
    US = "us"
    OTHER = "other"
    UNKNOWN = "unknown"


class Entity(Struct, frozen=True):
    """A legal entity of a company."""

    name: str
    country: str
    role: str
    """`contracting` (signs with EEA customers), `affiliate`, `operator` or `parent`."""


class Owner(Struct, frozen=True):
    """An ultimate or intermediate parent with power to direct the company."""

    name: str
    country: str


class Place(Struct, frozen=True):
    """A set of countries, every member of which must be covered (design: a place is a set)."""

    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2, sorted; empty when the provider does not name them."""
    complete: bool = True
    """False when the provider says "global" or "worldwide" without naming every country."""
    run_by: str = "group"
    """`group` (the provider's own group), `others` (infrastructure of third parties) or `unknown`."""
    label: str = ""


class SubProcessor(Struct, frozen=True):
    """A further processor that a product engages for every customer."""

    party: str
    """Catalogue id when there is one, else the name."""
    country: str
    does: str
    clear_text: bool = True


class Support(Struct, frozen=True):
    """Remote access to customer data by staff of other entities."""

    countries: tuple[str, ...]
    """Countries outside the EEA from which staff can read customer data."""
    exceptions: bool = False
    """An EEA-only promise with documented residual exceptions."""


class Product(Struct, frozen=True):
    """One product of a company, with its own terms; company-wide facts are already merged in."""

    id: str
    """`company/product`."""
    provider: str
    name: str
    kinds: tuple[str, ...]
    """Component kinds that it fits, the main one first."""
    tier: str
    """`business` or `consumer`; terms are never presumed for a consumer tier."""
    hosts: bool
    """Whether customers run their own components on it (IaaS, PaaS, GPU clouds)."""
    contract_party: Fact[Entity]
    default_place: Fact[Place]
    """Where data are processed when the customer chooses nothing."""
    choice_required: bool
    """True when a region must be chosen, so that a missing one is a question, never a default."""
    regions: tuple[str, ...]
    deployments: Mapping[str, str]
    """Deployment type to `region` (stays in the region), a place id, or `global`."""
    eu_option: str
    """Region, endpoint or setting that keeps processing in the EEA; empty when there is none."""
    eu_plan: str
    """The plan that this option needs; empty when every business customer has it."""
    dpa: Fact[Availability]
    dpa_incorporated: Fact[bool]
    """Whether the terms incorporate the processor contract without a further act."""
    onward_tool: Fact[str]
    """Art. 46 tool named for hops to its own group: `scc`, `bcr`, `dpf` or `none`."""
    sccs_in_terms: Fact[bool]
    dpf: Fact[DpfStatus]
    role: Fact[ProviderRole]
    own_purposes: tuple[str, ...]
    training: Fact[TrainingUse]
    training_by_tier: Mapping[str, str]
    retention: Fact[str]
    zero_retention: Fact[str]
    human_review: Fact[bool]
    support: Fact[Support]
    sub_processors: Fact[tuple[SubProcessor, ...]]
    sub_processors_url: str
    customer_keys: str
    fine_tuning: Fact[str]
    """Where training data and tuned weights stay, in words."""
    certifications: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dpa_url: str = ""
    """Where the processor contract can be read."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of this product alone; those of the company stand there."""


class Provider(Struct, frozen=True):
    """A company: its legal entities, who controls it, and its products."""

    id: str
    name: str
    entities: tuple[Entity, ...]
    parent: Fact[Owner]
    control: Fact[tuple[str, ...]]
    """Countries whose authorities can reach it through seat, ownership or a controlling affiliate."""
    nexus: tuple[str, ...]
    """Countries where an EEA-controlled group has branches or establishments (weaker reach, info only)."""
    ownership_as_of: str
    immunity: Fact[str]
    """A qualification that shields a service from foreign law (SecNumCloud 19.6), or unknown."""
    default_product: str
    products: Mapping[str, Product]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[Ground, ...] = ()
    confidence: str = "low"
    reviewed: str = ""
    known: bool = True
    """False for a name that the catalogue does not hold."""
    unsettled: bool = False
    """Supposed to have another owner than when anything about it was assessed."""


class Region(Struct, frozen=True):
    """A region of a provider: code to place."""

    provider: str
    id: str
    place: Fact[Place]
    name: str = ""
    zone: str = ""
    """Id of the wider place that a zone deployment from here may use (`eu-data-zone`), or empty."""


class Software(Struct, frozen=True):
    """What runs: software, a library or model weights. It is never an exposure by itself."""

    id: str
    name: str
    kind: str
    maker: str = ""
    maker_country: str = ""
    licence: str = ""
    telemetry: str = ""
    """What leaves the host, and how to switch it off."""
    note: str = ""


class Instrument(Struct, frozen=True):
    """A ground or tool of GDPR Chapter V, or clauses that bind processors."""

    id: str
    name: str
    article: str
    act: str = ""
    covers_transfer: bool = True
    needs_assessment: bool = False
    note: str = ""
    modules: tuple[str, ...] = ()
    """The modules among which one chooses, if there are any."""
    first: str = ""
    """First day on which it holds; empty when nobody stated it."""
    last: str = ""
    """Last day on which it holds; empty while it does."""
    concluded_until: str = ""
    """Last day on which it could be concluded, when what was concluded held for a while longer."""

    def holds_on(self, day: date, concluded: date | None) -> bool:
        """Whether what was concluded on one day still counts on another."""
        is_late = bool(self.concluded_until and concluded and concluded.isoformat() > self.concluded_until)
        return self.first <= day.isoformat() <= (self.last or "9999") and not is_late


class AccessLaw(Struct, frozen=True):
    """A law under which authorities of a country can compel a provider."""

    id: str
    country: str
    name: str
    citation: str
    reaches_abroad: bool
    level: Level = Level.UNVERIFIED
    source: str = ""


class Jurisdiction(Struct, frozen=True):
    """A country or territory as it stands under GDPR Chapter V on one day."""

    code: str
    name: str
    adequacy: Adequacy
    instrument: str
    conditions: tuple[str, ...]
    """Conditions about the recipient that a partial decision sets."""
    laws: tuple[AccessLaw, ...]
    """Access laws that reach providers under this country's control, wherever the data lie."""
    problematic: bool
    """Documented problematic practice of access (CN, RU)."""
    verify_status: str
    """A severity hint for overseas territories whose status is to be verified; else empty."""
    fragility: tuple[str, ...]
    source: str
    as_of: str
    unsettled: bool = False
    """Supposed to stand otherwise, or to reach further, than when anything about it was assessed."""

    @property
    def zone(self) -> Zone:
        if self.code == "US":
            return Zone.US
        match self.adequacy:
            case Adequacy.EEA:
                return Zone.EEA
            case Adequacy.ADEQUATE | Adequacy.PARTIAL:
                return Zone.ADEQUATE
            case Adequacy.NONE:
                return Zone.OTHER


class Override(Struct, frozen=True):
    """An entry of the shipped catalogue that a policy folder of the user's own replaces."""

    kind: str
    """`provider`, `regions`, `jurisdiction`, `law`, `profile`, …"""
    id: str
    fields: tuple[str, ...]
    """What it says differently, as keys joined by points."""
    file: str
    """The file that counts, by the name of its folder."""
