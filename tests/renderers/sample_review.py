"""Reviews built by hand, so that renderers are tested without the rooms before them.

`blocked_review` fine-tunes a model through a US interface, `questioned_review` keeps everything in the EEA
and only asks, `empty_review` has nothing to say, `big_review` is wide, `hostile_review` bears markup,
`sparse_review` leaves empty what may be empty.
"""

from __future__ import annotations

import hashlib
from datetime import date

from msgspec.structs import replace

from borderflow.model import architecture as arch
from borderflow.model.architecture import Form, Input
from borderflow.model.catalog import Zone
from borderflow.model.findings import Also, Finding, Hop, Outcome, Question, Severity, Status, Verdict
from borderflow.model.knowledge import Ground, Level, Origin
from borderflow.model.location import Location
from borderflow.model.records import NOTHING, Record, Standing
from borderflow.model.report import (
    AcceptedRisk,
    ComponentView,
    Criterion,
    DataForm,
    DatumView,
    FlowView,
    PartyView,
    PurposeView,
    Review,
    RuleNote,
    RuleTally,
    Step,
    TransferView,
)

AS_OF = date(2026, 11, 21)

MANIFEST = """\
borderflow: 1
system: {name: Support copilot, version: 2.3.0, purpose: Answer customer e-mails from past tickets}
controller: {name: Acme Desk SAS, country: FR}

data:
  tickets: {categories: [contact], subjects: [customers], label: Support tickets, retention: P2Y}

purposes:
  answer:  {basis: contract, record: ROPA-12}
  improve: {basis: legitimate_interests, assessment: {on: 2026-09-01, evidence: docs/lia.pdf}}

components:
  customers: {kind: person, operator: self, host: {country: FR}, holds: [tickets]}
  helpdesk:  {kind: application, operator: self, host: ovhcloud@GRA}
  export:    {kind: application, operator: self, host: ovhcloud@GRA, purpose: improve}
  embedder:  {kind: embedding, operator: openai, model: text-embedding-3-small}
  index:     {kind: vector-store, software: qdrant, operator: self, host: ovhcloud@GRA}
  chat:      {kind: llm, operator: mistral, host: mistral@eu}
  tuning:    {kind: fine-tuning, operator: openai/api, model: gpt-4o-mini, purpose: improve}
  backup:    {kind: datastore, operator: aws/s3, host: aws@eu-west-3}
  agents:    {kind: person, operator: self, host: {country: FR}}
  night:     {kind: person, operator: acme-uk, host: {country: GB}}

flows:
  - customers -> helpdesk: tickets
  - helpdesk -> embedder: tickets
  - embedder -> index
  - helpdesk -> export: tickets
  - {from: export, to: tuning, carries: [tickets], purpose: improve, when: nightly}
  - index -> chat
  - tuning -> chat
  - chat -> agents
  - chat -> night: tickets
  - {from: helpdesk, to: backup, carries: [tickets], when: daily}

contracts:
  mistral:  {dpa: {signed: 2026-03-02, evidence: contracts/mistral-dpa.pdf}}
  openai:   {dpa: none}
  acme-uk:  {dpa: {signed: 2025-02-11, evidence: contracts/group-iga.pdf}}

accepted:
  - {rule: ACC-01, party: aws, reason: Replaced in Q1, by: head-of-support@acme.example, until: 2027-03-31}
"""

FILE = "manifest.yaml"
TICKETS = DataForm("tickets", Form.CLEAR)
COUNTRIES = {
    "FR": "France",
    "US": "United States",
    "GB": "United Kingdom",
    "IE": "Ireland",
    "DE": "Germany",
    "IN": "India",
    "CH": "Switzerland",
    "SE": "Sweden",
    "BR": "Brazil",
    "LU": "Luxembourg",
    "JP": "Japan",
}

ZONES = {
    "US": Zone.US,
    "GB": Zone.ADEQUATE,
    "CH": Zone.ADEQUATE,
    "JP": Zone.ADEQUATE,
    "IN": Zone.OTHER,
    "BR": Zone.OTHER,
    "": Zone.UNKNOWN,
}
"""Zones outside the EEA; every other country of the samples is in it."""


def at(words: str, text: str = MANIFEST) -> Location:
    """The place of the first occurrence of some words in the manifest."""
    offset = text.index(words)
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Location(FILE, line, column, column + len(words))


