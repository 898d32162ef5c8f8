"""What every page and paper says at its foot: of which day it is, and what it is not."""

from __future__ import annotations

from datetime import date

from borderflow.language import say
from borderflow.language.forms import day, day_text
from borderflow.model.report import Review


def footing(review: Review) -> str:
    """The nature of the paper and the dates of its facts."""
    caution = say("Decision support, no legal advice.")
    return f"{caution} {dated(review.as_of, review.catalog_reviewed)}"


def dated(as_of: date, reviewed: str) -> str:
    """The day of the facts, and that on which the catalogue was reviewed when there is room for it."""
    if not reviewed:
        return say("As of {day}.", day=day(as_of))
    return say("As of {day}; provider facts of {reviewed}.", day=day(as_of), reviewed=day_text(reviewed))
