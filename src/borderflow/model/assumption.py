"""What if: a changed law or a changed owner, supposed for one check and never written into the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from borderflow.language import say
from borderflow.model.catalog import Adequacy, Owner

ANY_PROVIDER = "{provider}"
"""Stands in a scenario for the company that is named when the scenario is used."""


class Candidates(StrEnum):
    """Which companies a scenario about one of them is tried for by `stress`."""

    EEA = "eea"
    """Those in use that only the law of the EEA controls today."""
    ANY = "any"


class SupposedStanding(Struct, frozen=True):
    """The standing of a country as it would be."""

    adequacy: Adequacy | None = None
    """None leaves the decision of the day as it is."""
    instrument: str = ""
    conditions: tuple[str, ...] = ()
    problematic: bool | None = None
    """Documented problematic practice of access; None leaves it as it is."""


class SupposedLaw(Struct, frozen=True):
    """An access law as it would be: out of force, of another reach, or new."""

    in_force: bool = True
    reaches_abroad: bool | None = None
    """None leaves it as it is."""
    country: str = ""
    """Of a law that the catalogue does not hold; empty for one that it does."""
    name: str = ""
    citation: str = ""


class Assumption(Struct, frozen=True):
    """A scenario: what is supposed, why somebody should look at it, and what it rests on."""

    id: str
    name: str
    says: str
    """The supposition as a sentence."""
    why: str = ""
    """What makes it worth a look."""
    sources: tuple[str, ...] = ()
    standings: Mapping[str, SupposedStanding] = field(default_factory=dict)
    """By country code."""
    laws: Mapping[str, SupposedLaw] = field(default_factory=dict)
    """By id of the law."""
    owners: Mapping[str, Owner] = field(default_factory=dict)
    """By company id, or `{provider}` for the one that is to be named."""
    candidates: Candidates | None = None
    """Set when the scenario is about a company that must be named."""
    subject: str = ""
    """The company that was named."""

    @property
    def label(self) -> str:
        """How it is written on the command line: `dpf-invalidated`, `acquired-by-us-parent=mistral`."""
        return f"{self.id}={self.subject}" if self.subject else self.id

    def about(self, company: str, name: str) -> Assumption:
        """The same scenario, said of one company."""
        owners = {company if id_ == ANY_PROVIDER else id_: owner for id_, owner in self.owners.items()}
        name_, says, why = (
            say(text).replace(ANY_PROVIDER, name) for text in (self.name, self.says, self.why)
        )
        return replace(self, owners=owners, subject=company, candidates=None, name=name_, says=says, why=why)