def component(
    id: str,
    label: str,
    kind: str,
    operator: str,
    name: str,
    country: str,
    *,
    law: tuple[str, ...] = (),
    data: tuple[DataForm, ...] = (TICKETS,),
    access: tuple[str, ...] = (),
    host: str = "",
    place: str = "",
) -> ComponentView:
    return ComponentView(
        id=id,
        label=label,
        kind=kind,
        operator=operator,
        operator_name=name,
        host=host,
        countries=(country,) if country else (),
        place=place or COUNTRIES.get(country, "Place not declared"),
        control=law or ((country,) if country else ()),
        access=access,
        zone=ZONES.get(country, Zone.EEA),
        data=data,
        personal=bool(data),
    )


def flow(
    number: int,
    source: str,
    target: str,
    status: str = "inside",
    *,
    transfer: str = "",
    crosses: bool = False,
    carries: tuple[DataForm, ...] = (TICKETS,),
    purpose: str = "answer",
    location: Location | None = None,
) -> FlowView:
    return FlowView(
        f"{source}->{target}",
        number,
        source,
        target,
        carries,
        purpose,
        transfer,
        crosses,
        status,
        file=location.file if location else "",
        line=location.line if location else 0,
    )


def party(
    id: str,
    name: str,
    entity: str,
    country: str,
    parent: str,
    parent_country: str,
    contract: Standing,
    contract_text: str,
    **more: object,
) -> PartyView:
    bare = PartyView(
        id=id,
        name=name,
        entity=entity,
        country=country,
        parent=parent,
        parent_country=parent_country,
        role="processor",
        contract=contract,
        contract_text=contract_text,
        sub_processors=(),
        sub_processor_list=Standing.ABSENT,
        deletion=Standing.ABSENT,
        products=(),
        components=(),
        data=("tickets",),
        countries=(country,),
        control=(parent_country or country,),
    )
    return replace(bare, **more)


GRA = "OVHcloud GRA, Gravelines"
VECTOR = DataForm("tickets", Form.EMBEDDING)
CONTEXT = DataForm("tickets", Form.CONTEXT)
OUTPUT = DataForm("tickets", Form.OUTPUT)
WEIGHTS = DataForm("tickets", Form.WEIGHTS)

COMPONENTS = (
    component(
        "agents",
        "Support desk",
        "person",
        "self",
        "Acme Desk SAS",
        "FR",
        data=(OUTPUT,),
    ),
    component(
        "backup",
        "Nightly backup",
        "datastore",
        "aws/s3",
        "Amazon Web Services",
        "FR",
        law=("US",),
        host="aws",
        place="eu-west-3, Paris",
    ),
    component(
        "chat",
        "Chat model",
        "llm",
        "mistral",
        "Mistral AI",
        "FR",
        data=(CONTEXT,),
        place="api.eu endpoint",
    ),
    component(
        "customers",
        "Customers",
        "person",
        "self",
        "Data subjects",
        "FR",
    ),
    component(
        "embedder",
        "Embedder",
        "embedding",
        "openai/api",
        "OpenAI",
        "US",
        place="Default place of the API",
    ),
    component(
        "export",
        "Training export",
        "application",
        "self",
        "Acme Desk SAS",
        "FR",
        host="ovhcloud",
        place=GRA,
    ),
    component(
        "helpdesk",
        "Helpdesk",
        "application",
        "self",
        "Acme Desk SAS",
        "FR",
        host="ovhcloud",
        place=GRA,
    ),
    component(
        "index",
        "Vector index",
        "vector-store",
        "self",
        "Acme Desk SAS",
        "FR",
        host="ovhcloud",
        place=GRA,
        data=(VECTOR, CONTEXT),
    ),
    component(
        "night",
        "Night desk",
        "person",
        "acme-uk",
        "Acme Desk UK Ltd",
        "GB",
    ),
    component(
        "tuning",
        "Fine-tuning",
        "fine-tuning",
        "openai/api",
        "OpenAI",
        "US",
        place="Default place of the API",
    ),
)

