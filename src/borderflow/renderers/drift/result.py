"""Drift as JSON, version 1."""

from __future__ import annotations

from borderflow.model.drift import Difference, Drift, Match, Remark
from borderflow.model.location import Location
from borderflow.renderers.drift.renderer import DriftRenderer
from borderflow.renderers.jsontext import Object, written
from borderflow.renderers.renderer import Options

VERSION = 1


def _render(drift: Drift, options: Options) -> bytes:  # noqa: ARG001 - JSON has no options
    return written(
        {
            "version": VERSION,
            "system": drift.system,
            "as_of": drift.as_of.isoformat(),
            "manifest": drift.manifest,
            "files": list(drift.files),
            "differences": [_difference(one) for one in drift.differences],
            "remarks": [_remark(one) for one in drift.remarks],
            "matches": [_match(one) for one in drift.matches],
        }
    )


def _difference(one: Difference) -> Object:
    return {
        "aspect": one.aspect.value,
        "subject": one.subject,
        "message": one.message,
        "location": _place(one.location),
        "declared_at": _place(one.declared_at),
        "known": one.known.value,
        "because": one.because or None,
        "flows": list(one.flows),
        "answer": one.answer or None,
    }


def _remark(one: Remark) -> Object:
    return {"message": one.message, "location": _place(one.location)}


def _match(one: Match) -> Object:
    return {"shown": one.shown, "declared": one.declared, "by": one.by}


def _place(place: Location | None) -> Object | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}


drift_json = DriftRenderer("json", ".json", _render)
