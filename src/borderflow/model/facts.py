"""Facts about a subject, the only thing that rules compare.

One dataclass a kind of subject; its fields are the closed vocabulary of the rule language, and their
docstrings are its documentation. A field is a plain value or `Unknown`; what is merely absent from the
record is a `Standing`, not an unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, ClassVar, Protocol

from msgspec import Struct

from borderflow.model.catalog import Adequacy
from borderflow.model.findings import Hop
from borderflow.model.knowledge import Ground, Unknown
from borderflow.model.location import Location
from borderflow.model.records import Standing

Tri = bool | Unknown


class OneOf(tuple[str, ...]):
    """The closed set of words that a textual fact may be, so that a rule cannot ask for another one."""

    __slots__ = ()


@dataclass(frozen=True, eq=False)
class Case:
    """A subject that rules are asked about: its facts, what they rest on, and how it was reached."""

    # No Struct: `LateCase` puts properties in the place of fields, which the slots of a Struct do not allow.

    kind: str
    """`engagement`, `transfer`, `control`, `training`, `component`, `flow`, `purpose`, `system`,
    `objective`, `provider` or `acceptance`."""
    subject: tuple[str, ...]
    """Ids that make the fingerprint."""
    facts: Facts
    words: Mapping[str, str] = field(default_factory=dict)
    """What messages may name: `{importer}`, `{country}`, `{data}`, …"""
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    """Fact name to what it rests on; facts without an entry were computed from others."""
    group: str = ""
    components: tuple[str, ...] = ()
    """Ids, each once; so are the next three."""
    parties: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    path: tuple[Hop, ...] = ()
    location: Location | None = None
    locations: Mapping[str, Location] = field(default_factory=dict)
    """Fact name to the line where it is, or could be, stated."""


class LateCase(Case):
    """A case whose words and places are told only when a rule has something to say of it.

    Both cost more than the facts, a witness path most of all, and most components pass in silence.
    """

    def __init__(
        self,
        teller: Teller,
        *,
        kind: str,
        subject: tuple[str, ...],
        facts: Facts,
        grounds: Mapping[str, Ground],
        group: str,
        components: tuple[str, ...],
        parties: tuple[str, ...],
        data: tuple[str, ...],
    ) -> None:
        self.__dict__.update(  # a frozen dataclass would take longer than the facts
            _teller=teller,
            kind=kind,
            subject=subject,
            facts=facts,
            grounds=grounds,
            group=group,
            components=components,
            parties=parties,
            data=data,
        )

    @cached_property
    def words(self) -> Mapping[str, str]:
        return self._teller.words()

    @cached_property
    def flows(self) -> tuple[str, ...]:
        return self._teller.flows()

    @cached_property
    def path(self) -> tuple[Hop, ...]:
        return self._teller.path()

    @cached_property
    def location(self) -> Location | None:
        return self._teller.location()

    @cached_property
    def locations(self) -> Mapping[str, Location]:
        return self._teller.locations()

    _teller: Teller


class Teller(Protocol):
    """Whoever can tell the rest of a case."""

    def words(self) -> Mapping[str, str]: ...

    def flows(self) -> tuple[str, ...]: ...

    def path(self) -> tuple[Hop, ...]: ...

    def location(self) -> Location | None: ...

    def locations(self) -> Mapping[str, Location]: ...


class Facts(Struct, frozen=True):
    """Base of the fact records."""

    kind: ClassVar[str]


class EngagementFacts(Facts, frozen=True):
    """The controller engages a company (rules PRC, TRF-11, MAN about a provider)."""

    kind: ClassVar[str] = "engagement"
    personal: Tri = True
    """Personal data reach the company in a form that it can read."""
    sensitive: bool = False
    """Special-category, criminal, children or employee-monitoring data, or large scale, not effectively
    pseudonymised: the second severity of a pair applies."""
    role: Annotated[str | Unknown, OneOf(("processor", "controller", "dual", "joint", "group"))] = "processor"
    """`processor`, `controller`, `dual`, `joint` or `group`."""
    role_stated: bool = True
    role_terms_open: bool = False
    """The terms allow own purposes and nobody stated the role."""
    basis: Annotated[str, OneOf(("none", "absent", "recorded"))] = "absent"
    """Basis of a disclosure to an own controller: `none`, `absent` or `recorded`."""
    role_documented: bool = False
    """The controller role for stated purposes is documented in the catalogue."""
    contract: Standing = Standing.ABSENT
    """The Art. 28 contract: SCC modules 2 and 3 and 2021/915 clauses are one."""
    contract_dated: bool = True
    """Conclusion or version is shown."""
    contract_expired: bool = False
    contract_wrong_entity: bool = False
    content_missing: bool = False
    """An item of Art. 28(3)(a)-(h) is declared to be missing."""
    content_open: bool = False
    """Items of a declared contract were looked at and left open."""
    authorisation: Standing = Standing.ABSENT
    """Authorisation of sub-processors (Art. 28(2))."""
    engages_others: Tri = False
    """It is known to engage sub-processors for this service."""
    chain_identified: bool = True
    """Every sub-processor known to exist is identified by name, country and service."""
    sub_processor_list: Standing = Standing.ABSENT
    flow_down: Standing = Standing.ABSENT
    guarantees: Standing = Standing.ABSENT
    """A dated note on sufficient guarantees (Art. 28(1))."""
    deletion: Standing = Standing.ABSENT
    third_country_clause: Annotated[str, OneOf(("so-worded", "limited", "absent"))] = "absent"
    """`so-worded`, `limited` or `absent`: whether instructions yield to third-country law."""
    request_procedure: Standing = Standing.ABSENT
    """Notice and challenge of foreign requests: a clause, or clause 15 of the standard ones."""
    arrangement: Standing = Standing.ABSENT
    """The arrangement of joint controllers (Art. 26)."""
    exposed: bool = False
    """Some foreign access law reaches the company or what it runs on."""
    trains: Annotated[str, OneOf(("yes", "no", "open"))] = "no"
    """Own training on customer data on this engagement: `yes`, `no`, `open` (depends on tier or setting)."""
    tier_stated: bool = True
    ai_service: bool = False
    terms_open: bool = False
    """Tier, training use, retention or human review of an AI product is not known."""
    routing: Annotated[str, OneOf(("chosen", "default", "global", "unstated", "unknown"))] = "chosen"
    """How the place came about: `chosen`, `default`, `global` or `unstated` (the deployment type decides)."""
    leaves: Tri = False
    """The place includes, or may include, a country that is neither EEA nor adequate as such."""
    run_by_group: bool = True
    """The places outside are run by the provider's own group."""
    group_tool: bool = False
    """A tool or the DPF for that group is on record, claimed or presumed."""
    second_entity_known: bool = True
    """A legal entity for the place outside the EEA is known."""
    entity_known: bool = True
    """Legal entity and ultimate parent are known."""
    only_ciphertext: bool = False
    """Everything it holds is encrypted with keys out of its reach (UC1)."""