FLOWS = (
    flow(1, "customers", "helpdesk", location=at("customers -> helpdesk")),
    flow(
        2,
        "helpdesk",
        "embedder",
        "uncovered",
        transfer="T1",
        crosses=True,
        location=at("helpdesk -> embedder"),
    ),
    flow(3, "embedder", "index", carries=(VECTOR,), location=at("embedder -> index")),
    flow(4, "helpdesk", "export", location=at("helpdesk -> export")),
    flow(
        5,
        "export",
        "tuning",
        "uncovered",
        transfer="T1",
        crosses=True,
        purpose="improve",
        location=at("{from: export"),
    ),
    flow(6, "index", "chat", carries=(CONTEXT,), location=at("index -> chat")),
    flow(7, "tuning", "chat", carries=(WEIGHTS,), location=at("tuning -> chat")),
    flow(8, "chat", "agents", carries=(OUTPUT,), location=at("chat -> agents")),
    flow(9, "chat", "night", "adequate", transfer="T2", crosses=True, location=at("chat -> night")),
    flow(10, "helpdesk", "backup", "exposed", location=at("{from: helpdesk, to: backup")),
)

PARTIES = (
    party(
        "acme-uk",
        "Acme Desk UK",
        "Acme Desk UK Ltd",
        "GB",
        "Acme Desk SAS",
        "FR",
        Standing.RECORDED,
        "contracts/group-iga.pdf, 11 Feb 2025",
        role="group",
        components=("night",),
        control=("GB",),
    ),
    party(
        "aws",
        "Amazon Web Services",
        "Amazon Web Services EMEA SARL",
        "LU",
        "Amazon.com, Inc.",
        "US",
        Standing.PRESUMED,
        "Part of the AWS Service Terms",
        products=("aws/s3",),
        components=("backup",),
        countries=("FR",),
        sub_processors=("Amazon Web Services, Inc. (US)",),
        sub_processor_list=Standing.PRESUMED,
        deletion=Standing.PRESUMED,
        control=("US",),
    ),
    party(
        "mistral",
        "Mistral AI",
        "Mistral AI SAS",
        "FR",
        "",
        "",
        Standing.RECORDED,
        "contracts/mistral-dpa.pdf, 2 Mar 2026",
        products=("mistral/api",),
        components=("chat",),
        control=("FR",),
        sub_processor_list=Standing.RECORDED,
        deletion=Standing.RECORDED,
    ),
    party(
        "openai",
        "OpenAI",
        "OpenAI Ireland Ltd",
        "IE",
        "OpenAI, Inc.",
        "US",
        Standing.NONE,
        "Declared: none",
        products=("openai/api",),
        components=("embedder", "tuning"),
        countries=("US",),
        sub_processors=("OpenAI OpCo, LLC (US)",),
        control=("US",),
    ),
    party(
        "ovhcloud",
        "OVHcloud",
        "OVH SAS",
        "FR",
        "",
        "",
        Standing.PRESUMED,
        "Part of the OVHcloud terms",
        products=("ovhcloud/public-cloud",),
        components=("export", "helpdesk", "index"),
        control=("FR",),
        deletion=Standing.PRESUMED,
    ),
)

TRANSFERS = (
    TransferView(
        "T1",
        "openai",
        "openai-opco",
        "OpenAI OpCo, LLC",
        ("US",),
        ("tickets",),
        ("embedder", "tuning"),
        ("helpdesk->embedder", "export->tuning"),
        "None on record",
        "uncovered",
        onward=True,
        remote=False,
        steps=(
            Step("on record", "Flows 2 and 5: support tickets, continuous and nightly"),
            Step("not on record", "No clauses and no list extract; exporter is OpenAI Ireland Ltd"),
            Step("not on record", "No assessment of law and practice"),
            Step("open", "None declared; the service needs the clear text"),
            Step("not on record", "Not started"),
            Step("not on record", "No date"),
        ),
    ),
    TransferView(
        "T2",
        "controller",
        "acme-uk",
        "Acme Desk UK Ltd",
        ("GB",),
        ("tickets",),
        ("night",),
        ("chat->night",),
        "Adequacy decision, Art. 45",
        "covered",
        onward=False,
        remote=False,
        steps=(
            Step("on record", "Flow 9: support tickets"),
            Step("on record", "Adequacy decision for the United Kingdom"),
            Step("not required", "Art. 45 carries the transfer"),
            Step("not required", "Art. 45 carries the transfer"),
            Step("not required", "Art. 45 carries the transfer"),
            Step("open", "No date for the next look"),
        ),
    ),
)

EMBED_PATH = (
    Hop("Support tickets are collected", component="customers", location=at("customers:")),
    Hop("receives them in clear", component="helpdesk", location=at("customers -> helpdesk")),
    Hop("is sent the ticket text", component="embedder", location=at("helpdesk -> embedder")),
    Hop("operates it and reads the text", party="openai", location=at("openai:   {dpa: none}")),
)
TUNING_PATH = (
    *EMBED_PATH[:2],
    Hop("prepares the training file", component="export", location=at("helpdesk -> export")),
    Hop("is trained on the tickets every night", component="tuning", location=at("{from: export")),
    Hop("keeps training file and weights", party="openai", location=at("openai:   {dpa: none}")),
)

