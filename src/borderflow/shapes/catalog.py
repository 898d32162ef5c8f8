"""The catalogue as people write it: policies/catalog/**.yaml.

Every fact is one line that says what is so, how well that was checked, when, and by which source:
`dpf: {is: claimed, level: unverified, as_of: 2026-04, source: csf}`. A wrong fact is one line to mend.
What nobody knows is written `{is: unknown, why: …}`, which is not the same as `none` or `no`.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from borderflow.model.catalog import Adequacy, Availability, DpfStatus, ProviderRole, TrainingUse
from borderflow.model.knowledge import Level
from borderflow.shapes.scalars import Shape, Words

T = TypeVar("T")

UNKNOWN = "unknown"
CHOSEN = "chosen"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A kebab-case id."""
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2, and XK."""
CountryOrGroup = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|EEA)$")]
"""A country, or `EU` or `EEA` for all their members."""
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


def _date_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_PART_OF_A_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
AsOf = Annotated[str, BeforeValidator(_date_text), StringConstraints(pattern=_PART_OF_A_DATE)]
"""A year, a month or a day."""


class SourceShape(Shape):
    """A text that was read, or a place to look."""

    title: str = Field(min_length=3, description="What it is, in a few words.")
    url: str = Field("", description="Where it stands; empty when no address is known.")
    as_of: AsOf | None = Field(None, description="Date of the text, or of its reading.")


class Dated(Shape):
    """How well a fact is known."""

    level: Level = Field(
        Level.UNVERIFIED, description="`verified`, `partly` or `unverified` against a source text."
    )
    as_of: AsOf | None = Field(None, description="When it was so; else the date of the source.")
    source: Words = Field((), description="Keys of this file's `sources`.")
    why: str = Field("", description="Why it is unknown, or a remark on what is stated.")


class FactShape(Dated, Generic[T]):
    """One fact in one line."""

    is_: T | None = Field(alias="is", description="What is so, or `unknown`.")

    @model_validator(mode="before")
    @classmethod
    def _unknown_is_no_value(cls, raw: Any) -> Any:
        return {**raw, "is": None} if isinstance(raw, dict) and raw.get("is") == UNKNOWN else raw


class EntityShape(Dated):
    """A legal entity of the company."""

    name: str = Field(min_length=2)
    country: Country
    role: Literal["contracting", "affiliate", "operator", "parent"] = Field(
        description="`contracting` signs with customers in the EEA."
    )


class OwnerShape(Dated):
    """The ultimate parent; a company that nobody controls names itself."""

    is_: Literal["unknown"] | None = Field(
        None, alias="is", description="`unknown` in place of name and country."
    )
    name: str = ""
    country: Country | None = None

    @model_validator(mode="after")
    def _is_named_or_unknown(self) -> OwnerShape:
        if self.is_ is None and not (self.name and self.country):
            raise ValueError("a parent has a name and a country, or `is: unknown`")
        return self


class PlaceShape(Dated):
    """Where data are processed when the customer chooses nothing, or where a region lies."""

    is_: Literal["chosen", "unknown"] | None = Field(
        None,
        alias="is",
        description="`chosen` when a region must be chosen; `unknown` when nothing is stated.",
    )
    countries: tuple[CountryOrGroup, ...] = Field((), description="Countries that the provider names.")
    complete: bool = Field(
        True, description="False for `global` or `worldwide`, or when others are possible."
    )
    run_by: Literal["group", "others", "unknown"] = Field("group", description="Whose infrastructure it is.")
    label: str = Field("", description="What the provider calls it.")


class RegionShape(PlaceShape):
    """A region: its code and where it lies."""

    id: str = Field(min_length=1, description="The code as the provider writes it.")
    country: Country | None = Field(None, description="The country, when there is only one.")
    name: str = Field("", description="City or name.")
    zone: str = Field("", description="Id of the wider place that a zone deployment from here may use.")
    aliases: tuple[str, ...] = Field((), description="Other spellings.")

    @model_validator(mode="after")
    def _has_a_place(self) -> RegionShape:
        if self.country is None and not self.countries and self.complete and self.is_ is None:
            raise ValueError("a region has a country, or countries, or `complete: false`")
        return self


class SubProcessorShape(Shape):
    """A further processor that the product engages for every customer."""

    party: str
    country: Country
    does: str
    clear_text: bool = True


class SupportShape(Dated):
    """Remote access to customer data from outside the EEA."""

    is_: Literal["unknown"] | None = Field(None, alias="is")
    countries: tuple[Country, ...] = ()
    exceptions: bool = Field(False, description="An EEA-only promise with documented exceptions.")


class AliasShape(Shape):
    """Names by which files and people call a company or a product."""

    ids: tuple[str, ...] = Field((), description="Other everyday names.")
    domains: tuple[str, ...] = Field(
        (), description="Hosts; a suffix matches, `*` stands for one label or more."
    )
    env: tuple[str, ...] = Field((), description="Environment variables; a final `_` marks a prefix.")
    packages: tuple[str, ...] = Field((), description="SDK packages; `*` at the end matches the rest.")
    images: tuple[str, ...] = Field((), description="Container images.")
    litellm: tuple[str, ...] = Field((), description="LiteLLM model prefixes.")
    terraform: tuple[str, ...] = Field((), description="Terraform resource prefixes.")


class TermsShape(Shape):
    """Terms: what a product states of itself, or a company for all its products."""

    contract: str = Field(
        "", description="Name of the entity that signs with EEA customers, if not the usual one."
    )
    place: PlaceShape | None = None
    deployments: dict[str, str] = Field(
        {}, description="Deployment type to `region`, `zone`, `global` or a region id."
    )
    eu_option: FactShape[str] | None = Field(
        None, description="What keeps processing in the EEA; `none` if nothing does."
    )
    eu_plan: str = Field("", description="The plan that `eu_option` needs; empty when none is needed.")
    dpa: FactShape[Availability] | None = None
    dpa_incorporated: FactShape[bool] | None = Field(
        None, description="The terms contain it without a further act."
    )
    dpa_url: str = ""
    onward_tool: FactShape[Literal["scc", "bcr", "dpf", "none"]] | None = Field(
        None, description="Tool for hops to its own group."
    )
    sccs_in_terms: FactShape[bool] | None = None
    dpf: FactShape[DpfStatus] | None = None
    role: FactShape[ProviderRole] | None = None
    own_purposes: tuple[str, ...] = ()
    training: FactShape[TrainingUse] | None = None
    training_by_tier: dict[str, TrainingUse] = Field({}, description="Where the plan decides.")
    retention: FactShape[str] | None = None
    zero_retention: FactShape[str] | None = None
    human_review: FactShape[bool] | None = None
    support: SupportShape | None = None
    sub_processors: FactShape[tuple[SubProcessorShape, ...]] | None = None
    sub_processors_url: str = ""
    customer_keys: FactShape[str] | None = Field(
        None, description="Keys that the customer can hold, and where."
    )
    fine_tuning: FactShape[str] | None = Field(
        None, description="Where training data and tuned weights stay."
    )
    certifications: tuple[str, ...] = Field((), description="As claimed; scope is to be checked.")
    notes: tuple[str, ...] = ()


class ProductShape(TermsShape):
    """One product. What it leaves out, the company's `terms` say."""

    name: str
    kinds: tuple[Id, ...] = Field(description="Component kinds that it fits, the main one first.")
    tier: Literal["business", "consumer"] = "business"
    hosts: bool = Field(False, description="Customers run their own components on it.")
    aliases: AliasShape = AliasShape()
    regions: tuple[RegionShape, ...] = Field((), description="Choices of place that only this product has.")


