"""An earlier `result.json`, to hold a later result against."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.documents import Document, load, loads
from borderflow.errors import Fault, InputError
from borderflow.model.architecture import SELF
from borderflow.model.difference import FindingNote, FlowNote, Reach, RecipientNote, Snapshot, Stay
from borderflow.model.findings import Severity
from borderflow.readers.faults import describe_briefly

if TYPE_CHECKING:
    from borderflow.shapes.result import DatumPart, FindingPart, HeadPart, PartyPart, ReviewPart

_AGAIN = "write it with `borderflow check PATH --format json --output result.json`"


def read_result(path: Path) -> tuple[Snapshot, ...]:
    """The systems of a result in JSON, version 1.

    Raises:
        InputError: with the faults of the file; also when it is no result of Borderflow.
    """
    return _read(load(path))


def read_result_text(data: bytes, name: str) -> tuple[Snapshot, ...]:
    """The same from a text that lies in no file of its own, such as one attached to a report.

    Raises:
        InputError: as above.
    """
    return _read(loads(data, name))


def _read(document: Document) -> tuple[Snapshot, ...]:
    from pydantic import ValidationError

    from borderflow.shapes.result import ManyPart, OnePart

    told = document.value
    if not isinstance(told, dict) or not {"findings", "reviews"} & told.keys():
        raise InputError(Fault(f"`{document.name}` is no result of Borderflow.", hint=_AGAIN))
    try:
        if "reviews" in told:
            many = ManyPart.model_validate(told)
            return tuple(_snapshot(many, one) for one in many.reviews)
        one = OnePart.model_validate(told)
        return (_snapshot(one, one),)
    except ValidationError as error:
        raise InputError(*describe_briefly(error, document, "a result of version 1", _AGAIN)) from error


def _snapshot(head: HeadPart, review: ReviewPart) -> Snapshot:
    personal = None if review.data is None else [one for one in review.data if one.personal]
    known = None if personal is None else {one.id for one in personal}
    stays = {
        Stay(form.id, code, _company(one.operator) or one.host)
        for one in review.components
        for form in one.data
        if known is None or form.id in known
        for code in one.countries
    }
    inside = {Reach(one.data, one.where) for one in stays}
    return Snapshot(
        system=review.system.name,
        version=review.system.version,
        as_of=head.as_of,
        profile=review.profile,
        catalog_digest=head.catalog.digest,
        verdict=review.summary.verdict,
        findings=tuple(map(_finding, review.findings)),
        flows=tuple(FlowNote(one.id, one.source, one.target, one.carries) for one in review.flows),
        recipients=tuple(
            RecipientNote(one.id, one.name or one.entity or one.id, one.country or "")
            for one in review.parties
            if one.data is None or one.data
        ),
        countries=tuple(sorted({where for _, where in inside})),
        in_countries=tuple(sorted(inside)),
        at_recipients=_at_recipients(review.parties),
        categories=None if personal is None else _categories(personal),
        labels={one.id: one.label for one in review.data or () if one.label},
        stays=tuple(sorted(stays)),
    )


def _company(operator: str) -> str:
    """The company of `company/product`; empty for oneself."""
    return "" if operator == SELF else operator.partition("/")[0]


def _categories(personal: Iterable[DatumPart]) -> tuple[str, ...]:
    return tuple(sorted({word for one in personal for word in one.categories}))


def _at_recipients(parties: Iterable[PartyPart]) -> tuple[Reach, ...] | None:
    """None when an earlier release wrote the result, which did not say who gets what."""
    if any(one.data is None for one in parties):
        return None
    return tuple(sorted({Reach(data, one.id) for one in parties for data in one.data or ()}))


def _finding(one: FindingPart) -> FindingNote:
    return FindingNote(
        one.fingerprint,
        one.rule,
        one.title,
        one.outcome,
        Severity.parse(one.severity),
        one.status,
        one.blocking,
        one.data,
        one.components,
        one.parties,
        f"{one.location.file}:{one.location.line}" if one.location else "",
    )
