"""Candidate architectures side by side: the four questions, what stands against each, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from borderflow.model.assumption import Assumption
from borderflow.model.catalog import Zone
from borderflow.model.findings import Verdict
from borderflow.model.sovereignty import Sovereignty


class Reply(StrEnum):
    """How one of the four questions is answered. `open` is neither yes nor no."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    OPEN = "open"
    NONE = "not needed"


class Said(Struct, frozen=True):
    """A reply and the facts behind it, in words."""

    reply: Reply
    text: str


class Answers(Struct, frozen=True):
    """The four questions, which are never merged."""

    transfer: Said
    """Is there a transfer?"""
    covered: Said
    """Is it covered?"""
    compelled: Said
    """Who could be compelled?"""
    bound: Said
    """Is the processor properly bound?"""


class Recipient(Struct, frozen=True):
    """A party that receives personal data, its seat and the law that reaches it."""

    name: str
    country: str
    law: tuple[str, ...]


class Point(Struct, frozen=True):
    """A finding in one line."""

    rule: str
    title: str


class Change(Struct, frozen=True):
    """A remedy, and how many of the findings it closes."""

    remedy: str
    closes: int
    rules: tuple[str, ...]


class Candidate(Struct, frozen=True):
    """One architecture among several."""

    source: str
    """The file it was read from."""
    system: str
    version: str
    verdict: Verdict
    answers: Answers
    blockers: tuple[Point, ...]
    risks: tuple[Point, ...]
    """What does not block but weighs medium or more."""
    questions: tuple[str, ...]
    recipients: tuple[Recipient, ...]
    countries: tuple[str, ...]
    """Where personal data are processed."""
    zones: Mapping[str, Zone]
    """The zone of each of them."""
    changes: tuple[Change, ...]
    """Remedies in the order that closes most blockers soonest; without blockers, most risks."""
    place: int
    """1 for the candidate with the fewest blockers, then risks, then questions; equals share a place."""
    sovereignty: Sovereignty | None = None
    """What the sovereignty profiles found; None when none was asked for. It changes no place."""


class Comparison(Struct, frozen=True):
    """Several candidates, in the order in which they were named."""

    tool_version: str
    as_of: date
    profile: str
    catalog_reviewed: str
    candidates: tuple[Candidate, ...]
    assumptions: tuple[Assumption, ...] = ()
    """What was supposed against the law and the facts of the day, for all of them."""
