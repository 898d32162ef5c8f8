"""What is on record with a company: contract, transfer tool, Data Privacy Framework."""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from borderflow.shapes.words import AnswerShape, Numbered, RecordShape
from borderflow.shapes.written import Short, Written


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


def _contracts(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


ContractList = Short[list[ContractShape], _contracts, ContractShape | list[ContractShape]]
