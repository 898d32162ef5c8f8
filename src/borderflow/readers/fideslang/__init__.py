"""Fideslang resources: systems with what they process and why, data sets, and the organisation.

The language: https://github.com/ethyca/fideslang. Policies are rules and no flows; they are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borderflow.foreign import Desk, Draft, ForeignReader, Sheet
from borderflow.foreign.values import entries_of, list_of, mapping_of, text_of
from borderflow.model.architecture import Organisation
from borderflow.readers.fideslang.resources import Resource
from borderflow.readers.fideslang.systems import Registry
from borderflow.readers.fideslang.taxonomy import Taxonomy

_KINDS = ("system", "dataset", "organization", "policy", "data_category", "data_use", "data_subject")


def recognises(sheet: Sheet) -> bool:
    """A list of resources, each with its `fides_key`."""
    return any(
        isinstance(one.value, dict)
        and any("fides_key" in entry for kind in _KINDS for _, entry in entries_of(one.value.get(kind)))
        for one in sheet.documents
    )


def read(sheets: Sequence[Sheet], _desk: Desk, draft: Draft) -> None:
    """All files are one set of resources."""
    for sheet in sheets:
        draft.note(*sheet.remarks)
    resources = [one for sheet in sheets for one in _resources(sheet)]
    parents = {
        one.key: text_of(one.value.get("parent_key")) for one in resources if one.kind == "data_category"
    }
    for one in resources:
        if one.kind == "organization":
            _add_owner(one, draft)
    Registry(resources, Taxonomy(draft.hints.catalog.terms(), parents), draft).draw()
    if not any(one.kind in ("system", "dataset") for one in resources):
        for sheet in sheets:
            draft.remark(
                f"`{sheet.name}` describes no system and no data set: what stands there moves no data.",
                sheet.path(),
                "name the files with `system:` and `dataset:`, too",
            )


def _resources(sheet: Sheet) -> Iterator[Resource]:
    for number, document in enumerate(sheet.documents):
        for kind in _KINDS:
            for at, value in enumerate(list_of(mapping_of(document.value).get(kind))):
                if isinstance(value, dict) and text_of(value.get("fides_key")):
                    yield Resource(sheet, number, (kind, at), kind, value)


def _add_owner(one: Resource, draft: Draft) -> None:
    """The organisation; the address of its controller ends in a country."""
    controller = mapping_of(one.value.get("controller"))
    address = text_of(controller.get("address")).rpartition(",")[2]
    if one.name and draft.owner is None:
        draft.owner = Organisation(
            one.name, draft.hints.country(address) if address else None, path=one.path()
        )


READER = ForeignReader(
    "fideslang",
    "Fideslang",
    (".yml", ".yaml", ".json"),
    re.compile(r"fides_key"),
    recognises,
    read,
)
