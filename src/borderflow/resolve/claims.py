"""Which of two statements holds where the manifest and the catalogue disagree (facts/rules.md 11).

The newest dated one does. An undated one of the manifest holds only where it is no milder than what the
catalogue knows; else the worse is assumed. In each case somebody is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from borderflow.model.architecture import PartyFacts, SupportAccess
from borderflow.model.catalog import Entity, Owner, Provider

Weigh = Callable[[str | None], int]
"""How far the law of a country is from that of the EEA; nothing weighs nothing."""
_CONTROLLING_SHARE = 50


class Claim(Enum):
    """How a statement of the manifest stands against the catalogue."""

    NEWER = "newer"
    """Later than the catalogue's, or the catalogue has none."""
    OLDER = "older"
    UNDATED = "undated"


def claim_of(declared: PartyFacts, provider: Provider | None) -> Claim:
    """The standing of what the manifest states of a party."""
    if provider is None:
        return Claim.NEWER
    if declared.as_of is None:
        return Claim.UNDATED
    is_older = declared.as_of.isoformat() < provider.ownership_as_of
    return Claim.OLDER if is_older else Claim.NEWER


def is_bare(declared: PartyFacts, support: SupportAccess) -> bool:
    """Whether what is stated of remote access bears neither a date nor evidence."""
    excluded = support.excluded
    return declared.as_of is None and not support.same_entity and not (excluded.on or excluded.evidence)


def names_parent(declared: PartyFacts | None) -> bool:
    """Whether the manifest says who owns the party, or that nobody does."""
    return declared is not None and (declared.independent or declared.parent_country is not None)


def stated_parent(declared: PartyFacts) -> Owner | None:
    """The parent of the manifest; a holding that cannot outvote the others is none."""
    if declared.independent or declared.parent_country is None:
        return None
    if declared.parent_share is not None and declared.parent_share < _CONTROLLING_SHARE:
        return None
    return Owner(declared.parent_name or declared.parent_country, declared.parent_country)


def stated_control(declared: PartyFacts) -> tuple[str, ...] | None:
    """Countries that control the party by the manifest; None when it says nothing of them."""
    if declared.control is not None:
        return declared.control
    if not names_parent(declared):
        return None
    owner = stated_parent(declared)
    return (owner.country,) if owner else ()


def parent_that_holds(
    declared: PartyFacts, provider: Provider | None, known: Owner | None, weigh: Weigh
) -> Owner | None:
    """The parent to go by, of the one that the manifest states and the one that the catalogue knows."""
    stated = stated_parent(declared)
    match claim_of(declared, provider):
        case Claim.NEWER:
            return stated
        case Claim.OLDER:
            return known
        case Claim.UNDATED:
            is_milder = weigh(_seat(stated)) < weigh(_seat(known))
            return known if is_milder else stated


def seat_gives_way(
    declared: PartyFacts, provider: Provider | None, signs: Entity | None, weigh: Weigh
) -> bool:
    """Whether the country of the manifest yields to that of the entity which the catalogue knows to sign.

    Which company of a group signs is for the manifest to say; a country in which none of them is known is
    a contradiction.
    """
    match claim_of(declared, provider):
        case Claim.NEWER:
            return False
        case Claim.OLDER:
            return True
        case Claim.UNDATED:
            seats = {entity.country for entity in provider.entities} if provider else set()
            is_milder = signs is not None and weigh(declared.country) < weigh(signs.country)
            return is_milder and declared.country not in seats


def _seat(owner: Owner | None) -> str | None:
    return owner.country if owner else None
