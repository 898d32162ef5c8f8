"""Pipelines of OPEA: a router, and the services that it calls in turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderflow.foreign import Draft, Setting
from borderflow.foreign.kinds import kind_of_words
from borderflow.foreign.settings import Around
from borderflow.foreign.values import list_of, mapping_of
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.kubernetes.objects import Object, spelled


def draw_connector(one: Object, draft: Draft) -> None:
    """Draw the router of a pipeline, its services, and what goes to each."""
    router = draft.component(
        one.name, one.path(), "orchestrator", how=Known.INFERRED, because="it routes the steps"
    )
    draft.enters(router)
    steps = [
        (mapping_of(step), ("spec", "nodes", root, "steps", number))
        for root, node in mapping_of(one.spec.get("nodes")).items()
        for number, step in enumerate(list_of(mapping_of(node).get("steps")))
    ]
    ids = {at: _step(one, step, at, draft) for step, at in steps}
    for step, at in steps:
        _connect(one, router, ids[at], step, at, draft)


def _step(one: Object, step: Mapping[str, Any], at: Path, draft: Draft) -> str:
    """The component of a service that the pipeline brings with it; empty for one from elsewhere."""
    name = spelled(mapping_of(step.get("internalService")).get("serviceName"))
    if not name:
        return ""
    path = one.path(*at, "internalService")
    kind = kind_of_words(f"{step.get('name')} {name}") or "application"
    id_ = draft.component(
        name, path, kind, how=Known.INFERRED, because="its name says so", key=("step", name)
    )
    draft.neighbours.setdefault(name, (id_,))
    return id_


def _connect(one: Object, router: str, id_: str, step: Mapping[str, Any], at: Path, draft: Draft) -> None:
    key = "internalService" if id_ else "externalService"
    config = mapping_of(mapping_of(step.get(key)).get("config"))
    path = one.path(*at, key)
    settings = [
        Setting(name, spelled(value), (*path, "config", name))
        for name, value in config.items()
        if name.isupper() or (name == "endpoint" and not id_)
    ]
    if id_:
        draft.flow(router, id_, path, because="it is a step of the pipeline")
    draft.settle(id_ or router, settings, Around(draft.neighbours, frozenset()))