class TransferFacts(Facts, frozen=True):
    """A hop from an exporter to a legal entity that may be outside the EEA (rules TRF)."""

    kind: ClassVar[str] = "transfer"
    personal: Tri = True
    sensitive: bool = False
    exporter: Annotated[str, OneOf(("controller", "processor"))] = "controller"
    """`controller` (or its group) or `processor`."""
    third_country: Tri = True
    """The importer is established outside the EEA."""
    adequacy: Adequacy = Adequacy.NONE
    conditions: Annotated[str, OneOf(("met", "failed", "unknown"))] = "met"
    """Conditions of a partial decision about the recipient: `met`, `failed` or `unknown`."""
    united_states: bool = False
    dpf: Annotated[str, OneOf(("active", "claimed", "unstated", "none", "lapsed", "other-entity"))] = (
        "unstated"
    )
    """Standing on the Data Privacy Framework list; `none` where no decision on it is in force."""
    dpf_in_force: bool = True
    dpf_stale: bool = False
    """The list extract is older than its limit."""
    hr_data: bool = False
    hr_covered: Annotated[str, OneOf(("yes", "no", "unknown"))] = "unknown"
    """`yes`, `no` or `unknown`: whether the certification covers human-resources data."""
    tool: Standing = Standing.ABSENT
    """An Art. 46 tool."""
    tool_valid: Annotated[str, OneOf(("valid", "wrong", "annex-missing", "unstated"))] = "valid"
    """`wrong`: void clauses or wrong module; `unstated`: module not on record."""
    derogation: Annotated[str, OneOf(("no", "standing", "occasional"))] = "no"
    """Art. 49: `no`, `standing` (permanent or repeated) or `occasional`."""
    tia: Standing = Standing.ABSENT
    tia_finding: Annotated[str, OneOf(("problematic", "not-applied", ""))] = ""
    """`problematic`, `not-applied` or empty."""
    tool_needed: bool = True
    """Nothing else (adequacy, DPF) carries the flow."""
    remote: bool = False
    """By access from afar; the bytes stay where they are."""
    access: Annotated[str, OneOf(("known", "exceptions", "unknown"))] = "known"
    """For remote access: `known`, `exceptions` (residual, unnamed), `unknown`."""
    same_entity: bool = False
    international_organisation: bool = False
    problematic: bool = False
    """Documented problematic practice of access (CN, RU)."""
    verify_status: bool = False
    """Overseas territory whose status is to be verified."""
    shielded: bool = False
    """UC1, UC2 or UC5 holds: the importer cannot read the data."""
    transparent: Annotated[str, OneOf(("false", "absent", "recorded"))] = "recorded"
    """The transfer in notice and records: `false`, `absent` or `recorded`."""


