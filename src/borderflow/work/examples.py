"""A rule's own examples: small manifests over a common header, run through the whole pipeline.

They are tests and documentation at once. Every example is judged on one day, so that none ages, and is met
by a finding or by an entry in the `also` list of another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from borderflow.errors import BorderflowError
from borderflow.model.report import Review

Parsed = Mapping[str, Any]

DAY = date(2026, 11, 21)
"""The day on which examples are judged."""
HEADER: Parsed = {
    "borderflow": 1,
    "system": {"name": "Example", "purpose": "Example"},
    "controller": {"name": "Example GmbH", "country": "DE"},
}
"""What every example stands under; its own sections are merged over it."""
SORTS = ("violated", "satisfied", "undetermined")


class Example(Struct, frozen=True):
    """One manifest and what its rule is to say of it."""

    rule: str
    sort: str
    """`violated`, `satisfied` or `undetermined`."""
    title: str
    manifest: Parsed
    expect: str = ""
    """Outcome and severity; empty when the rule is to say nothing."""
    as_of: date = DAY
    profile: str = "default"

    @property
    def text(self) -> str:
        """The manifest as JSON."""
        return json.dumps(self.manifest, indent=2, ensure_ascii=False)


class Outcome(Struct, frozen=True):
    """What became of an example."""

    example: Example
    said: tuple[str, ...] = ()
    error: str = ""
    """Why the manifest could not be read."""

    @property
    def is_met(self) -> bool:
        if self.error:
            return False
        expected = self.example.expect
        return expected in self.said if expected else not self.said


def examples_of(document: Parsed) -> Iterator[Example]:
    """The examples of a rule file, in its order."""
    found = document.get("examples") or {}
    for sort in SORTS:
        for entry in found.get(sort, ()):
            yield Example(
                rule=document["id"],
                sort=sort,
                title=entry["title"],
                manifest=_merge(HEADER, entry["manifest"]),
                expect=entry.get("expect", ""),
                as_of=date.fromisoformat(entry["as_of"]) if entry.get("as_of") else DAY,
                profile=entry.get("profile", "default"),
            )


def run(example: Example, review: Callable[[Example], Review]) -> Outcome:
    """Judge an example. `review` takes its text, its day and its profile."""
    try:
        return Outcome(example, said(example.rule, review(example)))
    except BorderflowError as error:
        return Outcome(example, error=str(error))


def said(rule: str, review: Review) -> tuple[str, ...]:
    """Everything that a rule says in a review, as `outcome severity`, an `info` as one word."""
    found = (*review.findings, *(review.sovereignty.findings if review.sovereignty else ()))
    heads = ((one.rule, one.outcome, one.severity) for one in found)
    others = ((one.rule, one.outcome, one.severity) for head in found for one in head.also)
    words = {f"{outcome} {severity}" for id_, outcome, severity in (*heads, *others) if id_ == rule}
    return tuple(sorted("info" if one == "info info" else one for one in words))


def _merge(under: Parsed, over: Parsed) -> dict[str, Any]:
    merged = {**under, **over}
    for key, value in under.items():
        if isinstance(value, dict) and isinstance(over.get(key), dict):
            merged[key] = {**value, **over[key]}
    return merged
