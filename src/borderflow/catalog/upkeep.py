"""What a keeper of the catalogue has to look at: faults that refuse nothing, and facts grown old."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from borderflow.catalog.doubles import fault_at
from borderflow.catalog.legal import undated
from borderflow.catalog.lint import dated_facts, every_file, lint
from borderflow.catalog.mapping import unmapped
from borderflow.catalog.reading import Policies, Read, read_policies
from borderflow.errors import Fault
from borderflow.model.age import days_since, limit_days
from borderflow.model.knowledge import Level
from borderflow.model.location import Location
from borderflow.shapes.catalog import RegionShape

REVIEW_LIMIT_DAYS = 365
"""A file is read again as a whole once a year."""
NO_SOURCE = "This file names no source."
NO_REASON = "This fact is unverified, and nothing says why."
_ADDRESS = re.compile(r"https?://[^\s/()]+\.[^\s/()]+(/[^\s]*)?")
_NAMED = re.compile(r"\b(?:operator|host|provider):\s*['\"]?([a-z0-9][a-z0-9-]*)")


class Aged(Struct, frozen=True):
    """A fact whose source is older than its limit."""

    used: int
    """How much leans on it: products, names, owned companies, chains of sub-processors, manifests."""
    company: str
    fact: str
    as_of: str
    days: int
    location: Location


class State(Struct, frozen=True):
    """How the catalogue stands, each part in the order of file and line."""

    faults: tuple[Fault, ...]
    """What is wrong or overdue."""
    warnings: tuple[Fault, ...]
    """What is as yet unfounded: files without a source, and facts that nobody verified or says why not."""


def look_over(folders: Sequence[Path], as_of: date) -> State:
    """Everything that is wrong, overdue or unfounded in the catalogue.

    Raises:
        PolicyError: with every fault of files that cannot be read as what they claim to be.
    """
    policies = read_policies(folders)
    found = [*lint(policies), *_addresses(policies), *_nowhere(policies), *_overdue(policies, as_of)]
    found += [*unmapped(policies), *undated(policies)]
    warnings = [*_without_source(policies), *_unfounded(policies)]
    return State(tuple(sorted(found, key=_place)), tuple(sorted(warnings, key=_place)))


def aged(folders: Sequence[Path], as_of: date, manifests: Iterable[Path] = ()) -> tuple[Aged, ...]:
    """Facts to verify again, those first on which most rests.

    Raises:
        PolicyError: as above.
    """
    policies = read_policies(folders)
    uses = _uses(policies, manifests)
    found = [
        Aged(uses[id_], id_, ".".join(map(str, path)), stated, days, read.document.locate(path))
        for id_, read in _by_company(policies)
        for path, stated, days in _old_facts(read, as_of)
    ]
    return tuple(sorted(found, key=lambda one: (-one.used, one.company, -one.days, one.fact)))


def _by_company(policies: Policies) -> Iterator[tuple[str, Read[Any]]]:
    yield from policies.providers.items()
    yield from policies.regions.items()


def _addresses(policies: Policies) -> Iterator[Fault]:
    """An address that no browser would open."""
    for read in every_file(policies):
        for key, source in read.shape.sources.items():
            if source.url and not _ADDRESS.fullmatch(source.url):
                message = f"The address of the source `{key}` cannot be opened."
                yield fault_at(
                    read, ("sources", key, "url"), message, "write https://…, and nothing after it"
                )


def _nowhere(policies: Policies) -> Iterator[Fault]:
    """A region that lies in no country has to say what it is."""
    for read, path, region in _regions(policies):
        if not (region.country or region.countries or region.why or region.label):
            message = f"Region `{region.id}` has no country."
            yield fault_at(read, path, message, "name its country, or say in `why` that it is no place")


def _regions(policies: Policies) -> Iterator[tuple[Read[Any], tuple[str | int, ...], RegionShape]]:
    for _, read in _by_company(policies):
        yield from ((read, ("regions", at), region) for at, region in enumerate(read.shape.regions))


def _overdue(policies: Policies, as_of: date) -> Iterator[Fault]:
    for read in every_file(policies):
        if (days := (as_of - date.fromisoformat(read.shape.reviewed)).days) > REVIEW_LIMIT_DAYS:
            message = f"The last review of this file is {days} days ago."
            yield fault_at(read, ("reviewed",), message, "read its sources again, and write the day")


def _without_source(policies: Policies) -> Iterator[Fault]:
    for read in policies.providers.values():
        if not read.shape.sources:
            hint = "list under `sources` what was read, and name it at the facts"
            yield fault_at(read, (), NO_SOURCE, hint)


def _unfounded(policies: Policies) -> Iterator[Fault]:
    for read in every_file(policies):
        for path, fact in dated_facts(read.shape):
            if fact.level is Level.UNVERIFIED and not fact.why:
                yield fault_at(read, path, NO_REASON, "verify it, or say in `why` what stood in the way")


def _old_facts(read: Read[Any], as_of: date) -> Iterator[tuple[tuple[str | int, ...], str, int]]:
    """Dated facts beyond their limit; a fact without a date is a gap of its own and no old one."""
    for path, fact in dated_facts(read.shape):
        stated = fact.as_of or max((read.shape.sources[key].as_of or "" for key in fact.source), default="")
        if stated and (days := days_since(stated, as_of)) > limit_days(path):
            yield path, stated, days


def _uses(policies: Policies, manifests: Iterable[Path]) -> Counter[str]:
    """By company: its products and names, and who else leans on it."""
    names = {entity.name: id_ for id_, read in policies.providers.items() for entity in read.shape.entities}
    uses: Counter[str] = Counter()
    for id_, read in policies.providers.items():
        shape = read.shape
        uses[id_] += len(shape.products) + sum(len(words) for _, words in shape.aliases)
        uses[id_] += sum(len(words) for one in shape.products.values() for _, words in one.aliases)
        uses.update(shape.regions_of)
        uses.update(filter(None, (names.get(shape.parent.name),)))
        for terms in (shape.terms, *shape.products.values()):
            uses.update(sub.party for sub in (terms.sub_processors and terms.sub_processors.is_) or ())
    for path in manifests:
        uses.update(set(_NAMED.findall(path.read_text(encoding="utf-8"))))
    return uses


def _place(fault: Fault) -> tuple[str, int, int, str]:
    place = fault.location
    return (place.file, place.line, place.column, fault.message) if place else ("", 0, 0, fault.message)
