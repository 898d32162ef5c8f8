"""The manifest, version 1 (docs/manifest.md), as it comes from outside.

Twelve lines are enough for a first answer; everything else is asked for when it matters. A field that is
left out says that nothing is on record; `none` or `false` says that there is none.
"""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from borderflow.shapes.manifest.components import ComponentShape
from borderflow.shapes.manifest.contracts import ContractList
from borderflow.shapes.manifest.data import DatumShape, PurposeShape
from borderflow.shapes.manifest.flows import FlowField
from borderflow.shapes.manifest.parties import OrganisationShape, PartyShape
from borderflow.shapes.manifest.system import SystemShape
from borderflow.shapes.words import Words
from borderflow.shapes.written import Written


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