class ControlFacts(Facts, frozen=True):
    """An ultimate parent, or a directly exposed party, that holds personal data (rules ACC)."""

    kind: ClassVar[str] = "control"
    personal: Tri = True
    level: Annotated[str | Unknown, OneOf(("direct", "parent", "sub-processor", "nexus", "none"))] = "none"
    """The nearest way in which foreign law reaches."""
    adequate_as_such: bool = False
    assessed: Standing = Standing.ABSENT
    """A dated Art. 28(1) assessment, or a TIA that covers that law, newer than the last change of control."""
    under_dpf: bool = False
    """The data go to that country under an active or claimed DPF."""
    shielded: bool = False
    """UC1 holds: keys out of reach of the party and its group."""
    immune: bool = False
    """A named qualification shields the service from foreign law."""
    keys_exposed: bool = False
    """Data are encrypted, but the keys are held by the exposed party or its group."""
    grave: bool = False
    """Public body, professional secrecy, or special-category data at large scale (ACC-09)."""
    telemetry: Annotated[str, OneOf(("none", "account", "identifiers", "absent"))] = "absent"
    """With content under UC1: `none`, `account`, `identifiers` or `absent`."""
    own_parent: bool = False
    """The controller's own foreign parent."""


class TrainingFacts(Facts, frozen=True):
    """A training or fine-tuning run (rules TRN)."""

    kind: ClassVar[str] = "training"
    personal: Tri = True
    sensitive: bool = False
    basis: Annotated[str, OneOf(("none", "absent", "recorded"))] = "absent"
    """`none`, `absent` or `recorded`."""
    special: bool = False
    """Special-category or criminal data are declared in the set."""
    condition: Standing = Standing.ABSENT
    free_text: bool = False
    screening: Standing = Standing.ABSENT
    exposed: bool = False
    """A third-country or exposed party holds or can read set, job, checkpoints, weights or annotation."""
    exposure_known: Tri = True
    assessed: bool = False
    """A dated Art. 28(1), transfer or impact assessment names the training."""
    pseudonymised_only: bool = False
    """Only pseudonymised data with the key out of that party's reach."""
    adequate_only: bool = False
    """Only an adequate country without exposure."""
    claimed_anonymous: bool = False
    artifact_assessed: Standing = Standing.ABSENT
    erasure: Standing = Standing.ABSENT
    employees: bool = False
    national_rule: Standing = Standing.ABSENT
    dataset: Standing = Standing.ABSENT
    drift: bool = False
    """Data collected for something else, and no test of compatibility, consent or law on record."""
    published: bool = False
    weaker: bool = False
    """Where weights lie, some control is declared to be missing that the data have at their source."""


