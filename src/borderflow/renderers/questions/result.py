"""The questions as JSON, version 1. An `answer` that is filled in is read back by `--answers`."""

from __future__ import annotations

from borderflow.model.sheet import QuestionSheet, Row
from borderflow.renderers.jsontext import Object, written
from borderflow.renderers.questions.renderer import QuestionRenderer

VERSION = 1


def _render(sheet: QuestionSheet) -> bytes:
    return written(
        {
            "version": VERSION,
            "system": sheet.system,
            "as_of": sheet.as_of.isoformat(),
            "questions": [_row(one) for one in sheet.rows],
        }
    )


def _row(row: Row) -> Object:
    return {
        "key": row.key or None,
        "subject": row.subject,
        "asks": row.asks,
        "field": row.field,
        "options": list(row.options),
        "only_options": row.is_closed,
        "example": row.example or None,
        "why": row.why,
        "rule": row.rule or None,
        "worst": row.worst,
        "where": row.where or None,
        "answer": None,
    }


questions_json = QuestionRenderer("json", ".json", _render)
