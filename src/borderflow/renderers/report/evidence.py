"""Section 7: what was read, what the facts rest on, how it was judged, and what the words mean."""

from __future__ import annotations

from dataclasses import dataclass

from borderflow.model.architecture import Input
from borderflow.model.knowledge import Level
from borderflow.model.report import Review, RuleNote
from borderflow.renderers.report.findings import ground_source
from borderflow.renderers.report.names import Names
from borderflow.renderers.report.words import NOT_DECLARED

LEVELS = {
    Level.VERIFIED: "Verified against the source",
    Level.PARTLY: "Partly verified",
    Level.UNVERIFIED: "Not verified",
}


@dataclass(frozen=True, slots=True)
class ProviderFact:
    text: str
    source: str
    level: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that came to the same end."""

    name: str
    rules: tuple[RuleNote, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
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
        tuple(
            ProviderFact(item.text, ground_source(item), LEVELS[item.level]) for item in review.provider_facts
        ),
        _rules(review),
    )


def _command(review: Review) -> str:
    paths = " ".join(item.path for item in review.inputs) or "PATH"
    supposed = "".join(f" --assume {one.label}" for one in review.assumptions)
    return (
        f"borderflow report {paths} --as-of {review.as_of.isoformat()} --profile {review.profile}{supposed}"
    )


def _rules(review: Review) -> tuple[RuleGroup, ...]:
    tally = review.rules
    groups = (
        ("With findings", tally.violated),
        ("Applied, no finding", tally.satisfied),
        ("Left open", tally.undetermined),
        ("Not applicable", tally.not_applicable),
    )
    return tuple(RuleGroup(name, tuple(_note(review, id) for id in ids)) for name, ids in groups)


def _note(review: Review, id: str) -> RuleNote:
    return review.rule_notes.get(id, RuleNote(id, NOT_DECLARED, NOT_DECLARED))
