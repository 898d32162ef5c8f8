"""The manifest, version 1 (docs/manifest.md), as it comes from outside.

Twelve lines are enough for a first answer; everything else is asked for when it matters. A field that is
left out says that nothing is on record; `none` or `false` says that there is none.
"""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from borderflow.model.architecture import Form
from borderflow.shapes.words import AnswerShape, Count, HostField, Numbered, RecordShape, Words
from borderflow.shapes.written import Short, Written


class SealShape(Written, frozen=True):
    """A SEAL level of the EU Cloud Sovereignty Framework that somebody assessed."""

    level: Annotated[int, Meta(ge=0, le=4, description="The level, 0 to 4.")]
    by: Annotated[str, Meta(description="Who assessed it; without an assessor it is only a claim.")] = ""
    on: Annotated[date | None, Meta(description="When.")] = None
    expires: Annotated[date | None, Meta(description="Last day on which it holds.")] = None
    evidence: Annotated[str, Meta(description="Path beside the manifest (checked to exist) or a link.")] = ""


class SystemShape(Written, frozen=True):
    """The system under review."""

    name: Annotated[str, Meta(min_length=1, description="Name of the system.")]
    version: Annotated[Numbered, Meta(description="Version that is reviewed.")] = ""
    purpose: Annotated[str, Meta(description="One sentence: what the system is for.")] = ""
    role: Annotated[
        Literal["controller", "processor"],
        Meta(description="`processor` when the owner of the manifest serves others with the system."),
    ] = "controller"
    use_case: Annotated[
        str, Meta(description="Annex III use of the AI Act: recruitment, credit, education, …")
    ] = ""
    criteria: Annotated[
        Words, Meta(description="WP248 criteria that apply: scoring, monitoring, matching, blocking, …")
    ] = ()
    decides: Annotated[
        AnswerShape | None, Meta(description="It decides about persons with legal or similar effect.")
    ] = None
    human_role: Annotated[str, Meta(description="Part of a person in its decisions: none, formal, real.")] = (
        ""
    )
    decision_ground: Annotated[
        Literal["contract", "law", "consent", "none"] | None,
        Meta(description="Ground of Art. 22(2) on which it decides without a person, or `none`."),
    ] = None
    decision_safeguards: Annotated[
        RecordShape | None,
        Meta(description="How a person obtains human intervention and contests it (Art. 22(3)), or `none`."),
    ] = None
    dpia: Annotated[
        RecordShape | None, Meta(description="Data protection impact assessment (Art. 35), or `none`.")
    ] = None
    dpia_content: Annotated[
        dict[Literal["transfers", "access_laws", "model_rights"], AnswerShape],
        Meta(
            description="What the impact assessment deals with: transfers, access laws, rights over models."
        ),
    ] = {}
    residual_risk: Annotated[
        Literal["", "low", "medium", "high"],
        Meta(description="Risk that remains, as the impact assessment found it."),
    ] = ""
    consultation: Annotated[
        RecordShape | None,
        Meta(description="Prior consultation of the supervisory authority (Art. 36), or `none`."),
    ] = None
    national_list: Annotated[
        RecordShape | None,
        Meta(
            description="Entry of the authority's list under Art. 35(4) that the processing fits, or `none`."
        ),
    ] = None
    record: Annotated[
        RecordShape | None, Meta(description="Entry in the record of processing activities (Art. 30).")
    ] = None
    record_content: Annotated[
        dict[Literal["recipients", "transfers", "safeguards", "retention"], AnswerShape],
        Meta(description="What that entry states: recipients, transfers, their safeguards, retention."),
    ] = {}
    notice: Annotated[RecordShape | None, Meta(description="Privacy notice (Art. 13, 14), or `none`.")] = None
    notice_content: Annotated[
        dict[Literal["ai", "recipients", "transfers", "source"], AnswerShape],
        Meta(description="What the notice states: processing by AI, recipients, transfers, sources."),
    ] = {}
    changed: Annotated[
        RecordShape | None,
        Meta(
            description="Last change of provider, region, ownership or purpose; `covers` lists the companies."
        ),
    ] = None
    record_exempt: Annotated[
        RecordShape | None, Meta(description="Why Art. 30(5) exempts, when it does.")
    ] = None
    access_procedure: Annotated[
        RecordShape | None,
        Meta(
            description="How access and export are answered (Art. 15, 20), or `none`; "
            "`covers` lists components."
        ),
    ] = None
    large_scale: Annotated[AnswerShape | None, Meta(description="Processing on a large scale (WP248).")] = (
        None
    )
    travel_policy: Annotated[
        RecordShape | None, Meta(description="Policy for own staff working from abroad.")
    ] = None
    seal: Annotated[
        dict[Literal["SOV-1", "SOV-2", "SOV-3", "SOV-4", "SOV-5", "SOV-6", "SOV-7", "SOV-8"], SealShape],
        Meta(description="Assessed SEAL levels by sovereignty objective, for the profiles `seal-1` to …"),
    ] = {}


