"""Two results of one system held against one another: what is new, what is gone, what stayed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from borderflow.model.findings import Outcome, Severity, Status, Verdict

T = TypeVar("T")


class FindingNote(Struct, frozen=True):
    """What an earlier result says of a finding, and a later one is compared by."""

    fingerprint: str
    rule: str
    title: str
    outcome: Outcome
    severity: Severity
    status: Status
    blocking: bool
    data: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    place: str = ""
    """`file:line`, for people; never compared."""

    @property
    def is_question(self) -> bool:
        return self.outcome is Outcome.UNKNOWN

    @property
    def things(self) -> frozenset[str]:
        """Whom and what it is about."""
        return frozenset((*self.components, *self.parties))


class FlowNote(Struct, frozen=True):
    """A flow and what passes on it."""

    id: str
    source: str
    target: str
    carries: tuple[str, ...] = ()


class RecipientNote(Struct, frozen=True):
    """A party that receives personal data."""

    id: str
    name: str
    country: str = ""
    """Country of establishment; empty when unknown."""


class Reach(NamedTuple):
    """A class of data in a country, or with a recipient."""

    data: str
    where: str
    """ISO code, or the id of the recipient."""


class Stay(NamedTuple):
    """A class of data in a country, and the company that has it there."""

    data: str
    where: str
    """ISO code."""
    by: str
    """Id of the company that operates or hosts it; empty for the controller's own."""


class Snapshot(Struct, frozen=True):
    """A result, reduced to what can be compared. It comes from a review or from a `result.json`."""

    system: str
    version: str
    as_of: str
    """ISO date."""
    profile: str
    catalog_digest: str
    verdict: Verdict
    findings: tuple[FindingNote, ...] = ()
    """Open questions (`unknown`) are among them."""
    flows: tuple[FlowNote, ...] = ()
    recipients: tuple[RecipientNote, ...] = ()
    countries: tuple[str, ...] = ()
    """Where personal data are processed."""
    in_countries: tuple[Reach, ...] = ()
    """Which data are processed in which country."""
    at_recipients: tuple[Reach, ...] | None = None
    """Which data reach which recipient; None when the result does not say."""
    categories: tuple[str, ...] | None = None
    """Categories of personal data; None when the result does not name them."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names of data by their ids."""
    stays: tuple[Stay, ...] = ()
    """The same as `in_countries`, with whom."""
    country_names: Mapping[str, str] = field(default_factory=dict)
    """Names of countries by their codes, as far as they are at hand."""
    is_there: bool = True
    """False for a system that is in the other result only."""


class Change(Struct, Generic[T], frozen=True):
    """What came and what went."""

    added: tuple[T, ...] = ()
    removed: tuple[T, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


class ChangedFinding(Struct, frozen=True):
    """A finding in both results that does not say the same."""

    before: FindingNote
    after: FindingNote

    @property
    def is_graver(self) -> bool:
        """Heavier than before, blocking now, or no longer accepted or known."""
        before, after = self.before, self.after
        reopened = before.status is not Status.OPEN and after.status is Status.OPEN
        answered = before.is_question and not after.is_question
        blocks = after.blocking and not before.blocking
        return reopened or answered or blocks or after.severity > before.severity

    @property
    def is_wider(self) -> bool:
        """About data, components or parties that it was not about before."""
        before, after = self.before, self.after
        return not (set(after.data) <= set(before.data) and after.things <= before.things)


class ChangedFlow(Struct, frozen=True):
    """A flow in both results that carries something else now."""

    before: FlowNote
    after: FlowNote


class Difference(Struct, frozen=True):
    """What changed between two results of one system. Every finding of either stands in exactly one list."""

    before: Snapshot
    after: Snapshot
    new: tuple[FindingNote, ...]
    fixed: tuple[FindingNote, ...]
    changed: tuple[ChangedFinding, ...]
    unchanged: tuple[FindingNote, ...]
    flows: Change[FlowNote]
    changed_flows: tuple[ChangedFlow, ...]
    recipients: Change[RecipientNote]
    countries: Change[str]
    in_countries: Change[Reach]
    at_recipients: Change[Reach]
    categories: Change[str] | None
    """None when one of the two does not name them: not comparable, which is not the same as no change."""

    @property
    def worse(self) -> tuple[ChangedFinding, ...]:
        """Findings that were there, and weigh more or reach further now."""
        return tuple(one for one in self.changed if one.is_graver or one.is_wider)

    @property
    def eased(self) -> tuple[ChangedFinding, ...]:
        """Findings that are there, and weigh less or reach less far."""
        return tuple(one for one in self.changed if not one.is_graver and not one.is_wider)

    @property
    def same_facts(self) -> bool:
        """Judged by the same rules, facts and profile: whatever changed, the system changed it."""
        before, after = self.before, self.after
        return (before.catalog_digest, before.profile) == (after.catalog_digest, after.profile)
