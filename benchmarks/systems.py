"""Systems of any size for the benchmarks: deterministic, with the shapes that real ones have."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

KINDS = ("application", "datastore", "gateway", "queue", "embedding", "vector-store", "llm", "cache")
HOSTS = ("ovhcloud@GRA", "scaleway@fr-par", "hetzner@fsn1", "aws@eu-central-1")
OPERATORS = ("self", "self", "self", "self", "self", "self", "mistral", "openai/api")


def system(components: int, flows: int, data: int = 40) -> dict[str, Any]:
    """A manifest as a plain value: `components` nodes in a row of services, `flows` edges mostly forward."""
    chance = random.Random(components)
    names = [f"c{number}" for number in range(components)]
    kinds = {name: chance.choice(KINDS) for name in names}
    return {
        "borderflow": 1,
        "system": {"name": "Benchmark", "purpose": "Measure", "record": "ROPA-1"},
        "controller": {"name": "Example SAS", "country": "FR"},
        "data": {f"d{number}": _datum() for number in range(data)},
        "components": {
            name: _component(kinds[name], number, data, chance) for number, name in enumerate(names)
        },
        "flows": list(_flows(names, kinds, flows, data, chance)),
    }


def _datum() -> dict[str, Any]:
    return {"label": "Records", "categories": ["contact"], "subjects": ["customers"], "retention": "P1Y"}


def _component(kind: str, number: int, data: int, chance: random.Random) -> dict[str, Any]:
    operator = chance.choice(OPERATORS)
    component: dict[str, Any] = {"kind": kind, "operator": operator}
    if operator == "self":
        component["host"] = chance.choice(HOSTS)
    if kind in ("application", "datastore"):
        component["holds"] = [f"d{number % data}"]
    return component


def _flows(
    names: list[str], kinds: dict[str, str], count: int, data: int, chance: random.Random
) -> Iterator[str | dict[str, str]]:
    for number in range(count):
        source = number % len(names)
        target = min(len(names) - 1, source + chance.randint(1, 50))
        line = f"{names[source]} -> {names[target]}"
        if kinds[names[source]] in ("application", "datastore"):
            yield {line: f"d{chance.randrange(data)}"}
        else:
            yield line


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
