"""The questions as Markdown, to be read and talked about."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.sheet import QuestionSheet, Row
from borderflow.renderers.markdown import code, escaped, prose
from borderflow.renderers.questions.renderer import QuestionRenderer, possible


def _render(sheet: QuestionSheet) -> bytes:
    lines = [f"# Open questions about {escaped(sheet.system)}", "", f"As of {sheet.as_of}.", ""]
    for number, row in enumerate(sheet.rows, 1):
        lines += _question(number, row)
    return "\n".join(lines).encode(errors="backslashreplace")


def _question(number: int, row: Row) -> Iterator[str]:
    rule = f" ({row.rule})" if row.rule else ""
    yield f"## {number}. {prose(row.asks)}{rule}"
    yield ""
    yield f"{prose(row.why)} The worst answer would weigh: {row.worst}."
    yield ""
    yield f"- To fill in: {escaped(row.field)}"
    if row.key:
        yield f"- Possible: {escaped(possible(row))}"
        yield "- Answer: ____"
    if row.where:
        yield f"- Where: {code(row.where)}"
    yield ""


questions_markdown = QuestionRenderer("markdown", ".md", _render)
