"""The file of accepted risks, version 1: what stands under `accepted:` of a manifest, by system."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from borderflow.shapes.manifest import AcceptanceShape
from borderflow.shapes.scalars import Shape


class AcceptedShape(Shape):
    """All systems, by name."""

    accepted: Literal[1] = Field(description="Version of this format.")
    systems: dict[str, list[AcceptanceShape]] = Field(description="Accepted risks of each system.")
