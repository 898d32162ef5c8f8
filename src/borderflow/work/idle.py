"""Acceptances that accept nothing: what they were about is mended, renamed or gone.

They cannot be told before the findings are there, so they are a second round of cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from borderflow.errors import Fault
from borderflow.model.architecture import Acceptance, Architecture
from borderflow.model.facts import AcceptanceFacts, Case
from borderflow.model.report import RuleTally
from borderflow.rules import Judgement, Rule, judge
from borderflow.work.acceptance import is_about
from borderflow.work.bundling import Bundle, bundle
from borderflow.work.profiles import Profile

_NAMED_AT_MOST = 3
_SUBJECT = AcceptanceFacts.kind


def with_idle(
    judged: Judgement, architecture: Architecture, profile: Profile, rules: Sequence[Rule]
) -> Judgement:
    """The judgement, with what its rules say of acceptances that match none of its findings."""
    asked = [rule for rule in rules if rule.subject == _SUBJECT]
    if not architecture.accepted or not asked:
        return judged
    bundles = bundle(profile.weigh(finding) for finding in judged.findings)
    idle = judge(idle_cases(architecture, bundles, rules), asked)
    return replace(
        judged, findings=(*judged.findings, *idle.findings), tally=_together(judged.tally, idle.tally)
    )


def unknown_rules(architecture: Architecture, documents: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """A fault for every acceptance of a rule that there is none of, in force or not."""
    from borderflow.readers.faults import suggest

    known = {document[key] for document in documents for key in ("id", "name")}
    for one in architecture.accepted:
        if one.rule not in known:
            place = one.place or architecture.locate((*one.path, "rule"))
            hint = suggest(one.rule, sorted(known)) or "see `borderflow rules list`"
            yield Fault(f"There is no rule `{one.rule}` to accept.", place, hint)


def _together(first: RuleTally, second: RuleTally) -> RuleTally:
    """What the second says of its rules outweighs the silence of the first."""
    spoken = {*second.violated, *second.satisfied, *second.undetermined}
    return RuleTally(
        violated=tuple(sorted((*first.violated, *second.violated))),
        satisfied=tuple(sorted((*first.satisfied, *second.satisfied))),
        undetermined=tuple(sorted((*first.undetermined, *second.undetermined))),
        not_applicable=tuple(one for one in first.not_applicable if one not in spoken),
    )


def idle_cases(
    architecture: Architecture, bundles: Sequence[Bundle], rules: Sequence[Rule]
) -> Iterator[Case]:
    """One a useless acceptance. Of a rule that was not asked nobody knows whether it would have spoken."""
    asked = {name for rule in rules if rule.subject != _SUBJECT for name in (rule.id, rule.name)}
    for acceptance in architecture.accepted:
        if acceptance.rule in asked and not _accepts_any(acceptance, bundles):
            yield _case(acceptance, architecture, bundles)


def _accepts_any(acceptance: Acceptance, bundles: Sequence[Bundle]) -> bool:
    return any(is_about(acceptance, member, one.head) for one in bundles for member in one.members)


def _case(acceptance: Acceptance, architecture: Architecture, bundles: Sequence[Bundle]) -> Case:
    about = (acceptance.party, acceptance.component, acceptance.flow)
    at = acceptance.lines.entry if acceptance.lines else ""
    subject = tuple(filter(None, (acceptance.rule, *about, at)))
    last = acceptance.until or acceptance.cure
    places = _places(acceptance, bundles)
    return Case(
        kind="acceptance",
        subject=subject,
        facts=AcceptanceFacts(comment=acceptance.lines is not None, elsewhere=bool(places)),
        words={
            "rule": acceptance.rule,
            "party": next(filter(None, about), architecture.system.name),
            "by": acceptance.by,
            "until": last.isoformat() if last else "",
            "reason": acceptance.reason,
            "places": ", ".join(places[:_NAMED_AT_MOST]),
        },
        group=f"acceptance:{' '.join(subject)}",
        location=acceptance.place or architecture.locate(acceptance.path),
    )


def _places(acceptance: Acceptance, bundles: Sequence[Bundle]) -> tuple[str, ...]:
    """Where the rule does speak, for those who wrote at the wrong line or named the wrong party."""
    heads = (one.head for one in bundles if acceptance.rule in (one.head.rule, one.head.name))
    return tuple(dict.fromkeys(str(head.location) for head in heads if head.location))
