"""Who takes part: the controller, and what is stated of the companies that serve it."""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from borderflow.shapes.words import AnswerShape, RecordShape, Words
from borderflow.shapes.written import Short, Written


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
