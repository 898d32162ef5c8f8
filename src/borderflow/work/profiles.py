"""Profiles: a house policy that weighs findings differently, or asks for a framework beside the law.

It changes severities, never facts. What a sovereignty profile finds stays apart from the findings of the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from borderflow.errors import Fault, PolicyError
from borderflow.model.findings import Finding, Severity

Parsed = Mapping[str, Any]


class OptIn(Struct, frozen=True):
    """What a sovereignty profile asks for beside the law."""

    id: str
    name: str
    why: str
    rules: tuple[str, ...]
    target: int = 0
    """The SEAL level that every objective should reach; 0 for none."""
    objectives: tuple[str, ...] = ()
    """Objectives of the EU framework whose level is estimated."""


class Profile(Struct, frozen=True):
    """Severities by rule, and in it by outcome or by the name of what the rule says."""

    id: str
    name: str
    severities: Mapping[str, Mapping[str, Severity]] = field(default_factory=dict)
    sovereignty: tuple[OptIn, ...] = ()

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
    """The profile of that id; of several, separated by commas, all together.

    Raises:
        PolicyError: when there is none, or it names no severity.
    """
    found = {DEFAULT.id: DEFAULT} | {profile.id: profile for profile in map(read_profile, documents)}
    names = list(dict.fromkeys(name.strip() for name in id_.split(",") if name.strip())) or [DEFAULT.id]
    for name in names:
        if name not in found:
            hint = f"choose one of: {', '.join(sorted(found))}"
            raise PolicyError(Fault(f"There is no profile called `{name}`.", hint=hint))
    return _together([found[name] for name in names])


def _together(profiles: Sequence[Profile]) -> Profile:
    """Several profiles as one: a later one weighs over an earlier one, and each asks for its own."""
    if len(profiles) == 1:
        return profiles[0]
    return Profile(
        ",".join(one.id for one in profiles),
        ", ".join(one.name for one in profiles),
        {rule: weights for one in profiles for rule, weights in one.severities.items()},
        tuple(asked for one in profiles for asked in one.sovereignty),
    )


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
        return Profile(document["id"], document["name"], severities, tuple(_asked(document)))
    except (AttributeError, KeyError) as error:
        message = f"The profile `{document.get('_file', document.get('id', ''))}` cannot be read: {error}."
        hint = "write `severities: {RULE: {outcome: critical|high|medium|low|info}}`, an `id` and a `name`"
        raise PolicyError(Fault(message, hint=hint)) from error


def _asked(document: Parsed) -> Iterator[OptIn]:
    asked = document.get("sovereignty")
    if asked:
        yield OptIn(
            document["id"],
            document["name"],
            " ".join(document.get("why", "").split()),
            tuple(asked.get("rules", ())),
            asked.get("target", 0),
            tuple(asked.get("objectives", ())),
        )
