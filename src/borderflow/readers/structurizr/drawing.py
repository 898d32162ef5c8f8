"""A workspace becomes components and flows.

What runs is a container; a system without any stands for itself. Components are parts of a program, and
take part in the flows of their container. The deployment nodes around an instance tell where it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from borderflow.foreign import Draft
from borderflow.foreign.boxes import Belongs, Box, cloud_of, draw_box, house
from borderflow.foreign.brands import find_brand
from borderflow.foreign.hints import words_of
from borderflow.model.architecture import SELF
from borderflow.model.findings import Severity
from borderflow.model.reading import Known
from borderflow.model.records import Path
from borderflow.readers.structurizr.workspace import (
    COMPONENT,
    CONTAINER,
    CUSTOM,
    INFRASTRUCTURE,
    INSTANCE,
    PERSON,
    SYSTEM,
    Element,
    Workspace,
)

_OUTSIDE = re.compile(
    r"\b(?:extern(?:al|e|o|a)?|(?:third|3rd)[ -]?part(?:y|ies)|saas|vendors?|partners?|suppliers?)\b"
)
_NAMED_OUTSIDE = re.compile(r"(?:extern(?:al|e|o|a)?|(?:third|3rd)[ -]?part(?:y|ies))\b")
_READS = re.compile(
    r"(?i)\s*(?:gets?|reads?|fetch(?:es)?|retrieves?|receives?|loads?|pulls?|downloads?|imports?|consumes?|views?"
    r"|quer(?:y|ies)|looks? up|subscribes?|polls?|obtains?|collects?)\b"
)
"""Verbs of those to whom data come back."""
_LIVE = re.compile(r"(?i)prod|live")
_TRIAL = re.compile(r"(?i)dev|test|local|stag|sandbox|demo|preview|qa\b|ci\b")


class _Pair(NamedTuple):
    source: Element
    target: Element


def draw(workspace: Workspace, draft: Draft) -> None:
    """Add everything that a workspace describes."""
    if workspace.name:
        draft.names.append(workspace.name)
    _Drawing(workspace, draft).run()


class _Drawing:
    def __init__(self, workspace: Workspace, draft: Draft) -> None:
        self._workspace = workspace
        self._draft = draft
        elements = workspace.elements
        self._broken_down: dict[Element, list[Element]] = {}
        for one in elements:
            if one.kind == CONTAINER and one.parent is not None:
                self._broken_down.setdefault(one.parent, []).append(one)
        self._own_groups = {one.groups[-1] for one in self._broken_down if one.groups and not _is_tagged(one)}
        self._environments = _chosen({one.environment for one in elements if one.kind == INSTANCE})
        self._deployed = {one.of for one in elements if one.kind == INSTANCE}
        self._systems = [one for one in elements if one.kind == SYSTEM]
        self._ids: dict[Element, str] = {}

    def run(self) -> None:
        flows = dict(self._flows())
        ends = {end for pair in flows for end in pair}
        for element in self._workspace.elements:
            unit = self._unit(element)
            if unit is element and (
                element not in self._broken_down or element in ends or self._is_whole(element)
            ):
                self._ids[element] = draw_box(self._draft, self._box(element))
        self._place()
        for pair, (description, path) in flows.items():
            self._flow(pair, description, path)

    # What is drawn.

    def _unit(self, element: Element | None) -> Element | None:
        """What stands for an element; None for what holds others, and for trial deployments."""
        if element is None:
            return None
        match element.kind:
            case "component" | "container" if element.parent is not None:
                parent = element.parent
                is_part = element.kind == COMPONENT or self._is_whole(parent)
                return self._unit(parent) if is_part else element
            case "instance":
                is_loop = element.of is not None and element.of.kind == INSTANCE
                return None if is_loop else self._unit(element.of)
            case "infrastructurenode":
                return (
                    element if element.environment in self._environments or not self._environments else None
                )
            case "deploymentnode":
                return None
            case _:
                return element

    def _is_whole(self, system: Element) -> bool:
        """Whether a system is drawn as one although its inside is known: it is somebody else's."""
        return system.kind == SYSTEM and self._belongs(system) is Belongs.OUTSIDE

    def _box(self, element: Element) -> Box:
        belongs = self._belongs(element)
        why = ""
        if belongs is Belongs.OUTSIDE:
            marks = [text for text in (*element.tags, *element.groups) if _OUTSIDE.search(_lower(text))]
            why = f"it is marked `{marks[0]}`" if marks else "the workspace draws it outside"
        if belongs is Belongs.PEOPLE:
            why = "the workspace draws a person" if element.is_declared else ""
        return Box(element.name, element.path, belongs, words=element.words, why=why)

    def _belongs(self, element: Element) -> Belongs:
        if element.kind == PERSON:
            return Belongs.PEOPLE
        if _is_tagged(element) or (
            element.kind == SYSTEM and (self._is_beyond(element) or self._is_company(element))
        ):
            return Belongs.OUTSIDE
        if element.kind in (CONTAINER, COMPONENT, INFRASTRUCTURE, CUSTOM) or self._is_own(element):
            return Belongs.OWN
        return Belongs.OPEN

    def _is_beyond(self, system: Element) -> bool:
        """Whether a system stands outside of the enterprise."""
        return system.enterprise is False or (self._workspace.has_enterprise and system.enterprise is None)

    def _is_company(self, system: Element) -> bool:
        """Whether a system has the name of a company, and the workspace is not that company's own."""
        brand = find_brand(system.name, self._draft.hints)
        is_whole = brand is not None and brand.said.split() == words_of(system.name)
        return is_whole and system.name.casefold() not in self._workspace.name.casefold()

    def _is_own(self, system: Element) -> bool:
        """Whether a system is broken down, deployed, grouped with one that is, or the only one."""
        return (
            system in self._broken_down
            or system in self._deployed
            or system.enterprise is True
            or bool(self._own_groups.intersection(system.groups))
            or (len(self._systems) == 1 and system.is_declared)
        )

    # What passes.

    def _flows(self) -> Iterator[tuple[_Pair, tuple[str, Path]]]:
        """Relationships between what is drawn, without those that others tell in more detail."""
        found: dict[_Pair, tuple[list[str], Path]] = {}
        for one in self._workspace.relations:
            source, target = self._unit(one.source), self._unit(one.target)
            if source is not None and target is not None and source is not target:
                found.setdefault(_Pair(source, target), ([], one.path))[0].append(one.description)
        told = {
            _Pair(source, target)
            for pair in found
            for source in _wholes(pair.source)
            for target in _wholes(pair.target)
            if (source, target) != pair
        }
        for pair, (descriptions, path) in found.items():
            if pair not in told:
                yield pair, ("\n".join(descriptions), path)

    def _flow(self, pair: _Pair, description: str, path: Path) -> None:
        source, target = self._ids.get(pair.source), self._ids.get(pair.target)
        if source is None or target is None:
            return
        self._draft.flow(source, target, path)
        reading = next((text for text in description.split("\n") if _READS.match(text)), None)
        if reading is not None and pair.source.kind != PERSON:
            because = f"`{reading[:60]}` says that data come back"
            self._draft.flow(target, source, path, how=Known.INFERRED, because=because)

    # Where it runs.

    def _place(self) -> None:
        for element in self._workspace.elements:
            if element.environment not in self._environments:
                continue
            around = [(text, node.path) for node in element.around() for text in (*node.words, node.name)]
            units = self._placed(element)
            for unit in units:
                if id_ := self._ids.get(unit):
                    self._ask_of_second(id_, around)
                    house(self._draft, id_, around)

    def _placed(self, element: Element) -> Sequence[Element]:
        """What stands where this does: of a system, all containers without an instance of their own."""
        if element.kind == INFRASTRUCTURE:
            return (element,)
        if element.kind != INSTANCE or element.of is None:
            return ()
        if element.of in self._broken_down:
            return [one for one in self._broken_down[element.of] if one not in self._deployed]
        unit = self._unit(element.of)
        return (unit,) if unit is not None else ()

    def _ask_of_second(self, id_: str, around: Sequence[tuple[str, Path]]) -> None:
        """A component has one place; what runs in a second one has to be told."""
        one = self._draft.components[id_]
        found = cloud_of(around, self._draft.hints)
        if one.operator != SELF or one.host is None or found is None:
            return
        before = (one.host.provider, one.host.region)
        if found.region and before[1] and before != (found.company, found.region):
            self._draft.ask(
                id_,
                f"Does `{id_}` hold the same data at {found.company} in `{found.region}` as well?",
                f"It is deployed in two places, and only {before[0]} in `{before[1]}` is looked at.",
                found.path,
                worst=Severity.HIGH,
                answer=f"components: {{{id_}-2: {{host: {found.company}@{found.region}}}}}",
            )


def _wholes(element: Element) -> tuple[Element, ...]:
    """An element, and the system that it is part of."""
    return (element, element.parent) if element.kind == CONTAINER and element.parent else (element,)


def _is_tagged(element: Element) -> bool:
    """Whether a tag or group says so, or the beginning of the name: a `Partner Portal` is one's own."""
    is_named = element.kind == SYSTEM and bool(_NAMED_OUTSIDE.match(_lower(element.name)))
    return is_named or any(_OUTSIDE.search(_lower(text)) for text in (*element.tags, *element.groups))


def _lower(text: str) -> str:
    """In small letters, with the words of `ExternalSystem` parted."""
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z])|_", " ", text).casefold()


def _chosen(environments: set[str]) -> set[str]:
    """The environments where real data are: those called live, else those that are not for trials."""
    live = {one for one in environments if _LIVE.search(one)}
    return live or {one for one in environments if not _TRIAL.search(one)} or environments
