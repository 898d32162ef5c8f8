"""Backstage software catalogues: components, resources and the APIs between them.

The descriptor format: https://backstage.io/docs/features/software-catalog/descriptor-format. Relations say
that something is needed and not what passes, so that every flow is inferred. Links are documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.values import mapping_of, text_of, texts_of
from borderflow.readers.backstage.entities import Entity
from borderflow.readers.backstage.relations import Shelf

_API = re.compile(r"(?:\w+\.)?backstage\.io/")


def recognises(sheet: Sheet) -> bool:
    """Documents whose `apiVersion` is of Backstage."""
    return any(
        isinstance(one.value, dict)
        and _API.match(text_of(one.value.get("apiVersion")))
        and text_of(one.value.get("kind"))
        for one in sheet.documents
    )


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """All entities of all files, and of those that their locations name, are one catalogue."""
    entities = list(_entities(sheets, desk, draft))
    systems = [one for one in entities if one.kind == "system"]
    draft.names.extend(one.title for one in systems)
    shelf = Shelf(entities, desk, draft)
    shelf.draw()
    if not shelf.ids:
        for sheet in sheets:
            draft.remark(
                f"`{sheet.name}` describes no component and no resource that is in use.",
                sheet.path(),
                "name the files that describe them, too",
            )


def _entities(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> Iterator[Entity]:
    """Entities of the files, and of the files to which locations lead."""
    rest, seen = list(sheets), {sheet.file for sheet in sheets}
    while rest:
        sheet = rest.pop(0)
        draft.note(*sheet.remarks)
        for number, document in enumerate(sheet.documents):
            if not isinstance(document.value, dict):
                continue
            entity = Entity(sheet, number, document.value)
            yield entity
            for found in _located(entity, desk, draft) if entity.kind == "location" else ():
                if found.file not in seen:
                    seen.add(found.file)
                    rest.append(found)


def _located(entity: Entity, desk: Desk, draft: Draft) -> Iterator[Sheet]:
    spec = mapping_of(entity.value.get("spec"))
    for key in ("target", "targets"):
        for target in texts_of(spec.get(key)):
            found = desk.companion(target, entity.sheet, draft.locate(entity.path("spec", key)))
            if isinstance(found, Sheet):
                yield found
            else:
                draft.note(found)


READER = ForeignReader(
    "backstage",
    "Backstage",
    (".yaml", ".yml", ".json"),
    re.compile(r"backstage\.io/"),
    recognises,
    read,
)
