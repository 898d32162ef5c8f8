"""Drift in the terminal: the differences with their places, remarks, and what was matched to what."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.drift import Aspect, Difference, Drift, Remark
from borderflow.renderers.drift.renderer import ASPECTS, DriftRenderer, by_words, ground_of, sum_of
from borderflow.renderers.renderer import Options
from borderflow.renderers.text.ink import BLANK, Line, Tone, inked, plain, wrapped
from borderflow.renderers.text.table import table


def _render(drift: Drift, options: Options) -> bytes:
    return inked(list(_page(drift, options.width)), options.colour)


def _page(drift: Drift, width: int) -> Iterator[Line]:
    yield ((Tone.STRONG, drift.system),)
    yield ((Tone.FAINT, f"as of {drift.as_of} · {drift.manifest} against {', '.join(drift.files)}"),)
    for aspect in Aspect:
        found = [one for one in drift.differences if one.aspect is aspect]
        if found:
            yield from (BLANK, ((Tone.STRONG, f"{ASPECTS[aspect]} ({len(found)})"),))
            for one in found:
                yield from _difference(one, width)
    if drift.remarks:
        yield from (BLANK, ((Tone.STRONG, f"No drift, and worth a look ({len(drift.remarks)})"),))
        for remark in drift.remarks:
            yield from _remark(remark, width)
    if drift.matches:
        yield from (BLANK, ((Tone.STRONG, "What was matched to what"),))
        rows = [(one.shown, one.declared, by_words(one)) for one in drift.matches]
        yield from table(("in the files", "in the manifest", "by"), rows, width)
    yield from (BLANK, plain(sum_of(drift)))


def _difference(one: Difference, width: int) -> Iterator[Line]:
    for number, piece in enumerate(wrapped(one.message, width - 4)):
        yield ((Tone.GRAVE, "  ! " if number == 0 else "    "), (Tone.PLAIN, piece))
    if one.location:
        yield ((Tone.FRAME, "    --> "), (Tone.PLAIN, str(one.location)))
    if one.declared_at:
        yield ((Tone.FRAME, "    declared: "), (Tone.PLAIN, str(one.declared_at)))
    if ground := ground_of(one):
        yield from (((Tone.FAINT, f"    {piece}"),) for piece in wrapped(ground, width - 4))
    if one.flows and one.aspect is Aspect.RECIPIENT:
        yield from (
            ((Tone.PLAIN, f"    {piece}"),) for piece in wrapped(f"flows: {', '.join(one.flows)}", width - 4)
        )
    if one.answer:
        yield ((Tone.PLAIN, "    to declare it: "), (Tone.GOOD, f"`{one.answer}`"))


def _remark(remark: Remark, width: int) -> Iterator[Line]:
    where = f" {remark.location}" if remark.location else ""
    for number, piece in enumerate(wrapped(f"{remark.message}{where}", width - 4)):
        yield ((Tone.FAINT, "  - " if number == 0 else "    "), (Tone.PLAIN, piece))


drift_text = DriftRenderer("text", ".txt", _render)