class ParentShape(Written, frozen=True):
    """A parent company."""

    name: Annotated[str | None, Meta(description="Name of the ultimate parent; leave out for none.")] = None
    country: Annotated[str | None, Meta(description="ISO code of its seat.")] = None
    share: Annotated[Annotated[float, Meta(ge=0, le=100)] | None, Meta(description="Share in per cent.")] = (
        None
    )
    since: Annotated[date | None, Meta(description="Day since when it has controlled the company.")] = None
    none: Annotated[bool, Meta(description="True when nobody controls the company.")] = False


def _parent(value: Any) -> Any:
    if value is False or value == "none":
        return {"none": True}
    if isinstance(value, str):
        return {"country": value} if len(value) == 2 and value.isupper() else {"name": value}
    return value


ParentField = Short[ParentShape, _parent, ParentShape | str | bool]


class OrganisationShape(Written, frozen=True):
    """The organisation answerable for the system."""

    name: Annotated[str, Meta(min_length=1, description="Legal name.")]
    country: Annotated[str | None, Meta(description="ISO code of the country of establishment.")] = None
    public_body: Annotated[AnswerShape | None, Meta(description="A public authority or body.")] = None
    secrecy: Annotated[
        AnswerShape | None, Meta(description="Bound by professional secrecy (hospital, law firm).")
    ] = None
    parent: Annotated[ParentField | None, Meta(description="Parent company, when it has one abroad.")] = None
    sector: Annotated[
        Literal["", "finance", "health", "public", "other"],
        Meta(description="Sector, where its own law applies: `finance` for financial entities (DORA)."),
    ] = ""


class PseudonymisationShape(Written, frozen=True):
    """Art. 4(5): who holds the key, and whether re-identification was analysed."""

    key: Annotated[
        str | None, Meta(description="Who holds the additional information: `self` or a party.")
    ] = None
    country: Annotated[str | None, Meta(description="Country where it is kept.")] = None
    analysis: Annotated[
        RecordShape | None, Meta(description="Analysis that the recipient cannot re-identify (UC2).")
    ] = None


def _pseudonymised(value: Any) -> Any:
    return {} if value is True else value


PseudonymisationField = Short[PseudonymisationShape, _pseudonymised, PseudonymisationShape | Literal[True]]


class DatumShape(Written, frozen=True):
    """A class of data that the system handles."""

    label: Annotated[str, Meta(description="What people call it.")] = ""
    personal: Annotated[bool | None, Meta(description="`false` when it holds no personal data.")] = None
    categories: Annotated[
        Words, Meta(description="Data categories (`borderflow catalog show categories`).")
    ] = ()
    subjects: Annotated[
        Words, Meta(description="Whose data: customers, employees, patients, children, …")
    ] = ()
    retention: Annotated[RecordShape | None, Meta(description="Period (P2Y) or criteria.")] = None
    large_scale: Annotated[AnswerShape | None, Meta(description="On a large scale.")] = None
    free_text: Annotated[AnswerShape | None, Meta(description="Free text (mails, tickets, notes).")] = None
    screening: Annotated[
        RecordShape | None, Meta(description="How it is screened and minimised before further use.")
    ] = None
    condition: Annotated[
        RecordShape | None, Meta(description="Condition of Art. 9(2) or 10, when needed.")
    ] = None
    pseudonymised: Annotated[PseudonymisationField | None, Meta(description="Key holder and analysis.")] = (
        None
    )
    anonymised: Annotated[RecordShape | None, Meta(description="Evidence of anonymisation.")] = None
    collected_for: Annotated[Words, Meta(description="Purposes for which they were collected.")] = ()


