"""A system as it was declared: data, purposes, components, flows, parties and contracts.

Nothing here is judged or looked up. What the description does not say stays absent, and every value
keeps the path to its place in the document, so that a finding can point at the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from borderflow.model.knowledge import Unknown
from borderflow.model.location import Location
from borderflow.model.records import NOTHING, Answer, Path, Record

if TYPE_CHECKING:
    from borderflow.model.reading import Reading

SELF = "self"
"""The operator of what the controller runs itself."""
UNSTATED_OPERATOR = "unknown"
"""The operator of what somebody runs and nobody says who: a question, never a finding."""


class Form(StrEnum):
    """The form in which data are at a place. Every form but `anonymised` stays personal data."""

    CLEAR = "clear"
    PSEUDONYMISED = "pseudonymised"
    ENCRYPTED = "encrypted"
    AGGREGATED = "aggregated"
    ANONYMISED = "anonymised"
    EMBEDDING = "embedding"
    CONTEXT = "context"
    MEMORY = "memory"
    OUTPUT = "output"
    WEIGHTS = "weights"
    TELEMETRY = "telemetry"


class Keys(Struct, frozen=True):
    """Who can decrypt, and where the keys are held."""

    holder: str | None = None
    """`self`, `provider` or a party; None when not stated."""
    country: str | None = None
    service: str = ""
    """`hsm`, `kms`, `customer-managed-kms`, `external-kms`, …"""


class Protection(Struct, frozen=True):
    """Encryption of a store or a flow, with what EDPB Recommendations 01/2020 use case 1 asks for."""

    transport: Answer = Answer.ABSENT
    at_rest: Answer = Answer.ABSENT
    client_side: Answer = Answer.ABSENT
    """Encrypted before transmission (UC1-a); the provider never needs the clear text."""
    keys: Keys = Keys()
    claims_uc1: bool = False
    conditions: Mapping[str, Answer] = field(default_factory=dict)
    """UC1-b to UC1-e by letter, as declared."""
    path: Path = ()


class Pseudonymisation(Struct, frozen=True):
    """Art. 4(5): who holds the additional information, and whether re-identification was analysed (UC2)."""

    key_holder: str | None = None
    key_country: str | None = None
    analysis: Record = NOTHING


class Datum(Struct, frozen=True):
    """A class of data that the system handles."""

    id: str
    label: str
    personal: bool | None = None
    """None when not stated: data are personal unless declared otherwise."""
    categories: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    retention: Record = NOTHING
    large_scale: Answer = Answer.ABSENT
    free_text: Answer = Answer.ABSENT
    screening: Record = NOTHING
    """Removal of what is not needed, special categories above all, before further use."""
    condition: Record = NOTHING
    """The condition of Art. 9(2) or 10 that allows special-category or criminal data."""
    pseudonymised: Pseudonymisation | None = None
    anonymised: Record = NOTHING
    collected_for: tuple[str, ...] = ()
    """The purposes for which they were collected; empty when nobody says."""
    path: Path = ()


class Purpose(Struct, frozen=True):
    """Why data are processed, and on which basis."""

    id: str
    label: str = ""
    basis: str | None = None
    """A point of Art. 6(1); `none` when declared to be missing; None when nothing is on record."""
    record: Record = NOTHING
    """The entry in the record of processing activities (Art. 30)."""
    assessment: Record = NOTHING
    """The balancing test when the basis is a legitimate interest."""
    condition: Record = NOTHING
    notice: Record = NOTHING
    compatibility: Record = NOTHING
    """Why data collected for something else may serve it (Art. 6(4))."""
    path: Path = ()


class Host(Struct, frozen=True):
    """Where a component runs, as declared."""

    provider: str | None = None
    product: str | None = None
    region: str | None = None
    deployment: str | None = None
    countries: tuple[str, ...] = ()
    """One, or several when it is somewhere among them."""
    path: Path = ()


class Artifact(Struct, frozen=True):
    """What the manifest claims about tuned weights (EDPB Opinion 28/2024)."""

    personal: Answer = Answer.ABSENT
    assessment: Record = NOTHING
    published: Answer = Answer.ABSENT


class Safeguards(Struct, frozen=True):
    """What is on record about a component beyond its place; shared when nothing is declared."""

    retention: Record = NOTHING
    protection: Protection = Protection()
    deletion_by_source: Record = NOTHING
    reindex: Record = NOTHING
    permissions: Record = NOTHING
    """Whether retrieval honours the permissions of the source (RAG-03)."""
    audiences: int | None = None
    isolation: Record = NOTHING
    tenants: int | None = None
    public: Answer = Answer.ABSENT
    authentication: Record = NOTHING
    access_log: Record = NOTHING
    erasure: Record = NOTHING
    rectification: Record = NOTHING
    """How a correction at the source is made here too."""
    access_path: Record = NOTHING
    """How what it holds of a person is found and handed out."""
    guard: Record = NOTHING
    """For a model that calls tools: the check of rights, or the filter of its answers."""
    screening: Record = NOTHING
    dataset: Record = NOTHING
    national_rule: Record = NOTHING
    provenance: Record = NOTHING
    """The check of a third party's base model."""
    """Note on the national rule for employee data (Art. 88)."""
    anonymised: Record = NOTHING
    """Evidence that what the component holds is anonymous, or a training set synthetic."""
    artifact: Artifact = Artifact()
    training_use: Answer = Answer.ABSENT
    """Whether the provider trains its own models on what this component receives."""
    provider_retention: Record = NOTHING
    human_review: Answer = Answer.ABSENT
    refresh: Record = NOTHING
    redaction: Record = NOTHING
    reach: Record = NOTHING
    """`none` with evidence: the host has no logical access (bare colocation)."""


