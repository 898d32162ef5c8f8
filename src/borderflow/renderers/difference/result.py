"""A difference as JSON, version 1: `docs/schema/diff-v1.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borderflow.model.difference import (
    Change,
    Difference,
    FindingNote,
    FlowNote,
    Reach,
    RecipientNote,
    Snapshot,
)
from borderflow.renderers.changes import came, went
from borderflow.renderers.difference.renderer import DifferenceRenderer
from borderflow.renderers.jsontext import Json, Object, written
from borderflow.renderers.renderer import Options

VERSION = 1


def _render(differences: Sequence[Difference], options: Options) -> bytes:  # noqa: ARG001 - has no options
    return written({"version": VERSION, "differences": [entry(one) for one in differences]})


def entry(difference: Difference) -> Object:
    """One system."""
    return {
        "system": difference.after.system,
        "before": _side(difference.before),
        "after": _side(difference.after),
        "same_facts": difference.same_facts,
        "added": list(came(difference)),
        "removed": list(went(difference)),
        "findings": {
            "new": _findings(difference.new),
            "worse": _findings(one.after for one in difference.worse),
            "milder": _findings(one.after for one in difference.eased),
            "fixed": _findings(difference.fixed),
            "unchanged": _findings(difference.unchanged),
        },
        "recipients": _recipients(difference.recipients),
        "countries": _change(difference.countries),
        "categories": None if difference.categories is None else _change(difference.categories),
        "data": {
            "in_countries": _reaches(difference.in_countries, "country"),
            "at_recipients": _reaches(difference.at_recipients, "recipient"),
        },
        "flows": {
            "added": [_flow(one) for one in difference.flows.added],
            "removed": [_flow(one) for one in difference.flows.removed],
            "changed": [_flow(one.after) for one in difference.changed_flows],
        },
    }


def _side(one: Snapshot) -> Json:
    """Null for a system that is not there."""
    if not one.is_there:
        return None
    return {
        "system": one.system,
        "version": one.version,
        "as_of": one.as_of,
        "profile": one.profile,
        "verdict": one.verdict.value,
    }


def _findings(found: Iterable[FindingNote]) -> Json:
    return [
        {
            "rule": one.rule,
            "title": one.title,
            "outcome": one.outcome.value,
            "severity": str(one.severity),
            "blocking": one.blocking,
            "status": one.status.value,
            "data": list(one.data),
            "components": list(one.components),
            "parties": list(one.parties),
            "place": one.place or None,
            "fingerprint": one.fingerprint,
        }
        for one in found
    ]


def _recipients(change: Change[RecipientNote]) -> Json:
    def of(parties: Iterable[RecipientNote]) -> Json:
        return [{"id": one.id, "name": one.name, "country": one.country or None} for one in parties]

    return {"added": of(change.added), "removed": of(change.removed)}


def _change(change: Change[str]) -> Json:
    return {"added": list(change.added), "removed": list(change.removed)}


def _reaches(change: Change[Reach], where: str) -> Json:
    def of(reaches: Iterable[Reach]) -> Json:
        return [{"data": data, where: place} for data, place in reaches]

    return {"added": of(change.added), "removed": of(change.removed)}


def _flow(one: FlowNote) -> Json:
    return {"id": one.id, "from": one.source, "to": one.target, "carries": list(one.carries)}


difference_json = DifferenceRenderer("json", ".json", _render)
