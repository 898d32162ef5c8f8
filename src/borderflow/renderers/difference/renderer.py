"""What a renderer of differences is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from borderflow.model.difference import Difference
from borderflow.renderers.rank import counted
from borderflow.renderers.renderer import Options


class DifferenceRenderer(Struct, frozen=True):
    """One published form of differences, of one system or several."""

    name: str
    """What `--format` is told."""
    suffix: str
    render: Callable[[Sequence[Difference], Options], bytes]


def sum_of(difference: Difference) -> str:
    """What became of the findings, in numbers."""
    counts = (
        f"{len(difference.new)} new",
        f"{len(difference.worse)} worse",
        f"{len(difference.eased)} milder",
        f"{len(difference.fixed)} gone",
        f"{len(difference.unchanged)} unchanged",
    )
    there = (*difference.new, *difference.changed, *difference.unchanged)
    return f"{counted(len(there), 'finding')}: {', '.join(counts)}"


def head_of(difference: Difference) -> str:
    """Which two are compared."""
    if not difference.before.is_there:
        return "This system is new."
    if not difference.after.is_there:
        return "This system is gone."
    before, after = difference.before.version, difference.after.version
    versions = f"From {before} to {after}: " if before and after and before != after else ""
    facts = "" if difference.same_facts else ". The facts or the profile that judge them differ, too"
    return f"{versions}{sum_of(difference)}{facts}."
