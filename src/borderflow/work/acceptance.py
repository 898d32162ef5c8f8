"""Accepted risks: who accepts what until when, and whether that holds today.

The controller accepts risks, the data protection officer advises. A violation cannot be accepted, only
acknowledged with a day by which it is cured; it stays open. More data or more severity reopens a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from borderflow.language import say, to_say
from borderflow.language.forms import in_turn
from borderflow.model.architecture import Acceptance, Lines
from borderflow.model.findings import Finding, Outcome, Severity
from borderflow.model.report import AcceptedRisk
from borderflow.work.bundling import Bundle

VALID = "valid"
_WORST_FIRST = ("refused", "reopened", "acknowledged", VALID)


def state_of(acceptance: Acceptance, finding: Finding, day: date) -> str:
    """Whether an acceptance holds for a finding that it names."""
    last = acceptance.until or acceptance.cure
    if last is not None and last < day:
        return "expired"
    if finding.outcome is Outcome.VIOLATION:
        return "acknowledged" if acceptance.cure else "refused"
    if acceptance.severity and finding.severity > Severity.parse(acceptance.severity):
        return "reopened"
    if acceptance.data is not None and not set(finding.data) <= set(acceptance.data):
        return "reopened"
    return VALID


def is_about(acceptance: Acceptance, finding: Finding, head: Finding | None = None) -> bool:
    """Whether an acceptance names a finding. A comment stands at it, or at the finding that heads it."""
    return (
        acceptance.rule in (finding.rule, finding.name)
        and (not acceptance.party or acceptance.party in finding.parties)
        and (not acceptance.component or acceptance.component in finding.components)
        and (not acceptance.flow or acceptance.flow in finding.flows)
        and (acceptance.lines is None or _stands_at(acceptance.lines, finding, head or finding))
    )


def _stands_at(lines: Lines, finding: Finding, head: Finding) -> bool:
    if _gathers(finding) and set(lines.components) & set(finding.subject):
        return True
    places = (finding.location, head.location)
    return any(one and one.file == lines.file and lines.first <= one.line <= lines.last for one in places)


def _gathers(finding: Finding) -> bool:
    """Whether it says the same of several components, in one finding."""
    return len(finding.subject) > 1 and set(finding.subject) <= set(finding.components)


def acceptances_of(
    bundle: Bundle, acceptances: Sequence[Acceptance], day: date
) -> tuple[Acceptance, ...] | None:
    """What accepts a bundle; None when something in it stays open.

    The head must be accepted, and beside it every violation and whatever weighs more than the head.
    """
    found: dict[Acceptance, None] = {}
    for member in _needing(bundle):
        holding = [
            one
            for one in acceptances
            if is_about(one, member, bundle.head) and state_of(one, member, day) == VALID
        ]
        if not _is_covered(member, holding):
            return None
        found.update(dict.fromkeys(holding))
    return tuple(found)


def _needing(bundle: Bundle) -> Iterable[Finding]:
    head = bundle.head
    for one in bundle.members:
        counts = one.outcome is not Outcome.UNKNOWN
        heavier = counts and (one.severity > head.severity or one.outcome is Outcome.VIOLATION)
        if one.rule == head.rule or heavier:
            yield one


def _is_covered(finding: Finding, acceptances: Sequence[Acceptance]) -> bool:
    """A finding that gathers several components is accepted when each of them is."""
    named = [_components(one, finding) for one in acceptances]
    if any(not one for one in named):
        return True
    return bool(named) and set(finding.components) <= {id_ for one in named for id_ in one}


def _components(acceptance: Acceptance, finding: Finding) -> tuple[str, ...]:
    """The components that an acceptance is about; none when it is about the finding as a whole."""
    if acceptance.component:
        return (acceptance.component,)
    return acceptance.lines.components if acceptance.lines and _gathers(finding) else ()


def ledger(
    bundles: Sequence[Bundle], acceptances: Sequence[Acceptance], day: date
) -> tuple[AcceptedRisk, ...]:
    """Every acceptance with its state; one that matches nothing is told, too."""
    if not acceptances:
        return ()
    members = [(bundle.head, member) for bundle in bundles for member in bundle.members]
    return tuple(_entry(acceptance, members, day) for acceptance in acceptances)


def _entry(acceptance: Acceptance, members: Iterable[tuple[Finding, Finding]], day: date) -> AcceptedRisk:
    matched = [one for head, one in members if is_about(acceptance, one, head)]
    if not matched:
        return AcceptedRisk(acceptance, "unmatched")
    states = {state_of(acceptance, one, day) for one in matched}
    state = "expired" if "expired" in states else next(word for word in _WORST_FIRST if word in states)
    return AcceptedRisk(acceptance, state, tuple(one.fingerprint for one in matched))


def why_open(bundle: Bundle, acceptances: Sequence[Acceptance], day: date) -> str:
    """What became of the acceptances of a bundle that is open all the same, in sentences; mostly none."""
    said: dict[str, None] = {}
    lacking: dict[str, None] = {}
    for member in _needing(bundle):
        about = [one for one in acceptances if is_about(one, member, bundle.head)]
        holding = [one for one in about if state_of(one, member, day) == VALID]
        said.update(dict.fromkeys(_why(one, member, day) for one in about if one not in holding))
        if not _is_covered(member, holding):
            lacking[member.rule] = None
            if holding:
                said[say("It is accepted for some of its components, and not for all.")] = None
    if said or not lacking or len(lacking) == len({one.rule for one in _needing(bundle)}):
        return " ".join(said)
    return say("It is accepted, but not {rules} beside it.", rules=", ".join(lacking))


def _why(acceptance: Acceptance, finding: Finding, day: date) -> str:
    by, last = acceptance.by, acceptance.until or acceptance.cure
    match state_of(acceptance, finding, day):
        case "expired" if acceptance.cure:
            message = to_say(
                "{by} acknowledged it and meant to cure it by {last}; it counts again since then."
            )
        case "expired":
            message = to_say("It was accepted by {by} until {last}, and counts again since then.")
        case "acknowledged":
            message = to_say("{by} acknowledges it and means to cure it by {last}.")
        case "refused":
            message = to_say(
                "{by} accepted it, but a violation cannot be accepted, only acknowledged with the day by "
                "which it is cured (`cure`)."
            )
        case _:
            message = to_say("{by} accepted less of it until {last}: other data, or a lower severity.")
    return say(message, by=by, last=last)


def in_words(acceptances: Iterable[Acceptance]) -> str:
    """Who accepted it, why and until when."""
    return in_turn(
        f"{one.reason} (accepted by {one.by}{f' until {one.until.isoformat()}' if one.until else ''})"
        for one in acceptances
    )
