"""SARIF 2.1.0, for code scanning services and editors (OASIS, Static Analysis Results Interchange Format).

One run holds all systems, since services refuse two runs of one tool and category in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from msgspec.structs import replace

from borderflow.model.architecture import Acceptance
from borderflow.model.findings import Finding, Hop, Outcome, Severity, Status
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.jsontext import Json, Object, written
from borderflow.renderers.law import link_to
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.sarif_location import ROOT, file_location, logical, physical
from borderflow.renderers.supposed import listed

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - SARIF has no options
    log: Object = {"$schema": SCHEMA, "version": "2.1.0", "runs": list(_runs(reviews))}
    return written(log)


def _runs(reviews: Sequence[Review]) -> Iterator[Object]:
    """One run; what sovereignty profiles found is a run of its own, under a category of its own."""
    yield _run(reviews)
    beside = [replace(one, findings=one.sovereignty.findings) for one in reviews if one.sovereignty]
    if beside:
        yield _run(beside, "sovereignty")


def _run(reviews: Sequence[Review], topic: str = "data-protection") -> Object:
    heads = _rule_heads(reviews)
    files = {(one.path, one.sha256) for review in reviews for one in review.inputs}
    numbers = {rule: number for number, rule in enumerate(heads)}
    return {
        "tool": {"driver": _driver(reviews[0], heads, topic)},
        "automationDetails": {"id": _category(reviews, topic)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "Where the check was run."}}},
        "artifacts": [_artifact(path, sha256) for path, sha256 in sorted(files)],
        "results": [
            _result(finding, review, numbers[finding.rule])
            for review in reviews
            for finding in review.findings
        ],
        "properties": {
            "as_of": reviews[0].as_of.isoformat(),
            "profile": reviews[0].profile,
            **({"assumptions": listed(reviews[0].assumptions)} if reviews[0].assumptions else {}),
        },
    }


def _category(reviews: Sequence[Review], topic: str) -> str:
    """What keeps the results of several uploads apart: everything before the last slash."""
    names = "+".join(review.architecture.system.name for review in reviews)
    supposed = "".join(f" if {one.label}" for one in reviews[0].assumptions)
    beside = "" if topic == "data-protection" else f"{topic}/"
    return f"borderflow/{names.replace('/', ' ')}{supposed.replace('/', ' ')}/{beside}"


def _rule_heads(reviews: Iterable[Review]) -> Mapping[str, Finding]:
    """The first finding of every rule, by rule id."""
    findings = (finding for review in reviews for finding in review.findings)
    heads: dict[str, Finding] = {}
    for finding in findings:
        heads.setdefault(finding.rule, finding)
    return {rule: heads[rule] for rule in sorted(heads)}


def _driver(review: Review, heads: Mapping[str, Finding], topic: str) -> Object:
    return {
        "name": "borderflow",
        "semanticVersion": review.tool_version,
        "rules": [_rule(head, topic) for head in heads.values()],
    }


def _rule(head: Finding, topic: str) -> Object:
    title = head.name.replace("-", " ").capitalize()  # a rule's own title names the subject of each finding
    law = "; ".join(head.basis)
    described: Object = {
        "id": head.rule,
        "name": "".join(word.capitalize() for word in head.name.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": head.why or title},
        "help": {"text": f"{head.why} Law: {law}. Run `borderflow explain {head.rule}`.".strip()},
        "properties": {"tags": [topic, head.rule.split("-")[0]], "basis": list(head.basis)},
    }
    link = next(filter(None, map(link_to, head.basis)), "")
    return {**described, "helpUri": link} if link else described


def _artifact(path: str, sha256: str) -> Object:
    return {"location": file_location(path), "hashes": {"sha-256": sha256}}


def _result(finding: Finding, review: Review, number: int) -> Object:
    kind, level = _weight(finding)
    result: Object = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "kind": kind,
        "level": level,
        "message": {"text": _message(finding)},
        "locations": [_place(finding, review)],
        "partialFingerprints": {"borderflow/v1": finding.fingerprint or "|".join(finding.subject)},
        "suppressions": _suppressions(finding, review),
        "properties": _properties(finding),
    }
    if finding.path:
        result["codeFlows"] = [_code_flow(finding, review)]
    if review.against:
        result["baselineState"] = "unchanged" if finding.status is Status.BASELINE else "new"
    return result


def _weight(finding: Finding) -> tuple[str, str]:
    """Kind and level. What is not a failure has no level (SARIF 3.27.10)."""
    if finding.outcome is Outcome.UNKNOWN:
        return "open", "none"
    match finding.severity:
        case Severity.CRITICAL | Severity.HIGH:
            return "fail", "error"
        case Severity.MEDIUM:
            return "fail", "warning"
        case Severity.LOW:
            return "fail", "note"
        case Severity.INFO:
            return "informational", "none"
        case _:
            assert_never(finding.severity)


def _message(finding: Finding) -> str:
    fixes = " ".join(finding.remedies)
    aged = f" It {finding.aged}." if finding.aged else ""
    return f"{finding.title}. {finding.message}{aged}{' Fix: ' + fixes if fixes else ''}".strip()


def _place(finding: Finding, review: Review) -> Object:
    names = [(id_, "component") for id_ in finding.components] + [(id_, "party") for id_ in finding.parties]
    first = review.inputs[0].path if review.inputs else ""
    return {
        "physicalLocation": physical(finding.location or Location(first), review),
        "logicalLocations": [logical(id_, kind) for id_, kind in names],
    }


def _code_flow(finding: Finding, review: Review) -> Object:
    """The witness path. A hop without a line of its own stands at the line before it."""
    steps: list[Json] = []
    last = finding.location
    for hop in finding.path:
        last = hop.location or last
        steps.append({"location": _step(hop, last, review)})
    return {"message": {"text": finding.title}, "threadFlows": [{"locations": steps}]}


def _step(hop: Hop, location: Location | None, review: Review) -> Object:
    name, kind = (hop.component, "component") if hop.component else (hop.party, "party")
    step: Object = {
        "message": {"text": f"{name}: {hop.caption}"},
        "logicalLocations": [logical(name, kind)],
    }
    return {**step, "physicalLocation": physical(location, review)} if location else step


def _suppressions(finding: Finding, review: Review) -> Json:
    if finding.status is not Status.ACCEPTED:
        return []
    accepted = [
        risk.acceptance
        for risk in review.accepted
        if risk.state == "valid" and finding.fingerprint in risk.fingerprints
    ]
    if not accepted:
        reason = finding.accepted_because
        return [{"kind": "external", "status": "accepted", "justification": reason}]
    return [_suppression(one, review) for one in accepted]


def _suppression(acceptance: Acceptance, review: Review) -> Object:
    """Only what holds today is told: many readers take any suppression for one that counts."""
    suppression: Object = {
        "kind": "inSource" if acceptance.lines else "external",
        "status": "accepted",
        "justification": f"{acceptance.reason} (accepted by {acceptance.by} until {acceptance.until})",
    }
    place = acceptance.place or (acceptance.path and review.architecture.locate(acceptance.path))
    return (
        {**suppression, "location": {"physicalLocation": physical(place, review)}} if place else suppression
    )


def _properties(finding: Finding) -> Object:
    return {
        "outcome": finding.outcome.value,
        "severity": str(finding.severity),
        "blocking": finding.blocking,
        "components": list(finding.components),
        "parties": list(finding.parties),
        "data": list(finding.data),
        "flows": list(finding.flows),
        "owner": finding.owner,
        **({"aged": finding.aged} if finding.aged else {}),
    }


sarif = Renderer("sarif", ".sarif", "application/sarif+json", _render, _render_all)