class PurposeShape(Written, frozen=True):
    """Why data are processed."""

    label: Annotated[str, Meta(description="What people call it.")] = ""
    basis: Annotated[
        Literal[
            "consent",
            "contract",
            "legal_obligation",
            "vital_interests",
            "public_task",
            "legitimate_interests",
            "none",
        ]
        | None,
        Meta(description="Legal basis: a point of Art. 6(1), or `none`."),
    ] = None
    record: Annotated[
        RecordShape | None, Meta(description="Entry in the record of processing (Art. 30).")
    ] = None
    compatibility: Annotated[
        RecordShape | None,
        Meta(description="Why data collected for something else may serve it (Art. 6(4)), consent or law."),
    ] = None
    assessment: Annotated[
        RecordShape | None, Meta(description="Balancing test of a legitimate interest.")
    ] = None
    condition: Annotated[RecordShape | None, Meta(description="Condition of Art. 9(2) or 10.")] = None
    notice: Annotated[RecordShape | None, Meta(description="Where the privacy notice says it.")] = None


class KeysShape(Written, frozen=True):
    """Key custody."""

    holder: Annotated[str | None, Meta(description="`self`, `provider` or a party.")] = None
    country: Annotated[str | None, Meta(description="Country where the keys are kept.")] = None
    service: Annotated[str, Meta(description="`hsm`, `kms`, `customer-managed-kms`, `external-kms`.")] = ""


def _keys(value: Any) -> Any:
    return {"holder": value} if isinstance(value, str) else value


KeysField = Short[KeysShape, _keys, KeysShape | str]


class ProtectionShape(Written, frozen=True):
    """Encryption, with the conditions of EDPB Recommendations 01/2020, use case 1."""

    transport: Annotated[AnswerShape | None, Meta(description="TLS or better on the wire.")] = None
    at_rest: Annotated[AnswerShape | None, Meta(description="Encrypted at rest.")] = None
    client_side: Annotated[
        AnswerShape | None, Meta(description="Encrypted before it reaches the provider.")
    ] = None
    keys: Annotated[KeysField | None, Meta(description="Who can decrypt.")] = None
    uc1: Annotated[bool, Meta(description="Claims use case 1: the provider never needs the clear text.")] = (
        False
    )
    conditions: Annotated[
        dict[Literal["b", "c", "d", "e"], AnswerShape],
        Meta(description="UC1-b algorithm, c strength, d implementation, e key management."),
    ] = {}


class ArtifactShape(Written, frozen=True):
    """What is claimed of tuned weights."""

    personal: Annotated[
        AnswerShape | None, Meta(description="`false` claims that the weights hold no personal data.")
    ] = None
    assessment: Annotated[
        RecordShape | None, Meta(description="Extraction and query tests behind the claim.")
    ] = None
    published: Annotated[AnswerShape | None, Meta(description="Uploaded to a public hub.")] = None


