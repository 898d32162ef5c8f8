"""Reviews of candidate architectures become one comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from borderflow.model.comparison import Candidate, Change, Comparison, Point, Recipient
from borderflow.model.findings import Finding, Severity
from borderflow.model.report import Review
from borderflow.work.answers import answer, law_of


def compare(reviews: Sequence[Review]) -> Comparison:
    """Put reviews of one day and one profile side by side."""
    weights = sorted({_weight(review) for review in reviews})
    first = reviews[0]
    return Comparison(
        tool_version=first.tool_version,
        as_of=first.as_of,
        profile=first.profile,
        catalog_reviewed=first.catalog_reviewed,
        candidates=tuple(_candidate(review, weights.index(_weight(review)) + 1) for review in reviews),
        assumptions=first.assumptions,
    )


def _weight(review: Review) -> tuple[int, int, int]:
    return len(review.blockers), len(_risks(review)), len(review.questions)


def _risks(review: Review) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in review.open_findings
        if not finding.blocking and finding.heaviest >= Severity.MEDIUM
    )


def _candidate(review: Review, place: int) -> Candidate:
    system = review.architecture.system
    risks = _risks(review)
    return Candidate(
        source=", ".join(one.path for one in review.inputs),
        system=system.name,
        version=system.version,
        verdict=review.verdict,
        answers=answer(review),
        blockers=_points(review.blockers),
        risks=_points(risks),
        questions=tuple(question.asks for question in review.questions),
        recipients=_recipients(review),
        countries=_countries(review),
        zones=review.country_zones,
        changes=order_changes(review.blockers or risks),
        place=place,
        sovereignty=review.sovereignty,
    )


def _points(findings: Iterable[Finding]) -> tuple[Point, ...]:
    return tuple(Point(finding.rule, finding.title) for finding in findings)


def _recipients(review: Review) -> tuple[Recipient, ...]:
    found = (
        Recipient(party.name, party.country, law_of(party, review)) for party in review.parties if party.data
    )
    return tuple(dict.fromkeys(found))


def _countries(review: Review) -> tuple[str, ...]:
    return tuple(sorted({code for view in review.components if view.personal for code in view.countries}))


def order_changes(findings: Sequence[Finding]) -> tuple[Change, ...]:
    """Remedies, the one that closes most first, until each finding that has a remedy is closed."""
    left = [finding for finding in findings if finding.remedies]
    changes = []
    while left:
        remedy = _best_remedy(left)
        closed = [finding for finding in left if remedy in finding.remedies]
        changes.append(Change(remedy, len(closed), tuple(dict.fromkeys(one.rule for one in closed))))
        left = [finding for finding in left if remedy not in finding.remedies]
    return tuple(changes)


def _best_remedy(findings: Sequence[Finding]) -> str:
    """The remedy named by most findings; among equals, the first named of the gravest finding."""
    remedies = [remedy for finding in findings for remedy in dict.fromkeys(finding.remedies)]
    return max(dict.fromkeys(remedies), key=remedies.count)
