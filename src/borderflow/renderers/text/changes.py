"""What a change does, in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from borderflow.model.difference import Difference
from borderflow.renderers.changes import came, went
from borderflow.renderers.text.ink import BLANK, Line, Tone, wrapped


def changes_lines(difference: Difference, width: int) -> Iterator[Line]:
    """What the change means; nothing when nothing moves."""
    added, removed = list(came(difference)), list(went(difference))
    if not added and not removed:
        return
    yield from (BLANK, ((Tone.STRONG, "What this change does"),))
    for sign, tone, sentences in (("+", Tone.GRAVE, added), ("-", Tone.GOOD, removed)):
        for sentence in sentences:
            for number, piece in enumerate(wrapped(sentence, width - 4)):
                yield ((tone, f"  {sign} " if number == 0 else "    "), (Tone.PLAIN, piece))
