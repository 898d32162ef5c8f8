"""Structurizr workspaces, as DSL and as JSON: people, software systems, containers, and where they run.

The model: https://docs.structurizr.com. In the C4 model everything has a name and a technology, and hardly
anything an owner or a place: what follows from a name is inferred, and the rest is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.readers.structurizr.drawing import draw
from borderflow.readers.structurizr.export import is_export, read_export
from borderflow.readers.structurizr.language import read_language
from borderflow.readers.structurizr.workspace import Workspace

_DSL = re.compile(
    r"\ufeff?(?>\s+|//[^\n]*|#[^\n]*|/\*.*?\*/|![^\n]*)*+workspace(?=[\s{\"]|\Z)", re.DOTALL | re.IGNORECASE
)


def recognises(sheet: Sheet) -> bool:
    """A text that begins with `workspace` after comments and directives, or an export as JSON."""
    if sheet.text.lstrip()[:1] == "{":
        return is_export(sheet)
    return bool(_DSL.match(sheet.text))


def read(sheets: Sequence[Sheet], desk: Desk, draft: Draft) -> None:
    """Read each workspace, unless another one extends or includes it."""
    workspaces = {sheet.name: _workspace(sheet, desk, draft) for sheet in sheets}
    inner = {name for found in workspaces.values() for name in found.files[1:]}
    for name, found in workspaces.items():
        if name not in inner or len(workspaces) == 1:
            draw(found, draft)


def _workspace(sheet: Sheet, desk: Desk, draft: Draft) -> Workspace:
    if sheet.text.lstrip()[:1] == "{":
        return read_export(sheet, draft)[0]
    return read_language(sheet, desk, draft)


READER = ForeignReader(
    "structurizr",
    "Structurizr",
    (".dsl", ".json"),
    re.compile(r"(?i)workspace|\"(?:softwareSystems|people|deploymentNodes)\""),
    recognises,
    read,
)
