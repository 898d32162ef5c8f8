"""The groups in which every list of findings is told: blockers first, questions last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import assert_never

from borderflow.model.findings import Finding, Outcome, Severity, Status


class Rank(Enum):
    """Where a finding stands in a list, in reading order."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    NOTE = "note"
    ACCEPTED = "accepted"
    BASELINE = "in the baseline"
    QUESTION = "question"


def rank_of(finding: Finding) -> Rank:
    """The group of a finding. It ranks by the gravest thing in it, so that `also` hides nothing."""
    match finding.status:
        case Status.ACCEPTED:
            return Rank.ACCEPTED
        case Status.BASELINE:
            return Rank.BASELINE
        case Status.OPEN:
            return _open_rank(finding)
        case _:
            assert_never(finding.status)


def _open_rank(finding: Finding) -> Rank:
    if finding.outcome is Outcome.UNKNOWN:
        return Rank.QUESTION
    if finding.blocking:
        return Rank.BLOCKER
    if finding.heaviest >= Severity.MEDIUM:
        return Rank.MAJOR
    return Rank.MINOR if finding.heaviest is Severity.LOW else Rank.NOTE


def by_rank(findings: Iterable[Finding]) -> Mapping[Rank, tuple[Finding, ...]]:
    """Every group, the empty ones too, each in the order of the review."""
    groups: dict[Rank, list[Finding]] = {rank: [] for rank in Rank}
    for finding in findings:
        groups[rank_of(finding)].append(finding)
    return {rank: tuple(found) for rank, found in groups.items()}


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 blocker`, `2 blockers`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
