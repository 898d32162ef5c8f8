"""What somebody signed, and whether it still holds for what was checked today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from borderflow.model.architecture import Input
from borderflow.model.findings import Outcome, Severity


class Decision(StrEnum):
    """The words of the EDPB's template for impact assessments, as far as one can sign for them."""

    APPROVE = "approve"
    CONDITIONS = "conditions"
    REJECT = "reject"


class SignedFact(Struct, frozen=True):
    """A fact of the catalogue that a finding rests on."""

    text: str
    source: str = ""
    as_of: str = ""


class SignedFinding(Struct, frozen=True):
    """A finding or an open question, as far as a later one is compared with it."""

    fingerprint: str
    rule: str
    title: str
    outcome: Outcome
    severity: Severity
    """The heaviest in it."""
    accepted: bool
    """By the manifest, on the day that was signed."""
    data: frozenset[str] = frozenset()
    facts: frozenset[SignedFact] = frozenset()


class SignedRecipient(Struct, frozen=True):
    """Where a recipient is established, and in whose hands it is; empty where nobody knows."""

    id: str
    name: str
    country: str = ""
    parent: str = ""
    parent_country: str = ""


class SignedTransfer(Struct, frozen=True):
    """A transfer and how it stood."""

    exporter: str
    importer: str
    importer_name: str
    status: str
    """`covered`, `uncovered` or `unknown`."""


class Reviewed(Struct, frozen=True):
    """A review, reduced to what a signature is about. It comes from a review or from a `result.json`."""

    system: str
    version: str
    tool: str
    as_of: str
    """ISO date."""
    profile: str
    catalog: str
    """Digest of the catalogue."""
    inputs: tuple[Input, ...] = ()
    rules: frozenset[str] = frozenset()
    """Ids of all rules that were asked."""
    findings: tuple[SignedFinding, ...] = ()
    recipients: tuple[SignedRecipient, ...] = ()
    transfers: tuple[SignedTransfer, ...] = ()
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Personal data by their ids, with their categories."""
    assumptions: tuple[str, ...] = ()
    """What was supposed, as it is written on the command line."""


class Signature(Struct, frozen=True):
    """An Ed25519 signature, both parts in base64."""

    public_key: str
    value: str


class SignOff(Struct, frozen=True):
    """A decision about one review, by somebody, on a day."""

    reviewed: Reviewed
    run: str
    decision: Decision
    by: str
    on: date
    until: date | None = None
    """Last day on which it holds; None when no end was set."""
    reason: str = ""
    conditions: tuple[str, ...] = ()
    signature: Signature | None = None
    verified: bool = False
    """Signed by a key that the reader of the file named; else nobody has said whose key it is."""


class Staleness(StrEnum):
    """Why a sign-off does not hold for what was checked."""

    OTHER_SYSTEM = "other-system"
    EXPIRED = "expired"
    SUPPOSED = "supposed"
    """The check supposes what is not the case."""
    INPUT_CHANGED = "input-changed"
    INPUT_NEW = "input-new"
    INPUT_GONE = "input-gone"
    PROFILE = "profile"
    RULES_LEFT_OUT = "rules-left-out"
    NEW_FINDING = "new-finding"
    GRAVER = "graver"
    """A higher severity, or an open question that was answered for the worse."""
    REOPENED = "reopened"
    """Accepted by the manifest when it was signed, and no longer."""
    WIDER = "wider"
    """A finding is about further data."""
    NEW_DATA = "new-data"
    NEW_CATEGORY = "new-category"
    NEW_RECIPIENT = "new-recipient"
    OTHER_OWNER = "other-owner"
    """A recipient is established, or owned, elsewhere."""
    NEW_TRANSFER = "new-transfer"
    TRANSFER_STATUS = "transfer-status"
    FACT = "fact"
    """The catalogue says something else now about what a finding rests on."""


class Reason(Struct, frozen=True):
    """One thing that is not as it was signed. Words are the renderers' business."""

    kind: Staleness
    of: str = ""
    """What it is about: a path, a finding, a recipient, a class of data."""
    before: str = ""
    after: str = ""


class SignOffStanding(Struct, frozen=True):
    """A sign-off held against a review."""

    signoff: SignOff
    reasons: tuple[Reason, ...] = ()
    catalog_changed: bool = False
    """The catalogue is another one than what was signed, whether or not that changed anything here."""

    @property
    def holds(self) -> bool:
        """Nothing that was signed has changed. What was decided is another question."""
        return not self.reasons

    @property
    def releases(self) -> bool:
        """It holds, and it is no rejection."""
        return self.holds and self.signoff.decision is not Decision.REJECT
