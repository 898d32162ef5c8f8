"""The manifest, version 1 (docs/manifest.md), as it comes from outside.

Twelve lines are enough for a first answer; everything else is asked for when it matters. A field that is
left out says that nothing is on record; `none` or `false` says that there is none.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from borderflow.model.architecture import Form
from borderflow.shapes.scalars import AnswerShape, Count, HostField, RecordShape, Shape, Words


class SealShape(Shape):
    """A SEAL level of the EU Cloud Sovereignty Framework that somebody assessed."""

    level: int = Field(ge=0, le=4, description="The level, 0 to 4.")
    by: str = Field("", description="Who assessed it; without an assessor it is only a claim.")
    on: date | None = Field(None, description="When.")
    expires: date | None = Field(None, description="Last day on which it holds.")
    evidence: str = Field("", description="Path beside the manifest (checked to exist) or a link.")


class SystemShape(Shape):
    """The system under review."""

    name: str = Field(min_length=1, description="Name of the system.")
    version: str = Field("", coerce_numbers_to_str=True, description="Version that is reviewed.")
    purpose: str = Field("", description="One sentence: what the system is for.")
    role: Literal["controller", "processor"] = Field(
        "controller", description="`processor` when the owner of the manifest serves others with the system."
    )
    use_case: str = Field("", description="Annex III use of the AI Act: recruitment, credit, education, …")
    criteria: Words = Field(
        (), description="WP248 criteria that apply: scoring, monitoring, matching, blocking, …"
    )
    decides: AnswerShape | None = Field(
        None, description="It decides about persons with legal or similar effect."
    )
    human_role: str = Field("", description="Part of a person in its decisions: none, formal, real.")
    decision_ground: Literal["contract", "law", "consent", "none"] | None = Field(
        None, description="Ground of Art. 22(2) on which it decides without a person, or `none`."
    )
    decision_safeguards: RecordShape | None = Field(
        None,
        description="How a person obtains human intervention and contests it (Art. 22(3)), or `none`.",
    )
    dpia: RecordShape | None = Field(
        None, description="Data protection impact assessment (Art. 35), or `none`."
    )
    dpia_content: dict[Literal["transfers", "access_laws", "model_rights"], AnswerShape] = Field(
        {},
        description="What the impact assessment deals with: transfers, access laws, rights over models.",
    )
    residual_risk: Literal["", "low", "medium", "high"] = Field(
        "", description="Risk that remains, as the impact assessment found it."
    )
    consultation: RecordShape | None = Field(
        None, description="Prior consultation of the supervisory authority (Art. 36), or `none`."
    )
    national_list: RecordShape | None = Field(
        None,
        description="Entry of the authority's list under Art. 35(4) that the processing fits, or `none`.",
    )
    record: RecordShape | None = Field(
        None, description="Entry in the record of processing activities (Art. 30)."
    )
    record_content: dict[Literal["recipients", "transfers", "safeguards", "retention"], AnswerShape] = Field(
        {}, description="What that entry states: recipients, transfers, their safeguards, retention."
    )
    notice: RecordShape | None = Field(None, description="Privacy notice (Art. 13, 14), or `none`.")
    notice_content: dict[Literal["ai", "recipients", "transfers", "source"], AnswerShape] = Field(
        {}, description="What the notice states: processing by AI, recipients, transfers, sources."
    )
    changed: RecordShape | None = Field(
        None,
        description="Last change of provider, region, ownership or purpose; `covers` lists the companies.",
    )
    record_exempt: RecordShape | None = Field(None, description="Why Art. 30(5) exempts, when it does.")
    access_procedure: RecordShape | None = Field(
        None,
        description="How access and export are answered (Art. 15, 20), or `none`; `covers` lists components.",
    )
    large_scale: AnswerShape | None = Field(None, description="Processing on a large scale (WP248).")
    travel_policy: RecordShape | None = Field(None, description="Policy for own staff working from abroad.")
    seal: dict[Literal["SOV-1", "SOV-2", "SOV-3", "SOV-4", "SOV-5", "SOV-6", "SOV-7", "SOV-8"], SealShape] = (
        Field(
            {},
            description="Assessed SEAL levels by sovereignty objective, for the profiles `seal-1` to …",
        )
    )


class ParentShape(Shape):
    """A parent company."""

    name: str | None = Field(None, description="Name of the ultimate parent; leave out for none.")
    country: str | None = Field(None, description="ISO code of its seat.")
    share: float | None = Field(None, ge=0, le=100, description="Share in per cent.")
    since: date | None = Field(None, description="Day since when it has controlled the company.")
    none: bool = Field(False, description="True when nobody controls the company.")


def _parent(value: Any) -> Any:
    if value is False or value == "none":
        return {"none": True}
    if isinstance(value, str):
        return {"country": value} if len(value) == 2 and value.isupper() else {"name": value}
    return value


ParentField = Annotated[
    ParentShape, BeforeValidator(_parent, json_schema_input_type=ParentShape | str | bool)
]


class OrganisationShape(Shape):
    """The organisation answerable for the system."""

    name: str = Field(min_length=1, description="Legal name.")
    country: str | None = Field(None, description="ISO code of the country of establishment.")
    public_body: AnswerShape | None = Field(None, description="A public authority or body.")
    secrecy: AnswerShape | None = Field(
        None, description="Bound by professional secrecy (hospital, law firm)."
    )
    parent: ParentField | None = Field(None, description="Parent company, when it has one abroad.")
    sector: Literal["", "finance", "health", "public", "other"] = Field(
        "", description="Sector, where its own law applies: `finance` for financial entities (DORA)."
    )


class PseudonymisationShape(Shape):
    """Art. 4(5): who holds the key, and whether re-identification was analysed."""

    key: str | None = Field(None, description="Who holds the additional information: `self` or a party.")
    country: str | None = Field(None, description="Country where it is kept.")
    analysis: RecordShape | None = Field(
        None, description="Analysis that the recipient cannot re-identify (UC2)."
    )


def _pseudonymised(value: Any) -> Any:
    return {} if value is True else value


PseudonymisationField = Annotated[
    PseudonymisationShape,
    BeforeValidator(_pseudonymised, json_schema_input_type=PseudonymisationShape | Literal[True]),
]


class DatumShape(Shape):
    """A class of data that the system handles."""

    label: str = Field("", description="What people call it.")
    personal: bool | None = Field(None, description="`false` when it holds no personal data.")
    categories: Words = Field((), description="Data categories (`borderflow catalog show categories`).")
    subjects: Words = Field((), description="Whose data: customers, employees, patients, children, …")
    retention: RecordShape | None = Field(None, description="Period (P2Y) or criteria.")
    large_scale: AnswerShape | None = Field(None, description="On a large scale.")
    free_text: AnswerShape | None = Field(None, description="Free text (mails, tickets, notes).")
    screening: RecordShape | None = Field(
        None, description="How it is screened and minimised before further use."
    )
    condition: RecordShape | None = Field(None, description="Condition of Art. 9(2) or 10, when needed.")
    pseudonymised: PseudonymisationField | None = Field(None, description="Key holder and analysis.")
    anonymised: RecordShape | None = Field(None, description="Evidence of anonymisation.")
    collected_for: Words = Field((), description="Purposes for which they were collected.")


class PurposeShape(Shape):
    """Why data are processed."""

    label: str = Field("", description="What people call it.")
    basis: (
        Literal[
            "consent",
            "contract",
            "legal_obligation",
            "vital_interests",
            "public_task",
            "legitimate_interests",
            "none",
        ]
        | None
    ) = Field(None, description="Legal basis: a point of Art. 6(1), or `none`.")
    record: RecordShape | None = Field(None, description="Entry in the record of processing (Art. 30).")
    compatibility: RecordShape | None = Field(
        None, description="Why data collected for something else may serve it (Art. 6(4)), consent or law."
    )
    assessment: RecordShape | None = Field(None, description="Balancing test of a legitimate interest.")
    condition: RecordShape | None = Field(None, description="Condition of Art. 9(2) or 10.")
    notice: RecordShape | None = Field(None, description="Where the privacy notice says it.")


class KeysShape(Shape):
    """Key custody."""

    holder: str | None = Field(None, description="`self`, `provider` or a party.")
    country: str | None = Field(None, description="Country where the keys are kept.")
    service: str = Field("", description="`hsm`, `kms`, `customer-managed-kms`, `external-kms`.")


def _keys(value: Any) -> Any:
    return {"holder": value} if isinstance(value, str) else value


KeysField = Annotated[KeysShape, BeforeValidator(_keys, json_schema_input_type=KeysShape | str)]


class ProtectionShape(Shape):
    """Encryption, with the conditions of EDPB Recommendations 01/2020, use case 1."""

    transport: AnswerShape | None = Field(None, description="TLS or better on the wire.")
    at_rest: AnswerShape | None = Field(None, description="Encrypted at rest.")
    client_side: AnswerShape | None = Field(None, description="Encrypted before it reaches the provider.")
    keys: KeysField | None = Field(None, description="Who can decrypt.")
    uc1: bool = Field(False, description="Claims use case 1: the provider never needs the clear text.")
    conditions: dict[Literal["b", "c", "d", "e"], AnswerShape] = Field(
        {}, description="UC1-b algorithm, c strength, d implementation, e key management."
    )


class ArtifactShape(Shape):
    """What is claimed of tuned weights."""

    personal: AnswerShape | None = Field(
        None, description="`false` claims that the weights hold no personal data."
    )
    assessment: RecordShape | None = Field(None, description="Extraction and query tests behind the claim.")
    published: AnswerShape | None = Field(None, description="Uploaded to a public hub.")


class ComponentShape(Shape):
    """A part of the system that holds, moves or transforms data."""

    kind: str = Field(description="Component kind: application, datastore, embedding, vector-store, llm, …")
    label: str = Field("", description="What people call it.")
    operator: str = Field("self", description="`self`, company[/product], or an entry of `parties`.")
    host: HostField | None = Field(None, description="company[/product]@region, or a mapping.")
    software: str = Field("", description="What runs; never an exposure by itself.")
    model: str = Field("", description="Model that it runs or calls.")
    holds: Words = Field((), description="Data whose origin is here.")
    purpose: Words = Field((), description="Purposes that it serves.")
    stores: Literal["", "embeddings", "chunks"] = Field("", description="`embeddings`: keeps no chunk text.")
    tier: str = Field("", description="Plan of the product: business, enterprise, consumer, free, …")
    deployment: str | None = Field(
        None, description="Deployment type of the product (regional, data-zone, global)."
    )
    personal: bool | None = Field(None, description="`false` claims that it holds no personal data.")
    staff_in: Words = Field((), description="Countries outside the EEA where own staff use it.")
    owner: str = Field("", description="Who is responsible.")
    override: str = Field("", description="Why what is stated here holds against a file that says otherwise.")
    critical: AnswerShape | None = Field(
        None, description="It carries a critical or important function (profiles `dora`, `data-act`)."
    )
    retention: RecordShape | None = Field(None, description="How long it keeps data.")
    encryption: ProtectionShape | None = Field(None, description="Encryption of what it holds.")
    deletion_by_source: RecordShape | None = Field(
        None, description="Deletes what came from one document or person."
    )
    reindex: RecordShape | None = Field(None, description="Full re-index cycle (P7D).")
    permissions: RecordShape | None = Field(
        None, description="Retrieval honours the permissions of the source."
    )
    audiences: Count | None = Field(None, description="Groups with different rights who query it.")
    isolation: RecordShape | None = Field(None, description="How tenants are kept apart.")
    tenants: Count | None = Field(None, description="Tenants that share it.")
    public: AnswerShape | None = Field(None, description="Reachable from the internet.")
    authentication: RecordShape | None = Field(None, description="How access is authenticated.")
    access_log: RecordShape | None = Field(None, description="Log of accesses.")
    erasure: RecordShape | None = Field(
        None, description="How a person is erased from it (weights: retrain, filter)."
    )
    rectification: RecordShape | None = Field(
        None, description="How a correction at the source is made here too, or is noted."
    )
    access_path: RecordShape | None = Field(
        None,
        description="How what it holds of a person is found and handed out (weights: explained).",
    )
    guard: RecordShape | None = Field(
        None, description="For a model that calls tools: the check of rights, or the filter of its answers."
    )
    screening: RecordShape | None = Field(None, description="Screening of free text before training.")
    dataset: RecordShape | None = Field(
        None, description="Manifest of the training set: source, period, basis."
    )
    provenance: RecordShape | None = Field(
        None, description="Check of a third party's base model: source, licence, what it was trained on."
    )
    national_rule: RecordShape | None = Field(
        None,
        description="Note on the national rule for employee data (Art. 88), when such data train a model.",
    )
    anonymised: RecordShape | None = Field(
        None, description="Evidence that what it holds is anonymous or synthetic."
    )
    artifact: ArtifactShape | None = Field(None, description="What is claimed of the weights.")
    training_use: AnswerShape | None = Field(
        None, description="The provider trains its own models on what it receives."
    )
    provider_retention: RecordShape | None = Field(
        None, description="How long the provider keeps inputs and logs."
    )
    human_review: AnswerShape | None = Field(None, description="Staff of the provider may read inputs.")
    refresh: RecordShape | None = Field(None, description="How the corpus is kept up to date.")
    redaction: RecordShape | None = Field(None, description="Tested removal of personal data before export.")
    reach: RecordShape | None = Field(
        None, description="`none` with evidence: the host has no logical access."
    )


def _carries(value: Any) -> Any:
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    if isinstance(value, list):
        if not all(isinstance(one, str) for one in value):
            raise ValueError("name data by their ids, `[tickets, letters]`, or write `{tickets: clear}`")
        return dict.fromkeys(value)
    return value


Carried = Annotated[
    dict[str, Form | None],
    BeforeValidator(_carries, json_schema_input_type=str | list[str] | dict[str, Form | None]),
]


class FlowShape(Shape):
    """Data on their way. In one line: `a -> b` or `a -> b: data, data`."""

    source: str = Field(alias="from", description="Component the data come from.")
    target: str = Field(alias="to", description="Component the data go to.")
    carries: Carried | None = Field(
        None, description="What passes and nothing else, with its form when not clear."
    )
    purpose: str | None = Field(None, description="Purpose of the flow.")
    when: str = Field("", description="When it happens: nightly, on request, once.")
    encryption: ProtectionShape | None = Field(None, description="Protection on the way.")
    tls: AnswerShape | None = Field(None, description="Short for `encryption: {transport: …}`.")
    pseudonymised: PseudonymisationField | None = Field(None, description="Pseudonymised on the way.")
    local: bool = Field(False, description="Inside one host or a private encrypted overlay.")


def parse_flow(value: Any) -> Any:
    """Turn the one-line ways of writing a flow into its mapping.

    Raises:
        ValueError: when a line does not read `from -> to`.
    """
    if isinstance(value, str):
        return _ends(value)
    if isinstance(value, dict) and len(value) == 1:
        ((line, carried),) = value.items()
        if "->" in line:
            return {**_ends(line), "carries": carried}
    return value


def _ends(line: str) -> dict[str, Any]:
    line, _, carried = line.partition(":")
    ends = [end.strip() for end in line.split("->")]
    if len(ends) != 2 or not all(ends):
        raise ValueError("a flow is written `from -> to` or `from -> to: data`, one flow a line")
    flow: dict[str, Any] = {"from": ends[0], "to": ends[1]}
    return {**flow, "carries": carried.strip()} if carried.strip() else flow


FlowField = Annotated[
    FlowShape, BeforeValidator(parse_flow, json_schema_input_type=FlowShape | str | dict[str, Any])
]


class SupportShape(Shape):
    """Remote access by staff of the party or of others for it."""

    countries: Words = Field((), description="Countries outside the EEA from which staff can read the data.")
    by: str = Field("", description="The entity whose staff it is, when another than the contract party.")
    same_entity: bool = Field(False, description="Employees of the contract party itself, abroad.")
    excluded: RecordShape | None = Field(
        None, description="Evidence that access from outside the EEA is excluded."
    )
    exceptions: AnswerShape | None = Field(None, description="Residual exceptions exist that are not named.")
    tool: RecordShape | None = Field(None, description="Transfer tool for the access, or `none`.")
    policy: RecordShape | None = Field(
        None, description="Policy for employees of the contract party who work from abroad, or `none`."
    )


def _support(value: Any) -> Any:
    if value is False or value == "none":
        return {"excluded": True}
    if value == "unknown":
        return {"exceptions": "unknown"}
    if isinstance(value, (str, list)):
        return {"countries": value}
    return value


SupportField = Annotated[
    SupportShape, BeforeValidator(_support, json_schema_input_type=SupportShape | str | list[str] | bool)
]


class LinkShape(Shape):
    """A sub-processor."""

    party: str = Field(description="Catalogue id, party id or name.")
    country: str | None = Field(None, description="ISO code of its establishment.")
    does: str = Field("", description="Its service.")
    access: AnswerShape | None = Field(None, description="It can read the data in the clear.")
    remote: bool = Field(False, description="By access from afar.")
    tool: RecordShape | None = Field(None, description="Transfer tool of this hop, or `none`.")
    dpf: str = Field("", description="DPF status of this sub-processor.")


class HolderShape(Shape):
    """A holder of shares or votes, seated outside the EU."""

    name: str = Field("", description="Who it is.")
    country: str = Field(description="ISO code of its seat.")
    share: float = Field(
        ge=0, le=100, description="Share of capital or votes in per cent, the higher of both."
    )
    decisive: bool = Field(False, description="It has a veto, or appoints most of the management.")


class PartyShape(Shape):
    """What the manifest adds to, or states against, the catalogue about a party."""

    entity: str | None = Field(None, description="Legal entity that signs.")
    country: str | None = Field(None, description="ISO code of its establishment.")
    parent: ParentField | None = Field(None, description="Ultimate parent, or `none`.")
    control: Words | None = Field(None, description="Countries whose law reaches it through control.")
    role: Literal["processor", "controller", "joint", "dual", "unknown"] | None = Field(
        None, description="Its role."
    )
    group: bool = Field(False, description="A company of the controller's own group.")
    basis: str | None = Field(
        None, description="Legal basis of a disclosure to an own controller, or `none`."
    )
    notice: RecordShape | None = Field(None, description="Where the privacy notice names it.")
    conditions: dict[str, AnswerShape] = Field(
        {}, description="Conditions of a partial adequacy decision: pipeda, …"
    )
    international_organisation: bool = Field(False, description="An international organisation.")
    public_body: AnswerShape | None = Field(None, description="A public body of its country.")
    support: SupportField | None = Field(None, description="Remote access from third countries.")
    sub_processors: Annotated[list[LinkShape], Field()] | Literal["unknown", "none"] | None = Field(
        None, description="Its sub-processors for this service, `none`, or `unknown` when they exist unnamed."
    )
    immunity: RecordShape | None = Field(
        None, description="Qualification that shields from foreign law (SecNumCloud)."
    )
    cannot_reidentify: RecordShape | None = Field(
        None, description="Evidence that it cannot identify (C-413/23 P)."
    )
    certificates: dict[str, RecordShape] = Field(
        {},
        description="Certificates and attestations by id (`hds-v2`, `c5`), with their last day, or `none`.",
    )
    lei: str = Field("", description="Legal entity identifier, or another identifier in the DORA register.")
    shareholders: list[HolderShape] | Literal["none"] | None = Field(
        None,
        description="Every holder outside the EU with its share, or `none`, for the profile `secnumcloud`.",
    )
    as_of: date | None = Field(None, description="Day on which these facts were checked.")


class ClausesShape(Shape):
    """An Art. 46 tool, or Art. 49."""

    kind: Literal["scc", "bcr-c", "bcr-p", "code", "certification", "ad-hoc", "public", "art49"] = Field(
        "scc", description="Which tool."
    )
    module: Annotated[
        tuple[int, ...],
        BeforeValidator(lambda v: [v] if isinstance(v, int) else v, json_schema_input_type=int | list[int]),
    ] = Field((), description="Module(s) of the standard contractual clauses.")
    version: str = Field("2021/914", coerce_numbers_to_str=True, description="Decision of the clauses.")
    signed: date | None = Field(None, description="Date of conclusion.")
    expires: date | None = Field(None, description="Last day on which it holds.")
    evidence: str = Field("", description="Path or link.")
    annexes: AnswerShape | None = Field(None, description="Annexes I and II are complete.")
    occasional: RecordShape | None = Field(None, description="Why the transfer is occasional (Art. 49).")
    standing: Literal["recorded", "none", "unknown"] = Field(
        "recorded", description="Written as a word instead."
    )


def _clauses(value: Any) -> Any:
    if value is False or value == "none":
        return {"standing": "none"}
    if value == "unknown":
        return {"standing": "unknown"}
    if value is True:
        return {}
    if isinstance(value, str):
        kind, _, module = value.lower().partition("-")
        if kind == "scc" and module.isdigit():
            return {"kind": "scc", "module": [int(module)]}
        return {"kind": value.lower()}
    return value


ClausesField = Annotated[
    ClausesShape, BeforeValidator(_clauses, json_schema_input_type=ClausesShape | str | bool)
]


class DpfShape(Shape):
    """Standing on the Data Privacy Framework list."""

    status: Literal["active", "claimed", "none", "lapsed", "other-entity", "unknown"] = Field(
        description="Status."
    )
    hr: AnswerShape | None = Field(None, description="The certification covers human-resources data.")
    checked: date | None = Field(None, description="Day of the list extract.")
    extract: str = Field("", description="The extract: path or link.")


def _dpf(value: Any) -> Any:
    if value is False:
        return {"status": "none"}
    return {"status": value} if isinstance(value, str) else value


DpfField = Annotated[DpfShape, BeforeValidator(_dpf, json_schema_input_type=DpfShape | str | bool)]


class ContractShape(Shape):
    """What is on record with one company."""

    product: str | None = Field(None, description="Narrows to one product.")
    with_: str | None = Field(None, alias="with", description="Exporter that signs, when not the controller.")
    entity: str = Field("", description="Legal entity named in the contract.")
    dpa: RecordShape | None = Field(
        None, description="Art. 28 contract: date and evidence, `terms` for accepted terms, or `none`."
    )
    content: dict[Literal["a", "b", "c", "d", "e", "f", "g", "h"], AnswerShape] = Field(
        {}, description="Items of Art. 28(3) by letter, as somebody who read the contract found them."
    )
    tool: ClausesField | None = Field(
        None, description="Transfer tool: scc-2, bcr-p, … with module and date, or `none`."
    )
    onward: RecordShape | None = Field(
        None, description="Tool for the processor's own hops (scc-3, bcr-p), or `none`."
    )
    dpf: DpfField | None = Field(None, description="Data Privacy Framework status.")
    tia: RecordShape | None = Field(None, description="Transfer impact assessment.")
    tia_finding: Literal["", "problematic", "not-applied"] = Field(
        "", description="What it says of the law in practice."
    )
    assessment: RecordShape | None = Field(None, description="Art. 28(1) assessment of the provider.")
    due_diligence: RecordShape | None = Field(None, description="Short record of sufficient guarantees.")
    sub_processor_authorisation: RecordShape | None = Field(
        None, description="General or specific (Art. 28(2))."
    )
    sub_processor_list: RecordShape | None = Field(None, description="List with name, country and service.")
    flow_down: RecordShape | None = Field(
        None, description="Same obligations on sub-processors (Art. 28(4))."
    )
    deletion: RecordShape | None = Field(None, description="Deletion or return at the end (Art. 28(3)(g)).")
    third_country_law: AnswerShape | None = Field(
        None, description="Instructions yield to any applicable law."
    )
    telemetry: Literal["none", "account", "identifiers"] | None = Field(
        None,
        description="What reaches the provider beside the content: nothing, account data, identifiers.",
    )
    arrangement: RecordShape | None = Field(
        None, description="Arrangement of joint controllers (Art. 26), or `none`."
    )
    request_procedure: RecordShape | None = Field(
        None, description="Notify, challenge, minimise foreign requests."
    )
    exit: RecordShape | None = Field(None, description="Exit plan, or a test of moving elsewhere.")
    dora_register: RecordShape | None = Field(
        None, description="Entry in the register of information (DORA)."
    )


class AcceptanceShape(Shape):
    """A risk that the controller accepts, or a violation acknowledged with a cure date."""

    rule: str = Field(description="Rule id.")
    party: str = Field("", description="Party it is about.")
    component: str = Field("", description="Component it is about.")
    flow: str = Field("", description="Flow it is about, `from->to`.")
    reason: str = Field(min_length=1, description="Why.")
    by: str = Field(min_length=1, description="Who accepts it.")
    until: date | None = Field(None, description="Last day on which it holds; it or `cure` is needed.")
    cure: date | None = Field(None, description="Day by which an acknowledged violation is cured.")
    dpo_advice: str = Field("", description="The DPO's advice: path or link.")
    severity: str = Field("", description="Severity that was accepted.")
    data: Words | None = Field(None, description="Data that were accepted.")


class ReviewShape(Shape):
    """Who asked for the review."""

    requested_by: str = Field("", description="Requester.")
    dpo: str = Field("", description="Data protection officer.")
    go_live: str = Field("", description="Planned go-live.")
    register_entry: str = Field("", description="Entry in the register.")
    classification: str = Field("", description="Classification of the report.")
    declared_by: str = Field("", description="Who described the system here.")
    declared_on: str = Field("", description="Day of that description.")
    next_review: str = Field("", description="Day on which to look again.")


class DefaultsShape(Shape):
    """Values merged under each entry of a section."""

    components: dict[str, Any] = Field({}, description="Under each component.")
    flows: dict[str, Any] = Field({}, description="Under each flow.")
    contracts: dict[str, Any] = Field({}, description="Under each contract.")
    data: dict[str, Any] = Field({}, description="Under each class of data.")


def _contracts(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


ContractList = Annotated[
    list[ContractShape],
    BeforeValidator(_contracts, json_schema_input_type=ContractShape | list[ContractShape]),
]


class ManifestShape(Shape):
    """A Borderflow manifest: where a system's personal data go, and on which footing."""

    borderflow: Literal[1] = Field(description="Version of the manifest format.")
    system: SystemShape = Field(description="The system under review.")
    controller: OrganisationShape = Field(description="The organisation answerable for it.")
    data: dict[str, DatumShape] = Field({}, description="Classes of data by id.")
    purposes: dict[str, PurposeShape] = Field({}, description="Purposes by id.")
    components: dict[str, ComponentShape] = Field({}, description="Components by id.")
    flows: list[FlowField] = Field([], description="Flows: `a -> b: data`, or mappings.")
    parties: dict[str, PartyShape] = Field(
        {}, description="Parties that the catalogue lacks or states otherwise."
    )
    contracts: dict[str, ContractList] = Field({}, description="What is on record, by company.")
    accepted: list[AcceptanceShape] = Field([], description="Accepted risks.")
    owners: dict[str, str] = Field({}, description="Component or rule id to the person responsible.")
    review: ReviewShape | None = Field(None, description="Who asked for the review.")
    defaults: DefaultsShape | None = Field(None, description="Values merged under each entry.")
    sources: Words = Field((), description="Foreign files that belong to this system.")
