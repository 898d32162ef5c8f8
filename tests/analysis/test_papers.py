"""What the papers of a system say, held against what it does."""

from __future__ import annotations

import json

import pytest

from borderflow.documents import loads
from tests.analysis.saying import a_review, said
from tests.worked_cases.cases import lay_over

INDIA = """
components: {labels: {kind: saas, operator: lotus, host: {country: IN}}}
flows: ["desk -> labels: tickets"]
parties: {lotus: {country: IN, parent: none}}
"""


def with_system(text: str) -> str:
    return f"system: {{{text}}}"


@pytest.mark.parametrize(
    ("content", "more", "expected"),
    [
        ("transfers: false", INDIA, ["DPI-04 gap medium"]),
        ("transfers: false", "", []),
        ("transfers: unknown", INDIA, []),
        ("model_rights: false", INDIA, []),
    ],
)
def test_an_impact_assessment_is_owed_what_the_system_has(
    content: str, more: str, expected: list[str]
) -> None:
    system = with_system(f"dpia: {{id: DPIA-7, on: 2026-09-01}}, dpia_content: {{{content}}}")
    assert said(f"{system}\n{more}", "DPI-04") == expected


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("decides: true", ["RTS-04 unknown medium"]),
        ("decides: true, human_role: sometimes", ["RTS-04 unknown medium"]),
        ("decides: true, human_role: real", []),
        ("decides: true, human_role: formal", ["RTS-04 violation high"]),
        ("decides: true, human_role: none, decision_ground: none", ["RTS-04 violation high"]),
        ("decides: true, human_role: none, decision_ground: consent", ["RTS-04 unknown medium"]),
        ("decides: true, human_role: none, decision_ground: law", []),
        ("decides: unknown", ["RTS-04 unknown medium"]),
        ("decides: unknown, human_role: real", []),
        ("decides: false", []),
        ("use_case: credit", []),
    ],
)
def test_a_decision_of_weight_is_a_persons_or_has_a_ground(system: str, expected: list[str]) -> None:
    assert said(with_system(system), "RTS-04") == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("", []),
        ("none", []),
        ("2026-09-01", ["REC-04 gap low"]),
        ("2026-03-01", []),
        ("2027-03-01", []),
        ("{on: 2026-09-01, covers: [lotus]}", ["REC-04 gap low"]),
    ],
)
def test_assessments_are_newer_than_the_last_change(changed: str, expected: list[str]) -> None:
    system = f"dpia: {{id: DPIA-7, on: 2026-03-01}}{f', changed: {changed}' if changed else ''}"
    assert said(with_system(system), "REC-04") == expected


@pytest.mark.parametrize(
    ("system", "filed"),
    [
        ("record: none", ["privacy notice"]),
        ("record: ROPA-1", ["extract of the register", "privacy notice"]),
        ("record: ROPA-1, notice: Notice 3", ["extract of the register"]),
        ("record: {id: ROPA-1, evidence: 'https://example.com/ropa'}, notice: Notice 3", []),
        ("record: ROPA-1, record_content: {retention: true}, notice: Notice 3", []),
    ],
)
def test_papers_of_the_system_are_filed_together(system: str, filed: list[str]) -> None:
    messages = [one.message for one in a_review(with_system(system)).findings if one.to_file]
    assert len(messages) == bool(filed)
    assert all(paper in message for message in messages for paper in filed)


def test_papers_of_a_recipient_are_filed_apart_from_those_of_the_system() -> None:
    filed = [one for one in a_review(INDIA).findings if one.to_file]
    assert sorted(one.parties for one in filed) == [(), ("lotus",)]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("purposes: {answer: {basis: contract, notice: none}}", ["RTS-05 gap medium"]),
        ("parties: {lotus: {notice: none}}", ["RTS-05 gap medium"]),
        ("system: {notice: Notice 3, notice_content: {recipients: false}}", ["RTS-05 gap medium"]),
        ("system: {notice: Notice 3, notice_content: {ai: false}}", []),
        ("system: {role: processor}", ["RTS-05 info"]),
    ],
)
def test_a_notice_tells_what_the_system_does(fragment: str, expected: list[str]) -> None:
    both = lay_over(loads(INDIA, "india.yaml").value, loads(fragment, "more.yaml").value)
    assert said(json.dumps(both), "RTS-05") == expected
