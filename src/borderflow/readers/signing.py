"""A `result.json`, as it is signed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.documents import load
from borderflow.errors import Fault, InputError
from borderflow.model.architecture import Input
from borderflow.model.findings import Severity, Status
from borderflow.model.knowledge import Origin
from borderflow.model.signoff import Reviewed, SignedFact, SignedFinding, SignedRecipient, SignedTransfer
from borderflow.readers.faults import describe_briefly

if TYPE_CHECKING:
    from borderflow.shapes.signing import FactPart, GroundedPart, OwnedPart, SignedPart

_AGAIN = "write it with `borderflow check PATH --format json --output result.json`"
_FROM_CATALOG = (Origin.CATALOG.value, Origin.PRESUMED.value)


def read_to_sign(path: Path) -> Reviewed:
    """Read what is signed of the result of one system.

    Raises:
        InputError: with the faults of the file; also when it is of several systems, or supposes what is not.
    """
    from pydantic import ValidationError

    from borderflow.shapes.signing import SignedPart

    document = load(path)
    told = document.value
    if isinstance(told, dict) and "reviews" in told:
        message = f"`{document.name}` is about several systems, and a decision is about one."
        raise InputError(Fault(message, hint="write one result a system"))
    if not isinstance(told, dict) or "findings" not in told:
        raise InputError(Fault(f"`{document.name}` is no result of Borderflow.", hint=_AGAIN))
    try:
        result = SignedPart.model_validate(told)
    except ValidationError as error:
        raise InputError(*describe_briefly(error, document, "a result of version 1", _AGAIN)) from error
    if result.assumptions:
        message = f"`{document.name}` supposes `{result.assumptions[0].id}`, and is no review of what is."
        raise InputError(Fault(message, document.locate(("assumptions",)), "check without `--assume`"))
    return _reviewed(result)


def _reviewed(result: SignedPart) -> Reviewed:
    rules = result.rules
    return Reviewed(
        system=result.system.name,
        version=result.system.version,
        tool=result.tool.version,
        as_of=result.as_of.isoformat(),
        profile=result.profile,
        catalog=result.catalog.digest,
        inputs=tuple(Input(one.path, one.format, one.sha256) for one in result.inputs),
        rules=frozenset((*rules.violated, *rules.satisfied, *rules.undetermined, *rules.not_applicable)),
        findings=tuple(map(_finding, result.findings)),
        recipients=tuple(map(_recipient, result.parties)),
        transfers=tuple(
            SignedTransfer(one.exporter_id, one.importer, one.importer_name, one.status)
            for one in result.transfers
        ),
        categories={one.id: one.categories for one in result.data if one.personal},
    )


def _finding(one: GroundedPart) -> SignedFinding:
    severities = (one.severity, *(other.severity for other in one.also))
    return SignedFinding(
        one.fingerprint,
        one.rule,
        one.title,
        one.outcome,
        max(map(Severity.parse, severities)),
        one.status is Status.ACCEPTED,
        frozenset(one.data),
        frozenset(_facts(one.facts)),
    )


def _facts(facts: Iterable[FactPart]) -> Iterable[SignedFact]:
    """What the catalogue says; what the manifest declares is signed with the manifest."""
    return (
        SignedFact(one.text, one.source or "", one.as_of or "")
        for one in facts
        if one.origin in _FROM_CATALOG
    )


def _recipient(one: OwnedPart) -> SignedRecipient:
    parent = one.parent
    return SignedRecipient(
        one.id,
        one.name,
        one.country or "",
        parent.name if parent else "",
        (parent.country or "") if parent else "",
    )
