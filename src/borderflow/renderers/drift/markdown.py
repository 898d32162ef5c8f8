"""Drift as Markdown, for a comment on a change."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.drift import Aspect, Difference, Drift, Remark
from borderflow.renderers.drift.renderer import ASPECTS, DriftRenderer, by_words, ground_of, sum_of
from borderflow.renderers.markdown import code, escaped, prose, table
from borderflow.renderers.renderer import Options


def _render(drift: Drift, options: Options) -> bytes:  # noqa: ARG001 - Markdown has no options
    return "\n".join((*_page(drift), "")).encode(errors="backslashreplace")


def _page(drift: Drift) -> Iterator[str]:
    yield f"## {escaped(drift.system)}: drift"
    yield ""
    files = ", ".join(map(code, drift.files))
    yield f"{code(drift.manifest)} against {files}, as of {drift.as_of}: {sum_of(drift)}."
    for aspect in Aspect:
        found = [one for one in drift.differences if one.aspect is aspect]
        if found:
            yield from ("", f"### {ASPECTS[aspect]}", "", *map(_difference, found))
    if drift.remarks:
        yield from ("", "### No drift, and worth a look", "", *map(_remark, drift.remarks))
    if drift.matches:
        rows = [(code(one.shown), code(one.declared), by_words(one)) for one in drift.matches]
        yield from (
            "",
            "### What was matched to what",
            "",
            *table(("In the files", "In the manifest", "By"), rows),
        )


def _difference(one: Difference) -> str:
    place = f" ({code(str(one.location))})" if one.location else ""
    declared = f" Declared at {code(str(one.declared_at))}." if one.declared_at else ""
    ground = f" {escaped(ground_of(one))}." if ground_of(one) else ""
    answer = f" To declare it: {code(one.answer)}." if one.answer else ""
    return f"- {prose(one.message)}{place}{declared}{ground}{answer}"


def _remark(remark: Remark) -> str:
    return f"- {escaped(remark.message)}" + (f" ({code(str(remark.location))})" if remark.location else "")


drift_markdown = DriftRenderer("markdown", ".md", _render)
