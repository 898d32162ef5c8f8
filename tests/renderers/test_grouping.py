"""A long report says once what it says of many; a short one stays as it is."""

import pytest
from msgspec.structs import replace

from borderflow.model.findings import Question
from borderflow.model.knowledge import Ground, Origin
from borderflow.renderers.html import write_page
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.report import prepare
from borderflow.renderers.report.grouping import FindingGroup
from borderflow.renderers.report.likeness import FEW, likeness_of, runs_of
from tests.renderers.pages import read_page
from tests.renderers.sample_review import BLOCKERS, blocked_review

COMPANIES = ("Arsys", "Baidu Netcom", "Chroma", "Dify", "Filen", "Gcore", "Nine", "Ory")


def _of(company, **changes):
    key = company.lower().split()[0]
    return replace(
        BLOCKERS[0],
        title=f"No processor contract with {company} on record",
        message=f"{company} receives Support tickets, and no contract with it is on record.",
        remedies=(f"Conclude the contract with {company} Ltd., or record it: `contracts.{key}.dpa`.",),
        silenced_by=("A contract with a date.",),
        subject=(key,),
        fingerprint=f"mark-of-{key}",
        **changes,
    )


def _review(companies):
    return replace(blocked_review(), findings=tuple(map(_of, companies)), questions=())


def test_what_differs_stands_in_gaps():
    told = likeness_of(["Sign with A B, or leave: `a.b c`.", "Sign with C or leave: `d`."])
    assert told.text == "Sign with … or leave: …"
    assert told.differences == (("A B", "`a.b c`"), ("C", "`d`"))


def test_texts_with_little_in_common_are_told_whole():
    told = likeness_of(["One thing is so.", "Nobody knows what was."])
    assert (told.text, told.differences[0]) == ("", ("One thing is so.",))


def test_the_same_text_has_no_gap():
    told = likeness_of(["Set a period."] * 3)
    assert (told.text, told.differences) == ("Set a period.", ((), (), ()))


def test_many_of_a_kind_stand_where_the_first_stands():
    numbers = (1, 2, 12, 22, 32, 3, 42, 52)
    assert list(runs_of(numbers, lambda n: n % 10)) == [(1,), (2, 12, 22, 32, 42, 52), (3,)]


def test_a_long_list_of_one_rule_is_one_card():
    report = prepare(_review(COMPANIES))
    (group,) = report.blocking
    assert isinstance(group, FindingGroup)
    assert group.title == "No processor contract with … on record"
    assert group.message == "… receives Support tickets, and no contract with it is on record."
    assert group.remedies == ("Conclude the contract with … Ltd., or record it: …",)
    assert [row.name for row in group.rows] == list(COMPANIES)
    assert group.rows[1].differs == ("`contracts.baidu.dpa`",)


def test_nothing_of_a_finding_is_lost_in_a_group():
    page = read_page(write_page(_review(COMPANIES), DEFAULTS))
    text = " ".join(page.text.split())
    for view in prepare(_review(COMPANIES)).findings:
        assert view.id in page.ids
        assert view.finding.fingerprint in text
        assert f"contracts.{view.finding.subject[0]}.dpa" in text
    assert text.count("Customers (FR) → Helpdesk (FR)") == len(COMPANIES)
    assert text.count("manifest.yaml, line 38") >= len(COMPANIES)


@pytest.mark.parametrize(
    "change", [{"severity": 4}, {"owner": "somebody@acme.example"}, {"why": "Another reason."}]
)
def test_findings_that_differ_in_what_is_said_once_stand_apart(change):
    few = tuple(_of(company, **change) for company in COMPANIES[:2])
    review = replace(blocked_review(), findings=tuple(map(_of, COMPANIES)) + few)
    group, apart = prepare(review).blocking
    assert isinstance(group, FindingGroup)
    assert isinstance(apart, tuple)
    assert (len(group.rows), [view.finding for view in apart]) == (len(COMPANIES), list(few))


def test_few_of_a_rule_keep_a_card_each():
    report = prepare(_review(COMPANIES[:FEW]))
    assert report.blocking == (report.blockers,)


def test_the_summary_and_the_conditions_name_a_group_once():
    report = prepare(_review(COMPANIES))
    (head,) = report.summary.blockers
    assert (head.title, len(head.views), report.summary.more) == (
        "No processor contract with … on record",
        len(COMPANIES),
        0,
    )
    assert report.summary.counts.blockers == len(COMPANIES)
    assert [(one.change, one.closes) for one in report.decision.conditions] == [
        ("Conclude the contract with … Ltd., or record it: …", "F1–F8")
    ]
    assert "(8 findings)" in write_page(_review(COMPANIES), DEFAULTS)


def test_many_questions_with_one_reason_are_asked_once():
    asked = tuple(
        Question(
            company, f"Which plan is used at {company}, and who trains?", "Plans differ.", answer="tier: …"
        )
        for company in COMPANIES
    )
    part = prepare(replace(blocked_review(), questions=asked)).screening
    group = next(one for one in part.asked if not isinstance(one, tuple))
    assert group.asks == "Which plan is used at … and who trains?"
    assert [name for name, _ in group.rows] == list(COMPANIES)
    assert [row.id for _, row in group.rows] == [f"Q{n}" for n in range(1, len(COMPANIES) + 1)]


def test_many_facts_stand_by_their_source():
    facts = tuple(Ground(f"fact {n}", Origin.CATALOG, f"https://example.org/{n // 2}") for n in range(42))
    rows = prepare(replace(blocked_review(), provider_facts=facts)).evidence.facts
    assert len(rows) == 21
    assert rows[0].text == "Fact 0; Fact 1"
    assert len(prepare(replace(blocked_review(), provider_facts=facts[:40])).evidence.facts) == 40
