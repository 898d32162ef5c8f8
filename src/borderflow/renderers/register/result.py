"""The register as JSON, version 1: rows by table, cells by the names of their columns."""

from __future__ import annotations

from collections.abc import Sequence

from borderflow.model.report import Review
from borderflow.renderers.jsontext import Object, written
from borderflow.renderers.register.register import register_of
from borderflow.renderers.register.renderer import RegisterRenderer, Table

VERSION = 1


def _render(reviews: Sequence[Review]) -> bytes:
    register = register_of(reviews)
    return written(
        {
            "version": VERSION,
            "as_of": register.as_of.isoformat(),
            **{table.id: [_row(table, row) for row in table.rows] for table in register.tables},
        }
    )


def _row(table: Table, row: Sequence[str]) -> Object:
    return {column.id: cell for column, cell in zip(table.columns, row, strict=True)}


register_json = RegisterRenderer("json", ".json", _render)
