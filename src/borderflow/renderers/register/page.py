"""The register as Markdown, to be read and pasted. Wide tables become a list a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borderflow.language import say
from borderflow.model.report import Review
from borderflow.renderers.markdown import escaped
from borderflow.renderers.register.register import register_of
from borderflow.renderers.register.renderer import RegisterRenderer, Table
from borderflow.renderers.report.words import NONE

_WIDE = 6
"""Columns from which a table is no table any more on a page."""


def _render(reviews: Sequence[Review]) -> bytes:
    register = register_of(reviews)
    lines = [f"# {register.title}", "", register.caveat, ""]
    for table in register.tables:
        lines += [f"## {table.title}", "", table.about, "", *_body(table), ""]
    return "\n".join(lines).encode(errors="backslashreplace")


def _body(table: Table) -> Iterator[str]:
    if not table.rows:
        yield f"{escaped(table.none) or say(NONE)}."
    elif len(table.columns) > _WIDE:
        yield from _lists(table)
    else:
        yield _row(column.title for column in table.columns)
        yield "|---" * len(table.columns) + "|"
        yield from (_row(row) for row in table.rows)


def _lists(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield f"### {_cell(', '.join(row[:2]))}"
        yield ""
        for column, cell in zip(table.columns[2:], row[2:], strict=True):
            yield f"- **{column.title}:** {_cell(cell)}"
        yield ""


def _row(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return "; ".join(escaped(line) for line in text.split("\n"))


register_markdown = RegisterRenderer("markdown", ".md", _render)
