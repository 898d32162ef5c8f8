"""Layers laid over one another and read as one system: what people say refines what files show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from borderflow.foreign.assuming import ASSUMED, assume, assumed_datum
from borderflow.model.architecture import Architecture
from borderflow.model.findings import Question, Severity
from borderflow.model.location import Location
from borderflow.model.reading import Basis, Known, Reading
from borderflow.overlay.disputes import Judge
from borderflow.overlay.laid import lay_document
from borderflow.overlay.layers import FOREIGN, Layer, files_layer
from borderflow.overlay.merging import NOT_THERE, as_flow, ends, merge
from borderflow.overlay.settled import is_settled
from borderflow.readers.faults import suggest
from borderflow.readers.manifest import read

if TYPE_CHECKING:
    from borderflow.catalog import Catalog


def lay(layers: Sequence[Layer], *, files: bool = False) -> Architecture:
    """Manifests and answers as one architecture.

    Raises:
        InputError: with every fault of the whole, each at the place of the one who said it.
    """
    kept, stale = _without_stale(layers, files=files)
    document = lay_document(kept, merge(kept))
    made = read(document)
    inputs = tuple({layer.input.path: layer.input for layer in kept}.values())
    return replace(
        made,
        inputs=inputs,
        locate=document.locate,
        lines_of_flows=lambda: document.item_places("flows"),
        line=document.line_at,
        reading=Reading(questions=stale) if stale else None,
    )


def lay_over(
    files: Architecture, over: Sequence[Layer], catalog: Catalog, day: date, *, assume_personal_data: bool
) -> Architecture:
    """What foreign files show, refined by manifests and answers.

    Raises:
        InputError: with every fault of the manifests, each with its line.
    """
    reading = files.reading or Reading()
    has_gap = assume_personal_data and not files.data
    base = files_layer(replace(files, data={ASSUMED: assumed_datum()}) if has_gap else files)
    guessed = {(ASSUMED, "data"): Basis(Known.INFERRED, "", ())} if has_gap else {}
    judge = Judge(base, replace(reading, bases={**reading.bases, **guessed}), catalog, day)
    judged = [judge.settle(layer) for layer in over]
    disputes = tuple(text for _, said in judged for text in said)
    layers = (base, *(layer for layer, _ in judged))
    laid = lay(layers, files=True)
    stale = laid.reading.questions if laid.reading else ()
    made = replace(
        laid,
        inputs=(*files.inputs, *(one for one in laid.inputs if one not in files.inputs)),
    )
    read_ = replace(
        reading,
        bases=dict(_bases(made, reading, layers)),
        questions=(*stale, *(one for one in reading.questions if not is_settled(one, layers[1:]))),
        disputes=disputes,
    )
    if not has_gap:
        return replace(made, reading=read_)
    if not any(layer.says(("data", ASSUMED)) for layer in layers[1:]):
        made = replace(made, data={id_: one for id_, one in made.data.items() if id_ != ASSUMED})
    settled = {id_ for layer in layers[1:] for id_ in _with_holds(layer)}
    return assume(made, read_, catalog.vocabulary, settled)


def _with_holds(layer: Layer) -> Iterator[str]:
    """Components of which it is stated what they hold, were it nothing."""
    components = layer.value.get("components")
    for id_ in components if isinstance(components, dict) else ():
        if layer.says(("components", id_, "holds")):
            yield id_


def _bases(
    made: Architecture, reading: Reading, layers: Sequence[Layer]
) -> Iterator[tuple[tuple[str, str], Basis]]:
    """How each fact is known: what people state is declared, all else is as the files have it."""
    stated = {pair for layer in layers[1:] for pair in _stated(layer)}
    for (id_, field), basis in reading.bases.items():
        if id_ in made.components or field in ("flow", "data"):
            is_stated = (id_, field) in stated
            declared = Basis(Known.DECLARED, "", ("components", id_))
            yield (id_, field), declared if is_stated else replace(basis, path=(FOREIGN, *basis.path))


_FIELDS = {"kind": ("kind",), "operator": ("operator",), "host": ("host", "region")}


def _stated(layer: Layer) -> Iterator[tuple[str, str]]:
    components = layer.value.get("components")
    for id_, entry in components.items() if isinstance(components, dict) else ():
        for key in entry if isinstance(entry, dict) else ():
            yield from ((id_, field) for field in _FIELDS.get(key, ()))
    for flow in layer.value.get("flows") or ():
        source, target = ends(as_flow(flow))
        yield f"{source}->{target}", "flow"


# What matches nothing any more.


class _Stale(Struct):
    """Words about what no layer describes. They have no effect, and somebody has to look at them."""

    questions: list[Question]

    def component(self, id_: str, known: Iterable[str], place: Location) -> None:
        near = suggest(id_, known)
        self.questions.append(
            Question(
                id_,
                f"Which component is `{id_}` now?",
                f"Nothing describes a component of that name, and this says not of which kind one would be: "
                f"it has no effect. {_guess(near)}",
                "",
                Severity.LOW,
                Severity.MEDIUM,
                place,
            )
        )

    def flow(self, flow: Mapping[str, Any], missing: str, known: Iterable[str], place: Location) -> None:
        near = suggest(missing, known)
        self.questions.append(
            Question(
                missing,
                f"Which component is `{missing}`, of the flow from `{flow['from']}` to `{flow['to']}`?",
                f"Nothing describes a component of that name, so that the flow is left out. {_guess(near)}",
                "",
                Severity.MEDIUM,
                Severity.HIGH,
                place,
            )
        )


def _guess(near: str | None) -> str:
    return f"{near[:1].upper()}{near[1:]}" if near else "Take it out, or describe the component."


def _without_stale(layers: Sequence[Layer], *, files: bool) -> tuple[list[Layer], tuple[Question, ...]]:
    """The layers without words on what is described nowhere; in a manifest alone these are plain faults."""
    known = {id_ for layer in layers for id_, entry in _components(layer) if _describes(entry, layer, layers)}
    gone = {id_ for layer in layers for id_, entry in _components(layer) if entry in NOT_THERE}
    stale = _Stale([])
    kept = [layers[0]]
    kept += [_kept(one, known, gone, stale) if files or one.is_answers else one for one in layers[1:]]
    kept[0] = _without(kept[0], gone)
    return kept, tuple(stale.questions)


def _components(layer: Layer) -> Iterable[tuple[str, Any]]:
    found = layer.value.get("components")
    return found.items() if isinstance(found, dict) else ()


def _describes(entry: Any, layer: Layer, layers: Sequence[Layer]) -> bool:
    return layer is layers[0] or (isinstance(entry, dict) and "kind" in entry)


def _kept(layer: Layer, known: set[str], gone: set[str], stale: _Stale) -> Layer:
    value = dict(layer.value)
    if isinstance(value.get("components"), dict):
        for id_ in value["components"]:
            if id_ not in known and id_ not in gone:
                stale.component(id_, known, layer.locate(("components", id_)))
        value["components"] = {
            id_: entry for id_, entry in value["components"].items() if id_ in known and id_ not in gone
        }
    if isinstance(value.get("flows"), list):
        there = known - gone
        flags = [_has_ends(layer, index, there, gone, stale) for index in range(len(value["flows"]))]
        value["flows"] = [one if flag else None for one, flag in zip(value["flows"], flags, strict=True)]
    return replace(layer, value=value)


def _has_ends(layer: Layer, index: int, there: set[str], gone: set[str], stale: _Stale) -> bool:
    flow = as_flow(layer.value["flows"][index])
    missing = [end for end in ends(flow) if isinstance(end, str) and end not in there]
    for end in missing:
        if end not in gone:
            stale.flow(flow, end, there, layer.locate(("flows", index)))
    return not missing


def _without(layer: Layer, gone: set[str]) -> Layer:
    """The files without components that are said not to be there, and without the flows to and from them."""
    if not gone:
        return layer
    value = dict(layer.value)
    value["components"] = {id_: one for id_, one in value["components"].items() if id_ not in gone}
    flows = value.get("flows", ())
    value["flows"] = [None if set(ends(as_flow(one))) & gone else one for one in flows]
    return replace(layer, value=value)
