"""Systems of any size for the benchmarks: deterministic, with the shapes that real ones have."""

from __future__ import annotations

import json
import random
from typing import Any

KINDS = ("application", "datastore", "gateway", "queue", "embedding", "vector-store", "llm", "cache")
HOSTS = ("ovhcloud@GRA", "scaleway@fr-par", "hetzner@fsn1", "aws@eu-central-1")
STATED = ("application", "datastore")
"""Kinds whose flows say what they carry."""
OPERATORS = ("self", "self", "self", "self", "self", "self", "mistral", "openai/api")


SERVICE = 100
"""Components that hand data to one another freely; between services a flow says what it carries."""


def system(components: int, flows: int, data: int = 40, service: int = SERVICE) -> dict[str, Any]:
    """A manifest as a plain value: services of so many components, each with three classes of data.

    With a `service` as large as the system, everything reaches everything: the worst that lineage can meet.
    """
    chance = random.Random(components)
    kinds = [chance.choice(KINDS) for _ in range(components)]
    return {
        "borderflow": 1,
        "system": {"name": "Benchmark", "purpose": "Measure", "record": "ROPA-1"},
        "controller": {"name": "Example SAS", "country": "FR"},
        "data": {f"d{number}": _datum() for number in range(data)},
        "components": {
            f"c{number}": _component(kind, _datum_at(number, data, service, chance), chance)
            for number, kind in enumerate(kinds)
        },
        "flows": [_flow(number % components, kinds, data, service, chance) for number in range(flows)],
    }


def _datum() -> dict[str, Any]:
    return {"label": "Records", "categories": ["contact"], "subjects": ["customers"], "retention": "P1Y"}


def _datum_at(number: int, data: int, service: int, chance: random.Random) -> str:
    """One of the data of the service that a component belongs to; of all, when there is only one service."""
    own = 3 if service == SERVICE else data
    return f"d{(number // service * own + chance.randrange(own)) % data}"


def _component(kind: str, datum: str, chance: random.Random) -> dict[str, Any]:
    operator = chance.choice(OPERATORS)
    component: dict[str, Any] = {"kind": kind, "operator": operator}
    if operator == "self":
        component["host"] = chance.choice(HOSTS)
    if kind in STATED:
        component["holds"] = [datum]
    return component


def _flow(
    source: int, kinds: list[str], data: int, service: int, chance: random.Random
) -> str | dict[str, str]:
    """Mostly forward within the service; the last of it hands back, and some flows lead to other services."""
    last = min(len(kinds), (source // service + 1) * service) - 1
    is_stated = kinds[source] in STATED
    if is_stated and chance.random() < 0.02:
        target = chance.randrange(len(kinds))
    else:
        target = min(last, source + chance.randint(1, 50)) if source < last else max(0, source - 50)
    line = f"c{source} -> c{target}"
    return {line: _datum_at(source, data, service, chance)} if is_stated else line


def as_yaml(value: dict[str, Any]) -> str:
    """The manifest in the flow style that people write by hand."""
    lines = ["borderflow: 1"]
    for key in ("system", "controller"):
        lines.append(f"{key}: {json.dumps(value[key])}")
    for section in ("data", "components"):
        lines.append(f"{section}:")
        lines += [f"  {id_}: {_flow_style(entry)}" for id_, entry in value[section].items()]
    lines.append("flows:")
    for flow in value["flows"]:
        if isinstance(flow, str):
            lines.append(f"  - {flow}")
        else:
            ((ends, carried),) = flow.items()
            lines.append(f"  - {ends}: {carried}")
    return "\n".join(lines) + "\n"


def _flow_style(entry: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in entry.items()) + "}"


def _scalar(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)
