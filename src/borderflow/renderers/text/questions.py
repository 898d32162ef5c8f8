"""Open questions, each with the line that answers it."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.findings import Question
from borderflow.renderers.text.ink import Line, Tone, wrapped


def question_lines(question: Question, width: int) -> Iterator[Line]:
    """What is asked and why, where the answer goes, and the line to write."""
    rule = f" [{question.rule}]" if question.rule else ""
    yield ((Tone.MILD, "?"), (Tone.STRONG, f" {question.subject}: {question.asks}"), (Tone.FAINT, rule))
    for piece in wrapped(question.why, width - 4):
        yield ((Tone.PLAIN, f"    {piece}"),)
    if question.location:
        yield ((Tone.FRAME, "    --> "), (Tone.PLAIN, str(question.location)))
    for number, line in enumerate(question.answer.splitlines()):
        yield ((Tone.PLAIN, "    write: " if number == 0 else "           "), (Tone.GOOD, f"`{line}`"))


def terse_question(question: Question) -> Line:
    """`file:line:column: question[RULE] subject: what is asked`."""
    where = f"{question.location}: " if question.location else ""
    rule = f"[{question.rule}]" if question.rule else ""
    return (
        (Tone.PLAIN, where),
        (Tone.MILD, f"question{rule}"),
        (Tone.STRONG, f": {question.subject}: {question.asks}"),
    )
