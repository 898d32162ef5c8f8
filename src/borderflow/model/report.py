"""The judged review of one system: the value that every renderer draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from borderflow.model.architecture import Acceptance, Architecture, Form, Input
from borderflow.model.assumption import Assumption
from borderflow.model.catalog import Override, Zone
from borderflow.model.findings import Finding, Outcome, Question, Severity, Status, Verdict
from borderflow.model.knowledge import Ground
from borderflow.model.location import Location
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.terms import Terms

if TYPE_CHECKING:
    from borderflow.model.difference import Difference
    from borderflow.model.signoff import SignOffStanding
    from borderflow.model.sovereignty import Sovereignty


class DataForm(NamedTuple):
    """A class of data in the form in which it is at a place."""

    data: str
    form: Form


class ComponentView(Struct, frozen=True):
    """A component with its place and law."""

    id: str
    label: str
    kind: str
    operator: str
    """`self`, company or company/product."""
    operator_name: str
    host: str
    """Host company, empty when the controller's own place or not stated."""
    countries: tuple[str, ...]
    """Where data are processed; empty when unknown."""
    place: str
    """The place in words: region, deployment, or why it is not known."""
    control: tuple[str, ...]
    """Countries whose law can reach the operator or host through control."""
    access: tuple[str, ...]
    """Countries outside the place from which staff of other entities can read."""
    zone: Zone
    data: tuple[DataForm, ...]
    personal: bool


class BindingView(Struct, frozen=True):
    """What is on record of the contract with a processor, beside that there is one (Art. 28)."""

    content: Mapping[str, Answer]
    """Items of Art. 28(3) by letter, as whoever read the contract found them."""
    guarantees: Standing
    """The assessment of the provider (Art. 28(1))."""
    authorisation: Standing
    """Of sub-processors (Art. 28(2))."""
    flow_down: Standing
    """The same duties for sub-processors (Art. 28(4))."""
    ground: Ground | None = None
    """What the contract is known by."""


class PartyView(Struct, frozen=True):
    """A recipient: the legal entity, who controls it, its role and what is on record with it."""

    id: str
    name: str
    entity: str
    country: str
    """Country of establishment of the contract party; empty when unknown."""
    parent: str
    parent_country: str
    role: str
    """`processor`, `controller`, `dual`, `joint`, `sub-processor`, `group`, `own controller`…"""
    contract: Standing
    contract_text: str
    sub_processors: tuple[str, ...]
    sub_processor_list: Standing
    deletion: Standing
    products: tuple[str, ...]
    components: tuple[str, ...]
    data: tuple[str, ...]
    countries: tuple[str, ...]
    """Countries of processing by this party."""
    control: tuple[str, ...]
    list_on: date | None = None
    """The day of the list of sub-processors."""
    engaged_by: str = ""
    """The party that engages it; empty for the controller."""
    binding: BindingView | None = None
    """None for whom the controller does not engage itself."""
    location: Location | None = None


class FlowView(NamedTuple):
    """A flow with what passes on it and the borders that it crosses."""

    id: str
    number: int
    source: str
    target: str
    carries: tuple[DataForm, ...]
    purpose: str
    transfer: str
    """The id of the transfer that it belongs to (`T1`), or empty."""
    crosses: bool
    """Whether personal data reach a place outside the EEA on it."""
    status: str
    """`inside`, `adequate`, `covered`, `uncovered`, `unknown`, `exposed` (foreign control)
    or `none` (no personal data)."""
    file: str = ""
    """Where it is declared, with the line; empty when it is not in a file."""
    line: int = 0


class Step(Struct, frozen=True):
    """One cell of the six-step table of EDPB Recommendations 01/2020."""

    state: str
    """`on record`, `presumed`, `not on record`, `open` or `not required`."""
    text: str


class TransferView(Struct, frozen=True):
    """One transfer: exporter, importer, the tool it rests on, and the six steps."""

    id: str
    exporter: str
    """The name of the exporter."""
    importer: str
    """The id of the importer: a company, or a place or support team of one (`company/us`)."""
    importer_name: str
    countries: tuple[str, ...]
    data: tuple[str, ...]
    components: tuple[str, ...]
    flows: tuple[str, ...]
    tool: str
    status: str
    """`covered`, `uncovered` or `unknown`."""
    onward: bool
    """Exported by a processor, not by the controller."""
    remote: bool
    """By remote access; the bytes stay where they are."""
    exporter_id: str = "controller"
    """`controller`, or the id of the company that exports."""
    steps: tuple[Step, ...] = ()
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    """What it rests on, by the name of the fact (`third_country`, `tool`, `dpf`)."""

    @property
    def tool_state(self) -> str:
        """How the tool stands: the second of its six steps, or nothing when it has none."""
        return self.steps[1].state if len(self.steps) > 1 else ""

    @property
    def is_presumed(self) -> bool:
        """Whether it is covered by the published terms of a provider alone."""
        return self.status == "covered" and self.tool_state == "presumed"


