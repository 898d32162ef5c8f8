"""Classes of data, and the purposes that they serve."""

from typing import Annotated, Any, Literal

from msgspec import Meta

from borderflow.shapes.words import AnswerShape, RecordShape, Words
from borderflow.shapes.written import Short, Written


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
