"""`.env` files on their own: hints at whom some program calls. Which program it is, nobody says.

What is set counts as settings of one component. A template (`.env.example`) only shows what could be set, so
that it asks, and lets nothing flow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Setting, Sheet
from borderflow.foreign.dotenv import is_template, path_of, read_entries
from borderflow.foreign.settings import Around, Supply, find_uses
from borderflow.model.reading import Known

_ASSIGNMENT = re.compile(r"(?m)^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*[ \t]*=")
_OTHER = re.compile(r"(?m)^[ \t]*[^#\s=]+[ \t]*$|^[ \t]*[\w.-]+:[ \t]|^[ \t]*[\[{<]|^\w+[ \t]*\(|;[ \t]*$")


def recognises(sheet: Sheet) -> bool:
    """Assignments and comments, in a file that is called after its kind."""
    name = sheet.name.rpartition("/")[2]
    named = (
        name.startswith(".env")
        or name.endswith(".env")
        or bool(re.search(r"(?:^|[._-])env(?:[._-]|$)", name))
    )
    return named and bool(_ASSIGNMENT.search(sheet.text)) and not _OTHER.search(sheet.text)


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """Take settings for those of a component that is named after the folder."""
    for sheet in sheets:
        entries = read_entries(sheet).values()
        settings = [Setting(one.name, one.value, path_of(sheet, one)) for one in entries]
        around = Around(draft.neighbours, frozenset(one.software for one in draft.components.values()))
        if is_template(sheet.name):
            _ask(sheet, settings, around, draft)
        else:
            id_ = draft.component(
                sheet.file.parent.name or "application",
                sheet.path(),
                "application",
                how=Known.INFERRED,
                because="some program loads these settings",
            )
            draft.enters(id_)
            draft.settle(id_, settings, around)


def _ask(sheet: Sheet, settings: Sequence[Setting], around: Around, draft: Draft) -> None:
    draft.remark("This is a template: what it sets is asked for, and not taken for granted.", sheet.path())
    if not draft.components:
        draft.component(
            sheet.file.parent.name or "application",
            sheet.path(),
            "application",
            how=Known.INFERRED,
            because="some program is meant to load these settings",
        )
    for use in find_uses(settings, around, draft.hints):
        if not isinstance(use, Supply) and use.product:
            draft.possibility(use.product, use.kind, use.path, f"`{use.path[-1]}` stands in a template")


READER = ForeignReader(
    "env",
    "`.env` files",
    (".env",),
    _ASSIGNMENT,
    recognises,
    read,
)
