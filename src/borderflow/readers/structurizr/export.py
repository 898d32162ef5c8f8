"""Workspaces in JSON, as Structurizr exports them: everything has an id, and tells whom it uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from borderflow.foreign import Draft, Sheet
from borderflow.foreign.values import entries_of, mapping_of, text_of
from borderflow.model.records import Path
from borderflow.readers.structurizr.workspace import (
    COMPONENT,
    CONTAINER,
    CUSTOM,
    INFRASTRUCTURE,
    INSTANCE,
    NODE,
    PERSON,
    SYSTEM,
    Element,
    Relation,
    Workspace,
)

_INNER = {
    "": (
        ("people", PERSON),
        ("softwareSystems", SYSTEM),
        ("customElements", CUSTOM),
        ("deploymentNodes", NODE),
    ),
    SYSTEM: (("containers", CONTAINER),),
    CONTAINER: (("components", COMPONENT),),
    NODE: (
        ("children", NODE),
        ("infrastructureNodes", INFRASTRUCTURE),
        ("softwareSystemInstances", INSTANCE),
        ("containerInstances", INSTANCE),
    ),
}
"""Sections of an element, and what stands in them."""
_DEEPEST = 60
_IDENTIFIER = "structurizr.dsl.identifier"


def is_export(sheet: Sheet) -> bool:
    """A model with people, systems or nodes, beside views or documentation."""
    model = mapping_of(sheet.mapping.get("model"))
    sections = {section for section, _ in _INNER[""]}
    is_workspace = bool(
        sheet.mapping.keys() & {"views", "documentation", "configuration", "lastModifiedDate"}
    )
    return is_workspace and any(isinstance(model.get(section), list) for section in sections)


def read_export(sheet: Sheet, draft: Draft) -> tuple[Workspace, dict[str, Element]]:
    """The workspace, and its elements by the identifiers that they had in the DSL."""
    reading = _Export(sheet, draft)
    return reading.workspace, reading.identifiers


class _Export:
    def __init__(self, sheet: Sheet, draft: Draft) -> None:
        self._draft = draft
        model = mapping_of(sheet.mapping.get("model"))
        self.workspace = Workspace(text_of(sheet.mapping.get("name")), files=[sheet.name])
        self.identifiers: dict[str, Element] = {}
        self._by_id: dict[str, Element] = {}
        self._values: list[tuple[Element, Mapping[str, Any]]] = []
        draft.note(*sheet.remarks)
        self._add(model, "", None, sheet.path("model"), 0)
        for element, value in self._values:
            self._tie(element, value)

    def _add(
        self, value: Mapping[str, Any], kind: str, parent: Element | None, path: Path, depth: int
    ) -> None:
        """What stands inside a model or an element."""
        for section, inner in _INNER.get(kind, ()) if depth < _DEEPEST else ():
            for at, one in entries_of(value.get(section)):
                element = self._element(one, inner, parent, (*path, section, at))
                self._add(one, inner, element, element.path, depth + 1)

    def _element(self, value: Mapping[str, Any], kind: str, parent: Element | None, path: Path) -> Element:
        element = Element(kind, " ".join(text_of(value.get("name")).split()) or kind, path, parent)
        element.technology = text_of(value.get("technology"))
        element.tags = [tag for tag in text_of(value.get("tags")).split(",") if tag.strip()]
        element.groups = tuple(part for part in text_of(value.get("group")).split("/") if part)
        element.environment = text_of(value.get("environment"))
        element.enterprise = {"External": False, "Internal": True}.get(text_of(value.get("location")))
        self.workspace.elements.append(element)
        self._values.append((element, value))
        if id_ := text_of(value.get("id")):
            self._by_id[id_] = element
        if name := text_of(mapping_of(value.get("properties")).get(_IDENTIFIER)):
            self.identifiers[name.casefold()] = element
        return element

    def _tie(self, element: Element, value: Mapping[str, Any]) -> None:
        if element.kind == INSTANCE:
            id_ = text_of(value.get("containerId")) or text_of(value.get("softwareSystemId"))
            element.of = self._by_id.get(id_)
        for at, one in entries_of(value.get("relationships")):
            path = (*element.path, "relationships", at)
            target = self._by_id.get(text_of(one.get("destinationId")))
            if one.get("linkedRelationshipId"):
                continue  # a copy of a relationship further up or in the model
            if target is None:
                self._draft.remark("A relationship leads to no element of the workspace.", path)
            else:
                source = self._by_id.get(text_of(one.get("sourceId")), element)
                self.workspace.relations.append(
                    Relation(source, target, text_of(one.get("description")), path)
                )
