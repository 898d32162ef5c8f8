"""The catalogue as it would read under an assumption: laid over what is asked for, written nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from borderflow.catalog.lookup import Catalog
from borderflow.model.assumption import Assumption, SupposedLaw, SupposedStanding
from borderflow.model.catalog import AccessLaw, Adequacy, Jurisdiction, Owner, Provider
from borderflow.model.knowledge import Fact, Level

_LATER_THAN_ANY = "9999-12-31"
"""A supposed owner is newer than whatever a manifest states of the old one."""


def assuming(catalog: Catalog, assumptions: Sequence[Assumption]) -> Catalog:
    """The catalogue as it would read under some assumptions. The one that is given stays as it is."""
    return AssumedCatalog(catalog, assumptions) if assumptions else catalog


class AssumedCatalog(Catalog):
    """A catalogue whose countries, laws and owners are those of one or more assumptions."""

    def __init__(self, catalog: Catalog, assumptions: Sequence[Assumption]) -> None:
        super().__init__(catalog.store)
        self._assumptions = tuple(assumptions)
        self._changed: dict[str, Provider] = {}

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        return self._assumptions

    def provider(self, name: str) -> Provider | None:
        """The company, under the owner that it is supposed to have."""
        found = super().provider(name)
        if found is None:
            return None
        if found.id not in self._changed:
            self._changed[found.id] = self._owned(found)
        return self._changed[found.id]

    def jurisdiction(self, code: str, as_of: date) -> Jurisdiction | None:
        """The country with the standing and the laws that it is supposed to have."""
        found = super().jurisdiction(code, as_of)
        if found is None:
            return None
        for assumption in self._assumptions:
            found = _under(found, assumption)
        return found

    def _owned(self, provider: Provider) -> Provider:
        for assumption in self._assumptions:
            if (owner := assumption.owners.get(provider.id)) is not None:
                provider = _sold(provider, owner, assumption)
        return provider


def _sold(provider: Provider, owner: Owner, assumption: Assumption) -> Provider:
    """The company in the hands of another. The law of its own seat goes on reaching it."""
    said = f"supposed by {assumption.label}"
    control = tuple(dict.fromkeys((owner.country, *(provider.control.known or ()))))
    return replace(
        provider,
        parent=Fact(owner, Level.VERIFIED, said),
        control=Fact(control, Level.VERIFIED, said),
        ownership_as_of=_LATER_THAN_ANY,
        unsettled=True,
    )


def _under(found: Jurisdiction, assumption: Assumption) -> Jurisdiction:
    said = f"supposed by {assumption.label}"
    laws = tuple(_laws(found, assumption.laws, said))
    if laws != found.laws:
        reaches_further = any(law.reaches_abroad and law not in found.laws for law in laws)
        found = replace(found, laws=laws, unsettled=found.unsettled or reaches_further)
    standing = assumption.standings.get(found.code)
    return found if standing is None else _standing(found, standing, said)


def _standing(found: Jurisdiction, standing: SupposedStanding, said: str) -> Jurisdiction:
    if standing.problematic is not None:
        found = replace(
            found, problematic=standing.problematic, unsettled=found.unsettled or standing.problematic
        )
    if standing.adequacy is None:
        return found
    return replace(
        found,
        adequacy=standing.adequacy,
        instrument=standing.instrument,
        conditions=standing.conditions,
        fragility=(),
        source=said,
        as_of="",
        unsettled=found.unsettled or _is_worse(standing.adequacy, found.adequacy),
    )


def _is_worse(supposed: Adequacy, today: Adequacy) -> bool:
    """A decision says how the law of the country stands: what was assessed beside it rests on it."""
    order = (Adequacy.NONE, Adequacy.PARTIAL, Adequacy.ADEQUATE, Adequacy.EEA)
    return order.index(supposed) < order.index(today)


def _laws(found: Jurisdiction, supposed: Mapping[str, SupposedLaw], said: str) -> Iterator[AccessLaw]:
    """The laws of the country: those that stay, those of another reach, and new ones."""
    known = {law.id for law in found.laws}
    for law in found.laws:
        changed = supposed.get(law.id)
        if changed is None:
            yield law
        elif changed.in_force:
            yield _changed(law, changed, said)
    for id_, new in supposed.items():
        if id_ not in known and new.country == found.code and new.in_force:
            yield AccessLaw(id_, new.country, new.name, new.citation, bool(new.reaches_abroad), source=said)


def _changed(law: AccessLaw, changed: SupposedLaw, said: str) -> AccessLaw:
    if changed.reaches_abroad is None or changed.reaches_abroad is law.reaches_abroad:
        return law
    return replace(law, reaches_abroad=changed.reaches_abroad, level=Level.VERIFIED, source=said)
