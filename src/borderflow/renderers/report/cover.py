"""The cover: verdict, zones at a glance, who asked and on what ground."""

from __future__ import annotations

from dataclasses import dataclass

from borderflow.model.catalog import Zone
from borderflow.model.report import Review
from borderflow.renderers.diagram.network import LANES, is_foreign
from borderflow.renderers.report.names import Names, run_id
from borderflow.renderers.report.words import NOT_DECLARED, ZONES, day, day_text


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """How many components stand in a zone, and how many of them foreign law reaches."""

    zone: Zone
    name: str
    count: int
    foreign: int
    countries: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    zones: tuple[ZoneCount, ...]
    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]


def prepare_cover(names: Names) -> Cover:
    review = names.review
    return Cover(_zones(names), _people(review, names), _versions(review))


def _zones(names: Names) -> tuple[ZoneCount, ...]:
    found = []
    for zone in LANES:
        members = [item for item in names.review.components if item.zone is zone]
        if members:
            foreign = sum(is_foreign(item, names.review) for item in members)
            codes = tuple(sorted({code for item in members for code in item.countries}))
            listed = names.countries(codes) if len(codes) <= 4 else f"{len(codes)} countries"
            found.append(ZoneCount(zone, ZONES[zone], len(members), foreign, listed))
    return tuple(found)


def _people(review: Review, names: Names) -> tuple[tuple[str, str], ...]:
    controller, asked = review.architecture.controller, review.architecture.review
    country = f", {names.country(controller.country)}" if controller.country else ""
    role = "Processor" if review.architecture.system.role == "processor" else "Controller"
    return (
        (role, controller.name + country),
        ("Review requested by", asked.requested_by or NOT_DECLARED),
        ("Data protection officer", asked.dpo or NOT_DECLARED),
        ("Planned go-live", day_text(asked.go_live) if asked.go_live else NOT_DECLARED),
        ("Register entry", asked.register_entry or NOT_DECLARED),
    )


def _versions(review: Review) -> tuple[tuple[str, str], ...]:
    return (
        ("Run", run_id(review)),
        ("As of", day(review.as_of)),
        ("Profile", f"{review.profile}, blocks from {review.threshold}"),
        (
            "Provider facts",
            f"reviewed {day_text(review.catalog_reviewed)}" if review.catalog_reviewed else NOT_DECLARED,
        ),
        ("Classification", review.architecture.review.classification or NOT_DECLARED),
    )
