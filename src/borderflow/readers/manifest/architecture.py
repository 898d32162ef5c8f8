"""The sections of a manifest, as one architecture."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from borderflow.documents import Document
from borderflow.model.architecture import Acceptance, Architecture, Input, Review
from borderflow.model.records import Path
from borderflow.readers.manifest.components import component_of, flows_of
from borderflow.readers.manifest.oneline import Brief
from borderflow.readers.manifest.parties import contracts_of, organisation_of, party_of
from borderflow.readers.manifest.system import datum_of, purpose_of, system_of

if TYPE_CHECKING:
    from borderflow.shapes.manifest import AcceptanceShape, ManifestShape


def architecture_of(manifest: ManifestShape, brief: Brief, document: Document) -> Architecture:
    """What is declared: the shapes, and what was read without them."""
    return Architecture(
        system=system_of(manifest.system),
        controller=organisation_of(manifest.controller),
        data={id_: datum_of(id_, shape) for id_, shape in manifest.data.items()},
        purposes={id_: purpose_of(id_, shape) for id_, shape in manifest.purposes.items()},
        components={
            id_: one or component_of(id_, manifest.components[id_]) for id_, one in brief.components.items()
        },
        flows=tuple(flows_of(brief.flows, iter(manifest.flows))),
        parties={id_: party_of(id_, shape) for id_, shape in manifest.parties.items()},
        contracts=tuple(contracts_of(manifest.contracts)),
        accepted=tuple(_acceptance(shape, ("accepted", n)) for n, shape in enumerate(manifest.accepted)),
        owners=dict(manifest.owners),
        review=Review(**asdict(manifest.review)) if manifest.review else Review(),
        inputs=(Input(document.name, "manifest", document.digest),),
        locate=lambda path: document.locate(path, key=None),
        lines_of_flows=lambda: zip(
            repeat(document.name), document.item_lines(("flows",), brief.flows), strict=False
        ),
        line=lambda place: document.line(place.line),
    )


def _acceptance(shape: AcceptanceShape, at: Path) -> Acceptance:
    return Acceptance(**asdict(shape), path=at)
