"""A scenario as people write it: policies/scenarios/*.yaml, or a file of the user's own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from borderflow.model.assumption import ANY_PROVIDER, Candidates
from borderflow.model.catalog import Adequacy
from borderflow.shapes.catalog import Country, Day, Id, SourceShape
from borderflow.shapes.scalars import Shape

JurisdictionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]+$")]


class SupposedStandingShape(Shape):
    """How Chapter V would see a country; what is left out stays as it is."""

    adequacy: Adequacy | None = Field(None, description="`none`, `partial`, `adequate` or `eea`.")
    instrument: str = Field("", description="The decision that would give it, when it is not `none`.")
    conditions: tuple[str, ...] = Field((), description="What a partial decision asks of the recipient.")
    problematic: bool | None = Field(None, description="Documented problematic practice of access.")

    @model_validator(mode="after")
    def _supposes_something(self) -> SupposedStandingShape:
        if self.adequacy is None and self.problematic is None:
            raise ValueError("state `adequacy` or `problematic`, or leave the country out")
        if self.adequacy not in (None, Adequacy.NONE) and not self.instrument:
            raise ValueError("name the `instrument` that would give this standing")
        return self


class SupposedLawShape(Shape):
    """How an access law would be; `country` and `name` only for one that the catalogue does not hold."""

    in_force: bool = True
    reaches_abroad: Literal["yes", "partial", "no"] | None = None
    country: Country | None = None
    name: str = ""
    citation: str = ""


class SupposedOwnerShape(Shape):
    """Who would hold the company."""

    name: str = Field(min_length=2)
    country: Country


class SuppositionShape(Shape):
    """What is supposed. Each part may be left out, not all."""

    jurisdictions: dict[JurisdictionCode, SupposedStandingShape] = Field({}, description="By ISO code.")
    laws: dict[Id, SupposedLawShape] = Field({}, description="By id of access_laws.yaml, or a new id.")
    owners: dict[str, SupposedOwnerShape] = Field(
        {}, description="Company id, or `{provider}` for the one named on the command line."
    )

    @model_validator(mode="after")
    def _supposes_something(self) -> SuppositionShape:
        if not (self.jurisdictions or self.laws or self.owners):
            raise ValueError("suppose something under `jurisdictions`, `laws` or `owners`")
        return self


class ScenarioShape(Shape):
    """One scenario: a changed law or a changed owner, with the reason to look at it."""

    id: Id
    name: str = Field(min_length=3, description="A few words, for lists.")
    says: str = Field(min_length=3, description="The supposition as a sentence.")
    why: str = Field("", description="What makes it worth a look.")
    reviewed: Day | None = Field(None, description="When somebody last looked whether it still fits the law.")
    sources: tuple[SourceShape, ...] = ()
    provider: Candidates | None = Field(
        None, description="Set when it is about a company to be named: which ones `stress` tries."
    )
    assume: SuppositionShape

    @model_validator(mode="after")
    def _names_its_provider(self) -> ScenarioShape:
        if (self.provider is not None) != (ANY_PROVIDER in self.assume.owners):
            raise ValueError(
                f"`provider:` and an owner of `{ANY_PROVIDER}` go together: write both or neither"
            )
        return self
