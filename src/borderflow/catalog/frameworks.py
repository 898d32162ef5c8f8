"""Sovereignty frameworks, from their file to the compiled entry, and from there to values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from borderflow.model.knowledge import Ground, Level, Origin
from borderflow.model.sovereignty import Criterion, Framework, Objective, Scheme

if TYPE_CHECKING:
    from borderflow.shapes.catalog import Dated, SovereigntyShape

Json = dict[str, Any]


def framework_entry(shape: SovereigntyShape) -> Json:
    """The file as the compiled catalogue holds it, every fact with its source and date."""
    from borderflow.catalog.facts import Writer

    writer = Writer(shape.sources, {})

    def entry(stated: Dated) -> Json:
        kept = stated.model_dump(mode="json", exclude={"level", "as_of", "source"})
        return {**kept, **writer.dated(stated, value=True)}

    return {
        "framework": entry(shape.framework),
        "levels": list(shape.levels),
        "objectives": {id_: one.model_dump() for id_, one in shape.objectives.items()},
        "criteria": {id_: entry(one) for id_, one in shape.criteria.items()},
        "caveats": list(shape.caveats),
        "schemes": {id_: entry(one) for id_, one in shape.schemes.items()},
        "shares": entry(shape.shares),
        "impossible": {id_: entry(one) for id_, one in shape.impossible.items()},
    }


def framework(entry: Json, union: frozenset[str]) -> Framework:
    """The values of a compiled entry."""
    head = entry["framework"]
    return Framework(
        name=head["name"],
        version=head["version"],
        levels=tuple(entry["levels"]),
        objectives=tuple(Objective(id_, **one) for id_, one in sorted(entry["objectives"].items())),
        criteria={id_: _criterion(id_, one) for id_, one in entry["criteria"].items()},
        caveats=tuple(entry["caveats"]),
        ground=_ground(head, f"{head['name']} {head['version']}: objectives, levels and weights"),
        schemes={id_: _scheme(id_, one) for id_, one in entry["schemes"].items()},
        single_share=entry["shares"]["single"],
        joint_share=entry["shares"]["together"],
        shares=_ground(entry["shares"], "ceilings for holders outside the EU"),
        impossible={
            id_: _ground(one, f"{one['name']}: {one['why']}") for id_, one in entry["impossible"].items()
        },
        union=union,
    )


def _criterion(id_: str, entry: Json) -> Criterion:
    return Criterion(id_, entry["objective"], entry["name"], entry["caps"], _ground(entry, entry["name"]))


def _scheme(id_: str, entry: Json) -> Scheme:
    superseded = {version: date.fromisoformat(day) for version, day in entry["superseded"].items()}
    ground = _ground(entry, f"{entry['name']}, current version {entry['current']}")
    return Scheme(id_, entry["name"], entry["current"], entry["asks_version"], superseded, ground)


def _ground(entry: Json, text: str) -> Ground:
    level = Level(entry.get("l", Level.UNVERIFIED))
    return Ground(text, Origin.CATALOG, entry.get("s", ""), entry.get("d", ""), level)
