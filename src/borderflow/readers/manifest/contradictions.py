"""What a manifest says against itself: ids that nobody declared, acceptances without an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from borderflow.errors import Fault
from borderflow.model.architecture import Architecture
from borderflow.model.records import Path
from borderflow.readers.faults import endless, suggest


def find_contradictions(architecture: Architecture) -> tuple[Fault, ...]:
    """Every one, with its line."""
    return (*_dangling(architecture), *_endless(architecture))


def _dangling(architecture: Architecture) -> Iterator[Fault]:
    """Ids that point nowhere. Whether there are any is asked first: most manifests have none."""
    if _all_known(architecture):
        return
    for flow in architecture.flows:
        yield from _unknown_ids(architecture, "component", (flow.source,), (*flow.path, "from"))
        yield from _unknown_ids(architecture, "component", (flow.target,), (*flow.path, "to"))
        carried = (id_ for id_, _ in flow.carries or ())
        yield from _unknown_ids(architecture, "data", carried, (*flow.path, "carries"))
        purposes = (flow.purpose,) if flow.purpose else ()
        yield from _unknown_ids(architecture, "purpose", purposes, (*flow.path, "purpose"))
    for component in architecture.components.values():
        yield from _unknown_ids(architecture, "data", component.holds, (*component.path, "holds"))
        yield from _unknown_ids(architecture, "purpose", component.purposes, (*component.path, "purpose"))
    for datum in architecture.data.values():
        yield from _unknown_ids(architecture, "purpose", datum.collected_for, (*datum.path, "collected_for"))


def _all_known(architecture: Architecture) -> bool:
    flows, components = architecture.flows, architecture.components.values()
    ends = {flow.source for flow in flows} | {flow.target for flow in flows}
    carried = {id_ for pairs in {flow.carries for flow in flows} for id_, _ in pairs or ()}
    held = {id_ for words in {component.holds for component in components} for id_ in words}
    served = {id_ for words in {component.purposes for component in components} for id_ in words}
    served |= {flow.purpose for flow in flows if flow.purpose}
    served |= {id_ for datum in architecture.data.values() for id_ in datum.collected_for}
    return (
        ends <= architecture.components.keys()
        and carried | held <= architecture.data.keys()
        and served <= architecture.purposes.keys()
    )


def _endless(architecture: Architecture) -> Iterator[Fault]:
    """Acceptances without a last day."""
    for one in architecture.accepted:
        if one.until is None and one.cure is None:
            yield endless(one.rule, architecture.locate(one.path))


def _unknown_ids(architecture: Architecture, what: str, ids: Iterable[str], path: Path) -> Iterator[Fault]:
    known: Mapping[str, object] = {
        "component": architecture.components,
        "data": architecture.data,
        "purpose": architecture.purposes,
    }[what]
    for id_ in ids:
        if id_ not in known:
            yield _no_such(architecture, what, id_, path, known)


def _no_such(
    architecture: Architecture, what: str, id_: str, path: Path, known: Mapping[str, object]
) -> Fault:
    hint = (
        suggest(id_, known)
        or f"declare it, or name one of: {', '.join(sorted(known)[:8]) or 'none declared'}"
    )
    return Fault(f"There is no {what} called `{id_}`.", architecture.locate(path), hint)
