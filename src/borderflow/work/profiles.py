"""Profiles: a house policy that weighs findings differently. It changes severities, never facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from borderflow.errors import Fault, PolicyError
from borderflow.model.findings import Finding, Severity

Parsed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Profile:
    """Severities by rule, and in it by outcome or by the name of what the rule says."""

    id: str
    name: str
    severities: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)

    def weigh(self, finding: Finding) -> Finding:
        """The finding as this house weighs it. An unverified fact keeps its cap."""
        chosen = self.severities.get(finding.rule, {})
        severity = chosen.get(finding.step, chosen.get(finding.outcome.value))
        if severity is None:
            return finding
        if finding.unverified and severity > Severity.MEDIUM:
            return replace(finding, severity=Severity.MEDIUM, capped_by=finding.unverified)
        return replace(finding, severity=severity, capped_by="")


DEFAULT = Profile("default", "The law as it is")


def find_profile(id_: str, documents: Iterable[Parsed]) -> Profile:
    """The profile of that id.

    Raises:
        PolicyError: when there is none, or it names no severity.
    """
    found = {DEFAULT.id: DEFAULT} | {profile.id: profile for profile in map(read_profile, documents)}
    if id_ not in found:
        hint = f"choose one of: {', '.join(sorted(found))}"
        raise PolicyError(Fault(f"There is no profile called `{id_}`.", hint=hint))
    return found[id_]


def read_profile(document: Parsed) -> Profile:
    """One parsed profile.

    Raises:
        PolicyError: when a word is no severity.
    """
    try:
        severities = {
            rule: {said: Severity.parse(severity) for said, severity in chosen.items()}
            for rule, chosen in document.get("severities", {}).items()
        }
        return Profile(document["id"], document["name"], severities)
    except (AttributeError, KeyError) as error:
        message = f"The profile `{document.get('_file', document.get('id', ''))}` cannot be read: {error}."
        hint = "write `severities: {RULE: {outcome: critical|high|medium|low|info}}`, an `id` and a `name`"
        raise PolicyError(Fault(message, hint=hint)) from error