class ComponentShape(Written, frozen=True):
    """A part of the system that holds, moves or transforms data."""

    kind: Annotated[
        str, Meta(description="Component kind: application, datastore, embedding, vector-store, llm, …")
    ]
    label: Annotated[str, Meta(description="What people call it.")] = ""
    operator: Annotated[str, Meta(description="`self`, company[/product], or an entry of `parties`.")] = (
        "self"
    )
    host: Annotated[HostField | None, Meta(description="company[/product]@region, or a mapping.")] = None
    software: Annotated[str, Meta(description="What runs; never an exposure by itself.")] = ""
    model: Annotated[str, Meta(description="Model that it runs or calls.")] = ""
    holds: Annotated[Words, Meta(description="Data whose origin is here.")] = ()
    purpose: Annotated[Words, Meta(description="Purposes that it serves.")] = ()
    stores: Annotated[
        Literal["", "embeddings", "chunks"], Meta(description="`embeddings`: keeps no chunk text.")
    ] = ""
    tier: Annotated[str, Meta(description="Plan of the product: business, enterprise, consumer, free, …")] = (
        ""
    )
    deployment: Annotated[
        str | None, Meta(description="Deployment type of the product (regional, data-zone, global).")
    ] = None
    personal: Annotated[bool | None, Meta(description="`false` claims that it holds no personal data.")] = (
        None
    )
    staff_in: Annotated[Words, Meta(description="Countries outside the EEA where own staff use it.")] = ()
    owner: Annotated[str, Meta(description="Who is responsible.")] = ""
    override: Annotated[
        str, Meta(description="Why what is stated here holds against a file that says otherwise.")
    ] = ""
    critical: Annotated[
        AnswerShape | None,
        Meta(description="It carries a critical or important function (profiles `dora`, `data-act`)."),
    ] = None
    retention: Annotated[RecordShape | None, Meta(description="How long it keeps data.")] = None
    encryption: Annotated[ProtectionShape | None, Meta(description="Encryption of what it holds.")] = None
    deletion_by_source: Annotated[
        RecordShape | None, Meta(description="Deletes what came from one document or person.")
    ] = None
    reindex: Annotated[RecordShape | None, Meta(description="Full re-index cycle (P7D).")] = None
    permissions: Annotated[
        RecordShape | None, Meta(description="Retrieval honours the permissions of the source.")
    ] = None
    audiences: Annotated[Count | None, Meta(description="Groups with different rights who query it.")] = None
    isolation: Annotated[RecordShape | None, Meta(description="How tenants are kept apart.")] = None
    tenants: Annotated[Count | None, Meta(description="Tenants that share it.")] = None
    public: Annotated[AnswerShape | None, Meta(description="Reachable from the internet.")] = None
    authentication: Annotated[RecordShape | None, Meta(description="How access is authenticated.")] = None
    access_log: Annotated[RecordShape | None, Meta(description="Log of accesses.")] = None
    erasure: Annotated[
        RecordShape | None, Meta(description="How a person is erased from it (weights: retrain, filter).")
    ] = None
    rectification: Annotated[
        RecordShape | None, Meta(description="How a correction at the source is made here too, or is noted.")
    ] = None
    access_path: Annotated[
        RecordShape | None,
        Meta(description="How what it holds of a person is found and handed out (weights: explained)."),
    ] = None
    guard: Annotated[
        RecordShape | None,
        Meta(description="For a model that calls tools: the check of rights, or the filter of its answers."),
    ] = None
    screening: Annotated[RecordShape | None, Meta(description="Screening of free text before training.")] = (
        None
    )
    dataset: Annotated[
        RecordShape | None, Meta(description="Manifest of the training set: source, period, basis.")
    ] = None
    provenance: Annotated[
        RecordShape | None,
        Meta(description="Check of a third party's base model: source, licence, what it was trained on."),
    ] = None
    national_rule: Annotated[
        RecordShape | None,
        Meta(
            description="Note on the national rule for employee data (Art. 88), when such data train a model."
        ),
    ] = None
    anonymised: Annotated[
        RecordShape | None, Meta(description="Evidence that what it holds is anonymous or synthetic.")
    ] = None
    artifact: Annotated[ArtifactShape | None, Meta(description="What is claimed of the weights.")] = None
    training_use: Annotated[
        AnswerShape | None, Meta(description="The provider trains its own models on what it receives.")
    ] = None
    provider_retention: Annotated[
        RecordShape | None, Meta(description="How long the provider keeps inputs and logs.")
    ] = None
    human_review: Annotated[
        AnswerShape | None, Meta(description="Staff of the provider may read inputs.")
    ] = None
    refresh: Annotated[RecordShape | None, Meta(description="How the corpus is kept up to date.")] = None
    redaction: Annotated[
        RecordShape | None, Meta(description="Tested removal of personal data before export.")
    ] = None
    reach: Annotated[
        RecordShape | None, Meta(description="`none` with evidence: the host has no logical access.")
    ] = None


