"""Accepted risks: who accepts what until when, and whether that holds today.

The controller accepts risks, the data protection officer advises. A violation cannot be accepted, only
acknowledged with a day by which it is cured; it stays open. More data or more severity reopens a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from borderflow.model.architecture import Acceptance
from borderflow.model.findings import Finding, Outcome, Severity
from borderflow.model.report import AcceptedRisk
from borderflow.work.bundling import Bundle

VALID = "valid"
_WORST_FIRST = ("refused", "reopened", "acknowledged", VALID)


def state_of(acceptance: Acceptance, finding: Finding, day: date) -> str:
    """Whether an acceptance holds for a finding that it names."""
    last = acceptance.until or acceptance.cure
    if last is not None and last < day:
        return "expired"
    if finding.outcome is Outcome.VIOLATION:
        return "acknowledged" if acceptance.cure else "refused"
    if acceptance.severity and finding.severity > Severity.parse(acceptance.severity):
        return "reopened"
    if acceptance.data is not None and not set(finding.data) <= set(acceptance.data):
        return "reopened"
    return VALID


def is_about(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether an acceptance names a finding."""
    return (
        acceptance.rule in (finding.rule, finding.name)
        and (not acceptance.party or acceptance.party in finding.parties)
        and (not acceptance.component or acceptance.component in finding.components)
        and (not acceptance.flow or acceptance.flow in finding.flows)
    )


def acceptances_of(
    bundle: Bundle, acceptances: Sequence[Acceptance], day: date
) -> tuple[Acceptance, ...] | None:
    """What accepts a bundle; None when something in it stays open.

    The head must be accepted, and beside it every violation and whatever weighs more than the head.
    """
    found: dict[Acceptance, None] = {}
    for member in _needing(bundle):
        holding = [
            one for one in acceptances if is_about(one, member) and state_of(one, member, day) == VALID
        ]
        if not _is_covered(member, holding):
            return None
        found.update(dict.fromkeys(holding))
    return tuple(found)


def _needing(bundle: Bundle) -> Iterable[Finding]:
    head = bundle.head
    for one in bundle.members:
        counts = one.outcome is not Outcome.UNKNOWN
        heavier = counts and (one.severity > head.severity or one.outcome is Outcome.VIOLATION)
        if one.rule == head.rule or heavier:
            yield one


def _is_covered(finding: Finding, acceptances: Sequence[Acceptance]) -> bool:
    """A finding that gathers several components is accepted when each of them is."""
    if any(not one.component for one in acceptances):
        return True
    return bool(acceptances) and set(finding.components) <= {one.component for one in acceptances}


def ledger(
    bundles: Sequence[Bundle], acceptances: Iterable[Acceptance], day: date
) -> tuple[AcceptedRisk, ...]:
    """Every acceptance of the manifest with its state; one that matches nothing is told, too."""
    members = [member for bundle in bundles for member in bundle.members]
    return tuple(_entry(acceptance, members, day) for acceptance in acceptances)


def _entry(acceptance: Acceptance, members: Iterable[Finding], day: date) -> AcceptedRisk:
    matched = [one for one in members if is_about(acceptance, one)]
    if not matched:
        return AcceptedRisk(acceptance, "unmatched")
    states = {state_of(acceptance, one, day) for one in matched}
    state = "expired" if "expired" in states else next(word for word in _WORST_FIRST if word in states)
    return AcceptedRisk(acceptance, state, tuple(one.fingerprint for one in matched))


def in_words(acceptances: Iterable[Acceptance]) -> str:
    """Who accepted it, why and until when."""
    return "; ".join(
        f"{one.reason} (accepted by {one.by}{f' until {one.until.isoformat()}' if one.until else ''})"
        for one in acceptances
    )