class ProviderShape(Shape):
    """One company: policies/catalog/providers/<company>.yaml."""

    id: Id
    name: str
    reviewed: Day
    confidence: Literal["high", "medium", "low"] = "low"
    sources: dict[str, SourceShape] = Field({}, description="What was read, by key.")
    entities: tuple[EntityShape, ...]
    parent: OwnerShape
    control: FactShape[tuple[Country, ...]]
    nexus: FactShape[tuple[Country, ...]] | None = None
    immunity: FactShape[str] | None = None
    default_product: Id
    aliases: AliasShape = AliasShape()
    terms: TermsShape = TermsShape()
    regions: tuple[RegionShape, ...] = Field(
        (), description="Choices of place that the company offers by name."
    )
    regions_of: tuple[Id, ...] = Field((), description="Companies whose regions the customer chooses from.")
    products: dict[Id, ProductShape] = Field(min_length=1)


class RegionsShape(Shape):
    """Regions of a cloud: policies/catalog/regions/<company>.yaml."""

    company: Id
    reviewed: Day
    zone_suffix: str = Field(
        "", description="Regular expression of the zone suffix that is no part of the region."
    )
    sources: dict[str, SourceShape] = Field({}, description="What was read, by key.")
    regions: tuple[RegionShape, ...]


class PeriodShape(Dated):
    """The standing of a country from one day to another."""

    status: Adequacy
    from_: Day | None = Field(None, alias="from", description="First day on which it holds.")
    until: Day | None = Field(None, description="Last day on which it holds.")
    instrument: str = ""
    conditions: tuple[str, ...] = Field(
        (), description="What must be so of the recipient, when it is partial."
    )
    fragility: tuple[str, ...] = ()


class JurisdictionShape(Shape):
    """A country, territory or international organisation."""

    name: str
    adequacy: tuple[PeriodShape, ...] = Field((), description="Without a period that holds: no adequacy.")
    eu: tuple[Day, Day | None] | None = Field(
        None, description="First and last day as a member state, if ever."
    )
    laws: tuple[str, ...] = Field((), description="Ids in access_laws.yaml.")
    problematic: bool = Field(False, description="Documented problematic practice of access.")
    verify_status: str = Field("", description="Hint for territories whose status is to be verified.")
    territory_of: Country | None = None
    note: str = ""


