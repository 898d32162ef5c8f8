"""Where personal data are processed, as far as a review knows: what it tells beside its transfers.

A place abroad without a known importer there is no proof that nothing is transferred.
"""

from __future__ import annotations

from borderflow.model.catalog import Zone
from borderflow.model.report import Review

_ABOUT_PLACES = ("MAN-01", "MAN-02", "TRF-04", "TRF-11")
"""Rules that speak where data may leave the EEA by a way that nobody knows."""


def is_place_open(review: Review) -> bool:
    """A finding or a question asks where, or by whom, personal data are processed."""
    asking = {one.rule for one in review.findings} | {one.rule for one in review.questions}
    unplaced = any(view.personal and view.zone is Zone.UNKNOWN for view in review.components)
    return unplaced or not asking.isdisjoint(_ABOUT_PLACES)


def countries_outside(review: Review) -> tuple[str, ...]:
    """Countries outside the EEA where personal data are processed, by their codes, in order."""
    countries = {country for view in review.components if view.personal for country in view.countries}
    return tuple(sorted(code for code in countries if review.country_zones.get(code) is not Zone.EEA))