def _carries(value: Any) -> Any:
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    if isinstance(value, list):
        if not all(isinstance(one, str) for one in value):
            raise ValueError("name data by their ids, `[tickets, letters]`, or write `{tickets: clear}`")
        return dict.fromkeys(value)
    return value


Carried = Short[dict[str, Form | None], _carries, str | list[str] | dict[str, Form | None]]


class FlowShape(Written, frozen=True, rename={"source": "from", "target": "to"}):
    """Data on their way. In one line: `a -> b` or `a -> b: data, data`."""

    source: Annotated[str, Meta(description="Component the data come from.")]
    target: Annotated[str, Meta(description="Component the data go to.")]
    carries: Annotated[
        Carried | None, Meta(description="What passes and nothing else, with its form when not clear.")
    ] = None
    purpose: Annotated[str | None, Meta(description="Purpose of the flow.")] = None
    when: Annotated[str, Meta(description="When it happens: nightly, on request, once.")] = ""
    encryption: Annotated[ProtectionShape | None, Meta(description="Protection on the way.")] = None
    tls: Annotated[AnswerShape | None, Meta(description="Short for `encryption: {transport: …}`.")] = None
    pseudonymised: Annotated[PseudonymisationField | None, Meta(description="Pseudonymised on the way.")] = (
        None
    )
    local: Annotated[bool, Meta(description="Inside one host or a private encrypted overlay.")] = False


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


FlowField = Short[FlowShape, parse_flow, FlowShape | str | dict[str, Any]]


class SupportShape(Written, frozen=True):
    """Remote access by staff of the party or of others for it."""

    countries: Annotated[
        Words, Meta(description="Countries outside the EEA from which staff can read the data.")
    ] = ()
    by: Annotated[
        str, Meta(description="The entity whose staff it is, when another than the contract party.")
    ] = ""
    same_entity: Annotated[bool, Meta(description="Employees of the contract party itself, abroad.")] = False
    excluded: Annotated[
        RecordShape | None, Meta(description="Evidence that access from outside the EEA is excluded.")
    ] = None
    exceptions: Annotated[
        AnswerShape | None, Meta(description="Residual exceptions exist that are not named.")
    ] = None
    tool: Annotated[RecordShape | None, Meta(description="Transfer tool for the access, or `none`.")] = None
    policy: Annotated[
        RecordShape | None,
        Meta(description="Policy for employees of the contract party who work from abroad, or `none`."),
    ] = None


def _support(value: Any) -> Any:
    if value is False or value == "none":
        return {"excluded": True}
    if value == "unknown":
        return {"exceptions": "unknown"}
    if isinstance(value, (str, list)):
        return {"countries": value}
    return value


SupportField = Short[SupportShape, _support, SupportShape | str | list[str] | bool]


class LinkShape(Written, frozen=True):
    """A sub-processor."""

    party: Annotated[str, Meta(description="Catalogue id, party id or name.")]
    country: Annotated[str | None, Meta(description="ISO code of its establishment.")] = None
    does: Annotated[str, Meta(description="Its service.")] = ""
    access: Annotated[AnswerShape | None, Meta(description="It can read the data in the clear.")] = None
    remote: Annotated[bool, Meta(description="By access from afar.")] = False
    tool: Annotated[RecordShape | None, Meta(description="Transfer tool of this hop, or `none`.")] = None
    dpf: Annotated[str, Meta(description="DPF status of this sub-processor.")] = ""