UNSTATED = Safeguards()


class Component(Struct, frozen=True):
    """A part of the system that holds, moves or transforms data."""

    id: str
    kind: str
    label: str = ""
    operator: str = SELF
    """`self`, `company`, `company/product` or an entry of `parties`."""
    host: Host | None = None
    software: str = ""
    model: str = ""
    holds: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    stores: str = ""
    """`embeddings` when a vector store keeps no chunk text."""
    tier: str = ""
    personal: bool | None = None
    staff_in: tuple[str, ...] = ()
    """Places outside the EEA where the operator's own staff use it (SEC-08)."""
    owner: str = ""
    critical: Answer = Answer.ABSENT
    """It carries a critical or important function."""
    safeguards: Safeguards = UNSTATED
    path: Path = ()


class Flow(NamedTuple):
    """Data on their way from one component to another. Large systems have hundreds of thousands."""

    id: str
    """`from->to`, with `#n` when a pair has several."""
    source: str
    target: str
    carries: tuple[tuple[str, Form | None], ...] | None = None
    """What passes and nothing else; None leaves it to the kind of the source."""
    purpose: str | None = None
    when: str = ""
    protection: Protection = Protection()
    pseudonymised: Pseudonymisation | None = None
    local: bool = False
    """Inside one host or a private encrypted overlay: no network edge."""
    path: Path = ()


class SupportAccess(Struct, frozen=True):
    """Staff of a party, or of another entity for it, who can read the data."""

    countries: tuple[str, ...] = ()
    by: str = ""
    same_entity: bool = False
    """Employees of the contract party itself, travelling or working abroad: no other party (Ex. 8)."""
    excluded: Record = NOTHING
    """Evidence that access from outside the EEA is excluded."""
    exceptions: Answer = Answer.ABSENT
    """Whether an exclusion has residual exceptions that are not named."""
    tool: Record = NOTHING
    policy: Record = NOTHING
    """What binds employees of the contract party who work from abroad."""
    path: Path = ()


class ChainLink(Struct, frozen=True):
    """A sub-processor that the manifest names."""

    party: str
    country: str | None = None
    does: str = ""
    access: Answer = Answer.ABSENT
    """Whether it can read the data in the clear."""
    remote: bool = False
    """Access from afar to data that stay where they are."""
    tool: Record = NOTHING
    dpf: str = ""
    path: Path = ()


class Holder(Struct, frozen=True):
    """A holder of shares or votes, seated outside the EU (SecNumCloud 19.6 b)."""

    name: str
    country: str
    share: float
    """In per cent."""
    decisive: bool = False
    """It has a veto, or appoints most of the management."""


