"""Annotations of GitHub Actions: a workflow command a finding, the gravest first.

A runner shows ten of a kind a step, and obeys every line that begins with `::`. So whatever comes from a file
is escaped as the runner's own toolkit does it, and stands on one line.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from borderflow.model.findings import Finding, Question, Severity
from borderflow.model.location import Location
from borderflow.model.report import Review
from borderflow.renderers.renderer import Options, Renderer
from borderflow.renderers.text.ink import neutral

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
}


def _render(review: Review, options: Options) -> bytes:
    return _render_all((review,), options)


def _render_all(reviews: Sequence[Review], options: Options) -> bytes:  # noqa: ARG001 - commands have no options
    lines = chain.from_iterable(_commands(review) for review in reviews)
    return "".join(f"{line}\n" for line in lines).encode(errors="backslashreplace")


def _join(texts: Sequence[bytes], options: Options) -> bytes:  # noqa: ARG001 - as above
    return b"".join(texts)


def _commands(review: Review) -> Iterator[str]:
    for finding in review.open_findings:
        if finding.severity in _LEVELS:
            yield _annotation(finding)
    yield from map(_question, review.questions)


def _annotation(finding: Finding) -> str:
    title = f"{finding.rule} {finding.title}"
    fixes = [f"Fix: {remedy}" for remedy in finding.remedies]
    text = [finding.message, f"Law: {'; '.join(finding.basis)}", *fixes]
    return _command(_LEVELS[finding.severity], finding.location, title, text)


def _question(question: Question) -> str:
    answer = [f"Write: {question.answer}"] if question.answer else []
    return _command("notice", question.location, f"Question: {question.asks}", [question.why, *answer])


def _command(level: str, place: Location | None, title: str, text: Sequence[str]) -> str:
    properties = {**_place(place), "title": title}
    words = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {words}::{'%0A'.join(map(_data, text))}"


def _place(place: Location | None) -> dict[str, str]:
    if place is None:
        return {}
    end = {"endColumn": str(place.end_column)} if place.end_column else {}
    return {"file": place.file, "line": str(place.line), "col": str(place.column), **end}


def _data(text: str) -> str:
    return neutral(" ".join(text.split())).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


github = Renderer("github", ".txt", "text/plain", _render, _render_all, _join)