class HolderShape(Written, frozen=True, kw_only=True):
    """A holder of shares or votes, seated outside the EU."""

    name: Annotated[str, Meta(description="Who it is.")] = ""
    country: Annotated[str, Meta(description="ISO code of its seat.")]
    share: Annotated[
        float, Meta(ge=0, le=100, description="Share of capital or votes in per cent, the higher of both.")
    ]
    decisive: Annotated[bool, Meta(description="It has a veto, or appoints most of the management.")] = False


class PartyShape(Written, frozen=True):
    """What the manifest adds to, or states against, the catalogue about a party."""

    entity: Annotated[str | None, Meta(description="Legal entity that signs.")] = None
    country: Annotated[str | None, Meta(description="ISO code of its establishment.")] = None
    parent: Annotated[ParentField | None, Meta(description="Ultimate parent, or `none`.")] = None
    control: Annotated[Words | None, Meta(description="Countries whose law reaches it through control.")] = (
        None
    )
    role: Annotated[
        Literal["processor", "controller", "joint", "dual", "unknown"] | None, Meta(description="Its role.")
    ] = None
    group: Annotated[bool, Meta(description="A company of the controller's own group.")] = False
    basis: Annotated[
        str | None, Meta(description="Legal basis of a disclosure to an own controller, or `none`.")
    ] = None
    notice: Annotated[RecordShape | None, Meta(description="Where the privacy notice names it.")] = None
    conditions: Annotated[
        dict[str, AnswerShape], Meta(description="Conditions of a partial adequacy decision: pipeda, …")
    ] = {}
    international_organisation: Annotated[bool, Meta(description="An international organisation.")] = False
    public_body: Annotated[AnswerShape | None, Meta(description="A public body of its country.")] = None
    support: Annotated[SupportField | None, Meta(description="Remote access from third countries.")] = None
    sub_processors: Annotated[
        list[LinkShape] | Literal["unknown", "none"] | None,
        Meta(
            description="Its sub-processors for this service, `none`, or `unknown` when they exist unnamed."
        ),
    ] = None
    immunity: Annotated[
        RecordShape | None, Meta(description="Qualification that shields from foreign law (SecNumCloud).")
    ] = None
    cannot_reidentify: Annotated[
        RecordShape | None, Meta(description="Evidence that it cannot identify (C-413/23 P).")
    ] = None
    certificates: Annotated[
        dict[str, RecordShape],
        Meta(
            description="Certificates and attestations by id (`hds-v2`, `c5`), "
            "with their last day, or `none`."
        ),
    ] = {}
    lei: Annotated[
        str, Meta(description="Legal entity identifier, or another identifier in the DORA register.")
    ] = ""
    shareholders: Annotated[
        list[HolderShape] | Literal["none"] | None,
        Meta(
            description="Every holder outside the EU with its share, or `none`, "
            "for the profile `secnumcloud`."
        ),
    ] = None
    as_of: Annotated[date | None, Meta(description="Day on which these facts were checked.")] = None


def _modules(value: Any) -> Any:
    return [value] if isinstance(value, int) else value


Modules = Short[tuple[int, ...], _modules, int | list[int]]
"""One module of the standard contractual clauses, or a list of them."""


class ClausesShape(Written, frozen=True):
    """An Art. 46 tool, or Art. 49."""

    kind: Annotated[
        Literal["scc", "bcr-c", "bcr-p", "code", "certification", "ad-hoc", "public", "art49"],
        Meta(description="Which tool."),
    ] = "scc"
    module: Annotated[Modules, Meta(description="Module(s) of the standard contractual clauses.")] = ()
    version: Annotated[Numbered, Meta(description="Decision of the clauses.")] = "2021/914"
    signed: Annotated[date | None, Meta(description="Date of conclusion.")] = None
    expires: Annotated[date | None, Meta(description="Last day on which it holds.")] = None
    evidence: Annotated[str, Meta(description="Path or link.")] = ""
    annexes: Annotated[AnswerShape | None, Meta(description="Annexes I and II are complete.")] = None
    occasional: Annotated[
        RecordShape | None, Meta(description="Why the transfer is occasional (Art. 49).")
    ] = None
    standing: Annotated[
        Literal["recorded", "none", "unknown"], Meta(description="Written as a word instead.")
    ] = "recorded"


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


