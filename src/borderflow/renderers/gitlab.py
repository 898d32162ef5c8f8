"""GitLab's Code Quality report: a list of issues, shown in the merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from posixpath import normpath

from borderflow.model.findings import Finding, Outcome, Severity, Status
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.jsontext import Object, written
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.text.ink import neutral

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - the report has no options
    seen: Counter[str] = Counter()
    issues = [
        _issue(finding, review, seen)
        for review in reviews
        for finding in review.findings
        if finding.status is Status.OPEN
    ]
    return written(issues)


def _issue(finding: Finding, review: Review, seen: Counter[str]) -> Object:
    first = review.inputs[0].path if review.inputs else "."
    place = finding.location or Location(first)
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": neutral(f"{finding.title}. {finding.message}"),
        "categories": ["Security"],
        "severity": "info" if finding.outcome is Outcome.UNKNOWN else _SEVERITIES[finding.severity],
        "fingerprint": _fingerprint(finding, review, seen),
        "location": {"path": normpath(place.file), "lines": {"begin": place.line}},
    }


def _fingerprint(finding: Finding, review: Review, seen: Counter[str]) -> str:
    """GitLab drops a second issue with the fingerprint of a first: one of another system is told apart."""
    name = review.architecture.system.name
    own = finding.fingerprint or sha256("|".join((name, finding.rule, *finding.subject)).encode()).hexdigest()
    seen[own] += 1
    return own if seen[own] == 1 else sha256(f"{own}|{name}|{seen[own]}".encode()).hexdigest()


gitlab = Renderer("gitlab", ".json", "application/json", _render, _render_all)
