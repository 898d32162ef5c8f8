"""A difference in the terminal: what the change means, then the findings that it brings and closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from borderflow.model.difference import Difference, FindingNote
from borderflow.renderers.difference.renderer import DifferenceRenderer, head_of
from borderflow.renderers.renderer import Options
from borderflow.renderers.text.changes import changes_lines
from borderflow.renderers.text.ink import BLANK, Line, Tone, inked, wrapped


def _render(differences: Sequence[Difference], options: Options) -> bytes:
    first, *rest = (difference_lines(one, options.width) for one in differences)
    return inked(chain(first, *((BLANK, BLANK, *page) for page in rest)), options.colour)


def difference_lines(difference: Difference, width: int) -> Iterator[Line]:
    """The whole page of one system."""
    yield ((Tone.STRONG, difference.after.system),)
    yield from (((Tone.FAINT, piece),) for piece in wrapped(head_of(difference), width))
    yield from changes_lines(difference, width)
    yield from _findings("New findings", difference.new, "+", Tone.GRAVE)
    yield from _findings("Worse than before", (one.after for one in difference.worse), "+", Tone.GRAVE)
    yield from _findings("Milder than before", (one.after for one in difference.eased), "~", Tone.PLAIN)
    yield from _findings("Gone", difference.fixed, "-", Tone.GOOD)


def _findings(title: str, findings: Iterable[FindingNote], sign: str, tone: Tone) -> Iterator[Line]:
    found = list(findings)
    if not found:
        return
    yield from (BLANK, ((Tone.STRONG, f"{title} ({len(found)})"),))
    for one in found:
        yield ((tone, f"  {sign} "), (Tone.PLAIN, f"{one.severity} {one.outcome} {one.rule} {one.title}"))
        if one.place and sign != "-":
            yield ((Tone.FRAME, "      --> "), (Tone.PLAIN, one.place))


difference_text = DifferenceRenderer("text", ".txt", _render)
