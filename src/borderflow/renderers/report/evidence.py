"""Section 7: what was read, what the facts rest on, how it was judged, and what the words mean."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import ENGLISH, say, spoken, to_say
from borderflow.language.forms import in_turn
from borderflow.model.architecture import Input
from borderflow.model.knowledge import Level
from borderflow.model.report import Review, RuleNote
from borderflow.renderers.report.findings import ground_source
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import not_declared, sentence

MANY = 40
"""More facts than these are listed by their source."""
LEVELS = {
    Level.VERIFIED: to_say("Verified against the source"),
    Level.PARTLY: to_say("Partly verified"),
    Level.UNVERIFIED: to_say("Not verified"),
}


class ProviderFact(Struct, frozen=True):
    text: str
    source: str
    level: str


class RuleGroup(Struct, frozen=True):
    """Rules that came to the same end."""

    name: str
    rules: tuple[RuleNote, ...]


class Evidence(Struct, frozen=True):
    """Section 7."""

    inputs: tuple[Input, ...]
    command: str
    facts: tuple[ProviderFact, ...]
    rules: tuple[RuleGroup, ...]


def prepare_evidence(names: Names) -> Evidence:
    review = names.review
    return Evidence(
        review.inputs,
        _command(review),
        _facts(review),
        _rules(names),
    )


def _facts(review: Review) -> tuple[ProviderFact, ...]:
    """One by one; in a long list, all that a source says together."""
    said: dict[tuple[str, str], list[str]] = {}
    rows = [(item.text, (ground_source(item), say(LEVELS[item.level]))) for item in review.provider_facts]
    if len(rows) <= MANY:
        return tuple(ProviderFact(text, *source) for text, source in rows)
    for text, source in rows:
        said.setdefault(source, []).append(sentence(text))
    return tuple(ProviderFact(in_turn(texts), *source) for source, texts in said.items())


def _command(review: Review) -> str:
    paths = " ".join(item.path for item in review.inputs) or "PATH"
    supposed = "".join(f" --assume {one.label}" for one in review.assumptions)
    language = "" if spoken() == ENGLISH else f" --lang {spoken()}"
    settings = f"--as-of {review.as_of.isoformat()} --profile {review.profile}{supposed}{language}"
    return f"borderflow report {paths} {settings}"


def _rules(names: Names) -> tuple[RuleGroup, ...]:
    """A rule that is satisfied and gives context all the same stands among those with findings."""
    review, tally = names.review, names.review.rules
    noted = [id for id in tally.satisfied if id in names.heard]
    groups = (
        (say("With findings"), sorted([*tally.violated, *noted])),
        (say("Applied, no finding"), [id for id in tally.satisfied if id not in noted]),
        (say("Left open"), tally.undetermined),
        (say("Not applicable"), tally.not_applicable),
    )
    return tuple(RuleGroup(name, tuple(_note(review, id) for id in ids)) for name, ids in groups)


def _note(review: Review, id: str) -> RuleNote:
    return review.rule_notes.get(id, RuleNote(id, not_declared(), not_declared()))
