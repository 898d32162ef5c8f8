"""Components: what they are, where they run, and how what they hold is protected."""

from typing import Annotated, Any, Literal

from msgspec import Meta

from borderflow.shapes.words import AnswerShape, Count, HostField, RecordShape, Words
from borderflow.shapes.written import Short, Written


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
