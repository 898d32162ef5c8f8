"""Changes since an earlier version: findings that came, went or say more, and what changed in the system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from borderflow.language import ENGLISH, say, spoken, to_say
from borderflow.language.forms import by_name, day_text, in_turn, listed
from borderflow.model.difference import ChangedFinding, Difference, FindingNote, FlowNote
from borderflow.model.findings import Status, Verdict
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import NONE, phrase, severity_word

MOST = 24
"""Rows and names that a list shows; the rest is counted."""

_VERDICTS = {
    Verdict.BLOCKED: to_say("blockers"),
    Verdict.CONDITIONS: to_say("conditions"),
    Verdict.NOTHING_BLOCKING: to_say("nothing blocking"),
}


class ChangeRow(Struct, frozen=True):
    """A finding that is new, closed or otherwise than before."""

    id: str
    """Its number in section 4; empty for what is closed."""
    state: str
    title: str
    what: str


class SystemChange(Struct, frozen=True):
    """What came and went of one kind, in words."""

    name: str
    added: str
    removed: str


class Changes(Struct, frozen=True):
    """The section after the summary, when an earlier result was named."""

    heading: str
    lead: str
    rows: tuple[ChangeRow, ...]
    more: int
    system: tuple[SystemChange, ...]
    remarks: tuple[str, ...]


def changes_heading(since: Difference) -> str:
    """`Changes since version 2.2.0`; by its day when it names no version."""
    if since.before.version:
        return say("Changes since version {version}", version=since.before.version)
    return say("Changes since {day}", day=day_text(since.before.as_of))


def prepare_changes(names: Names) -> Changes | None:
    """None when no earlier result was named."""
    since = names.review.since
    if since is None:
        return None
    rows = _rows(since, names)
    return Changes(
        heading=changes_heading(since),
        lead=_lead(since),
        rows=rows[:MOST],
        more=max(len(rows) - MOST, 0),
        system=_system(since, names),
        remarks=tuple(_remarks(since)),
    )


def _lead(since: Difference) -> str:
    before = since.before
    return say(
        "Against the result of {day} ({verdict}). Findings: {new} new, {closed} closed, {changed} changed, "
        "{unchanged} unchanged.",
        day=day_text(before.as_of),
        verdict=say(_VERDICTS[before.verdict]),
        new=len(_told(since.new)),
        closed=len(_told(since.fixed)),
        changed=len(_altered(since)),
        unchanged=len(_told(since.unchanged)),
    )


def _told(findings: Iterable[FindingNote]) -> list[FindingNote]:
    """Questions are counted apart, as everywhere in the report."""
    return [one for one in findings if not one.is_question]


def _altered(since: Difference) -> list[ChangedFinding]:
    return [one for one in since.changed if not (one.before.is_question and one.after.is_question)]


def _rows(since: Difference, names: Names) -> tuple[ChangeRow, ...]:
    """What is new first, then what says something else, then what is closed."""
    ids = {finding.fingerprint: id for id, finding in names.findings}
    new = [
        ChangeRow(ids.get(one.fingerprint, ""), say("New"), one.title, severity_word(one.severity))
        for one in _told(since.new)
    ]
    altered = [
        ChangeRow(
            ids.get(one.after.fingerprint, ""),
            say("Worse") if one.is_graver or one.is_wider else say("Changed"),
            one.after.title,
            _what(one, names),
        )
        for one in _altered(since)
    ]
    closed = [
        ChangeRow("", say("Closed"), _title(one, names), severity_word(one.severity))
        for one in _told(since.fixed)
    ]
    return (*new, *altered, *closed)


def _title(one: FindingNote, names: Names) -> str:
    """The earlier result is in English; in another language the rule speaks for its finding."""
    note = names.review.rule_notes.get(one.rule)
    return one.title if spoken() == ENGLISH or note is None else say(note.title)


def _what(one: ChangedFinding, names: Names) -> str:
    before, after = one.before, one.after
    pairs = (
        (severity_word(before.severity), severity_word(after.severity)),
        (_standing(before), _standing(after)),
    )
    said = [f"{old} → {new}" for old, new in pairs if old != new]
    came = [names.datum(id) for id in after.data if id not in before.data]
    went = [names.datum(id) for id in before.data if id not in after.data]
    came += [_thing(id, names) for id in sorted(after.things - before.things)]
    went += [_thing(id, names) for id in sorted(before.things - after.things)]
    said += [say("now with {names}", names=listed(came))] if came else []
    said += [say("no longer with {names}", names=listed(went))] if went else []
    return in_turn(said)


def _standing(one: FindingNote) -> str:
    if one.is_question:
        return say("open question")
    words = {
        Status.OPEN: say("open"),
        Status.ACCEPTED: say("accepted"),
        Status.BASELINE: say("in the baseline"),
    }
    return say("blocker") if one.blocking else words[one.status]


def _thing(id: str, names: Names) -> str:
    return names.component(id) if id in names.components else names.party(id)


def _system(since: Difference, names: Names) -> tuple[SystemChange, ...]:
    recipients, countries, flows, words = since.recipients, since.countries, since.flows, since.categories
    rows = [
        _row(
            say("Recipients"),
            (one.name for one in recipients.added),
            (one.name for one in recipients.removed),
        ),
        _row(
            say("Countries of processing"),
            by_name(map(names.country, countries.added)),
            by_name(map(names.country, countries.removed)),
        ),
        _row(
            say("Flows"),
            (_flow(one, names) for one in flows.added),
            (_flow(one, names) for one in flows.removed),
        ),
        _row(say("Data on flows that stayed"), _on_flows(since, names), _on_flows(since, names, gone=True)),
    ]
    if words is not None:
        rows.insert(2, _row(say("Categories of data"), map(phrase, words.added), map(phrase, words.removed)))
    return tuple(rows)


def _row(name: str, added: Iterable[str], removed: Iterable[str]) -> SystemChange:
    return SystemChange(name, _some(tuple(added)), _some(tuple(removed)))


def _some(found: Sequence[str]) -> str:
    if len(found) > MOST:
        return say("{names} and {n} more", names=", ".join(found[:MOST]), n=len(found) - MOST)
    return listed(found) or say(NONE)


def _flow(one: FlowNote, names: Names) -> str:
    return f"{names.component(one.source)} → {names.component(one.target)}"


def _on_flows(since: Difference, names: Names, *, gone: bool = False) -> Iterator[str]:
    """What passes now, or no longer, on flows that both results have."""
    for one in since.changed_flows:
        here, there = (one.before, one.after) if gone else (one.after, one.before)
        data = [names.datum(id) for id in here.carries if id not in there.carries]
        if data:
            yield say("{name}: {said}", name=_flow(here, names), said=listed(data))


def _remarks(since: Difference) -> Iterator[str]:
    """What to know when reading the lists."""
    questions = [sum(one.is_question for one in found) for found in (since.new, since.fixed)]
    if any(questions):
        yield say(
            "Open questions: {new} new, {closed} answered or gone.", new=questions[0], closed=questions[1]
        )
    if not since.same_facts:
        yield say(
            "Rules, provider facts or profile changed between the two as well, so that a finding can be new "
            "or closed while the system stayed as it was."
        )
    if since.categories is None:
        yield say("The earlier result does not name categories of data; they are not compared.")
    if since.before.system != since.after.system:
        yield say("The earlier result is that of a system named {name}.", name=since.before.system)
