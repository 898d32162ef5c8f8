"""A review or an earlier result becomes a snapshot, and two snapshots become their difference."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from borderflow.model.architecture import SELF
from borderflow.model.difference import (
    Change,
    ChangedFinding,
    ChangedFlow,
    Difference,
    FindingNote,
    FlowNote,
    Reach,
    RecipientNote,
    Snapshot,
    Stay,
)
from borderflow.model.findings import Finding, Verdict
from borderflow.model.report import Review

T = TypeVar("T")
Pairs = Sequence[tuple[FindingNote, FindingNote]]


def snapshot_of(review: Review) -> Snapshot:
    """What can be compared of a review. It equals the snapshot read from its own `result.json`."""
    system, personal = review.architecture.system, [item for item in review.data if item.personal]
    known = {item.id for item in personal}
    stays = {
        Stay(one.data, code, _company(view.operator) or view.host)
        for view in review.components
        for one in view.data
        if one.data in known
        for code in view.countries
    }
    inside = {Reach(one.data, one.where) for one in stays}
    return Snapshot(
        system=system.name,
        version=system.version,
        as_of=review.as_of.isoformat(),
        profile=review.profile,
        catalog_digest=review.catalog_digest,
        verdict=review.verdict,
        findings=tuple(map(_noted, review.findings)),
        flows=tuple(
            FlowNote(one.id, one.source, one.target, tuple(dict.fromkeys(each.data for each in one.carries)))
            for one in review.flows
        ),
        recipients=tuple(RecipientNote(one.id, one.name, one.country) for one in review.parties if one.data),
        countries=tuple(sorted({where for _, where in inside})),
        in_countries=tuple(sorted(inside)),
        at_recipients=tuple(sorted({Reach(each, one.id) for one in review.parties for each in one.data})),
        categories=tuple(sorted({word for item in personal for word in item.categories})),
        labels={one.id: one.label for one in review.data if one.label},
        stays=tuple(sorted(stays)),
        country_names=review.country_names,
    )


def _company(operator: str) -> str:
    """The company of `company/product`; empty for oneself."""
    return "" if operator == SELF else operator.partition("/")[0]


def _noted(finding: Finding) -> FindingNote:
    return FindingNote(
        finding.fingerprint,
        finding.rule,
        finding.title,
        finding.outcome,
        finding.severity,
        finding.status,
        finding.blocking,
        finding.data,
        finding.components,
        finding.parties,
        f"{finding.location.file}:{finding.location.line}" if finding.location else "",
    )


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """Hold the later result against the earlier one.

    Findings are the same when their fingerprints are. Of those left over, one that speaks by the same rule
    of more or fewer of the same things is the same finding, wider or narrower than it was.
    """
    pairs = _pairs(before.findings, after.findings)
    gone, come = {id(old) for old, _ in pairs}, {id(new) for _, new in pairs}
    flows = {one.id: one for one in before.flows}
    return Difference(
        before=before,
        after=after,
        new=tuple(one for one in after.findings if id(one) not in come),
        fixed=tuple(one for one in before.findings if id(one) not in gone),
        changed=tuple(ChangedFinding(old, new) for old, new in pairs if _differs(old, new)),
        unchanged=tuple(new for old, new in pairs if not _differs(old, new)),
        flows=_change(before.flows, after.flows, lambda one: one.id),
        changed_flows=tuple(
            ChangedFlow(flows[one.id], one)
            for one in after.flows
            if one.id in flows and set(flows[one.id].carries) != set(one.carries)
        ),
        recipients=_change(before.recipients, after.recipients, lambda one: one.id),
        countries=_change(before.countries, after.countries, str),
        in_countries=_change(before.in_countries, after.in_countries, tuple),
        at_recipients=_known_change(before.at_recipients, after.at_recipients) or Change(),
        categories=_known_change(before.categories, after.categories),
    )


def differences(before: Sequence[Snapshot], after: Sequence[Snapshot]) -> tuple[Difference, ...]:
    """Systems held against those of the same name; one alone on each side is the same, whatever its name."""
    if len(before) == len(after) == 1:
        return (difference(before[0], after[0]),)
    old, new = {one.system: one for one in before}, {one.system: one for one in after}
    return tuple(
        difference(old.get(name) or absent(new[name]), new.get(name) or absent(old[name]))
        for name in dict.fromkeys((*new, *old))
    )


def absent(other: Snapshot) -> Snapshot:
    """What stands in for a system that is in the other result only."""
    return Snapshot(
        other.system,
        "",
        other.as_of,
        other.profile,
        other.catalog_digest,
        Verdict.NOTHING_BLOCKING,
        at_recipients=(),
        categories=(),
        is_there=False,
    )


def _pairs(before: Sequence[FindingNote], after: Sequence[FindingNote]) -> Pairs:
    """Each finding of the earlier result at most once, with the later one that it became."""
    old = {one.fingerprint: one for one in before}
    same = {one.fingerprint: (old.pop(one.fingerprint), one) for one in after if one.fingerprint in old}
    left = {(one.rule, thing): one for one in old.values() for thing in one.things}
    pairs = []
    for one in after:
        if one.fingerprint in same:
            pairs.append(same.pop(one.fingerprint))
        elif (match := _grown(left, one)) and match.fingerprint in old:
            pairs.append((old.pop(match.fingerprint), one))
    return pairs


def _grown(left: Mapping[tuple[str, str], FindingNote], one: FindingNote) -> FindingNote | None:
    """A finding of the same rule about all of these things and more, or about some of them."""
    for thing in sorted(one.things):
        other = left.get((one.rule, thing))
        if other and (other.things <= one.things or one.things <= other.things):
            return other
    return None


def _differs(old: FindingNote, new: FindingNote) -> bool:
    """Words may change with the language; what is said may not."""
    return (old.outcome, old.severity, old.status, old.blocking, set(old.data), old.things) != (
        new.outcome,
        new.severity,
        new.status,
        new.blocking,
        set(new.data),
        new.things,
    )


def _change(before: Iterable[T], after: Iterable[T], key: Callable[[T], Hashable]) -> Change[T]:
    old, new = {key(one): one for one in before}, {key(one): one for one in after}
    return Change(
        tuple(one for known, one in new.items() if known not in old),
        tuple(one for known, one in old.items() if known not in new),
    )


def _known_change(before: Sequence[T] | None, after: Sequence[T] | None) -> Change[T] | None:
    """None when one side says nothing: what was not told cannot have come or gone."""
    if before is None or after is None:
        return None
    old, new = frozenset(before), frozenset(after)
    return Change(
        tuple(one for one in after if one not in old), tuple(one for one in before if one not in new)
    )
