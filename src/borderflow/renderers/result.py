"""JSON, version 1: a published shape of its own.

It is written out field by field and never derived from the model, so that a renamed attribute cannot change
what other programs read. A key may be added in version 1; none is renamed or removed. The shape is
`docs/schema/result-v1.schema.json`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from borderflow.model.architecture import Architecture
from borderflow.model.catalog import Zone
from borderflow.model.findings import Also, Finding, Hop, Question
from borderflow.model.knowledge import Ground
from borderflow.model.location import Location
from borderflow.model.records import Standing
from borderflow.model.report import (
    ComponentView,
    DataForm,
    DatumView,
    FlowView,
    PartyView,
    Review,
    RuleTally,
    TransferView,
)
from borderflow.renderers.jsontext import Json, Object, Rows, in_a_line, quoted, row_of, written
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.supposed import listed

if TYPE_CHECKING:
    from borderflow.model.sovereignty import Estimate, Sovereignty

VERSION = 1
_OPENING, _CLOSING = b'"reviews": [', b"\n  ]\n}\n"
"""Around the reviews of several systems."""
_COMPONENT = row_of("id", "kind", "operator", "host", "country", "countries", "control", "zone", "data")
_FLOW = row_of("id", "from", "to", "carries", "file", "line")

_CONTRACTS = {
    Standing.RECORDED: "recorded",
    Standing.PRESUMED: "presumed",
    Standing.NONE: "none",
    Standing.STALE: "absent",
    Standing.UNKNOWN: "absent",
    Standing.ABSENT: "absent",
}
"""An expired contract is no contract on record."""


def _render(review: Review, options: Options) -> bytes:  # noqa: ARG001 - JSON has no options
    return written({**_head(review), **_review(review)})


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - as above
    shared = _head(reviews[0])
    del shared["profile"]
    return written({**shared, "reviews": [{"profile": one.profile, **_review(one)} for one in reviews]})


def _join(texts: Sequence[bytes], options: Options) -> bytes:  # noqa: ARG001 - as above
    """One head, then the reviews of all."""
    head, opening, _ = texts[0].partition(_OPENING)
    reviews = (text.partition(_OPENING)[2].removesuffix(_CLOSING) for text in texts)
    return head + opening + b",".join(reviews) + _CLOSING


def _head(review: Review) -> Object:
    return {
        "version": VERSION,
        "tool": {"name": "borderflow", "version": review.tool_version},
        "as_of": review.as_of.isoformat(),
        "profile": review.profile,
        "catalog": _catalog(review),
        **({"assumptions": listed(review.assumptions)} if review.assumptions else {}),
    }


def _catalog(review: Review) -> Object:
    """Which facts were judged by, and which of the shipped ones the user's own files replaced."""
    replaced: list[Json] = [
        {"kind": one.kind, "id": one.id, "fields": list(one.fields), "file": one.file}
        for one in review.overrides
    ]
    known: Object = {"digest": review.catalog_digest, "reviewed": review.catalog_reviewed}
    return {**known, "overrides": replaced} if replaced else known


def _review(review: Review) -> Object:
    system, lines = review.architecture.system, _Lines()
    return {
        "inputs": [{"path": one.path, "format": one.format, "sha256": one.sha256} for one in review.inputs],
        "system": {"name": system.name, "version": system.version},
        "summary": _summary(review),
        "rules": _rules(review.rules),
        "data": [_datum(one) for one in review.data],
        "components": Rows(map(lines.component, review.components)),
        "parties": [_party(one) for one in review.parties],
        "flows": Rows(map(lines.flow, review.flows)),
        "transfers": [_transfer(one) for one in review.transfers],
        "findings": [_finding(one) for one in review.findings],
        "questions": [_question(one) for one in review.questions],
        **_reading(review.architecture),
        **_change(review),
        **({"sovereignty": sovereignty_entry(review.sovereignty)} if review.sovereignty else {}),
        **_signoff(review),
    }


def _signoff(review: Review) -> Object:
    """Only when one was named."""
    if review.signoff is None:
        return {}
    from borderflow.renderers.signoff import entry

    return {"signoff": entry(review.signoff)}


def _change(review: Review) -> Object:
    """Only when it was held against an older version."""
    if review.change is None:
        return {}
    from borderflow.renderers.difference.result import entry

    return {"change": {"since": review.against, **entry(review.change)}}


def sovereignty_entry(found: Sovereignty) -> Json:
    """Only with a profile that asks for it. An upper bound; `on_record` is null for what nobody has shown."""
    least, most = found.score
    bound: Object = {"at_most": found.at_most, "on_record": found.on_record}
    score: Object = {"on_record": least, "at_most": most}
    return {
        "nature": "upper bound, an estimate; apart from the verdict",
        "profiles": [
            {"id": one.id, "name": one.name, "target": one.target or None} for one in found.profiles
        ],
        "framework": found.framework if found.estimates else None,
        "seal": bound if found.estimates else None,
        "score": score if found.estimates else None,
        "objectives": [_objective(one) for one in found.estimates],
        "caveats": list(found.caveats),
        "blockers": len(found.blockers),
        "rules": {rule: found.rules[rule] for rule in sorted(found.rules)},
        "findings": [_finding(one) for one in found.findings],
        "questions": [_question(one) for one in found.questions],
    }


def _objective(one: Estimate) -> Json:
    return {
        "id": one.objective.id,
        "name": one.objective.name,
        "weight": one.objective.weight,
        "at_most": one.at_most,
        "on_record": one.on_record,
        "limits": [_fact(limit) for limit in one.limits],
        "open": list(one.open),
    }