ClausesField = Short[ClausesShape, _clauses, ClausesShape | str | bool]


class DpfShape(Written, frozen=True):
    """Standing on the Data Privacy Framework list."""

    status: Annotated[
        Literal["active", "claimed", "none", "lapsed", "other-entity", "unknown"], Meta(description="Status.")
    ]
    hr: Annotated[AnswerShape | None, Meta(description="The certification covers human-resources data.")] = (
        None
    )
    checked: Annotated[date | None, Meta(description="Day of the list extract.")] = None
    extract: Annotated[str, Meta(description="The extract: path or link.")] = ""


def _dpf(value: Any) -> Any:
    if value is False:
        return {"status": "none"}
    return {"status": value} if isinstance(value, str) else value


DpfField = Short[DpfShape, _dpf, DpfShape | str | bool]


class ContractShape(Written, frozen=True, rename={"with_": "with"}):
    """What is on record with one company."""

    product: Annotated[str | None, Meta(description="Narrows to one product.")] = None
    with_: Annotated[str | None, Meta(description="Exporter that signs, when not the controller.")] = None
    entity: Annotated[str, Meta(description="Legal entity named in the contract.")] = ""
    dpa: Annotated[
        RecordShape | None,
        Meta(description="Art. 28 contract: date and evidence, `terms` for accepted terms, or `none`."),
    ] = None
    content: Annotated[
        dict[Literal["a", "b", "c", "d", "e", "f", "g", "h"], AnswerShape],
        Meta(description="Items of Art. 28(3) by letter, as somebody who read the contract found them."),
    ] = {}
    tool: Annotated[
        ClausesField | None,
        Meta(description="Transfer tool: scc-2, bcr-p, … with module and date, or `none`."),
    ] = None
    onward: Annotated[
        RecordShape | None, Meta(description="Tool for the processor's own hops (scc-3, bcr-p), or `none`.")
    ] = None
    dpf: Annotated[DpfField | None, Meta(description="Data Privacy Framework status.")] = None
    tia: Annotated[RecordShape | None, Meta(description="Transfer impact assessment.")] = None
    tia_finding: Annotated[
        Literal["", "problematic", "not-applied"], Meta(description="What it says of the law in practice.")
    ] = ""
    assessment: Annotated[RecordShape | None, Meta(description="Art. 28(1) assessment of the provider.")] = (
        None
    )
    due_diligence: Annotated[
        RecordShape | None, Meta(description="Short record of sufficient guarantees.")
    ] = None
    sub_processor_authorisation: Annotated[
        RecordShape | None, Meta(description="General or specific (Art. 28(2)).")
    ] = None
    sub_processor_list: Annotated[
        RecordShape | None, Meta(description="List with name, country and service.")
    ] = None
    flow_down: Annotated[
        RecordShape | None, Meta(description="Same obligations on sub-processors (Art. 28(4)).")
    ] = None
    deletion: Annotated[
        RecordShape | None, Meta(description="Deletion or return at the end (Art. 28(3)(g)).")
    ] = None
    third_country_law: Annotated[
        AnswerShape | None, Meta(description="Instructions yield to any applicable law.")
    ] = None
    telemetry: Annotated[
        Literal["none", "account", "identifiers"] | None,
        Meta(description="What reaches the provider beside the content: nothing, account data, identifiers."),
    ] = None
    arrangement: Annotated[
        RecordShape | None, Meta(description="Arrangement of joint controllers (Art. 26), or `none`.")
    ] = None
    request_procedure: Annotated[
        RecordShape | None, Meta(description="Notify, challenge, minimise foreign requests.")
    ] = None
    exit: Annotated[RecordShape | None, Meta(description="Exit plan, or a test of moving elsewhere.")] = None
    dora_register: Annotated[
        RecordShape | None, Meta(description="Entry in the register of information (DORA).")
    ] = None


