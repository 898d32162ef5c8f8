"""One exposure is one finding: which finding heads which (facts/rules.md 12).

An `info` or `unknown` heads only where nothing stronger stands. Nothing is dropped: what another finding
explains better stands in its `also` list, with its own outcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from borderflow.language import say
from borderflow.language.forms import in_turn
from borderflow.model.findings import Finding, Outcome

TRANSFER_ORDER = tuple(f"TRF-{number}" for number in "12 01 08 10 06 03 05 04 11 02 09 07".split())
"""One finding an importer, in this order."""
CONTROL_ORDER = tuple(f"ACC-{number}" for number in "09 02 01 03 04 07".split())
"""One finding an ultimate parent, in this order."""
FILING_ORDER = ("PRC-07", "REC-02")
"""Evidence to file is headed by the first of these."""
_CLASSES = {Outcome.UNKNOWN: 1, Outcome.INFO: 2}
Key = tuple[object, ...]
Scope = tuple[str, str]


class Bundle(Struct, frozen=True):
    """A finding and what it explains."""

    head: Finding
    others: tuple[Finding, ...] = ()

    @property
    def members(self) -> tuple[Finding, ...]:
        return self.head, *self.others


def bundle(findings: Iterable[Finding]) -> tuple[Bundle, ...]:
    """Gather findings into one a subject, in a stable order."""
    found = sorted(findings, key=lambda one: (one.rule, one.subject, one.outcome, -one.severity))
    judged = [one for one in found if not one.to_file]
    return (*_families(judged), *_filings(one for one in found if one.to_file))


def strength(finding: Finding) -> int:
    """0 for what was found, 1 for a question, 2 for a note: the lower heads."""
    return _CLASSES.get(finding.outcome, 0)


def _families(findings: Sequence[Finding]) -> Iterator[Bundle]:
    hosts = _hosts(findings)
    own: dict[Key, list[Finding]] = defaultdict(list)
    guests: dict[Key, list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        root = _root(number, hosts)
        (own if root == number else guests)[_family(findings[root])].append(finding)
    for key, members in own.items():
        head, *others = sorted(members, key=_precedence)
        yield Bundle(head, (*others, *sorted(guests[key], key=_precedence)))


def _family(finding: Finding) -> Key:
    """Findings with the same key are one."""
    if finding.rule in TRANSFER_ORDER and finding.parties:
        return "transfer", finding.parties[0]
    if finding.rule in CONTROL_ORDER:
        return "control", finding.group
    return finding.rule, finding.subject


def _precedence(finding: Finding) -> tuple[int, int, int, str, tuple[str, ...]]:
    order = TRANSFER_ORDER if finding.rule in TRANSFER_ORDER else CONTROL_ORDER
    place = order.index(finding.rule) if finding.rule in order else len(order)
    return strength(finding), place, -finding.severity, finding.rule, finding.subject


def _hosts(findings: Sequence[Finding]) -> Mapping[int, int]:
    """Which finding yields to which: by `yields_to`, on the same recipient or in the same group."""
    if not any(finding.yields_to for finding in findings):
        return {}
    index: dict[Scope, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for scope in _scopes(finding):
            index[finding.rule, scope].append(number)
            index[finding.rule.partition("-")[0], scope].append(number)
    found = ((number, _host(number, findings, index)) for number in range(len(findings)))
    return {number: host for number, host in found if host is not None}


def _scopes(finding: Finding) -> tuple[str, ...]:
    """What a finding is about, as far as one may explain another."""
    return (f"party:{finding.parties[0]}",) if finding.parties else (finding.group,)


def _host(number: int, findings: Sequence[Finding], index: Mapping[Scope, list[int]]) -> int | None:
    finding = findings[number]
    candidates = [
        (strength(findings[other]), -findings[other].severity, order, other)
        for order, rule in enumerate(finding.yields_to)
        for scope in _scopes(finding)
        for other in index.get((rule, scope), ())
        if other != number and strength(findings[other]) <= strength(finding)
    ]
    return min(candidates)[-1] if candidates else None


def _root(number: int, hosts: Mapping[int, int]) -> int:
    """The end of a chain of yielding. A circle of rules that yield to one another yields to nobody."""
    seen = [number]
    while seen[-1] in hosts:
        seen.append(hosts[seen[-1]])
        if seen[-1] in seen[:-1]:
            return number
    return seen[-1]


def _filings(findings: Iterable[Finding]) -> Iterator[Bundle]:
    """One finding a recipient, and one for what has none, that lists the papers to file."""
    by_recipient: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_recipient[finding.parties[0] if finding.parties else ""].append(finding)
    for members in by_recipient.values():
        head, *others = sorted(members, key=_filing_place)
        papers = in_turn(dict.fromkeys(one.to_file for one in (head, *others)))
        yield Bundle(replace(head, message=say("Evidence to file: {papers}.", papers=papers)), tuple(others))


def _filing_place(finding: Finding) -> tuple[int, str]:
    known = finding.rule in FILING_ORDER
    return FILING_ORDER.index(finding.rule) if known else len(FILING_ORDER), finding.rule
