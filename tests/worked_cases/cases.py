"""The worked cases as text: a base manifest, the variants laid over it, and what each must say.

A case is one file `WC-nn.yaml`; `assumptions.yaml` holds what a case says nothing about. To add a case, add
a file: nothing here names one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from borderflow.documents import load

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 21)
_LEVELS = ("info", "low", "medium", "high", "critical")


@dataclass(frozen=True)
class Outcome:
    """An outcome with the severities that are as good as one another."""

    outcome: str
    lowest: int
    highest: int

    def meets(self, outcome: str, severity: str) -> bool:
        return self.outcome == outcome and self.lowest <= _LEVELS.index(severity) <= self.highest

    @property
    def blocks(self) -> bool:
        return self.outcome != "unknown" and self.lowest >= _LEVELS.index("high")


@dataclass(frozen=True)
class Expected:
    """A rule that is expected, allowed or forbidden."""

    rule: str
    outcomes: tuple[Outcome, ...] = ()
    replaced_by: str = ""
    severity_above: str = ""

    def allows(self, outcome: str, severity: str) -> bool:
        return any(one.meets(outcome, severity) for one in self.outcomes)


@dataclass(frozen=True)
class Case:
    """One architecture and what a careful lawyer says of it."""

    id: str
    manifest: Mapping[str, Any]
    profile: str
    must: tuple[Expected, ...]
    may: tuple[Expected, ...]
    never: tuple[Expected, ...]
    blocks: bool
    as_of: date = TODAY
    """Another day for the cases about the law in time."""
    catalog: str = "shipped"
    """The shipped catalogue, or a folder beside the cases with facts as a case states them."""

    @property
    def policies(self) -> tuple[str, ...]:
        return () if self.catalog == "shipped" else (str(FOLDER / self.catalog),)

    @property
    def text(self) -> str:
        return json.dumps(self.manifest, indent=1, ensure_ascii=False)


def load_cases(folder: Path = FOLDER, files: str = "WC-*.yaml") -> list[Case]:
    """Every case and variant, in the order of their numbers."""
    assumptions = load(FOLDER / "assumptions.yaml").value
    return [case for path in sorted(folder.glob(files)) for case in _read(load(path).value, assumptions)]


def lay_over(under: Any, over: Any) -> Any:
    """Mappings merge, null takes a key away, anything else replaces what was there."""
    if not isinstance(over, dict):
        return over
    merged = dict(under) if isinstance(under, dict) else {}
    for key, value in over.items():
        if value is None:
            merged[key] = None
        else:
            merged[key] = lay_over(merged.get(key), value)
    return merged


def _read(case: Mapping[str, Any], assumptions: Mapping[str, Any]) -> Iterator[Case]:
    under = assumptions[case["assume"]]
    base = _case(case["case"], case, case["manifest"], under)
    yield base
    for number, variant in enumerate(case.get("variants", ()), start=1):
        manifest = lay_over(case["manifest"], variant["overlay"])
        said = {"catalog": base.catalog, **variant}
        one = _case(f"{case['case']}-{number}", said, manifest, under, case.get("profile", "default"))
        yield _also_allowing(one, base)


def _case(
    id_: str,
    said: Mapping[str, Any],
    manifest: Mapping[str, Any],
    under: Mapping[str, Any],
    profile: str = "",
) -> Case:
    must = _expected(said, "must_fire")
    return Case(
        id=id_,
        manifest=_complete(manifest, under),
        profile=profile or said.get("profile", "default"),
        must=must,
        may=_expected(said, "may_fire"),
        never=_expected(said, "must_not_fire"),
        blocks=said.get("blocks", any(all(one.blocks for one in e.outcomes) for e in must)),
        as_of=date.fromisoformat(said["as_of"]) if "as_of" in said else TODAY,
        catalog=said.get("catalog", "shipped"),
    )


def _also_allowing(variant: Case, base: Case) -> Case:
    """A variant may say what the base says, as far as it does not forbid it."""
    return Case(
        variant.id,
        variant.manifest,
        variant.profile,
        variant.must,
        (*variant.may, *base.must, *base.may),
        variant.never,
        variant.blocks,
        variant.as_of,
        variant.catalog,
    )


def _complete(manifest: Mapping[str, Any], under: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest with the assumptions under it and the taken-away keys gone."""
    each = under["each"]
    merged = lay_over({key: value for key, value in under.items() if key != "each"}, manifest)
    for section, assumed in each.items():
        if merged.get(section):
            merged[section] = {
                id_: None if entry is None else lay_over(assumed, entry)
                for id_, entry in merged[section].items()
            }
    cleaned: dict[str, Any] = _without_nothing(merged)
    return cleaned


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nothing(one) for key, one in value.items() if one is not None}
    return [_without_nothing(one) for one in value] if isinstance(value, list) else value


def _expected(said: Mapping[str, Any], section: str) -> tuple[Expected, ...]:
    return tuple(
        Expected(
            rule=one["rule"],
            outcomes=tuple(_outcome(text) for text in one.get("outcome", "").split(" | ") if text),
            replaced_by=one.get("may_be_replaced_by", ""),
            severity_above=one.get("severity_above", ""),
        )
        for one in said.get(section, ())
    )


def _outcome(text: str) -> Outcome:
    """`gap medium`, `risk low-medium`, or `info` alone."""
    outcome, _, span = text.partition(" ")
    lowest, _, highest = (span or outcome).partition("-")
    return Outcome(outcome, _LEVELS.index(lowest), _LEVELS.index(highest or lowest))