class PartyFacts(Struct, frozen=True):
    """What the manifest adds to, or states against, the catalogue about a party."""

    id: str
    entity: str | None = None
    country: str | None = None
    parent_name: str | None = None
    parent_country: str | None = None
    parent_share: float | None = None
    parent_since: date | None = None
    """Day of the last change of control; what was assessed before it says nothing of this parent."""
    independent: bool = False
    """`parent: none`: no parent has power over it."""
    control: tuple[str, ...] | None = None
    role: str | None = None
    group: bool = False
    """A company of the controller's own group."""
    basis: str | None = None
    """Legal basis of a disclosure to a party that is its own controller."""
    notice: Record = NOTHING
    conditions: Mapping[str, Answer] = field(default_factory=dict)
    """Conditions of a partial adequacy decision (`pipeda`, `appi`, …)."""
    international_organisation: bool = False
    public_body: Answer = Answer.ABSENT
    support: SupportAccess | None = None
    sub_processors: tuple[ChainLink, ...] | Unknown | None = None
    """None: nothing said. Unknown: they exist, nobody named them. Empty: there are none."""
    immunity: Record = NOTHING
    cannot_reidentify: Record = NOTHING
    lei: str = ""
    shareholders: tuple[Holder, ...] | None = None
    """Every holder outside the EU; None when nobody listed them."""
    certificates: Mapping[str, Record] = field(default_factory=dict)
    """Certificates and attestations by id (`hds-v2`, `c5`)."""
    as_of: date | None = None
    path: Path = ()


class Clauses(Struct, frozen=True):
    """The Art. 46 tool on record between an exporter and an importer."""

    record: Record = NOTHING
    kind: str = "scc"
    """`scc`, `bcr-c`, `bcr-p`, `code`, `certification`, `ad-hoc`, `public`, `art49`."""
    modules: tuple[int, ...] = ()
    annexes: Answer = Answer.ABSENT
    occasional: Record = NOTHING


class Dpf(Struct, frozen=True):
    """Standing on the Data Privacy Framework list, as far as the manifest shows it."""

    status: str | None = None
    hr: Answer = Answer.ABSENT
    """Whether the certification covers human-resources data."""
    checked: date | None = None
    extract: str = ""
    path: Path = ()


class Contract(Struct, frozen=True):
    """What is on record with one company."""

    party: str
    product: str | None = None
    exporter: str | None = None
    """The party that signs when it is not the controller (`with:`)."""
    dpa: Record = NOTHING
    entity: str = ""
    content: Mapping[str, Answer] = field(default_factory=dict)
    """Art. 28(3) items by letter `a` to `h`, as the reader of the contract found them."""
    clauses: Clauses = Clauses()
    onward: Record = NOTHING
    """The tool for the processor's own hops to third countries (module 3, BCR-P)."""
    dpf: Dpf = Dpf()
    tia: Record = NOTHING
    tia_finding: str = ""
    """`problematic` or `not-applied`: what the assessment says of the law in practice (UC6-c)."""
    assessment: Record = NOTHING
    """The Art. 28(1) assessment of the provider."""
    due_diligence: Record = NOTHING
    sub_processor_authorisation: Record = NOTHING
    sub_processor_list: Record = NOTHING
    flow_down: Record = NOTHING
    deletion: Record = NOTHING
    third_country_law: Answer = Answer.ABSENT
    """Whether the clause on instructions lets the processor obey third-country law (ACC-05)."""
    request_procedure: Record = NOTHING
    telemetry: str = ""
    """What of the use still reaches it in the clear: `none`, `account`, `identifiers`, or empty."""
    arrangement: Record = NOTHING
    """The arrangement of joint controllers (Art. 26)."""
    exit: Record = NOTHING
    """Exit plan, or a test of moving elsewhere."""
    dora_register: Record = NOTHING
    """Entry in the register of information of DORA Art. 28(3)."""
    path: Path = ()


class Assessed(Struct, frozen=True):
    """A SEAL level that somebody stated for one sovereignty objective."""

    objective: str
    level: int
    record: Record


