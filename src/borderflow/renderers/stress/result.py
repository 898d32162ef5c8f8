"""The stress test as JSON, version 1."""

from __future__ import annotations

from collections.abc import Sequence

from borderflow.model.stress import Effect, Point, Shift, StressTest
from borderflow.renderers.jsontext import Json, Object, written
from borderflow.renderers.renderer import Options
from borderflow.renderers.stress.renderer import StressRenderer, source_of
from borderflow.renderers.supposed import entry

VERSION = 1


def _render(tests: Sequence[StressTest], options: Options) -> bytes:  # noqa: ARG001 - JSON has no options
    today = tests[0].today
    return written(
        {
            "version": VERSION,
            "tool": {"name": "borderflow", "version": today.tool_version},
            "as_of": today.as_of.isoformat(),
            "profile": today.profile,
            "catalog": {"digest": today.catalog_digest, "reviewed": today.catalog_reviewed},
            "systems": [_system(one) for one in tests],
        }
    )


def _system(test: StressTest) -> Json:
    system = test.today.architecture.system
    return {
        "source": source_of(test),
        "system": {"name": system.name, "version": system.version},
        "verdict": test.today.verdict.value,
        "scenarios": [_effect(one) for one in test.effects],
    }


def _effect(effect: Effect) -> Json:
    return {
        "assumption": entry(effect.assumption),
        "verdict": effect.verdict.value,
        "adds": [_point(one) for one in effect.adds],
        "lifts": [_point(one) for one in effect.lifts],
        "changes": [_shift(one) for one in effect.shifts],
        "asks": [{"subject": one.subject, "asks": one.asks, "rule": one.rule or None} for one in effect.asks],
    }


def _point(point: Point) -> Object:
    return {
        "rule": point.rule,
        "title": point.title,
        "outcome": point.outcome.value,
        "severity": str(point.severity),
        "blocking": point.blocking,
        "parties": list(point.parties),
        "components": list(point.components),
        "message": point.message,
        "remedies": list(point.remedies),
    }


def _shift(shift: Shift) -> Json:
    today = shift.today
    was = {"outcome": today.outcome.value, "severity": str(today.severity), "blocking": today.blocking}
    return {**_point(shift.then), "today": was}


stress_json = StressRenderer("json", ".json", "application/json", _render)