BLOCKERS = (
    Finding(
        "PRC-01",
        "no-processor-contract",
        Outcome.VIOLATION,
        Severity.HIGH,
        "OpenAI processes personal data without a processor contract",
        "The manifest states that no contract under Art. 28(3) exists with OpenAI Ireland Ltd. "
        "Two components send it support tickets in the clear.",
        ("GDPR Art. 28(3)",),
        "Without the contract, nothing binds the processor to act on instructions, to delete or to assist.",
        ("openai",),
        components=("embedder", "tuning"),
        parties=("openai",),
        data=("tickets",),
        flows=("helpdesk->embedder", "export->tuning"),
        location=at("openai:   {dpa: none}"),
        path=EMBED_PATH,
        facts=(
            Ground("contracts.openai.dpa is none", Origin.DECLARED, location=at("openai:   {dpa: none}")),
            Ground(
                "OpenAI offers a data processing addendum to business customers",
                Origin.CATALOG,
                "https://openai.com/policies/data-processing-addendum/",
                "2026-11-12",
                Level.VERIFIED,
            ),
        ),
        also=(
            Also(
                "PRC-04",
                "sub-processors-not-authorised",
                Outcome.GAP,
                Severity.MEDIUM,
                "No authorisation of sub-processors is on record for OpenAI.",
            ),
        ),
        silenced_by=("A processor contract in contracts.openai.dpa with date and evidence.",),
        remedies=(
            "Conclude the data processing addendum and record it under contracts.openai.dpa.",
            "Embed with mistral, which is already under contract.",
        ),
        owner="legal@acme.example",
        fingerprint="a1b2c3d4e5f60718",
        blocking=True,
        group="openai",
    ),
    Finding(
        "TRN-05",
        "training-at-exposed-provider",
        Outcome.RISK,
        Severity.HIGH,
        "Personal training data are held by a provider that foreign law can reach",
        "Support tickets become training data at OpenAI, whose parent is in the United States. "
        "No assessment names the training.",
        ("GDPR Art. 28(1)", "GDPR Art. 32", "GDPR Art. 35(1)"),
        "Training files and weights stay longer than a request, and a tuned model may reproduce them.",
        ("tuning",),
        components=("tuning",),
        parties=("openai",),
        data=("tickets",),
        flows=("export->tuning",),
        location=at("tuning:"),
        path=TUNING_PATH,
        facts=(
            Ground(
                "OpenAI, Inc. has its seat in the United States",
                Origin.CATALOG,
                "https://openai.com/",
                "2026-11-10",
                Level.PARTLY,
            ),
            Ground(
                "Fine-tuning files are kept until the customer deletes them",
                Origin.PRESUMED,
                "https://platform.openai.com/docs/",
                "2026-11-12",
                Level.VERIFIED,
            ),
        ),
        silenced_by=("A dated assessment that names the training.",),
        remedies=(
            "Tune an open-weight model on a GPU in the EEA.",
            "Assess the training and record the result.",
        ),
        fingerprint="b1b2c3d4e5f60719",
        blocking=True,
        group="openai",
    ),
)

