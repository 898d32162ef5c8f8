"""How every form says that a review was made under an assumption, and so is none of what is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from borderflow.language import say, to_say
from borderflow.model.assumption import Assumption
from borderflow.renderers.jsontext import Json

WARNING = to_say("Supposed, not the law and the facts of the day")


def sentences(assumptions: Iterable[Assumption]) -> Iterator[str]:
    """What is supposed, a sentence an assumption, each with the name that it is asked for by."""
    for one in assumptions:
        yield f"{say(one.says)} ({one.label})"


def labels(assumptions: Iterable[Assumption]) -> str:
    """The assumptions as they are written on the command line."""
    return ", ".join(one.label for one in assumptions)


def listed(assumptions: Iterable[Assumption]) -> Json:
    """The assumptions as JSON."""
    return [entry(one) for one in assumptions]


def entry(one: Assumption) -> Json:
    """One assumption as JSON."""
    return {
        "id": one.id,
        "provider": one.subject or None,
        "name": one.name,
        "says": one.says,
        "why": one.why or None,
        "sources": list(one.sources),
    }
