"""Threat models as BOMs, as OWASP drafts them: components whose properties `cdx:model:…` draw a diagram."""

from __future__ import annotations

import html
import re

from borderflow.foreign import Draft, mentions
from borderflow.foreign.boxes import Belongs, Box, draw_box
from borderflow.foreign.kinds import kind_of_words
from borderflow.model.reading import Known
from borderflow.readers.cyclonedx.bom import Bom, Part, Reference, properties_of

_MODEL = "cdx:model:"
_KINDS = {"actor": "person", "server": "application", "lambda": "application", "process": "application"}


def draw_threat_models(bom: Bom, draft: Draft) -> bool:
    """Add the boxes and flows of a BOM; whether it has any."""
    parts = [(part, properties_of(part)) for part in bom.components()]
    drawn = [(part, found) for part, found in parts if f"{_MODEL}type" in found]
    ids: dict[Reference, str] = {}
    for part, found in drawn:
        type_ = found[f"{_MODEL}type"].casefold()
        if type_ not in ("boundary", "dataflow") and part.ref is not None:
            ids[part.ref] = _box(part, type_, draft)
    for part, found in drawn:
        if found[f"{_MODEL}type"].casefold() == "dataflow":
            _flow(part, found, ids, draft)
    return bool(drawn)


def _box(part: Part, type_: str, draft: Draft) -> str:
    name = _name(part)
    kind = _KINDS.get(type_) or kind_of_words(name) or ("datastore" if type_ == "datastore" else "saas")
    if type_.startswith("external"):
        why = "the threat model calls it external"
        return draw_box(draft, Box(name, part.path(), Belongs.OUTSIDE, why=why))
    return draft.component(name, part.path(), kind, because=f"the threat model calls it {type_}")


def _flow(part: Part, found: dict[str, str], ids: dict[Reference, str], draft: Draft) -> None:
    ends = [part.bom.reference(found.get(f"{_MODEL}dataflow:{end}", "")) for end in ("source", "destination")]
    source, target = (ids.get(end) if end is not None else None for end in ends)
    if source is None or target is None:
        draft.remark(
            f"The flow `{_name(part)}` has an end that leads to no part of the threat model.", part.path()
        )
        return
    text = found.get(f"{_MODEL}dataflow:data", "")
    carries = None
    if text:
        datum = mentions.datum(mentions.id_of(text), text, part.path(), (part.name,))
        carries = [(draft.datum(datum), None)]
    draft.flow(source, target, part.path(), how=Known.DECLARED, carries=carries)


def _name(part: Part) -> str:
    """The name without the marks that tools add: `SQL Database (*)`."""
    return re.sub(r"\s*\(\*\)|\s*\(λ\)", "", html.unescape(part.name)).strip() or "part"
