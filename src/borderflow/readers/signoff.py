"""The file of a sign-off: read, and its signature held against what it signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from borderflow.documents import Document, load
from borderflow.errors import Fault, InputError
from borderflow.model.architecture import Input
from borderflow.model.findings import Severity
from borderflow.model.run import run_id
from borderflow.model.signoff import (
    Reviewed,
    Signature,
    SignedFact,
    SignedFinding,
    SignedRecipient,
    SignedTransfer,
    SignOff,
)
from borderflow.readers.faults import describe

if TYPE_CHECKING:
    from borderflow.shapes.signoff import SignedFindingShape, SignOffShape


def read_signoff(path: Path, key: str | None = None) -> SignOff:
    """Read a sign-off. A signature must fit; with a key (base64) there must be one, and by that key.

    Raises:
        InputError: with every fault of the file, or when it is not what was signed.
    """
    from pydantic import ValidationError

    from borderflow.shapes.signoff import SignOffShape

    document = load(path)
    if not isinstance(document.value, dict) or "signoff" not in document.value:
        message = f"`{document.name}` is no sign-off of Borderflow."
        raise InputError(Fault(message, hint="write one with `borderflow sign`"))
    try:
        shape = SignOffShape.model_validate(document.value)
    except ValidationError as error:
        raise InputError(*describe(error, document, SignOffShape)) from error
    given = shape.signature
    signature = Signature(given.public_key, given.value) if given else None
    _refuse_forged(signature, key, document)
    found = _signoff(shape, signature, verified=key is not None)
    _refuse_altered(found, document)
    return found


def _refuse_forged(signature: Signature | None, key: str | None, document: Document) -> None:
    from borderflow.signature import canonical, fits

    if signature is None:
        if key is not None:
            raise InputError(
                Fault(f"`{document.name}` bears no signature.", None, "ask for one that is signed by the key")
            )
        return
    place = document.locate(("signature",), key=True)
    if key is not None and signature.public_key != key:
        message = f"`{document.name}` is signed by another key than the one that was named."
        raise InputError(
            Fault(message, place, "ask whose key it is, and name that one if it is to be trusted")
        )
    signed = {name: value for name, value in document.value.items() if name != "signature"}
    if not fits(signature, canonical(signed)):
        message = f"The signature of `{document.name}` does not fit what stands there."
        raise InputError(Fault(message, place, "the file was changed after it was signed: ask for it anew"))


def _refuse_altered(found: SignOff, document: Document) -> None:
    """Nothing but a slip of the pen is found by this; a signature finds intent."""
    one = found.reviewed
    if found.run != run_id(one.tool, one.as_of, one.profile, one.catalog, (), one.inputs):
        message = f"`{document.name}` names a run that is not the one of its inputs, facts and day."
        hint = "the file was changed by hand: ask for it anew"
        raise InputError(Fault(message, document.locate(("run",)), hint))


def _signoff(shape: SignOffShape, signature: Signature | None, *, verified: bool) -> SignOff:
    return SignOff(
        reviewed=_reviewed(shape),
        run=shape.run,
        decision=shape.decision,
        by=shape.by,
        on=shape.on,
        until=shape.until,
        reason=shape.reason,
        conditions=shape.conditions,
        signature=signature,
        verified=verified,
    )


def _reviewed(shape: SignOffShape) -> Reviewed:
    return Reviewed(
        system=shape.system.name,
        version=shape.system.version,
        tool=shape.result.tool,
        as_of=shape.result.as_of.isoformat(),
        profile=shape.result.profile,
        catalog=shape.result.catalog,
        inputs=tuple(Input(one.path, one.format, one.sha256) for one in shape.inputs),
        rules=frozenset(shape.rules),
        findings=tuple(map(_finding, shape.findings)),
        recipients=tuple(
            SignedRecipient(one.id, one.name, one.country, one.parent, one.parent_country)
            for one in shape.recipients
        ),
        transfers=tuple(
            SignedTransfer(one.exporter, one.importer, one.importer_name, one.status)
            for one in shape.transfers
        ),
        categories=shape.categories,
    )


def _finding(one: SignedFindingShape) -> SignedFinding:
    return SignedFinding(
        one.fingerprint,
        one.rule,
        one.title,
        one.outcome,
        Severity.parse(one.severity),
        one.accepted,
        frozenset(one.data),
        frozenset(SignedFact(fact.text, fact.source, fact.as_of) for fact in one.facts),
    )
