"""What a review says of a few lines of manifest, as lines that a test can hold against others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from borderflow.api import Loaded, open_catalog, read_document, review_text
from borderflow.documents import loads
from borderflow.model.findings import Also, Finding
from borderflow.model.report import Review
from tests.worked_cases.cases import lay_over

DAY = date(2026, 11, 21)
BASE = """
borderflow: 1
system: {name: Test, record: ROPA-1}
controller: {name: Example GmbH, country: DE}
data: {tickets: {categories: [contact], subjects: [customers], retention: P2Y}}
components: {desk: {kind: application, host: {country: DE}, holds: [tickets]}}
"""
"""A controller with customer data in rooms of its own, about which there is nothing to say."""


def a_review(fragment: str, *, as_of: date = DAY, profile: str = "default") -> Review:
    """Review the base with a fragment laid over it: mappings merge, null takes a key away."""
    manifest = lay_over(loads(BASE, "base.yaml").value, loads(fragment, "fragment.yaml").value)
    return review_text(_flow_style(manifest), as_of=as_of, profile=profile)


def a_system(fragment: str, *, as_of: date = DAY) -> Loaded:
    """The base with a fragment laid over it, read but not judged: its graph can be asked for."""
    manifest = lay_over(loads(BASE, "base.yaml").value, loads(fragment, "fragment.yaml").value)
    return Loaded(read_document(loads(_flow_style(manifest), "manifest.yaml")), open_catalog(), as_of)


def said(fragment: str, *rules: str, as_of: date = DAY, profile: str = "default") -> list[str]:
    """`RULE outcome severity party` of all that is said, heads and others alike, without evidence to file.

    With `rules`, only those of rules whose id begins with one of them.
    """
    found = _lines(a_review(fragment, as_of=as_of, profile=profile))
    return sorted({line for line in found if not rules or line.startswith(rules)})


def said_of(party: str, contract: str = "", *rules: str, more: str = "", as_of: date = DAY) -> list[str]:
    """What is said when the tickets go to a company of the manifest, `post`, that mails them from Germany."""
    fragment = f"""
components: {{mail: {{kind: saas, operator: post, host: {{country: DE}}}}}}
flows: ["desk -> mail: tickets"]
parties: {{post: {{{party}}}}}
contracts: {{post: {{{contract}}}}}
"""
    whole = lay_over(loads(fragment, "post.yaml").value, loads(more or "{}", "more.yaml").value)
    found = _lines(review_text(_flow_style(lay_over(loads(BASE, "base.yaml").value, whole)), as_of=as_of))
    return sorted({line for line in found if not rules or line.startswith(rules)})


def _lines(review: Review) -> Iterator[str]:
    for head in review.findings:
        if not head.to_file:
            party = (*head.parties, "")[0]
            yield _line(head, party)
            yield from (_line(one, party) for one in head.also)


def _line(one: Finding | Also, party: str) -> str:
    severity = "" if one.outcome.value == "info" else f" {one.severity}"
    return f"{one.rule} {one.outcome.value}{severity} {party}".rstrip()


def _flow_style(value: Any) -> str:
    """A manifest as text; keys that were taken away are left out, dates keep their form."""
    import json

    return json.dumps(_without_nothing(value), default=str)


def _without_nothing(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_nothing(one) for key, one in value.items() if one is not None}
    return [_without_nothing(one) for one in value] if isinstance(value, list) else value
