"""Every worked case and each of its variants, from the manifest to the verdict.

Besides what a case asks for and forbids, nothing from low up may appear that it does not allow: a false
alarm is a fault like a missed one. Only the papers that one low finding gathers, and notes, are free.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from borderflow.api import review_text
from borderflow.model.findings import Severity
from borderflow.model.report import Review
from borderflow.resources import policies_dir
from tests.worked_cases.cases import Case, Expected, load_cases

EVERYDAY = range(21, 31)

TO_FILE = frozenset(
    "PRC-05 PRC-06 PRC-07 PRC-09 ACC-05 ACC-06 ACC-07 TRF-13 RTS-02 RTS-05 REC-02 RAG-08".split()
)
"""Absent papers that become one low finding per recipient, "evidence to file"."""

CASES = load_cases()
Said = tuple[str, str, str]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case):
    assert_as_expected(case)


def test_every_number_has_a_case():
    assert {case.id[:5] for case in CASES} >= {f"WC-{number:02}" for number in range(1, 33)}


def assert_as_expected(case: Case) -> None:
    """The review says what the case asks for, nothing that it forbids, and nothing else from low up."""
    review = judge(case)
    said = heard(review)
    complaints = [
        *_missed(case, said),
        *_forbidden(case, said),
        *_unexpected(case, said),
        *_blocking(case, review),
    ]
    assert not complaints, "\n".join([f"{case.id}:", *complaints, "said:", *sorted(map(" ".join, said))])


def judge(case: Case) -> Review:
    profile = case.profile if _shipped(case.profile) else "default"
    return review_text(
        case.text, name=f"{case.id}.json", as_of=case.as_of, profile=profile, policies=case.policies
    )


def heard(review: Review) -> set[Said]:
    """Rule, outcome and severity of every finding, of sovereignty profiles too, and of their `also` lists."""
    found = (*review.findings, *(review.sovereignty.findings if review.sovereignty else ()))
    heads = ((one.rule, one.outcome.value, str(one.severity)) for one in found)
    others = ((one.rule, one.outcome.value, str(one.severity)) for head in found for one in head.also)
    return set(itertools.chain(heads, others))


def _shipped(profile: str) -> bool:
    return (policies_dir() / "profiles" / f"{profile}.yaml").exists()


def _missed(case: Case, said: set[Said]) -> Iterable[str]:
    rules = {rule for rule, _, _ in said}
    for one in case.must:
        met = any(rule == one.rule and one.allows(outcome, severity) for rule, outcome, severity in said)
        if not met and one.replaced_by not in rules:
            yield f"  missed {_words(one)}"


def _forbidden(case: Case, said: set[Said]) -> Iterable[str]:
    for one in case.never:
        above = Severity.parse(one.severity_above) if one.severity_above else None
        for rule, outcome, severity in said:
            if rule == one.rule and (above is None or Severity.parse(severity) > above):
                yield f"  false alarm {rule} {outcome} {severity}"


def _unexpected(case: Case, said: set[Said]) -> Iterable[str]:
    allowed = (*case.must, *case.may)
    for rule, outcome, severity in said:
        if severity == "info" or (rule in TO_FILE and (outcome, severity) == ("gap", "low")):
            continue
        if not any(one.rule == rule and one.allows(outcome, severity) for one in allowed):
            yield f"  unexpected {rule} {outcome} {severity}"


def _blocking(case: Case, review: Review) -> Iterable[str]:
    if bool(review.blockers) != case.blocks:
        rules = ", ".join(one.rule for one in review.blockers)
        yield f"  blocks because of {rules}" if rules else "  does not block"
    if not case.blocks and int(case.id[3:5]) in EVERYDAY and "-" not in case.id[3:]:
        yield from (
            f"  {rule} is {severity}"
            for rule, _, severity in heard(review)
            if Severity.parse(severity) >= Severity.HIGH
        )


def _words(one: Expected) -> str:
    spans = (f"{o.outcome} {o.lowest}-{o.highest}" for o in one.outcomes)
    return f"{one.rule} ({' or '.join(spans)})"
