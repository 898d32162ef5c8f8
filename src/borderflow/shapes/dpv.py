"""policies/catalog/dpv.yaml: our words in those of the W3C Data Privacy Vocabulary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from borderflow.shapes.catalog import Day, SourceShape
from borderflow.shapes.scalars import Shape

Term = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*:[A-Za-z0-9-]+$")]
"""A term with its prefix: `dpv:Purpose`."""


class CategoryTermShape(Shape):
    """A category of data in both vocabularies."""

    dpv: Term
    fides: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$", description="Key of the Fides taxonomy.")


class DpvShape(Shape):
    """The mapping; `catalog lint` holds it to the vocabulary."""

    reviewed: Day
    version: str = Field(description="Version of DPV in which the terms were looked up.")
    sources: dict[str, SourceShape]
    prefixes: dict[str, str]
    categories: dict[str, CategoryTermShape]
    subjects: dict[str, Term]
    purposes: dict[str, Term]
    bases: dict[str, Term]
    conditions: dict[str, Term]
    roles: dict[str, Term]
    measures: dict[str, Term]
    instruments: dict[str, Term]
    terms: dict[str, Term] = Field(description="Classes and relations that the record itself is made of.")