class PurposeView(Struct, frozen=True):
    """A purpose with its legal basis and its entry in the records."""

    id: str
    label: str
    basis: str
    record: Record
    data: tuple[str, ...] = ()


class DatumView(Struct, frozen=True):
    """A class of data, its categories, its subjects and how long it is kept."""

    id: str
    label: str
    personal: bool
    categories: tuple[str, ...]
    subjects: tuple[str, ...]
    retention: Record
    marks: tuple[str, ...]
    """`special`, `criminal`, `children`, `employee`, `vulnerable`, `large-scale`, …"""


class Criterion(Struct, frozen=True):
    """One of the nine WP248 criteria, and the fact it rests on."""

    name: str
    state: str
    """`applies`, `does not apply` or `unknown`."""
    fact: str


class RuleNote(Struct, frozen=True):
    """A rule of the packs that were used."""

    id: str
    name: str
    title: str


class RuleTally(Struct, frozen=True):
    """Which rules were violated, satisfied, left open, or had nothing to say."""

    violated: tuple[str, ...] = ()
    satisfied: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()


class AcceptedRisk(Struct, frozen=True):
    """An acceptance of the manifest and whether it holds today."""

    acceptance: Acceptance
    state: str
    """`valid`, `expired`, `unmatched` or `reopened`."""
    fingerprints: tuple[str, ...] = ()


class Review(Struct, frozen=True):
    """The judged, explained review of one system on one day."""

    tool_version: str
    as_of: date
    profile: str
    threshold: Severity
    catalog_digest: str
    catalog_reviewed: str
    architecture: Architecture
    inputs: tuple[Input, ...]
    verdict: Verdict
    findings: tuple[Finding, ...]
    """Ranked: blockers first; questions (`unknown`) are kept here too."""
    questions: tuple[Question, ...]
    rules: RuleTally
    overrides: tuple[Override, ...] = ()
    """Entries of the shipped catalogue that the user's own policy folders replaced."""
    assumptions: tuple[Assumption, ...] = ()
    """What was supposed against the law and the facts of the day. With any, this is no review of what is."""
    rule_notes: Mapping[str, RuleNote] = field(default_factory=dict)
    components: Sequence[ComponentView] = ()
    parties: tuple[PartyView, ...] = ()
    flows: Sequence[FlowView] = ()
    transfers: tuple[TransferView, ...] = ()
    purposes: tuple[PurposeView, ...] = ()
    data: tuple[DatumView, ...] = ()
    accepted: tuple[AcceptedRisk, ...] = ()
    against: str = ""
    """What it was held against, a baseline or an older version: what that knows has the status `baseline`."""
    change: Difference | None = None
    """What is different from the version that it was held against."""
    criteria: tuple[Criterion, ...] = ()
    provider_facts: tuple[Ground, ...] = ()
    """Catalogue facts that the review used, for the evidence section."""
    country_names: Mapping[str, str] = field(default_factory=dict)
    country_zones: Mapping[str, Zone] = field(default_factory=dict)
    """The zone of every country that the review names, so that renderers judge no country themselves."""
    sovereignty: Sovereignty | None = None
    """What the sovereignty profiles found, apart from everything above; None when none was asked for."""
    signoff: SignOffStanding | None = None
    """The decision that was made about an earlier review, and whether it still holds."""
    since: Difference | None = None
    """What changed since an earlier result; None when none was named."""
    terms: Terms = field(default_factory=Terms)
    """Our words in those of the W3C Data Privacy Vocabulary."""
    snippets: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """Source lines that findings point at: (file, line) to text, so that renderers read no files."""

    @property
    def blockers(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.blocking)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What counts today, questions apart."""
        return tuple(
            finding
            for finding in self.findings
            if finding.status is Status.OPEN and finding.outcome is not Outcome.UNKNOWN
        )