def _summary(review: Review) -> Json:
    counts = Counter(finding.severity for finding in review.open_findings)
    return {
        "verdict": review.verdict.value,
        "blockers": len(review.blockers),
        "counts": {str(severity): counts[severity] for severity in sorted(counts, reverse=True)},
    }


def _rules(tally: RuleTally) -> Json:
    return {
        "violated": list(tally.violated),
        "satisfied": list(tally.satisfied),
        "undetermined": list(tally.undetermined),
        "not_applicable": list(tally.not_applicable),
    }


class _Lines:
    """Components and flows as lines of JSON. What many of them share is written once.

    Data in their forms are found again by the identity of the tuple that the review holds.
    """

    def __init__(self) -> None:
        self._forms: dict[int, str] = {}
        self._names: dict[int, str] = {}
        self._written = lru_cache(maxsize=1024)(in_a_line)

    def component(self, view: ComponentView) -> str:
        written, countries = self._written, view.countries
        return _COMPONENT % (
            quoted(view.id),
            quoted(view.kind),
            quoted(view.operator),
            quoted(view.host),
            written(countries[0] if len(countries) == 1 else None),
            written(countries),
            written(view.control),
            quoted(Zone(view.zone).value),
            self._listed(view.data),
        )

    def flow(self, view: FlowView) -> str:
        return _FLOW % (
            quoted(view.id),
            quoted(view.source),
            quoted(view.target),
            self._named(view.carries),
            self._written(view.file or None),
            view.line or "null",
        )

    def _listed(self, data: tuple[DataForm, ...]) -> str:
        """The entries of one component."""
        if id(data) not in self._forms:
            self._forms[id(data)] = in_a_line([{"id": one.data, "form": one.form.value} for one in data])
        return self._forms[id(data)]

    def _named(self, data: tuple[DataForm, ...]) -> str:
        """The data alone, each once, whatever their form."""
        if id(data) not in self._names:
            self._names[id(data)] = in_a_line(tuple(dict.fromkeys(one.data for one in data)))
        return self._names[id(data)]


def _datum(view: DatumView) -> Json:
    return {
        "id": view.id,
        "label": view.label,
        "personal": view.personal,
        "categories": list(view.categories),
        "subjects": list(view.subjects),
    }


def _party(view: PartyView) -> Json:
    return {
        "id": view.id,
        "name": view.name,
        "entity": view.entity or None,
        "country": view.country or None,
        "parent": {"name": view.parent, "country": view.parent_country or None} if view.parent else None,
        "role": view.role,
        "contract": _CONTRACTS[view.contract],
        "data": list(view.data),
    }


def _transfer(view: TransferView) -> Json:
    return {
        "id": view.id,
        "exporter": view.exporter,
        "exporter_id": view.exporter_id,
        "importer": view.importer,
        "importer_name": view.importer_name,
        "countries": list(view.countries),
        "tool": view.tool or None,
        "status": view.status,
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "outcome": finding.outcome.value,
        "severity": str(finding.severity),
        "blocking": finding.blocking,
        "title": finding.title,
        "message": finding.message,
        "basis": list(finding.basis),
        "components": list(finding.components),
        "parties": list(finding.parties),
        "data": list(finding.data),
        "flows": list(finding.flows),
        "location": _location(finding.location),
        "path": [_hop(hop) for hop in finding.path],
        "facts": [_fact(fact) for fact in finding.facts],
        **({"aged": finding.aged} if finding.aged else {}),
        "also": _also(finding.also),
        "silenced_by": list(finding.silenced_by),
        "remedies": list(finding.remedies),
        "owner": finding.owner,
        "fingerprint": finding.fingerprint,
        "status": finding.status.value,
    }


def _hop(hop: Hop) -> Json:
    node: Object = {"component": hop.component} if hop.component else {"party": hop.party}
    return {**node, "caption": hop.caption, **(_line(hop.location) if hop.location else {})}


def _fact(fact: Ground) -> Json:
    source = fact.source or (str(fact.location) if fact.location else None)
    return {
        "text": fact.text,
        "origin": fact.origin.value,
        "source": source,
        "as_of": fact.as_of or None,
    }


def _also(others: Iterable[Also]) -> Json:
    return [{"rule": one.rule, "outcome": one.outcome.value, "severity": str(one.severity)} for one in others]


def _question(question: Question) -> Json:
    return {
        "subject": question.subject,
        "asks": question.asks,
        "why": question.why,
        "rule": question.rule or None,
        "answer": question.answer or None,
        "location": _location(question.location),
    }


def _reading(architecture: Architecture) -> Object:
    """What a reader of foreign files tells; nothing for a manifest."""
    reading = architecture.reading
    if reading is None:
        return {}
    facts = [
        {
            "of": id_,
            "field": field,
            "known": basis.how.value,
            "because": basis.because,
            "location": _location(architecture.locate(basis.path)),
        }
        for (id_, field), basis in sorted(reading.bases.items())
    ]
    remarks = [
        {"message": one.message, "hint": one.hint, "location": _location(one.location)}
        for one in reading.remarks
    ]
    supply = [
        {"source": one.source, "what": one.what, "location": _location(one.location)}
        for one in reading.supply
    ]
    told: Object = {
        "assumptions": list(reading.assumptions),
        "facts": facts,
        "remarks": remarks,
        "supply": supply,
    }
    return {"reading": told}


def _location(location: Location | None) -> Json:
    return {**_line(location), "column": location.column} if location else None


def _line(location: Location | None) -> Object:
    return {"file": location.file if location else None, "line": location.line if location else None}


json_result = Renderer("json", ".json", "application/json", _render, _render_all, _join)
