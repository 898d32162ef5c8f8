"""Sovereignty by named frameworks: what they measure with, and what a review found. Never a GDPR finding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from borderflow.model.findings import Finding, Question, Severity, Status
from borderflow.model.knowledge import Ground

FULL = 4
"""The highest SEAL level."""


class Objective(Struct, frozen=True):
    """A sovereignty objective of the EU Cloud Sovereignty Framework."""

    id: str
    name: str
    weight: int


class Criterion(Struct, frozen=True):
    """A criterion whose answer caps the level of its objective."""

    id: str
    objective: str
    name: str
    caps: Mapping[str, int]
    ground: Ground


class Scheme(Struct, frozen=True):
    """A certificate or attestation, and which versions no longer count."""

    id: str
    name: str
    current: str
    asks_version: bool
    """A certificate whose version nobody states is a question."""
    superseded: Mapping[str, date]
    """Version to the day from which it no longer counts."""
    ground: Ground


class Framework(Struct, frozen=True):
    """Everything that a sovereignty profile measures with, as the catalogue knows it."""

    name: str
    version: str
    levels: tuple[str, ...]
    """Names of the SEAL levels, from 0."""
    objectives: tuple[Objective, ...]
    criteria: Mapping[str, Criterion]
    caveats: tuple[str, ...]
    ground: Ground
    schemes: Mapping[str, Scheme]
    single_share: float
    """Ceiling in per cent for one holder outside the EU (SecNumCloud 19.6 b)."""
    joint_share: float
    shares: Ground
    impossible: Mapping[str, Ground]
    """Claims that nobody can make truthfully today, with why."""
    union: frozenset[str]
    """Today's Member States of the EU."""


class Estimate(Struct, frozen=True):
    """How far one objective can reach, and what is shown of it."""

    objective: Objective
    at_most: int
    """Upper bound of its SEAL level."""
    on_record: int | None
    """The level that an assessor stated with evidence, as far as nothing contradicts it; None for none."""
    limits: tuple[Ground, ...] = ()
    """What caps it, the lowest cap first."""
    open: tuple[str, ...] = ()
    """What nobody stated."""

    @property
    def points(self) -> float:
        """The weighted share that is on record. What is not shown counts as nothing."""
        return self.objective.weight * (self.on_record or 0) / FULL

    @property
    def ceiling(self) -> float:
        return self.objective.weight * self.at_most / FULL


class ProfileNote(Struct, frozen=True):
    """A sovereignty profile that was asked for."""

    id: str
    name: str
    why: str
    target: int = 0
    """The SEAL level that is asked for; 0 for none."""


class Sovereignty(Struct, frozen=True):
    """What the sovereignty profiles found, apart from the findings of the law on data protection."""

    profiles: tuple[ProfileNote, ...]
    framework: str
    estimates: tuple[Estimate, ...] = ()
    """By objective; empty when no profile measures by the EU framework."""
    levels: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    ground: Ground | None = None
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule id to `violated`, `satisfied`, `undetermined` or `not_applicable`."""

    @property
    def at_most(self) -> int:
        """The weakest link: no whole is stronger than its weakest objective."""
        return min((one.at_most for one in self.estimates), default=0)

    @property
    def on_record(self) -> int | None:
        """The level that is shown for every objective; None as long as one is not."""
        shown = [one.on_record for one in self.estimates]
        known = [level for level in shown if level is not None]
        return min(known) if known and len(known) == len(shown) else None

    @property
    def score(self) -> tuple[float, float]:
        """Sovereignty score in per cent: what is on record, and what it can be at most."""
        whole = sum(one.objective.weight for one in self.estimates) or 1
        points = sum(one.points for one in self.estimates)
        ceiling = sum(one.ceiling for one in self.estimates)
        return round(100 * points / whole, 1), round(100 * ceiling / whole, 1)

    @property
    def weakest(self) -> tuple[Estimate, ...]:
        return tuple(one for one in self.estimates if one.at_most == self.at_most)

    @property
    def blockers(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.blocking)

    def reaches(self, severity: Severity) -> bool:
        """Whether an open finding is at least so severe."""
        return any(self.fails(finding, severity) for finding in self.findings)

    def fails(self, finding: Finding, severity: Severity) -> bool:
        """Whether a finding is open, no question, and at least so severe."""
        is_open = finding.status is Status.OPEN and finding.outcome.value != "unknown"
        return is_open and finding.heaviest >= severity
