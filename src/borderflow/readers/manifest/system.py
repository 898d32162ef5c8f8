"""The system with its papers, its data and their purposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from borderflow.model.architecture import Assessed, Datum, Pseudonymisation, Purpose, System
from borderflow.model.records import Path, Record, Standing
from borderflow.readers.manifest.records import answer_of, answers_of, record_of

if TYPE_CHECKING:
    from borderflow.shapes.manifest.data import DatumShape, PseudonymisationShape, PurposeShape
    from borderflow.shapes.manifest.system import SealShape, SystemShape


_SYSTEM_RECORDS = (
    "decision_safeguards dpia consultation national_list record record_exempt notice changed "
    "access_procedure travel_policy"
).split()


def system_of(shape: SystemShape) -> System:
    at = ("system",)
    records: dict[str, Any] = {name: record_of(getattr(shape, name), (*at, name)) for name in _SYSTEM_RECORDS}
    return System(
        name=shape.name,
        version=shape.version,
        purpose=shape.purpose,
        role=shape.role,
        use_case=shape.use_case,
        criteria=shape.criteria,
        decides=answer_of(shape.decides),
        human_role=shape.human_role,
        decision_ground=shape.decision_ground,
        dpia_content=answers_of(shape.dpia_content),
        record_content=answers_of(shape.record_content),
        notice_content=answers_of(shape.notice_content),
        residual_risk=shape.residual_risk,
        large_scale=answer_of(shape.large_scale),
        seal=tuple(_assessed(id_, one, (*at, "seal", id_)) for id_, one in sorted(shape.seal.items())),
        path=at,
        **records,
    )


def _assessed(objective: str, shape: SealShape, at: Path) -> Assessed:
    record = Record(
        Standing.RECORDED, on=shape.on, expires=shape.expires, evidence=shape.evidence, by=shape.by, path=at
    )
    return Assessed(objective, shape.level, record)


def datum_of(id_: str, shape: DatumShape) -> Datum:
    at = ("data", id_)
    return Datum(
        id=id_,
        label=shape.label or id_,
        personal=shape.personal,
        categories=shape.categories,
        subjects=shape.subjects,
        retention=record_of(shape.retention, (*at, "retention")),
        large_scale=answer_of(shape.large_scale),
        free_text=answer_of(shape.free_text),
        screening=record_of(shape.screening, (*at, "screening")),
        condition=record_of(shape.condition, (*at, "condition")),
        pseudonymised=pseudonymisation_of(shape.pseudonymised, (*at, "pseudonymised")),
        anonymised=record_of(shape.anonymised, (*at, "anonymised")),
        collected_for=shape.collected_for,
        path=at,
    )


def pseudonymisation_of(shape: PseudonymisationShape | None, at: Path) -> Pseudonymisation | None:
    if shape is None:
        return None
    return Pseudonymisation(shape.key, shape.country, record_of(shape.analysis, (*at, "analysis")))


def purpose_of(id_: str, shape: PurposeShape) -> Purpose:
    at = ("purposes", id_)
    return Purpose(
        id=id_,
        label=shape.label or id_,
        basis=shape.basis,
        record=record_of(shape.record, (*at, "record")),
        assessment=record_of(shape.assessment, (*at, "assessment")),
        condition=record_of(shape.condition, (*at, "condition")),
        notice=record_of(shape.notice, (*at, "notice")),
        compatibility=record_of(shape.compatibility, (*at, "compatibility")),
        path=at,
    )
