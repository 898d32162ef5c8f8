"""Systems built by hand in a few lines, with a treatment of kinds that tests can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from borderflow.model.architecture import Architecture, Component, Datum, Flow, Form, Organisation, System
from borderflow.model.resolved import Placement, Resolved, ResolvedArchitecture

TREATMENTS = {
    "embedding": "embedding",
    "vector-store": "context",
    "llm": "output",
    "fine-tuning": "weights",
    "gateway": "all",
    "queue": "all",
}


def a_system(
    components: Mapping[str, str | Component],
    flows: Sequence[str | Flow] = (),
    data: Mapping[str, Datum] | Sequence[str] = ("tickets",),
) -> ResolvedArchitecture:
    """Components as `id: kind` or `id: kind holds datum`, flows as `a -> b` or `a -> b: datum, datum`."""
    declared = data if isinstance(data, Mapping) else {id_: Datum(id_, id_) for id_ in data}
    made = {
        id_: one if isinstance(one, Component) else _component(id_, one) for id_, one in components.items()
    }
    architecture = Architecture(
        system=System("Test"),
        controller=Organisation("Example GmbH", "DE"),
        data=declared,
        components=made,
        flows=tuple(
            one if isinstance(one, Flow) else a_flow(one, number) for number, one in enumerate(flows)
        ),
    )
    return ResolvedArchitecture(
        architecture=architecture,
        as_of=date(2026, 11, 21),
        components={id_: Resolved(one, None, None, None, None, Placement()) for id_, one in made.items()},
        companies={},
        contracts={},
        jurisdiction=lambda _: None,
        marks=lambda _: frozenset(),
        treatment=lambda kind: TREATMENTS.get(kind, "open"),
    )


def _component(id_: str, text: str) -> Component:
    kind, _, held = text.partition(" holds ")
    return Component(id_, kind, holds=tuple(held.split(", ")) if held else ())


def a_flow(text: str, number: int = 0, **more: object) -> Flow:
    """A flow from its one-line form; a datum may carry a form as `tickets=pseudonymised`."""
    ends, _, carried = text.partition(": ")
    source, _, target = ends.partition(" -> ")
    carries = tuple(_carried(word) for word in carried.split(", ")) if carried else None
    return Flow(f"{source}->{target}", source, target, carries, path=("flows", number), **more)  # type: ignore[arg-type]


def _carried(word: str) -> tuple[str, Form | None]:
    datum, _, form = word.partition("=")
    return datum, Form(form) if form else None
