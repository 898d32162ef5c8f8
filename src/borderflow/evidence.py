"""Evidence beside a manifest: files that records name are checked to exist, and hashed.

The pipeline reads no files; this is done where the manifest was read, and the result travels with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from borderflow.errors import Fault
from borderflow.model.architecture import UNSTATED, Architecture
from borderflow.model.records import Record
from borderflow.trail import looked, real


def look_up(architecture: Architecture, folder: Path) -> tuple[Mapping[str, str], tuple[Fault, ...]]:
    """Path to SHA-256 for every file that records name, empty for one that is not there; and the faults.

    A path that leaves the folder of the manifest is a fault: evidence of a stranger's manifest is not read
    from elsewhere on the machine.
    """
    found: dict[str, str] = {}
    faults = []
    for record in _records(architecture):
        if _is_link(record.evidence) or record.evidence in found:
            continue
        place = real(looked(folder / record.evidence))
        if place.is_relative_to(folder.resolve()):
            found[record.evidence] = _digest(place)
        else:
            faults.append(_escape(record, architecture))
    return found, tuple(faults)


def _records(architecture: Architecture) -> Iterator[Record]:
    """Every record with evidence, wherever it stands."""
    detailed = [one for one in architecture.components.values() if one.safeguards is not UNSTATED]
    for part in (
        architecture.system,
        *architecture.data.values(),
        *architecture.purposes.values(),
        *(component.safeguards for component in detailed),
        *architecture.parties.values(),
        *architecture.contracts,
    ):
        yield from _inside(part)


def _inside(value: object) -> Iterator[Record]:
    if isinstance(value, Record):
        if value.evidence:
            yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _inside(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from _inside(one)


def _is_link(evidence: str) -> bool:
    return "://" in evidence


def _digest(place: Path) -> str:
    try:
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _escape(record: Record, architecture: Architecture) -> Fault:
    return Fault(
        f"The evidence `{record.evidence}` lies outside the folder of the manifest.",
        architecture.locate((*record.path, "evidence")),
        "keep evidence beside the manifest, or give a link",
    )