class AcceptanceShape(Written, frozen=True, kw_only=True):
    """A risk that the controller accepts, or a violation acknowledged with a cure date."""

    rule: Annotated[str, Meta(description="Rule id.")]
    party: Annotated[str, Meta(description="Party it is about.")] = ""
    component: Annotated[str, Meta(description="Component it is about.")] = ""
    flow: Annotated[str, Meta(description="Flow it is about, `from->to`.")] = ""
    reason: Annotated[str, Meta(min_length=1, description="Why.")]
    by: Annotated[str, Meta(min_length=1, description="Who accepts it.")]
    until: Annotated[date | None, Meta(description="Last day on which it holds; it or `cure` is needed.")] = (
        None
    )
    cure: Annotated[date | None, Meta(description="Day by which an acknowledged violation is cured.")] = None
    dpo_advice: Annotated[str, Meta(description="The DPO's advice: path or link.")] = ""
    severity: Annotated[str, Meta(description="Severity that was accepted.")] = ""
    data: Annotated[Words | None, Meta(description="Data that were accepted.")] = None


class ReviewShape(Written, frozen=True):
    """Who asked for the review."""

    requested_by: Annotated[str, Meta(description="Requester.")] = ""
    dpo: Annotated[str, Meta(description="Data protection officer.")] = ""
    go_live: Annotated[str, Meta(description="Planned go-live.")] = ""
    register_entry: Annotated[str, Meta(description="Entry in the register.")] = ""
    classification: Annotated[str, Meta(description="Classification of the report.")] = ""
    declared_by: Annotated[str, Meta(description="Who described the system here.")] = ""
    declared_on: Annotated[str, Meta(description="Day of that description.")] = ""
    next_review: Annotated[str, Meta(description="Day on which to look again.")] = ""


class DefaultsShape(Written, frozen=True):
    """Values merged under each entry of a section."""

    components: Annotated[dict[str, Any], Meta(description="Under each component.")] = {}
    flows: Annotated[dict[str, Any], Meta(description="Under each flow.")] = {}
    contracts: Annotated[dict[str, Any], Meta(description="Under each contract.")] = {}
    data: Annotated[dict[str, Any], Meta(description="Under each class of data.")] = {}


def _contracts(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


ContractList = Short[list[ContractShape], _contracts, ContractShape | list[ContractShape]]


class ManifestShape(Written, frozen=True):
    """A Borderflow manifest: where a system's personal data go, and on which footing."""

    borderflow: Annotated[Literal[1], Meta(description="Version of the manifest format.")]
    system: Annotated[SystemShape, Meta(description="The system under review.")]
    controller: Annotated[OrganisationShape, Meta(description="The organisation answerable for it.")]
    data: Annotated[dict[str, DatumShape], Meta(description="Classes of data by id.")] = {}
    purposes: Annotated[dict[str, PurposeShape], Meta(description="Purposes by id.")] = {}
    components: Annotated[dict[str, ComponentShape], Meta(description="Components by id.")] = {}
    flows: Annotated[list[FlowField], Meta(description="Flows: `a -> b: data`, or mappings.")] = []
    parties: Annotated[
        dict[str, PartyShape], Meta(description="Parties that the catalogue lacks or states otherwise.")
    ] = {}
    contracts: Annotated[dict[str, ContractList], Meta(description="What is on record, by company.")] = {}
    accepted: Annotated[list[AcceptanceShape], Meta(description="Accepted risks.")] = []
    owners: Annotated[
        dict[str, str], Meta(description="Component or rule id to the person responsible.")
    ] = {}
    review: Annotated[ReviewShape | None, Meta(description="Who asked for the review.")] = None
    defaults: Annotated[DefaultsShape | None, Meta(description="Values merged under each entry.")] = None
    sources: Annotated[Words, Meta(description="Foreign files that belong to this system.")] = ()
