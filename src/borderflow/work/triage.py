"""From findings to what a reader acts on: weighed, gathered, accepted or open, ranked, and a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from borderflow.model.architecture import Architecture
from borderflow.model.findings import Also, Finding, Outcome, Severity, Status, Verdict
from borderflow.model.report import AcceptedRisk
from borderflow.work.acceptance import acceptances_of, in_words, ledger, why_open
from borderflow.work.aging import note_age
from borderflow.work.bundling import Bundle, bundle, strength
from borderflow.work.profiles import DEFAULT, Profile

__all__ = ["DEFAULT", "Profile", "Triaged", "conclude", "rank", "triage"]


T = TypeVar("T")


class Triaged(Struct, frozen=True):
    """The findings as they are reported, with the answer for the whole system."""

    findings: tuple[Finding, ...]
    verdict: Verdict
    accepted: tuple[AcceptedRisk, ...]


def triage(
    findings: Iterable[Finding],
    architecture: Architecture,
    profile: Profile,
    threshold: Severity,
    as_of: date,
) -> Triaged:
    """Weigh findings by a profile, let one head the others, apply acceptances, rank, and conclude."""
    bundles = bundle(profile.weigh(finding) for finding in findings)
    reported = (_report(one, architecture, threshold, as_of) for one in bundles)
    ranked = tuple(sorted(reported, key=rank))
    return Triaged(ranked, conclude(ranked), ledger(bundles, architecture.accepted, as_of))


def rank(finding: Finding) -> tuple[bool, bool, int, int, str, tuple[str, ...]]:
    """Blockers first, then what is open, by the heaviest thing in it; questions and notes after findings."""
    return (
        not finding.blocking,
        finding.status is not Status.OPEN,
        -finding.heaviest,
        strength(finding),
        finding.rule,
        finding.subject,
    )


def conclude(findings: Sequence[Finding]) -> Verdict:
    """The verdict: an open blocker blocks; anything else from low up, or a question, is a condition."""
    if any(finding.blocking for finding in findings):
        return Verdict.BLOCKED
    if any(finding.outcome is Outcome.UNKNOWN or finding.heaviest >= Severity.LOW for finding in findings):
        return Verdict.CONDITIONS
    return Verdict.NOTHING_BLOCKING


def _report(bundle_: Bundle, architecture: Architecture, threshold: Severity, as_of: date) -> Finding:
    accepting = acceptances_of(bundle_, architecture.accepted, as_of) if architecture.accepted else None
    blocks = any(one.outcome is not Outcome.UNKNOWN and one.severity >= threshold for one in bundle_.members)
    merged = _merge(bundle_)
    if architecture.accepted and accepting is None:
        message = f"{merged.message} {why_open(bundle_, architecture.accepted, as_of)}".strip()
        merged = replace(merged, message=message)
    return replace(
        merged,
        aged=note_age(merged.facts, as_of),
        owner=_owner(bundle_.head, architecture),
        status=Status.OPEN if accepting is None else Status.ACCEPTED,
        accepted_because=in_words(accepting or ()),
        blocking=blocks and accepting is None,
    )


def _merge(bundle_: Bundle) -> Finding:
    """The head with everything that the others say, and what they are about."""
    if not bundle_.others:
        return bundle_.head
    members = bundle_.members
    found = [one for one in members if strength(one) == strength(bundle_.head)]
    return replace(
        bundle_.head,
        also=tuple(map(_also, bundle_.others)),
        components=_union(one.components for one in members),
        parties=_union(one.parties for one in members),
        data=_union(one.data for one in members),
        flows=_union(one.flows for one in members),
        facts=_union(one.facts for one in members),
        remedies=_union(one.remedies for one in found),
        silenced_by=_union(one.silenced_by for one in found),
    )


def _also(finding: Finding) -> Also:
    return Also(finding.rule, finding.name, finding.outcome, finding.severity, finding.message)


def _union(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """Everything in any of them, each once. Findings on one recipient share its components and flows."""
    distinct = {id(part): part for part in parts}.values()
    return tuple(dict.fromkeys(chain.from_iterable(distinct)))


def _owner(finding: Finding, architecture: Architecture) -> str | None:
    """Who is responsible: for the rule, else for the first component that has an owner."""
    if finding.rule in architecture.owners:
        return architecture.owners[finding.rule]
    for id_ in finding.components:
        component = architecture.components.get(id_)
        if id_ in architecture.owners or (component and component.owner):
            return architecture.owners.get(id_) or (component.owner if component else None)
    return None
