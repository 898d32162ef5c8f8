"""One exposure, one finding: who heads, what stands in `also`, what is accepted, and the verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from borderflow.model.architecture import Acceptance, Architecture
from borderflow.model.findings import Also, Finding, Outcome, Severity, Status, Verdict
from borderflow.model.report import AcceptedRisk
from borderflow.work.profiles import Profile

_TRANSFERS = ("TRF-12 TRF-01 TRF-08 TRF-10 TRF-06 TRF-03 TRF-05 TRF-04 TRF-11 TRF-02 TRF-09 TRF-07").split()
_ACCESS = "ACC-09 ACC-02 ACC-01 ACC-03 ACC-04 ACC-07".split()
_ALONGSIDE = frozenset({"RAG-06", "RAG-07", "RAG-10"})
"""They explain a recipient that another finding is about (facts/rules.md 12.1)."""
_WEAK = frozenset({Outcome.INFO, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Triaged:
    """Findings in order, what was accepted, and the answer for the system."""

    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedRisk, ...]
    verdict: Verdict


def triage(
    findings: Iterable[Finding], architecture: Architecture, profile: Profile, threshold: Severity, day: date
) -> Triaged:
    """Weigh, gather, accept and rank.

    De-duplication follows facts/rules.md 12: one finding an importer, one an ultimate parent, one note of
    evidence to file a recipient. What another finding explains better stands in its `also` list.
    """
    weighed = [replace(finding, severity=profile.weigh(finding)) for finding in findings]
    heads = _headed(_filed(weighed))
    owned = [replace(finding, owner=_owner(finding, architecture)) for finding in heads]
    settled, accepted = _accepted(owned, architecture.accepted, day)
    final = [replace(finding, blocking=_blocks(finding, threshold)) for finding in settled]
    ranked = tuple(sorted(final, key=_rank))
    return Triaged(ranked, accepted, _verdict(ranked))


def _rank(finding: Finding) -> tuple[int, int, str, tuple[str, ...]]:
    return (-int(finding.blocking), -int(finding.heaviest), finding.rule, finding.subject)


def _blocks(finding: Finding, threshold: Severity) -> bool:
    """At or above the threshold, open, and not a question; what heads it counts, and what it carries along."""
    if finding.status is not Status.OPEN:
        return False
    own = finding.outcome is not Outcome.UNKNOWN and finding.severity >= threshold
    return own or any(
        other.outcome is not Outcome.UNKNOWN and other.severity >= threshold for other in finding.also
    )


def _verdict(findings: Sequence[Finding]) -> Verdict:
    if any(finding.blocking for finding in findings):
        return Verdict.BLOCKED
    if any(finding.heaviest >= Severity.LOW for finding in findings):
        return Verdict.CONDITIONS
    return Verdict.NOTHING_BLOCKING


def _filed(findings: Sequence[Finding]) -> list[Finding]:
    """One low finding a recipient for evidence that is absent, headed by PRC-07 (facts/rules.md 12.6)."""
    kept = [finding for finding in findings if not finding.to_file]
    by_recipient: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.to_file:
            by_recipient[finding.parties].append(finding)
    return [*kept, *(_head(sorted(group, key=_filing_order)) for group in by_recipient.values())]


def _filing_order(finding: Finding) -> tuple[bool, str]:
    return (finding.rule != "PRC-07", finding.rule)


def _headed(findings: Sequence[Finding]) -> list[Finding]:
    """Transfers by importer, access laws by parent, then what yields or explains a recipient."""
    rest = [one for one in findings if one.rule not in _TRANSFERS and one.rule not in _ACCESS]
    transfers = _one_each(findings, _TRANSFERS, lambda one: one.parties[:1])
    access = _one_each(findings, _ACCESS, lambda one: (one.group,))
    return _alongside(_yielded([*transfers, *access, *rest]))


def _one_each(
    findings: Iterable[Finding], order: Sequence[str], key: Callable[[Finding], tuple[str, ...]]
) -> list[Finding]:
    groups: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule in order:
            groups[key(finding)].append(finding)
    place = {rule: number for number, rule in enumerate(order)}
    return [_head(sorted(group, key=lambda one: (one.outcome in _WEAK, place[one.rule], one.rank))) for group in groups.values()]


def _head(group: Sequence[Finding]) -> Finding:
    """The first of a group, with the others in its `also` list and what they are about merged in."""
    first, *others = group
    also = (*first.also, *(entry for other in others for entry in (_also(other), *other.also)))
    return replace(
        first,
        also=tuple(dict.fromkeys(also)),
        components=_merged(one.components for one in group),
        parties=_merged(one.parties for one in group),
        data=_merged(one.data for one in group),
        flows=_merged(one.flows for one in group),
    )


def _also(finding: Finding) -> Also:
    return Also(finding.rule, finding.name, finding.outcome, finding.severity, finding.message)


def _merged(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for one in lists for id_ in one))


_YIELDS = {"PRC-01": "PRC-08", "TRN-06": "PRC-08", "DPI-02": "DPI-01", "DPI-03": "DPI-01", "MAN-05": "MAN-06"}


def _yielded(findings: Sequence[Finding]) -> list[Finding]:
    """What yields to another finding on the same subject joins its `also` list, unless that is weaker."""
    heads = {(one.rule, one.subject): one for one in findings}
    result = []
    for finding in findings:
        head = heads.get((_YIELDS.get(finding.rule, ""), finding.subject))
        if head is None or head.outcome in _WEAK:
            result.append(finding)
    for rule, by in _YIELDS.items():
        result = [_with(one, heads.get((rule, one.subject))) if one.rule == by else one for one in result]
    return result


def _with(head: Finding, other: Finding | None) -> Finding:
    return head if other is None or head.outcome in _WEAK else _head((head, other))


def _alongside(findings: Sequence[Finding]) -> list[Finding]:
    """What explains a recipient joins the gravest TRF, PRC or ACC finding about it."""
    heads: dict[str, Finding] = {}
    for finding in sorted(findings, key=_rank):
        if finding.rule.startswith(("TRF", "PRC", "ACC")) and not finding.to_file and finding.parties:
            heads.setdefault(finding.parties[0], finding)
    joined: dict[str, list[Finding]] = defaultdict(list)
    alone = []
    for finding in findings:
        head = heads.get(finding.parties[0]) if finding.rule in _ALONGSIDE and finding.parties else None
        if head is None or (head.outcome in _WEAK and finding.outcome not in _WEAK):
            alone.append(finding)
        else:
            joined[head.fingerprint].append(finding)
    return [_head((one, *joined[one.fingerprint])) if one.fingerprint in joined else one for one in alone]


def _owner(finding: Finding, architecture: Architecture) -> str | None:
    """Who is responsible: by rule, by component under `owners`, or by the component itself."""
    owners = architecture.owners
    if finding.rule in owners:
        return owners[finding.rule]
    for id_ in (*finding.components, *finding.parties):
        component = architecture.components.get(id_)
        if owner := owners.get(id_) or (component.owner if component else ""):
            return owner
    return None


def _accepted(
    findings: Sequence[Finding], acceptances: Sequence[Acceptance], day: date
) -> tuple[list[Finding], tuple[AcceptedRisk, ...]]:
    """Apply accepted risks: an expired one counts no more, a graver or wider finding is open again."""
    settled = {finding.fingerprint: finding for finding in findings}
    risks = []
    for acceptance in acceptances:
        matched = [finding for finding in findings if _is_about(acceptance, finding)]
        state = _state(acceptance, matched, day)
        risks.append(AcceptedRisk(acceptance, state, tuple(finding.fingerprint for finding in matched)))
        if state == "valid":
            for finding in matched:
                settled[finding.fingerprint] = replace(
                    settled[finding.fingerprint], status=Status.ACCEPTED, accepted_because=acceptance.reason
                )
    return list(settled.values()), tuple(risks)


def _is_about(acceptance: Acceptance, finding: Finding) -> bool:
    rules = {finding.rule, *(other.rule for other in finding.also)}
    return (
        acceptance.rule in rules
        and (not acceptance.party or acceptance.party in finding.parties)
        and (not acceptance.component or acceptance.component in finding.components)
        and (not acceptance.flow or acceptance.flow in finding.flows)
    )


def _state(acceptance: Acceptance, matched: Sequence[Finding], day: date) -> str:
    """`valid`, `expired`, `unmatched`, or `reopened` when severity or data grew, or the risk cannot be accepted."""
    if not matched:
        return "unmatched"
    if (acceptance.until and acceptance.until < day) or (acceptance.cure and acceptance.cure < day):
        return "expired"
    return "reopened" if any(_grew(acceptance, finding) for finding in matched) else "valid"


def _grew(acceptance: Acceptance, finding: Finding) -> bool:
    if finding.outcome is Outcome.VIOLATION and acceptance.cure is None:
        return True
    if acceptance.severity and finding.heaviest > Severity.parse(acceptance.severity):
        return True
    return acceptance.data is not None and not set(finding.data) <= set(acceptance.data)
