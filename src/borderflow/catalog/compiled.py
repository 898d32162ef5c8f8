"""The policies as one indexed file: made when a wheel is built, or when a policy file has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from borderflow.catalog import layout
from borderflow.catalog.entries import provider_entry, regions_entry
from borderflow.catalog.facts import Json, Writer
from borderflow.catalog.frameworks import framework_entry
from borderflow.catalog.lint import lint
from borderflow.catalog.overrides import overrides
from borderflow.catalog.reading import Policies, read_policies
from borderflow.catalog.tables import alias_tables, names
from borderflow.errors import PolicyError, raise_all
from borderflow.shapes.catalog import (
    AccessLawShape,
    JurisdictionShape,
    PeriodShape,
    SoftwareItemShape,
    SourceShape,
)

EVERYTHING = "all"
"""The one entry of a section that is read as a whole."""


def build(policies: Path | Sequence[Path]) -> bytes:
    """Compile policy folders, later ones over earlier ones. Same files, same bytes.

    Raises:
        PolicyError: with every fault of every file.
    """
    found = read_policies((policies,) if isinstance(policies, Path) else policies)
    raise_all(PolicyError, lint(found))
    return layout.write({"digest": found.digest, "reviewed": _reviewed(found)}, _sections(found))


def _reviewed(found: Policies) -> str:
    """The newest day on which anything of the catalogue was reviewed."""
    parts: list[Iterable[Any]] = [
        found.providers.values(),
        found.regions.values(),
        found.jurisdictions,
        found.laws,
    ]
    return max((read.shape.reviewed for part in parts for read in part), default="")


def _sections(found: Policies) -> dict[str, dict[str, Any]]:
    groups = _groups(found)
    return {
        "providers": {id_: provider_entry(read.shape, groups) for id_, read in found.providers.items()},
        "regions": {id_: regions_entry(read.shape, groups) for id_, read in found.regions.items()},
        "jurisdictions": _jurisdictions(found),
        "laws": {
            id_: _law(law, read.shape.sources) for read in found.laws for id_, law in read.shape.laws.items()
        },
        "instruments": {
            id_: instrument.model_dump(mode="json")
            for read in found.instruments
            for id_, instrument in read.shape.instruments.items()
        },
        "software": {
            id_: _software(item) for read in found.software for id_, item in read.shape.software.items()
        },
        "groups": {EVERYTHING: groups},
        "aliases": alias_tables(found),
        "names": {EVERYTHING: names(found)},
        "vocabulary": {EVERYTHING: _vocabulary(found)},
        "dpv": {EVERYTHING: _dpv(found)},
        "sovereignty": {EVERYTHING: framework_entry(found.sovereignty[-1].shape)}
        if found.sovereignty
        else {},
        "rules": {EVERYTHING: [found.rules[key] for key in sorted(found.rules)]},
        "scenarios": {
            id_: read.shape.model_dump(mode="json", exclude_defaults=True)
            for id_, read in found.scenarios.items()
        },
        "overrides": {EVERYTHING: told} if (told := overrides(found)) else {},
        "profiles": {EVERYTHING: [found.profiles[key] for key in sorted(found.profiles)]},
    }


def _every_jurisdiction(found: Policies) -> dict[str, JurisdictionShape]:
    return {code: item for read in found.jurisdictions for code, item in read.shape.jurisdictions.items()}


def _groups(found: Policies) -> dict[str, tuple[str, ...]]:
    """Today's members of EU and EEA; overseas territories belong to their states."""
    every = _every_jurisdiction(found)
    union = tuple(sorted(code for code, item in every.items() if item.eu and item.eu[1] is None))
    area = tuple(sorted(code for code, item in every.items() if _is_area_state(code, item)))
    return {"EU": union, "EEA": area}


def _is_area_state(code: str, item: JurisdictionShape) -> bool:
    is_state = len(code) == 2 and item.territory_of is None
    return is_state and any(period.status == "eea" and period.until is None for period in item.adequacy)


def _jurisdictions(found: Policies) -> dict[str, Json]:
    entries: dict[str, Json] = {}
    for read in found.jurisdictions:
        writer = Writer(read.shape.sources, {})
        for code, item in read.shape.jurisdictions.items():
            periods = [_period(period, writer) for period in item.adequacy]
            kept = item.model_dump(mode="json", exclude={"adequacy"}, exclude_defaults=True)
            entries[code] = {**kept, "code": code, "adequacy": periods}
        entries |= {alias: {"same_as": code} for alias, code in read.shape.aliases.items()}
    return entries


def _period(period: PeriodShape, writer: Writer) -> Json:
    dated = writer.dated(period, period.status.value)
    return {
        "from": period.from_ or "",
        "until": period.until or "",
        "instrument": period.instrument,
        "conditions": list(period.conditions),
        "fragility": list(period.fragility),
        **dated,
    }


def _law(law: AccessLawShape, sources: Mapping[str, SourceShape]) -> Json:
    kept = law.model_dump(mode="json", include={"country", "name", "citation", "reaches_abroad", "note"})
    return {
        **kept,
        "from": law.from_ or "",
        "until": law.until or "",
        **Writer(sources, {}).dated(law, law.name),
    }


def _software(item: SoftwareItemShape) -> Json:
    fields = {"name", "kind", "maker", "maker_country", "licence", "telemetry", "note"}
    kept: Json = item.model_dump(include=fields)
    return {key: value or "" for key, value in kept.items()}


def _dpv(found: Policies) -> Json:
    """The mapping of the last folder that has one."""
    return found.dpv[-1].shape.model_dump(mode="json", exclude={"reviewed", "sources"}) if found.dpv else {}


def _vocabulary(found: Policies) -> Json:
    words: dict[str, dict[str, Any]] = {}
    for read in found.vocabularies:
        for section, entries in read.shape.model_dump(mode="json", exclude={"reviewed"}).items():
            words.setdefault(section, {}).update(entries)
    return words