OTHERS = (
    Finding(
        "TRF-05",
        "onward-transfer",
        Outcome.GAP,
        Severity.MEDIUM,
        "OpenAI Ireland Ltd passes personal data on to the United States, and no tool is on record",
        "The hop from OpenAI Ireland Ltd to OpenAI OpCo, LLC rests on no recorded instrument.",
        ("GDPR Art. 44", "GDPR Art. 28(3)(a)"),
        "Every onward hop needs its own ground.",
        ("openai", "openai-opco"),
        components=("embedder", "tuning"),
        parties=("openai",),
        data=("tickets",),
        flows=("helpdesk->embedder", "export->tuning"),
        location=at("embedder:"),
        path=EMBED_PATH,
        silenced_by=("contracts.openai.onward with module 3 of the clauses.",),
        remedies=("Record the clauses (module 3) of the provider's terms.",),
        fingerprint="c1b2c3d4e5f60720",
        group="openai",
    ),
    Finding(
        "TRN-04",
        "no-erasure-from-weights",
        Outcome.GAP,
        Severity.MEDIUM,
        "Nothing says how a person is erased from the tuned model",
        "The tuned weights stay personal data, and no erasure path is on record.",
        ("GDPR Art. 17", "EDPB Opinion 28/2024"),
        "A right that cannot be exercised is not granted.",
        ("tuning",),
        components=("tuning",),
        data=("tickets",),
        flows=("export->tuning",),
        location=at("tuning:"),
        path=TUNING_PATH[:4],
        silenced_by=("safeguards.erasure on tuning.",),
        remedies=("Retrain from the deletion list at fixed dates, and record it.",),
        owner="ml@acme.example",
        fingerprint="d1b2c3d4e5f60721",
    ),
    Finding(
        "PRC-01",
        "no-processor-contract",
        Outcome.GAP,
        Severity.MEDIUM,
        "The processor contract with OVHcloud is presumed from its terms, not on record",
        "The terms incorporate a contract under Art. 28; version and acceptance are not on record.",
        ("GDPR Art. 28(3)", "GDPR Art. 28(9)"),
        "The controller has to be able to show the contract.",
        ("ovhcloud",),
        components=("export", "helpdesk", "index"),
        parties=("ovhcloud",),
        data=("tickets",),
        location=at("helpdesk:  {kind"),
        path=(EMBED_PATH[0], EMBED_PATH[1], Hop("hosts it", party="ovhcloud")),
        facts=(
            Ground(
                "The terms incorporate a processor contract",
                Origin.PRESUMED,
                "https://www.ovhcloud.com/",
                "2026-10-30",
                Level.VERIFIED,
            ),
        ),
        silenced_by=("contracts.ovhcloud.dpa: terms, with version and date.",),
        remedies=("Record version and date of acceptance.",),
        fingerprint="e1b2c3d4e5f60722",
    ),
    Finding(
        "RAG-02",
        "no-deletion-by-source",
        Outcome.GAP,
        Severity.LOW,
        "Nothing says that vectors go when their ticket goes",
        "No deletion by source is on record for the index.",
        ("GDPR Art. 5(1)(e)", "GDPR Art. 17"),
        "An orphaned vector still tells what the ticket said.",
        ("index",),
        components=("index",),
        data=("tickets",),
        location=at("index:"),
        path=(*EMBED_PATH[:3], Hop("keeps the vectors", component="index", location=at("embedder -> index"))),
        silenced_by=("deletion_by_source on index.",),
        remedies=("Delete vectors with their ticket.",),
        fingerprint="f1b2c3d4e5f60723",
    ),
    Finding(
        "ACC-01",
        "foreign-parent",
        Outcome.RISK,
        Severity.MEDIUM,
        "United States law can reach the backup through Amazon.com, Inc.",
        "The backup is in Paris; its operator is controlled from the United States.",
        ("GDPR Art. 28(1)", "GDPR Art. 48"),
        "Place does not decide who can be compelled.",
        ("aws",),
        components=("backup",),
        parties=("aws",),
        data=("tickets",),
        flows=("helpdesk->backup",),
        location=at("backup:"),
        path=(
            EMBED_PATH[0],
            EMBED_PATH[1],
            Hop("keeps a copy", component="backup", location=at("backup:")),
            Hop("controls the operator", party="aws"),
        ),
        remedies=("Move the backup to OVHcloud, or hold the keys.",),
        fingerprint="0ab2c3d4e5f60724",
        status=Status.ACCEPTED,
        accepted_because="Replaced in Q1",
    ),
    Finding(
        "MAN-04",
        "terms-open",
        Outcome.UNKNOWN,
        Severity.LOW,
        "Which plan of Mistral AI is used?",
        "Training use and retention depend on the plan, and the manifest does not name it.",
        ("GDPR Art. 28(3)(a)",),
        "A promise holds for one plan, not for a brand.",
        ("mistral",),
        components=("chat",),
        parties=("mistral",),
        data=("tickets",),
        location=at("chat:"),
        silenced_by=("tier on chat.",),
        fingerprint="1ab2c3d4e5f60725",
    ),
)

QUESTIONS = (
    Question(
        "chat",
        "Which plan of Mistral AI is used?",
        "Training use and retention depend on it.",
        "MAN-04",
        Severity.LOW,
        Severity.HIGH,
        at("chat:"),
        "tier: business",
    ),
    Question(
        "tickets",
        "Are children among the customers?",
        "Criterion 7 of the DPIA screening turns on it.",
        "DPI-01",
        Severity.LOW,
        Severity.MEDIUM,
        at("tickets:"),
        "subjects: [customers, children]",
    ),
)

