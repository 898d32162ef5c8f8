"""The comparison as JSON, version 1."""

from __future__ import annotations

from collections.abc import Iterable

from borderflow.model.comparison import Candidate, Comparison, Point, Said
from borderflow.renderers.comparison.renderer import ComparisonRenderer
from borderflow.renderers.jsontext import Json, written
from borderflow.renderers.renderer import Options
from borderflow.renderers.result import sovereignty_entry
from borderflow.renderers.supposed import listed

VERSION = 1


def _render(comparison: Comparison, options: Options) -> bytes:  # noqa: ARG001 - JSON has no options
    return written(
        {
            "version": VERSION,
            "tool": {"name": "borderflow", "version": comparison.tool_version},
            "as_of": comparison.as_of.isoformat(),
            "profile": comparison.profile,
            **({"assumptions": listed(comparison.assumptions)} if comparison.assumptions else {}),
            "candidates": [_candidate(one) for one in comparison.candidates],
        }
    )


def _candidate(candidate: Candidate) -> Json:
    answers = candidate.answers
    return {
        "source": candidate.source,
        "system": {"name": candidate.system, "version": candidate.version},
        "place": candidate.place,
        "verdict": candidate.verdict.value,
        "transfer": _said(answers.transfer),
        "covered": _said(answers.covered),
        "compelled": _said(answers.compelled),
        "bound": _said(answers.bound),
        "blockers": _points(candidate.blockers),
        "risks": _points(candidate.risks),
        "questions": list(candidate.questions),
        "recipients": [
            {"name": one.name, "country": one.country or None, "law": list(one.law)}
            for one in candidate.recipients
        ],
        "countries": list(candidate.countries),
        "changes": [
            {"remedy": one.remedy, "closes": one.closes, "rules": list(one.rules)}
            for one in candidate.changes
        ],
        **({"sovereignty": sovereignty_entry(candidate.sovereignty)} if candidate.sovereignty else {}),
    }


def _said(said: Said) -> Json:
    return {"reply": said.reply.value, "text": said.text}


def _points(points: Iterable[Point]) -> Json:
    return [{"rule": point.rule, "title": point.title} for point in points]


comparison_json = ComparisonRenderer("json", ".json", "application/json", _render)
