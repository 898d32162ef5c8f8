"""What a reader of foreign files says before the findings: what was assumed, and what was left aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from borderflow.renderers.text.ink import Line, Tone, wrapped

if TYPE_CHECKING:
    from borderflow.model.reading import Reading

_MOST = 8


def reading_lines(reading: Reading, width: int, *, everything: bool) -> Iterator[Line]:
    """Assumptions, then remarks with their places."""
    for text in reading.assumptions:
        for number, piece in enumerate(wrapped(text, width - 4)):
            yield ((Tone.MILD, "  ! " if number == 0 else "    "), (Tone.PLAIN, piece))
    shown = reading.remarks if everything else reading.remarks[:_MOST]
    for fault in shown:
        where = f"{fault.location}: " if fault.location else ""
        hint = f" ({fault.hint})" if fault.hint else ""
        for number, piece in enumerate(wrapped(f"{where}{fault.message}{hint}", width - 4)):
            yield ((Tone.FAINT, "  - " if number == 0 else "    "), (Tone.PLAIN, piece))
    if len(reading.remarks) > len(shown):
        yield (
            (Tone.FAINT, f"  - {len(reading.remarks) - len(shown)} more remarks (`--verbose` shows them)"),
        )
    if reading.supply:
        names = {link.source for link in reading.supply}
        yield (
            (Tone.FAINT, f"  supply chain, no flows of data: {len(names)} images, registries and the like"),
        )
