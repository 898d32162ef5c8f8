"""A sign-off held against the review of today: does it still say something about this system?

Whatever the signer could not know makes it stale. A finding that is gone does not: what was decided on a
worse state holds for a better one, unless the files changed, and then somebody has to look again anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from msgspec.structs import replace

from borderflow.model.architecture import Input
from borderflow.model.findings import Finding, Outcome, Status
from borderflow.model.knowledge import Origin
from borderflow.model.report import PartyView, Review
from borderflow.model.signoff import (
    Reason,
    Reviewed,
    SignedFact,
    SignedFinding,
    SignedRecipient,
    SignedTransfer,
    SignOff,
    SignOffStanding,
    Staleness,
)


def held_against(review: Review, signoffs: Sequence[SignOff]) -> Review:
    """The review with the standing of the sign-off of its system: the one of that name, else the first."""
    if not signoffs:
        return review
    name = review.architecture.system.name
    fitting = [one for one in signoffs if one.reviewed.system == name] or [signoffs[0]]
    return replace(review, signoff=standing_of(max(fitting, key=lambda one: one.on), reviewed(review)))


def standing_of(signoff: SignOff, now: Reviewed) -> SignOffStanding:
    """Everything that is not as it was signed; nothing else is looked at when it is about another system."""
    signed = signoff.reviewed
    if signed.system != now.system:
        reason = Reason(Staleness.OTHER_SYSTEM, before=signed.system, after=now.system)
        return SignOffStanding(signoff, (reason,))
    reasons = (
        *_expired(signoff, now),
        *(Reason(Staleness.SUPPOSED, after=label) for label in now.assumptions),
        *_inputs(signed.inputs, now.inputs),
        *_rules(signed, now),
        *_findings(signed.findings, now.findings),
        *_data(signed, now),
        *_recipients(signed.recipients, now.recipients),
        *_transfers(signed.transfers, now.transfers),
    )
    return SignOffStanding(signoff, reasons, signed.catalog != now.catalog)


def reviewed(review: Review) -> Reviewed:
    """A review as it is signed. It equals what is read from its own `result.json`."""
    system, tally = review.architecture.system, review.rules
    return Reviewed(
        system=system.name,
        version=system.version,
        tool=review.tool_version,
        as_of=review.as_of.isoformat(),
        profile=review.profile,
        catalog=review.catalog_digest,
        inputs=review.inputs,
        rules=frozenset((*tally.violated, *tally.satisfied, *tally.undetermined, *tally.not_applicable)),
        findings=tuple(map(_signed, review.findings)),
        recipients=tuple(map(_recipient, review.parties)),
        transfers=tuple(
            SignedTransfer(one.exporter_id, one.importer, one.importer_name, one.status)
            for one in review.transfers
        ),
        categories={one.id: one.categories for one in review.data if one.personal},
        assumptions=tuple(one.label for one in review.assumptions),
    )


def _signed(finding: Finding) -> SignedFinding:
    catalog = (one for one in finding.facts if one.origin in (Origin.CATALOG, Origin.PRESUMED))
    return SignedFinding(
        finding.fingerprint,
        finding.rule,
        finding.title,
        finding.outcome,
        finding.heaviest,
        finding.status is Status.ACCEPTED,
        frozenset(finding.data),
        frozenset(
            SignedFact(one.text, one.source or (str(one.location) if one.location else ""), one.as_of)
            for one in catalog
        ),
    )


def _recipient(party: PartyView) -> SignedRecipient:
    owner = party.parent_country if party.parent else ""
    return SignedRecipient(party.id, party.name, party.country, party.parent, owner)


def _expired(signoff: SignOff, now: Reviewed) -> Iterator[Reason]:
    if signoff.until and signoff.until.isoformat() < now.as_of:
        yield Reason(Staleness.EXPIRED, before=signoff.until.isoformat(), after=now.as_of)


def _inputs(signed: Sequence[Input], now: Sequence[Input]) -> Iterator[Reason]:
    """Files by their contents. One of other contents is the changed one when path or name is the same."""
    known = {one.sha256 for one in signed}
    left = [one for one in signed if one.sha256 not in {other.sha256 for other in now}]
    for one in now:
        if one.sha256 in known:
            continue
        if old := _same_file(one, left):
            left.remove(old)
            yield Reason(Staleness.INPUT_CHANGED, one.path, old.sha256, one.sha256)
        else:
            yield Reason(Staleness.INPUT_NEW, one.path, after=one.sha256)
    for one in left:
        yield Reason(Staleness.INPUT_GONE, one.path, one.sha256)


def _same_file(one: Input, among: Sequence[Input]) -> Input | None:
    same_path = (other for other in among if other.path == one.path)
    same_name = (other for other in among if PurePath(other.path).name == PurePath(one.path).name)
    return next(same_path, None) or next(same_name, None)


def _rules(signed: Reviewed, now: Reviewed) -> Iterator[Reason]:
    if signed.profile != now.profile:
        yield Reason(Staleness.PROFILE, before=signed.profile, after=now.profile)
    if missing := sorted(signed.rules - now.rules):
        yield Reason(Staleness.RULES_LEFT_OUT, ", ".join(missing))


def _findings(signed: Sequence[SignedFinding], now: Sequence[SignedFinding]) -> Iterator[Reason]:
    known = {one.fingerprint: one for one in signed}
    for one in now:
        old = known.get(one.fingerprint)
        if old is None:
            yield Reason(Staleness.NEW_FINDING, _named(one), after=str(one.severity))
        else:
            yield from _worse(old, one)


def _worse(old: SignedFinding, one: SignedFinding) -> Iterator[Reason]:
    name = _named(one)
    answered = old.outcome is Outcome.UNKNOWN and one.outcome is not Outcome.UNKNOWN
    if answered:
        yield Reason(Staleness.GRAVER, name, old.outcome.value, one.outcome.value)
    elif one.severity > old.severity:
        yield Reason(Staleness.GRAVER, name, str(old.severity), str(one.severity))
    if old.accepted and not one.accepted:
        yield Reason(Staleness.REOPENED, name)
    if further := sorted(one.data - old.data):
        yield Reason(Staleness.WIDER, name, after=", ".join(further))
    yield from _facts(name, old.facts, one.facts)


def _facts(name: str, old: Iterable[SignedFact], new: Iterable[SignedFact]) -> Iterator[Reason]:
    """What the facts say. The same words of a later day are a fact that was verified anew."""
    before, after = {one.text for one in old}, {one.text for one in new}
    if before != after:
        gone, come = (" ".join(sorted(texts)) for texts in (before - after, after - before))
        yield Reason(Staleness.FACT, name, gone, come)


def _named(one: SignedFinding) -> str:
    return f"{one.rule} {one.title}"


def _data(signed: Reviewed, now: Reviewed) -> Iterator[Reason]:
    for id_, categories in now.categories.items():
        if id_ not in signed.categories:
            yield Reason(Staleness.NEW_DATA, id_, after=", ".join(categories))
        elif further := sorted(set(categories) - set(signed.categories[id_])):
            yield Reason(Staleness.NEW_CATEGORY, id_, after=", ".join(further))


def _recipients(signed: Iterable[SignedRecipient], now: Iterable[SignedRecipient]) -> Iterator[Reason]:
    known = {one.id: one for one in signed}
    for one in now:
        old = known.get(one.id)
        if old is None:
            yield Reason(Staleness.NEW_RECIPIENT, one.name, after=one.country)
        elif _seat(old) != _seat(one):
            yield Reason(Staleness.OTHER_OWNER, one.name, _seat(old), _seat(one))


def _seat(one: SignedRecipient) -> str:
    """Country, then the owner: `IE, OpenAI OpCo (US)`."""
    owner = f"{one.parent} ({one.parent_country})" if one.parent_country else one.parent
    return ", ".join(filter(None, (one.country, owner)))


def _transfers(signed: Iterable[SignedTransfer], now: Iterable[SignedTransfer]) -> Iterator[Reason]:
    known = {(one.exporter, one.importer): one.status for one in signed}
    for one in now:
        status = known.get((one.exporter, one.importer))
        if status is None:
            yield Reason(Staleness.NEW_TRANSFER, one.importer_name, after=one.status)
        elif one.status not in {status, "covered"}:
            yield Reason(Staleness.TRANSFER_STATUS, one.importer_name, status, one.status)