class System(Struct, frozen=True):
    """The system under review."""

    name: str
    version: str = ""
    purpose: str = ""
    role: str = "controller"
    """`processor` when the owner of the manifest serves others with it."""
    use_case: str = ""
    """An Annex III use of the AI Act, when there is one."""
    criteria: tuple[str, ...] = ()
    """WP248 criteria that the owner declares (`scoring`, `monitoring`, …)."""
    decides: Answer = Answer.ABSENT
    human_role: str = ""
    decision_ground: str | None = None
    """A point of Art. 22(2); `none` when declared to be missing; None when nothing is on record."""
    decision_safeguards: Record = NOTHING
    """How a person obtains human intervention and contests a decision (Art. 22(3))."""
    dpia: Record = NOTHING
    dpia_content: Mapping[str, Answer] = field(default_factory=dict)
    """Whether the impact assessment deals with `transfers`, `access_laws` and `model_rights`."""
    residual_risk: str = ""
    """`low`, `medium` or `high`, as the impact assessment found it."""
    consultation: Record = NOTHING
    """Prior consultation of the supervisory authority (Art. 36)."""
    national_list: Record = NOTHING
    """The entry of the authority's list under Art. 35(4) that the processing fits."""
    record: Record = NOTHING
    record_content: Mapping[str, Answer] = field(default_factory=dict)
    """Whether that entry states `recipients`, `transfers`, `safeguards` and `retention`."""
    notice: Record = NOTHING
    """The privacy notice (Art. 13, 14)."""
    notice_content: Mapping[str, Answer] = field(default_factory=dict)
    """Whether it states `ai`, `recipients`, `transfers` and `source`."""
    changed: Record = NOTHING
    """The last change of provider, region, ownership or purpose; of the companies that it covers, or any."""
    record_exempt: Record = NOTHING
    access_procedure: Record = NOTHING
    """How requests for access and export are answered; it covers the components that it lists, or all."""
    large_scale: Answer = Answer.ABSENT
    travel_policy: Record = NOTHING
    seal: tuple[Assessed, ...] = ()
    path: Path = ()


class Organisation(Struct, frozen=True):
    """The controller (or the processor, when the system's role says so)."""

    name: str
    country: str | None = None
    public_body: Answer = Answer.ABSENT
    secrecy: Answer = Answer.ABSENT
    """Bound by professional secrecy."""
    parent_name: str | None = None
    parent_country: str | None = None
    sector: str = ""
    """`finance`, `health`, `public`, `other`, or empty when not stated."""
    path: Path = ()


class Lines(Struct, frozen=True):
    """What a comment in a manifest stands at: a line, or the whole of an entry that begins there."""

    file: str
    first: int
    last: int
    entry: str = ""
    """The entry, `components.bot`; without one, the line alone."""
    components: tuple[str, ...] = ()
    """The components that begin there."""


class Acceptance(Struct, frozen=True):
    """A risk that somebody accepted, or a violation acknowledged with a cure date."""

    rule: str
    party: str = ""
    component: str = ""
    flow: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None
    dpo_advice: str = ""
    severity: str = ""
    """The severity that was accepted; a higher one reopens the finding."""
    data: tuple[str, ...] | None = None
    cure: date | None = None
    path: Path = ()
    place: Location | None = None
    """Where it is written, when not in the manifest's own list."""
    lines: Lines | None = None
    """For a comment: what it stands at. It accepts nothing elsewhere."""


class Input(Struct, frozen=True):
    """One file that was read."""

    path: str
    format: str
    sha256: str


class Review(Struct, frozen=True):
    """Who asked for the review, and what for."""

    requested_by: str = ""
    dpo: str = ""
    go_live: str = ""
    register_entry: str = ""
    classification: str = ""
    declared_by: str = ""
    """Who described the system."""
    declared_on: str = ""
    next_review: str = ""


def _nowhere(_: Path) -> Location:
    return Location("<memory>")


def _no_text(_: Location) -> str | None:
    return None


class Architecture(Struct, frozen=True, eq=False):
    """One system, as declared."""

    system: System
    controller: Organisation
    data: Mapping[str, Datum] = field(default_factory=dict)
    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    flows: tuple[Flow, ...] = ()
    parties: Mapping[str, PartyFacts] = field(default_factory=dict)
    contracts: tuple[Contract, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    review: Review = field(default_factory=Review)
    inputs: tuple[Input, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    """Evidence files that records name, with their SHA-256; empty for one that is not there."""
    reading: Reading | None = None
    """What a reader of foreign files tells beside it; None for a manifest."""
    locate: Callable[[Path], Location] = _nowhere
    """Finds the line of a path; looked up only for what is reported."""
    lines_of_flows: Callable[[], Iterable[tuple[str, int]]] | None = None
    """File and line of every flow, for a reader that can tell them faster than one by one."""
    line: Callable[[Location], str | None] = _no_text
    """Gives the source line of a location, for snippets."""

    def flow_lines(self) -> Iterable[tuple[str, int]]:
        """File and line of every flow, in their order."""
        if self.lines_of_flows is not None:
            return self.lines_of_flows()
        return [(place.file, place.line) for place in (self.locate(flow.path) for flow in self.flows)]