class ComponentFacts(Facts, frozen=True):
    """One component (rules RAG, SEC-02 to SEC-08, REC-03, MAN about a component)."""

    kind: ClassVar[str] = "component"
    kind_of: str = ""
    """The component kind."""
    personal: Tri = True
    sensitive: bool = False
    store: bool = False
    """It keeps data (vector store, datastore, memory, …)."""
    retrieval: bool = False
    """It is a store that a model retrieves from."""
    declared_impersonal: bool = False
    anonymised: Standing = Standing.ABSENT
    deletion_by_source: Standing = Standing.ABSENT
    reindex: Standing = Standing.ABSENT
    permissions: Standing = Standing.ABSENT
    audiences: Annotated[str, OneOf(("one", "several", "unstated"))] = "unstated"
    """`one`, `several` or `unstated`."""
    isolation: Standing = Standing.ABSENT
    tenants: Annotated[str, OneOf(("one", "several", "unstated"))] = "unstated"
    """`one`, `several` or `unstated`."""
    embeds_elsewhere: bool = False
    """An embedding party other than the operator of the store it feeds."""
    context_leaves: bool = False
    """A model of another party receives retrieved context from a self-operated store."""
    observes_prompts: bool = False
    """A tracing service of another party receives prompts."""
    recipient_covered: bool = False
    """The recipient has contract and, where needed, a tool on record or presumed."""
    at_rest: Annotated[str, OneOf(("yes", "no", "unknown", "absent"))] = "absent"
    """`yes`, `no`, `unknown` or `absent`."""
    public: Annotated[str, OneOf(("yes", "no", "unknown", "absent"))] = "absent"
    authentication: Standing = Standing.ABSENT
    access_log: Standing = Standing.ABSENT
    uc1_claimed: bool = False
    uc1_holds: bool = False
    staff_abroad: bool = False
    """Employees of the operator itself read it from outside the EEA."""
    travel_policy: Standing = Standing.ABSENT
    """The policy that binds them."""
    copy: bool = False
    """It keeps data that were collected elsewhere: a replica, an index, a cache, a backup."""
    weights: bool = False
    """It holds weights that were trained on personal data."""
    access_path: Annotated[str, OneOf(("recorded", "left-out", "none", "unstated"))] = "unstated"
    """Whether requests for access find what it holds: `recorded`, `left-out`, `none` or `unstated`."""
    source_erases: bool = False
    """It keeps a copy of data whose source says how a person is erased."""
    erasure_reaches: Standing = Standing.ABSENT
    """A way by which what is erased at the source is erased here."""
    source_corrects: bool = False
    """It keeps a copy of data whose source says how they are corrected."""
    correction_reaches: Standing = Standing.ABSENT
    """A way by which what is corrected at the source is corrected here."""
    delicate: bool = False
    """Special-category, criminal, children, monitoring, employment or financial data, or large scale."""
    key_with_recipient: bool = False
    """Pseudonymised data, and a company that holds them, or its group, holds the key."""
    reaches_others: bool = False
    """As a model that acts, it can call what holds personal data and does not ask for whom."""
    guard: Standing = Standing.ABSENT
    """A check of rights on its calls, or a filter of its answers."""
    retention: Standing = Standing.ABSENT
    place_known: Tri = True
    place_matters: bool = False
    """A missing place could change a verdict (a foreign or unknown operator)."""
    region_mismatch: bool = False
    third_party_model: bool = False
    provenance: Standing = Standing.ABSENT
    drift: bool = False
    """Data collected for something else, and no test of compatibility, consent or law on record."""
    memory: bool = False
    refresh: Standing = Standing.ABSENT


class FlowFacts(Facts, frozen=True):
    """One flow (rules SEC-01, MAN-03)."""

    kind: ClassVar[str] = "flow"
    personal: Tri = True
    sensitive: bool = False
    network: bool = True
    transport: Annotated[str, OneOf(("yes", "no", "unknown", "absent"))] = "absent"
    """`yes`, `no`, `unknown` or `absent`."""
    leaves_controller: bool = False
    data_known: bool = True


class PurposeFacts(Facts, frozen=True):
    """One purpose (rules REC-01)."""

    kind: ClassVar[str] = "purpose"
    personal: Tri = True
    record: Standing = Standing.ABSENT
    exempt: bool = False


