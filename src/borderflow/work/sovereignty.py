"""Sovereignty profiles: judged by their own rules, weighed and reported apart from the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from borderflow.analysis.seal import Measured, estimate
from borderflow.analysis.sovereignty import objective_cases, provider_cases
from borderflow.errors import Fault, PolicyError
from borderflow.model.architecture import Architecture
from borderflow.model.facts import Case
from borderflow.model.findings import Severity
from borderflow.model.report import RuleTally
from borderflow.model.sovereignty import Estimate, Framework, ProfileNote, Sovereignty
from borderflow.rules import Rule, judge
from borderflow.work.profiles import Profile
from borderflow.work.triage import triage

if TYPE_CHECKING:
    from borderflow.analysis.engagements import Scene
    from borderflow.catalog import Catalog


class Bench(Struct, frozen=True):
    """Where sovereignty is judged, by the profiles that ask for it."""

    profile: Profile
    threshold: Severity
    as_of: date

    def review(
        self, scene: Scene, architecture: Architecture, catalog: Catalog, rules: Sequence[Rule]
    ) -> Sovereignty:
        """Everything that the profiles find.

        Raises:
            PolicyError: when the policies hold no framework to measure with.
        """
        framework = _framework(catalog)
        measured = Measured(scene, framework, lambda model: _maker_country(catalog, model))
        estimates = self._estimates(measured)
        asked = {rule for one in self.profile.sovereignty for rule in one.rules}
        judged = judge(self._cases(measured, estimates), [rule for rule in rules if rule.id in asked])
        triaged = triage(judged.findings, architecture, self.profile, self.threshold, self.as_of)
        return Sovereignty(
            profiles=tuple(
                ProfileNote(one.id, one.name, one.why, one.target) for one in self.profile.sovereignty
            ),
            framework=f"{framework.name} {framework.version}",
            estimates=estimates,
            levels=framework.levels,
            caveats=framework.caveats if estimates else (),
            ground=framework.ground,
            findings=triaged.findings,
            questions=judged.questions,
            rules=dict(_answers(judged.tally)),
        )

    @property
    def _target(self) -> int:
        return max(one.target for one in self.profile.sovereignty)

    def _estimates(self, measured: Measured) -> tuple[Estimate, ...]:
        wanted = {id_ for one in self.profile.sovereignty for id_ in one.objectives}
        return tuple(one for one in estimate(measured) if one.objective.id in wanted) if wanted else ()

    def _cases(self, measured: Measured, estimates: Sequence[Estimate]) -> Iterator[Case]:
        yield from objective_cases(measured, estimates, self._target)
        yield from provider_cases(measured)


def _framework(catalog: Catalog) -> Framework:
    framework = catalog.sovereignty()
    if framework is None:
        hint = "put catalog/sovereignty.yaml into a policy folder"
        raise PolicyError(Fault("The policies hold no sovereignty framework.", hint=hint))
    return framework


def _maker_country(catalog: Catalog, model: str) -> str:
    found = catalog.software(model)
    return found.maker_country if found else ""


def _answers(tally: RuleTally) -> Iterator[tuple[str, str]]:
    for answer in ("violated", "satisfied", "undetermined", "not_applicable"):
        yield from ((rule, answer) for rule in getattr(tally, answer))
