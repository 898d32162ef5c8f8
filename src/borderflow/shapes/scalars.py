"""What the pydantic models of the house share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from borderflow.shapes.words import one_or_many


class Shape(BaseModel):
    """Base: closed, immutable, built only when a file needs it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, populate_by_name=True)


Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many, json_schema_input_type=str | list[str])]
"""One word or a list of them."""
