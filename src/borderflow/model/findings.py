"""What a rule concludes: outcome, severity, the witness path, and what would change it."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from msgspec import Struct

from borderflow.model.knowledge import Ground
from borderflow.model.location import Location


class Outcome(StrEnum):
    """The five things a rule can say (facts/rules.md 0). Silence is the sixth."""

    VIOLATION = "violation"
    """Facts in the manifest show a breach."""
    RISK = "risk"
    """Lawful only if an assessment supports it."""
    GAP = "gap"
    """A duty exists and evidence is missing."""
    UNKNOWN = "unknown"
    """A needed fact is missing: a question, which never blocks."""
    INFO = "info"


class Severity(IntEnum):
    """How much a finding weighs. Compared with `--fail-on`."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Severity:
        return cls[text.upper()]


class Status(StrEnum):
    """Whether a finding counts today."""

    OPEN = "open"
    ACCEPTED = "accepted"
    BASELINE = "baseline"


class Verdict(StrEnum):
    """The answer for the whole system, on the declared facts."""

    BLOCKED = "blocked"
    CONDITIONS = "conditions"
    NOTHING_BLOCKING = "nothing_blocking"


class Hop(Struct, frozen=True):
    """One step of a witness path: a component or a party, why it is there, and where that is stated."""

    caption: str
    component: str = ""
    party: str = ""
    location: Location | None = None


class Also(Struct, frozen=True):
    """A further rule that the head of a finding explains better."""

    rule: str
    name: str
    outcome: Outcome
    severity: Severity
    message: str


class Finding(Struct, frozen=True):
    """One exposure: a rule that speaks about one subject, with everything that proves it."""

    rule: str
    name: str
    outcome: Outcome
    severity: Severity
    title: str
    message: str
    basis: tuple[str, ...]
    why: str
    subject: tuple[str, ...]
    """Ids that make the fingerprint; never a line number."""
    components: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    location: Location | None = None
    path: tuple[Hop, ...] = ()
    facts: tuple[Ground, ...] = ()
    also: tuple[Also, ...] = ()
    silenced_by: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    owner: str | None = None
    fingerprint: str = ""
    status: Status = Status.OPEN
    blocking: bool = False
    group: str = ""
    """Key under which triage lets one finding head the others (importer, parent, recipient)."""
    capped_by: str = ""
    """The unverified catalogue fact that keeps the severity at medium."""
    aged: str = ""
    """Which catalogue facts it rests on that are older than their limit on the day of the check (MAN-05)."""
    accepted_because: str = ""
    to_file: str = ""
    """A paper to file: triage lists these in one low finding a recipient (facts/rules.md 12.6)."""
    yields_to: tuple[str, ...] = ()
    """Rules, or groups of rules, whose finding on the same recipient explains this one better."""
    step: str = ""
    """The name of what the rule said, when a profile tells it apart from its other outcomes."""
    unverified: str = ""
    """A catalogue fact that decides it and that nobody verified: it caps the severity at medium."""

    @property
    def rank(self) -> tuple[int, str, tuple[str, ...]]:
        """Sort key: the gravest first, then rule and subject."""
        return (-int(self.severity), self.rule, self.subject)

    @property
    def heaviest(self) -> Severity:
        """The highest severity in it: a finding ranks by that, so that `also` hides nothing."""
        return max((self.severity, *(other.severity for other in self.also)))


class Question(Struct, frozen=True):
    """A fact that nobody stated, why it matters, and where the answer goes."""

    subject: str
    asks: str
    why: str
    rule: str = ""
    severity: Severity = Severity.LOW
    """Ranks the questions; a question never blocks."""
    worst: Severity = Severity.LOW
    """The severity that the worst answer would have (`--strict`)."""
    location: Location | None = None
    answer: str = ""
    """The line to write."""
