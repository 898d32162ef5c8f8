"""The system under review, and its papers: impact assessment, record of processing, notice."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from borderflow.shapes.words import AnswerShape, Numbered, RecordShape, Words
from borderflow.shapes.written import Written


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