CRITERIA = (
    Criterion("Evaluation or scoring", "does not apply", "No scoring of persons declared"),
    Criterion(
        "Automated decision with legal or similar effect", "does not apply", "An agent approves each answer"
    ),
    Criterion("Systematic monitoring", "does not apply", "None declared"),
    Criterion("Sensitive or highly personal data", "unknown", "Free text may hold anything"),
    Criterion("Large scale", "unknown", "Not declared"),
    Criterion("Matching or combining datasets", "does not apply", "One data set"),
    Criterion("Vulnerable data subjects", "unknown", "Not declared"),
    Criterion("Innovative technology", "applies", "Generative model, fine-tuning"),
    Criterion("Prevents a right or a service", "does not apply", "No effect on access to a service"),
)

SYSTEM = arch.System("Support copilot", "2.3.0", "Answer customer e-mails from past tickets")
ACCEPTANCE = arch.Acceptance(
    rule="ACC-01",
    party="aws",
    reason="Replaced in Q1",
    by="head-of-support@acme.example",
    until=date(2027, 3, 31),
)


def _architecture(components: tuple[ComponentView, ...], flows: tuple[FlowView, ...]) -> arch.Architecture:
    return arch.Architecture(
        SYSTEM,
        arch.Organisation("Acme Desk SAS", "FR"),
        data={"tickets": arch.Datum("tickets", "Support tickets", categories=("contact", "correspondence"))},
        components={
            item.id: arch.Component(item.id, item.kind, item.label, item.operator) for item in components
        },
        flows=tuple(arch.Flow(item.id, item.source, item.target) for item in flows),
        review=arch.Review(
            "Platform team", "dpo@acme.example", "2026-12-08", "ROPA-2026-014", "Confidential"
        ),
    )


def blocked_review() -> Review:
    """Customer e-mails go to a US interface for embedding and fine-tuning: two blockers."""
    digest = hashlib.sha256(MANIFEST.encode()).hexdigest()
    lines = MANIFEST.splitlines()
    return Review(
        tool_version="0.1.0",
        as_of=AS_OF,
        profile="default",
        threshold=Severity.HIGH,
        catalog_digest="sha256:" + hashlib.sha256(b"catalogue").hexdigest(),
        catalog_reviewed="2026-11-20",
        architecture=_architecture(COMPONENTS, FLOWS),
        inputs=(Input(FILE, "manifest", digest),),
        verdict=Verdict.BLOCKED,
        findings=BLOCKERS + OTHERS,
        questions=QUESTIONS,
        rules=RuleTally(
            violated=("ACC-01", "PRC-01", "RAG-02", "TRF-05", "TRN-04", "TRN-05"),
            satisfied=("PRC-03", "REC-01", "SEC-01", "TRF-01", "TRN-01"),
            undetermined=("MAN-04",),
            not_applicable=("RAG-07", "TRF-11"),
        ),
        rule_notes={item.rule: RuleNote(item.rule, item.name, item.title) for item in BLOCKERS + OTHERS},
        components=COMPONENTS,
        parties=PARTIES,
        flows=FLOWS,
        transfers=TRANSFERS,
        purposes=(
            PurposeView(
                "answer",
                "Answer customer e-mails",
                "contract",
                Record(Standing.RECORDED, "ROPA-12"),
                ("tickets",),
            ),
            PurposeView("improve", "Improve the answers", "legitimate_interests", NOTHING, ("tickets",)),
        ),
        data=(
            DatumView(
                "tickets",
                "Support tickets",
                True,
                ("contact", "correspondence"),
                ("customers",),
                Record(Standing.RECORDED, "P2Y"),
                (),
            ),
        ),
        accepted=(AcceptedRisk(ACCEPTANCE, "valid", ("0ab2c3d4e5f60724",)),),
        criteria=CRITERIA,
        provider_facts=(
            Ground(
                "OpenAI, Inc. has its seat in the United States",
                Origin.CATALOG,
                "https://openai.com/",
                "2026-11-10",
                Level.PARTLY,
            ),
            Ground(
                "OVHcloud GRA is in Gravelines, France",
                Origin.CATALOG,
                "https://www.ovhcloud.com/",
                "2026-10-30",
            ),
            Ground(
                "api.eu of Mistral AI is processed in the EEA",
                Origin.CATALOG,
                "https://docs.mistral.ai/",
                "2026-11-01",
            ),
        ),
        country_names=COUNTRIES,
        country_zones={code: ZONES.get(code, Zone.EEA) for code in COUNTRIES},
        snippets={(FILE, number): line for number, line in enumerate(lines, 1)},
    )


