"""The pipeline: an architecture goes in, a judged and explained review comes out.

One pure function. It prints nothing, reads no file, no clock and no network; the day comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from borderflow.analysis.cases import find_cases
from borderflow.analysis.engagements import Scene
from borderflow.analysis.lineage import trace
from borderflow.analysis.whole import wp248
from borderflow.model.architecture import UNSTATED_OPERATOR, Architecture
from borderflow.model.assumption import Assumption, Candidates
from borderflow.model.catalog import Adequacy, Provider
from borderflow.model.findings import Finding, Question, Severity
from borderflow.model.late import Late
from borderflow.model.report import Review, RuleNote
from borderflow.resolve import resolve
from borderflow.rules import Judgement, Rule, judge
from borderflow.work import views
from borderflow.work.profiles import DEFAULT, Profile
from borderflow.work.transfers import transfer_views
from borderflow.work.triage import triage

if TYPE_CHECKING:
    from borderflow.catalog import Catalog
    from borderflow.model.sovereignty import Sovereignty
    from borderflow.model.stress import StressTest

SOVEREIGNTY = "SOV"
"""The group of rules that only a profile puts in force, and that never mix with the law."""


class Settings(Struct, frozen=True):
    """What a user chooses about a check. None of it changes a fact."""

    as_of: date
    profile: Profile = field(default_factory=lambda: DEFAULT)
    threshold: Severity = Severity.HIGH
    """Findings at or above it block, questions excepted."""
    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    tool_version: str = ""


def review(architecture: Architecture, catalog: Catalog, rules: Sequence[Rule], settings: Settings) -> Review:
    """Judge one architecture by the given rules, with the law and the facts of one day.

    Raises:
        InputError: when the description uses words that the vocabulary does not hold.
    """
    system = resolve(architecture, catalog, settings.as_of)
    scene = Scene(system, trace(system))
    cases = find_cases(scene)
    chosen = [rule for rule in rules if rule.group != SOVEREIGNTY and _is_chosen(rule, settings)]
    own, beside = _apart(architecture)
    judged = judge(cases, chosen)
    if own.accepted:
        from borderflow.work.idle import with_idle

        judged = with_idle(judged, own, settings.profile, chosen)
    findings, questions = _with_confidence(judged, architecture)
    triaged = triage(findings, own, settings.profile, settings.threshold, settings.as_of)
    parties = views.party_views(scene, cases)
    transfers = transfer_views(cases, architecture.review.next_review)
    named = views.countries_named(scene, parties)
    sovereignty = _sovereignty(scene, beside, catalog, rules, settings)
    return Review(
        tool_version=settings.tool_version,
        as_of=settings.as_of,
        profile=settings.profile.id,
        threshold=settings.threshold,
        catalog_digest=catalog.digest,
        catalog_reviewed=catalog.reviewed,
        overrides=catalog.overrides,
        assumptions=catalog.assumptions,
        architecture=architecture,
        inputs=architecture.inputs,
        verdict=triaged.verdict,
        findings=triaged.findings,
        questions=questions,
        rules=judged.tally,
        rule_notes={rule.id: RuleNote(rule.id, rule.name, rule.title) for rule in chosen},
        components=Late(lambda: views.component_views(scene)),
        parties=parties,
        flows=Late(lambda: views.flow_views(scene, transfers, cases)),
        transfers=transfers,
        purposes=views.purpose_views(scene),
        data=views.datum_views(scene),
        accepted=triaged.accepted,
        criteria=wp248(scene),
        provider_facts=views.provider_facts(cases),
        country_names=named.names,
        country_zones=named.zones,
        sovereignty=sovereignty,
        terms=catalog.terms(),
        snippets=_snippets(architecture, (*triaged.findings, *(sovereignty.findings if sovereignty else ()))),
    )


def _apart(architecture: Architecture) -> tuple[Architecture, Architecture]:
    """The architecture with the acceptances of the law, and with those of sovereignty rules."""
    if not any(one.rule.startswith(SOVEREIGNTY) for one in architecture.accepted):
        return architecture, replace(architecture, accepted=()) if architecture.accepted else architecture
    apart = [one for one in architecture.accepted if one.rule.startswith(SOVEREIGNTY)]
    own = tuple(one for one in architecture.accepted if one not in apart)
    return replace(architecture, accepted=own), replace(architecture, accepted=tuple(apart))


def _sovereignty(
    scene: Scene, architecture: Architecture, catalog: Catalog, rules: Sequence[Rule], settings: Settings
) -> Sovereignty | None:
    """What the sovereignty profiles find; nothing of it is loaded or made unless one is asked for."""
    if not settings.profile.sovereignty:
        return None
    from borderflow.work.sovereignty import Bench

    chosen = [rule for rule in rules if rule.group == SOVEREIGNTY and _is_chosen(rule, settings)]
    bench = Bench(settings.profile, settings.threshold, settings.as_of)
    return bench.review(scene, architecture, catalog, chosen)


def _with_confidence(
    judged: Judgement, architecture: Architecture
) -> tuple[tuple[Finding, ...], tuple[Question, ...]]:
    """Findings and questions, with what a foreign file or an unnamed operator adds to them."""
    components = architecture.components.values()
    if architecture.reading is None and all(one.operator != UNSTATED_OPERATOR for one in components):
        return judged.findings, judged.questions
    from borderflow.work.confidence import ask_openly, mark

    return mark(judged.findings, architecture), ask_openly(judged.questions, architecture)


def stress(
    architecture: Architecture,
    catalog: Catalog,
    rules: Sequence[Rule],
    settings: Settings,
    assumptions: Sequence[Assumption],
) -> StressTest:
    """Judge one architecture today, and under each assumption."""
    from borderflow.catalog.assumed import assuming
    from borderflow.work.stress import stress_test

    today = review(architecture, catalog, rules, settings)
    tried = [said for one in assumptions for said in _said_of_each(one, today, catalog)]
    return stress_test(
        today, ((one, review(architecture, assuming(catalog, (one,)), rules, settings)) for one in tried)
    )


def _said_of_each(assumption: Assumption, today: Review, catalog: Catalog) -> Iterator[Assumption]:
    """A scenario about one provider, said of each provider in use that it can be about."""
    if assumption.candidates is None:
        yield assumption
        return
    for id_ in sorted({party.id for party in today.parties}):
        provider = catalog.provider(id_)
        if provider is not None and (
            assumption.candidates is Candidates.ANY or _is_european(provider, catalog, today.as_of)
        ):
            yield assumption.about(provider.id, provider.name)


def _is_european(provider: Provider, catalog: Catalog, day: date) -> bool:
    """Whether only countries of the EEA are known to control it."""
    control = [catalog.jurisdiction(code, day) for code in provider.control.known or ()]
    return bool(control) and all(one is not None and one.adequacy is Adequacy.EEA for one in control)


def _is_chosen(rule: Rule, settings: Settings) -> bool:
    """`--only` and `--ignore` take rule ids, or the letters of a group (`TRF`)."""
    names = {rule.id, rule.id.partition("-")[0], rule.name}
    return not names & set(settings.ignore) and (not settings.only or bool(names & set(settings.only)))


def _snippets(architecture: Architecture, findings: Sequence[Finding]) -> dict[tuple[str, int], str]:
    """The source lines that findings and their paths point at."""
    places = {finding.location for finding in findings} | {
        hop.location for finding in findings for hop in finding.path
    }
    return {
        (place.file, place.line): text
        for place in places
        if place is not None and (text := architecture.line(place)) is not None
    }