class SystemFacts(Facts, frozen=True):
    """The system as a whole (rules DPI, RTS, MAN-05, MAN-06)."""

    kind: ClassVar[str] = "system"
    personal: Tri = True
    processor: bool = False
    """The owner of the system is itself a processor."""
    dpia: Standing = Standing.ABSENT
    criteria: int = 0
    """Number of declared WP248 criteria."""
    article_35_3: bool = False
    """A case of Art. 35(3) fits on the declared facts."""
    annex_iii: bool = False
    decides: Annotated[str, OneOf(("yes", "no", "unknown", "absent"))] = "absent"
    human_role: str = ""
    """`none`, `formal` or `real`; empty when nobody says."""
    decision_ground: Annotated[str, OneOf(("contract", "law", "consent", "none", "absent"))] = "absent"
    """Ground of Art. 22(2) to decide without a person: `contract`, `law`, `consent`, `none` or `absent`."""
    decision_safeguards: Standing = Standing.ABSENT
    """Human intervention and a way to contest (Art. 22(3))."""
    listed: Standing = Standing.ABSENT
    """An entry of the competent authority's list (Art. 35(4)) fits."""
    dpia_silent: bool = False
    """The impact assessment is declared to be silent on something that this system has."""
    residual_risk: Annotated[str, OneOf(("low", "medium", "high", ""))] = ""
    """The risk that remains by the impact assessment; empty when nobody says."""
    register: Annotated[str, OneOf(("incomplete", "complete", "unshown", "none"))] = "none"
    """What the entries in the record of processing state: `incomplete` (declared), `complete`, `unshown`, or
    `none` where there is no entry."""
    notice: Annotated[str, OneOf(("silent", "recorded", "unshown"))] = "unshown"
    """The privacy notice: `silent` on something that this system has (declared), `recorded` or `unshown`."""
    outdated: bool = False
    """An assessment is older than the last change of provider, region, ownership or purpose."""
    consultation: Standing = Standing.ABSENT
    """Prior consultation of the supervisory authority (Art. 36)."""
    stale_evidence: bool = False
    contradiction: Annotated[str, OneOf(("decisive", "minor", ""))] = ""
    """`decisive` (the verdict turns on it), `minor` or empty."""


class ObjectiveFacts(Facts, frozen=True):
    """A sovereignty objective of the EU framework (rule SOV-01, with a profile that asks for a level)."""

    kind: ClassVar[str] = "objective"
    target: int = 0
    """The SEAL level that the profile asks for; 0 for none."""
    below: Tri = False
    """It stays below the target, by a fact that caps it or by an assessor; unknown without either."""


class ProviderFacts(Facts, frozen=True):
    """A company that operates or hosts a part of the system (rules SOV-02 to SOV-08, with their profiles)."""

    kind: ClassVar[str] = "provider"
    sensitive: bool = False
    """What it holds is special-category data or the like, not effectively pseudonymised."""
    seat_in_union: Tri = True
    """Registered office of the contracting entity in a Member State of the EU."""
    holder_too_large: Tri = False
    """One holder outside the EU has more than SecNumCloud allows, or controls it as a parent."""
    holders_too_large: Tri = False
    """All holders outside the EU together have more than SecNumCloud allows."""
    decisive_holder: Tri = False
    """A holder outside the EU has a veto, or appoints most of the management."""
    secnumcloud: Standing = Standing.ABSENT
    """A SecNumCloud qualification; `presumed` when only the catalogue names one."""
    french_health: Tri = False
    """It hosts health data for a French organisation."""
    hds: Standing = Standing.ABSENT
    """The French certificate for hosts of health data, of a version that counts on the day."""
    german_health: Tri = False
    """It hosts health data for a German organisation."""
    c5: Standing = Standing.ABSENT
    """The BSI C5 attestation, of a type that counts on the day."""
    financial: Tri = False
    """The controller is a financial entity."""
    register: Standing = Standing.ABSENT
    """Its entry in the register of information (DORA)."""
    fields_missing: bool = False
    """Something that the register asks for is not known."""
    only_impersonal: bool = False
    """It holds data, and none of them personal."""
    exposed: bool = False
    """Foreign access law reaches it, through its seat or its parent."""
    held_in_union: Tri = True
    """What it holds lies in the EU."""
    critical: Tri = False
    """Something that it operates or hosts carries a critical or important function."""
    exit: Standing = Standing.ABSENT
    """An exit plan, or a test of moving elsewhere."""
    impossible_claim: Tri = False
    """A certificate is claimed for it that nobody can have today."""


class AcceptanceFacts(Facts, frozen=True):
    """An accepted risk that is about nothing any more (rule MAN-09)."""

    kind: ClassVar[str] = "acceptance"
    comment: bool = False
    """It stands as a comment in the manifest, and not in a list."""
    elsewhere: bool = False
    """Its rule does speak, of something else."""


SUBJECTS: tuple[type[Facts], ...] = (
    EngagementFacts,
    TransferFacts,
    ControlFacts,
    TrainingFacts,
    ComponentFacts,
    FlowFacts,
    PurposeFacts,
    SystemFacts,
    ObjectiveFacts,
    ProviderFacts,
    AcceptanceFacts,
)