def questioned_review() -> Review:
    """Retrieval on OVHcloud with Mistral AI in the EEA: nothing blocks, two questions are open."""
    base = blocked_review()
    kept = {"customers", "helpdesk", "index", "chat", "agents"}
    components = tuple(item for item in base.components if item.id in kept)
    flows = (
        flow(1, "customers", "helpdesk"),
        flow(2, "helpdesk", "index"),
        flow(3, "index", "chat", carries=(CONTEXT,)),
        flow(4, "chat", "agents", carries=(OUTPUT,)),
    )
    return replace(
        base,
        architecture=_architecture(components, flows),
        verdict=Verdict.CONDITIONS,
        findings=tuple(item for item in OTHERS if item.rule in ("PRC-01", "RAG-02", "MAN-04")),
        rules=RuleTally(
            ("PRC-01", "RAG-02"), ("ACC-01", "REC-01", "SEC-01"), ("MAN-04",), ("TRF-05", "TRN-05")
        ),
        components=components,
        parties=tuple(item for item in PARTIES if item.id in ("mistral", "ovhcloud")),
        flows=flows,
        transfers=(),
        purposes=base.purposes[:1],
        accepted=(),
    )


def empty_review() -> Review:
    """One component, no personal data, nothing to say: every section must still read well."""
    base = blocked_review()
    components = (component("site", "Brochure site", "application", "self", "Acme Desk SAS", "FR", data=()),)
    bare = replace(
        _architecture(components, ()), review=arch.Review(), system=arch.System("Brochure"), data={}
    )
    return replace(
        base,
        architecture=bare,
        verdict=Verdict.NOTHING_BLOCKING,
        findings=(),
        questions=(),
        rules=RuleTally(),
        components=components,
        parties=(),
        flows=(),
        transfers=(),
        purposes=(),
        data=(),
        accepted=(),
        criteria=(),
        provider_facts=(),
        rule_notes={},
        snippets={},
    )


def big_review(size: int = 80, findings: int = 40) -> Review:
    """A platform of many services in ten countries, with findings of every severity."""
    base = blocked_review()
    components = tuple(_service(number) for number in range(size))
    flows = tuple(_link(number, components) for number in range(1, 2 * size))
    found = tuple(sorted((_finding(number, components) for number in range(findings)), key=_rank))
    return replace(
        base,
        architecture=_architecture(components, flows),
        components=components,
        flows=flows,
        findings=found,
        transfers=_transfers(flows, components),
        parties=_operators(components),
        questions=QUESTIONS * 6,
    )


def _rank(finding: Finding) -> tuple[bool, tuple[int, str, tuple[str, ...]]]:
    return (not finding.blocking, finding.rank)


PLACES = ("FR", "FR", "DE", "FR", "IE", "US", "DE", "SE", "GB", "FR", "IN", "US", "DE", "CH")
KINDS = ("application", "datastore", "vector-store", "llm", "queue", "embedding", "observability", "saas")
LAWS = {"IE": ("US",)}


def _service(number: int) -> ComponentView:
    country = PLACES[number % len(PLACES)]
    company = f"Provider {number % 12 + 1}" if number % 3 else "Acme Desk SAS"
    operator = f"provider-{number % 12 + 1}" if number % 3 else "self"
    kind = KINDS[number % len(KINDS)]
    return component(
        f"service-{number:03}",
        f"{kind.replace('-', ' ').capitalize()} {number}",
        kind,
        operator,
        company,
        country,
        law=LAWS.get(country, ()),
    )


def _link(number: int, components: tuple[ComponentView, ...]) -> FlowView:
    size = len(components)
    source = components[(number * 7) % size]
    target = components[(number * 7 + number % 11 + 1) % size]
    leaves = target.zone is not Zone.EEA and source.zone is Zone.EEA
    status = ("adequate" if target.zone is Zone.ADEQUATE else "uncovered") if leaves else "inside"
    transfer = (
        f"T{1 + sorted({item.operator for item in components}).index(target.operator)}" if leaves else ""
    )
    return flow(number, source.id, target.id, status, transfer=transfer, crosses=leaves)


