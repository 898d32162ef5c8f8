"""The cover: verdict, zones at a glance, who asked and on what ground."""

from __future__ import annotations

from msgspec import Struct

from borderflow.language import say
from borderflow.language.forms import day, day_text
from borderflow.model.catalog import Zone
from borderflow.model.report import Review
from borderflow.renderers.diagram.network import LANES, is_foreign
from borderflow.renderers.report.article30 import register_entry
from borderflow.renderers.report.names import Names, run_id
from borderflow.renderers.report.words import ZONES, not_declared, severity_word


class ZoneCount(Struct, frozen=True):
    """How many components stand in a zone, and how many of them foreign law reaches."""

    zone: Zone
    name: str
    count: int
    foreign: int
    countries: str


class Cover(Struct, frozen=True):
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
            found.append(ZoneCount(zone, say(ZONES[zone]), len(members), foreign, names.places(codes)))
    return tuple(found)


def _people(review: Review, names: Names) -> tuple[tuple[str, str], ...]:
    controller, asked = review.architecture.controller, review.architecture.review
    country = f", {names.country(controller.country)}" if controller.country else ""
    role = say("Processor") if review.architecture.system.role == "processor" else say("Controller")
    return (
        (role, controller.name + country),
        (say("Review requested by"), asked.requested_by or not_declared()),
        (say("Data protection officer"), asked.dpo or not_declared()),
        (say("Planned go-live"), day_text(asked.go_live) if asked.go_live else not_declared()),
        (say("Register entry"), register_entry(review)),
    )


def _versions(review: Review) -> tuple[tuple[str, str], ...]:
    return (
        (say("Run"), run_id(review)),
        (say("As of"), day(review.as_of)),
        (
            say("Profile"),
            say(
                "{name}, blocks from {severity}",
                name=review.profile,
                severity=severity_word(review.threshold),
            ),
        ),
        (say("Rules"), _rules(review)),
        (
            say("Provider facts"),
            say("reviewed {day}", day=day_text(review.catalog_reviewed))
            if review.catalog_reviewed
            else not_declared(),
        ),
        (say("Classification"), review.architecture.review.classification or not_declared()),
    )


def _rules(review: Review) -> str:
    """The pack of rules with its version, and how many of them had something to look at."""
    tally = review.rules
    applied = len(tally.violated) + len(tally.satisfied) + len(tally.undetermined)
    return say(
        "Borderflow {version}, {n} of {all} applied",
        version=review.tool_version,
        n=applied,
        all=applied + len(tally.not_applicable),
    )