class JurisdictionsShape(Shape):
    """policies/catalog/jurisdictions.yaml."""

    reviewed: Day
    sources: dict[str, SourceShape]
    aliases: dict[str, str] = Field({}, description="Other spellings of a code.")
    jurisdictions: dict[str, JurisdictionShape]


class AccessLawShape(Dated):
    """A law that lets authorities compel a provider."""

    country: CountryOrGroup
    name: str
    citation: str = ""
    subject: str = Field("", description="Who is subject to it.")
    reaches_abroad: Literal["yes", "partial", "no"] = Field(
        description="Whether it reaches what a provider holds abroad through control."
    )
    from_: Day | None = Field(None, alias="from")
    until: Day | None = None
    gag: bool | None = Field(None, description="Whether the provider may be forbidden to tell.")
    note: str = ""


class AccessLawsShape(Shape):
    """policies/catalog/access_laws.yaml."""

    reviewed: Day
    sources: dict[str, SourceShape]
    laws: dict[Id, AccessLawShape]


class InstrumentShape(Dated):
    """A ground or tool for transfers, or clauses for processors."""

    name: str
    article: str
    act: str = ""
    covers_transfer: bool = True
    needs_assessment: bool = False
    modules: dict[str, str] = Field({}, description="Module numbers, and between whom.")
    from_: Day | None = Field(None, alias="from")
    until: Day | None = None
    concluded_until: Day | None = Field(
        None, description="Last day on which they could be concluded, when they held for a while longer."
    )
    note: str = ""


class InstrumentsShape(Shape):
    """policies/catalog/instruments.yaml."""

    reviewed: Day
    sources: dict[str, SourceShape]
    instruments: dict[Id, InstrumentShape]


class KindShape(Shape):
    """A component kind, and what leaves a component of that kind."""

    means: str
    passes: Literal["all", "embedding", "context", "weights", "output", "open"] = "open"
    ai: bool = Field(False, description="Terms on training and retention matter for it.")


class WordShape(Shape):
    """A word of the vocabulary, with the marks that give data more weight."""

    means: str
    marks: tuple[
        Literal[
            "special",
            "vulnerable",
            "employee",
            "criminal",
            "children",
            "financial",
            "monitoring",
            "free_text",
        ],
        ...,
    ] = ()


class VocabularyShape(Shape):
    """policies/catalog/vocabulary.yaml; `x-…` is the user's own."""

    reviewed: Day
    kinds: dict[Id, KindShape]
    categories: dict[Id, WordShape]
    subjects: dict[Id, WordShape]
    bases: dict[str, WordShape] = Field({})
    conditions: dict[str, WordShape] = Field({})
    purposes: dict[Id, WordShape] = Field({})
    use_cases: dict[Id, WordShape] = Field({})
    forms: dict[Id, WordShape] = Field({})


class SoftwareItemShape(Dated):
    """Software, model weights or a library: what runs, never an exposure by itself."""

    name: str
    kind: str = Field(description="Component kind, or `model`, `library`, `platform`.")
    maker: str = ""
    maker_country: Country | None = None
    licence: str = ""
    telemetry: str = Field("", description="What leaves the host, and how to switch it off.")
    aliases: AliasShape = AliasShape()
    note: str = ""


class SoftwareShape(Shape):
    """policies/catalog/software.yaml."""

    reviewed: Day
    sources: dict[str, SourceShape] = Field({}, description="What was read, by key.")
    software: dict[Id, SoftwareItemShape]


class FrameworkShape(Dated):
    """The framework whose levels and weights are used."""

    name: str
    version: str


class ObjectiveShape(Shape):
    """A sovereignty objective."""

    name: str
    weight: int = Field(gt=0, le=100)


class CriterionShape(Dated):
    """A criterion whose answer caps the level of its objective."""

    objective: str
    name: str
    caps: dict[str, Annotated[int, Field(ge=0, le=4)]]


class SchemeShape(Dated):
    """A certificate or attestation."""

    name: str
    current: str
    asks_version: bool = False
    superseded: dict[str, Day] = Field({}, description="Version to the day from which it no longer counts.")


class SharesShape(Dated):
    """Ceilings in per cent for holders outside the EU."""

    single: float
    together: float


class ClaimShape(Dated):
    """Something that nobody can truthfully claim today."""

    name: str


class SovereigntyShape(Shape):
    """policies/catalog/sovereignty.yaml."""

    reviewed: Day
    sources: dict[str, SourceShape]
    framework: FrameworkShape
    levels: tuple[str, ...] = Field(min_length=5, max_length=5)
    objectives: dict[str, ObjectiveShape]
    criteria: dict[str, CriterionShape]
    caveats: tuple[str, ...]
    schemes: dict[str, SchemeShape]
    shares: SharesShape
    impossible: dict[str, ClaimShape]
