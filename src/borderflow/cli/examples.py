"""The examples of a rule file, each judged as a manifest of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from borderflow.errors import BorderflowError
from borderflow.model.findings import Also, Finding
from borderflow.model.report import Review
from borderflow.pipeline import Settings, review

if TYPE_CHECKING:
    from borderflow.catalog import Catalog
    from borderflow.rules import Rule

Parsed = dict[str, Any]
_HEAD = {
    "borderflow": 1,
    "system": {"name": "Example"},
    "controller": {"name": "Acme SAS", "country": "FR"},
}


@dataclass(frozen=True, slots=True)
class Example:
    """A manifest, and what its rule is to say of it."""

    rule: str
    kind: str
    """`violated`, `satisfied` or `undetermined`."""
    title: str
    expect: str
    """Outcome and severity, or empty."""
    manifest: Parsed
    as_of: str


def examples_of(documents: Iterable[Parsed]) -> Iterator[Example]:
    """Every example of the given rule files."""
    for document in documents:
        for kind, group in (document.get("examples") or {}).items():
            for one in group:
                yield Example(
                    document["id"],
                    kind,
                    one["title"],
                    one.get("expect", ""),
                    one["manifest"],
                    one.get("as_of", ""),
                )


def shortfall(example: Example, catalog: Catalog, rules: Sequence[Rule], today: date) -> str:
    """What the rule said instead of what it should; empty when it is as expected."""
    day = date.fromisoformat(example.as_of) if example.as_of else today
    try:
        judged = _judge(example, catalog, rules, day)
    except BorderflowError as error:
        return f"its manifest cannot be read: {error}"
    kind, said = _answer(example.rule, judged), _said(example.rule, judged)
    if kind != example.kind or (example.expect and example.expect not in said):
        return f"the rule is {kind}" + (f" ({', '.join(said)})" if said else "")
    return ""


def _judge(example: Example, catalog: Catalog, rules: Sequence[Rule], day: date) -> Review:
    from borderflow.api import read_document
    from borderflow.documents import loads

    text = json.dumps({**_HEAD, **example.manifest}, indent=1)
    return review(read_document(loads(text, f"{example.rule}.json")), catalog, rules, Settings(day))


def _answer(rule: str, judged: Review) -> str:
    if rule in judged.rules.violated:
        return "violated"
    return "undetermined" if rule in judged.rules.undetermined else "satisfied"


def _said(rule: str, judged: Review) -> list[str]:
    """Outcome and severity of everything that the rule said, also under the head of another."""
    found: list[Finding | Also] = list(judged.findings)
    found += [other for finding in judged.findings for other in finding.also]
    words = (f"{one.outcome.value} {one.severity}" for one in found if one.rule == rule)
    return sorted({word.replace("info info", "info") for word in words})
