"""Profiles change how much a finding weighs, never whether it is so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from borderflow.errors import Fault, PolicyError
from borderflow.model.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Weight:
    """The severity that a profile gives to a rule, for some of its outcomes."""

    severity: Severity
    outcomes: tuple[str, ...] = ()
    """Outcomes that it applies to; empty for all."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A named way of weighing: `default` is the law as it is."""

    id: str
    name: str
    weights: Mapping[str, Weight] = field(default_factory=dict)
    """Rule id or group (`ACC`) to its weight."""

    def weigh(self, finding: Finding) -> Severity:
        """The severity of a finding under this profile."""
        weight = self.weights.get(finding.rule) or self.weights.get(finding.rule.partition("-")[0])
        if weight is None or (weight.outcomes and finding.outcome.value not in weight.outcomes):
            return finding.severity
        return weight.severity


DEFAULT = Profile("default", "The law as it is")


def find_profile(name: str, documents: Iterable[Mapping[str, Any]]) -> Profile:
    """A shipped or user profile by its id.

    Raises:
        PolicyError: when there is none of that name.
    """
    profiles = {document["id"]: document for document in documents}
    if name == DEFAULT.id:
        return DEFAULT
    if name not in profiles:
        known = sorted({DEFAULT.id, *profiles})
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"choose one of: {', '.join(known)}"
        raise PolicyError(Fault(f"There is no profile called `{name}`.", None, hint))
    return _profile(profiles[name])


def _profile(document: Mapping[str, Any]) -> Profile:
    weights = {
        rule: Weight(Severity.parse(entry["severity"]), tuple(entry.get("outcomes", ())))
        for rule, entry in document.get("severities", {}).items()
    }
    return Profile(document["id"], document["name"], weights)