def _transfers(
    flows: tuple[FlowView, ...], components: tuple[ComponentView, ...]
) -> tuple[TransferView, ...]:
    where = {item.id: item for item in components}
    found = []
    for id in sorted({item.transfer for item in flows if item.transfer}, key=lambda text: int(text[1:])):
        mine = [item for item in flows if item.transfer == id]
        targets = sorted({item.target for item in mine})
        covered = all(item.status == "adequate" for item in mine)
        found.append(
            replace(
                TRANSFERS[1 if covered else 0],
                id=id,
                importer=where[targets[0]].operator,
                importer_name=where[targets[0]].operator_name,
                components=tuple(targets),
                countries=tuple(sorted({where[name].countries[0] for name in targets})),
                flows=tuple(item.id for item in mine),
            )
        )
    return tuple(found)


def _operators(components: tuple[ComponentView, ...]) -> tuple[PartyView, ...]:
    names = sorted({(item.operator, item.operator_name) for item in components if item.operator != "self"})
    return tuple(
        party(
            id,
            name,
            f"{name} Ltd",
            "IE",
            "",
            "",
            Standing.ABSENT,
            "Not on record",
            components=tuple(item.id for item in components if item.operator == id),
        )
        for id, name in names
    )


def _finding(number: int, components: tuple[ComponentView, ...]) -> Finding:
    model = (BLOCKERS + OTHERS[:4])[number % 6]
    chain = tuple(components[(number + step * 5) % len(components)] for step in range(4))
    return replace(
        model,
        subject=(chain[-1].id,),
        components=(chain[-1].id,),
        title=f"{model.title} ({chain[-1].label})",
        path=tuple(
            Hop("receives support tickets", component=item.id, location=at("helpdesk:")) for item in chain
        ),
        blocking=model.blocking and number % 4 == 0,
        severity=model.severity if number % 4 == 0 else min(model.severity, Severity.MEDIUM),
        fingerprint=f"{number:016x}",
        flows=(),
    )


MARKUP = "<script>alert(1)</script></title>\"'&]]>{{ 7*7 }}"


def hostile_review() -> Review:
    """Markup, quotes and template syntax in whatever a manifest may name."""
    base = blocked_review()
    components = tuple(
        replace(item, label=MARKUP, operator_name=MARKUP, place=MARKUP) for item in base.components
    )
    findings = tuple(
        replace(item, title=MARKUP, message=MARKUP, remedies=(MARKUP,)) for item in base.findings
    )
    return replace(
        base,
        components=components,
        findings=findings,
        architecture=replace(
            base.architecture,
            system=arch.System(MARKUP, MARKUP, MARKUP),
            controller=arch.Organisation(MARKUP, "FR"),
        ),
        snippets=dict.fromkeys(base.snippets, MARKUP),
        parties=tuple(replace(item, name=MARKUP) for item in PARTIES),
    )


def sparse_review() -> Review:
    """Nothing but ids: whatever may be empty is empty."""
    base = blocked_review()
    unsaid = {
        "label": "",
        "operator_name": "",
        "place": "",
        "countries": (),
        "control": (),
        "zone": Zone.UNKNOWN,
    }
    nobody = {"entity": "", "country": "", "role": "", "contract_text": "", "countries": (), "control": ()}
    bare = {
        "basis": (),
        "path": (),
        "remedies": (),
        "silenced_by": (),
        "location": None,
        "why": "",
        "message": "",
    }
    return replace(
        base,
        components=tuple(replace(item, **unsaid) for item in base.components),
        parties=tuple(replace(item, **nobody) for item in base.parties),
        flows=tuple(item._replace(carries=(), file="", line=0) for item in base.flows),
        transfers=tuple(replace(item, steps=(), tool="", data=(), flows=()) for item in base.transfers),
        findings=tuple(replace(item, **bare) for item in base.findings),
        questions=(Question("", "Where is it?", ""),),
        purposes=(PurposeView("answer", "", "", NOTHING),),
        data=(DatumView("tickets", "", True, (), (), NOTHING, ()),),
        criteria=tuple(replace(item, fact="") for item in base.criteria),
        accepted=(AcceptedRisk(arch.Acceptance("ACC-01"), "unmatched"),),
        provider_facts=(Ground("A fact", Origin.CATALOG),),
        catalog_digest="",
        catalog_reviewed="",
        country_names={},
        country_zones={},
        snippets={},
        inputs=(),
    )


SAMPLES = {
    "blocked": blocked_review,
    "questioned": questioned_review,
    "empty": empty_review,
    "big": big_review,
    "hostile": hostile_review,
    "sparse": sparse_review,
}
