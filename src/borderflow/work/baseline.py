"""A baseline: what a team has seen and means to mend does not fail a build, what is new does.

Unlike an acceptance it says nothing about a risk, and it needs nobody's name: known findings keep their
severity and stay in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from borderflow.model.baseline import Baseline, KnownFinding
from borderflow.model.findings import Finding, Outcome, Status
from borderflow.model.report import Review
from borderflow.work.triage import conclude, rank


def known_from(reviews: Iterable[Review]) -> Baseline:
    """Everything that counts today, of several systems."""
    systems: dict[str, tuple[KnownFinding, ...]] = {}
    for review in reviews:
        name = review.architecture.system.name
        systems[name] = (*systems.get(name, ()), *map(_known, filter(_counts, _all_findings(review))))
    return Baseline(systems)


def held(review: Review, baseline: Baseline, name: str = "baseline") -> Review:
    """The review with what is known marked as such: it does not block. `name` says what knows it."""
    known = baseline.systems.get(review.architecture.system.name, ())
    findings = tuple(sorted((_marked(one, known) for one in review.findings), key=rank))
    beside = review.sovereignty
    if beside:
        beside = replace(beside, findings=tuple(_marked(one, known) for one in beside.findings))
    return replace(review, findings=findings, verdict=conclude(findings), sovereignty=beside, against=name)


def updated(old: Baseline, new: Baseline) -> Baseline:
    """The old one with what is new added to it; nothing leaves it."""
    names = dict.fromkeys((*old.systems, *new.systems))
    return Baseline({name: _joined(old.systems.get(name, ()), new.systems.get(name, ())) for name in names})


def pruned(old: Baseline, reviews: Sequence[Review]) -> Baseline:
    """The old one without what no longer occurs; of systems that were not checked nothing is taken."""
    checked = {review.architecture.system.name for review in reviews}
    idle = set(unmatched(old, reviews))
    kept = {
        name: tuple(one for one in known if name not in checked or (name, one) not in idle)
        for name, known in old.systems.items()
    }
    return Baseline({name: known for name, known in kept.items() if known or name not in checked})


def unmatched(baseline: Baseline, reviews: Iterable[Review]) -> tuple[tuple[str, KnownFinding], ...]:
    """Entries of checked systems that match no finding: mended, or gone."""
    found: dict[str, list[Finding]] = {}
    for review in reviews:
        found.setdefault(review.architecture.system.name, []).extend(_all_findings(review))
    return tuple(
        (name, one)
        for name, findings in found.items()
        for one in baseline.systems.get(name, ())
        if not any(one.covers(finding) for finding in findings)
    )


def _all_findings(review: Review) -> tuple[Finding, ...]:
    """Those of the law, and those of the sovereignty profiles that were asked for."""
    return (*review.findings, *(review.sovereignty.findings if review.sovereignty else ()))


def _counts(finding: Finding) -> bool:
    return finding.status is not Status.ACCEPTED and finding.outcome is not Outcome.UNKNOWN


def _known(finding: Finding) -> KnownFinding:
    return KnownFinding(finding.rule, finding.subject, finding.heaviest, finding.data, finding.title)


def _marked(finding: Finding, known: Iterable[KnownFinding]) -> Finding:
    if finding.status is Status.OPEN and _counts(finding) and any(one.covers(finding) for one in known):
        return replace(finding, status=Status.BASELINE, blocking=False)
    return finding


def _joined(old: tuple[KnownFinding, ...], new: tuple[KnownFinding, ...]) -> tuple[KnownFinding, ...]:
    return tuple(dict.fromkeys((*old, *new)))
