"""The file of accepted risks, version 1: what stands under `accepted:` of a manifest, by system."""

from typing import Annotated, Literal

from msgspec import Meta

from borderflow.shapes.manifest import AcceptanceShape
from borderflow.shapes.written import Written


class AcceptedShape(Written, frozen=True):
    """All systems, by name."""

    accepted: Annotated[Literal[1], Meta(description="Version of this format.")]
    systems: Annotated[dict[str, list[AcceptanceShape]], Meta(description="Accepted risks of each system.")]
