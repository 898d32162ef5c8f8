"""The section *Changes since version N*: what it lists, and where it stands."""

import pytest
from msgspec.structs import replace

from borderflow import api
from borderflow.model.findings import Severity
from borderflow.model.report import RuleNote
from borderflow.model.signoff import Decision, SignOff
from borderflow.renderers.html import sections_of, write_page
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.report import prepare
from borderflow.work.difference import difference, snapshot_of
from borderflow.work.signoff import reviewed, standing_of
from tests.renderers.pages import read_page
from tests.renderers.sample_review import MARKUP, blocked_review, hostile_review

NOW = blocked_review()


def since(old, new=NOW):
    return replace(new, since=difference(snapshot_of(old), snapshot_of(new)))


def earlier(**change):
    """An earlier version: without the first finding, the second milder, and one that is closed now."""
    first, second, *rest = NOW.findings
    gone = replace(first, fingerprint="gone", rule="XYZ-01", title="The old recipient had no contract")
    milder = replace(second, severity=Severity.LOW, blocking=False)
    return replace(NOW, findings=(gone, milder, *rest), **change)


def test_without_an_earlier_result_there_is_no_such_section():
    page = read_page(write_page(NOW, DEFAULTS))
    assert "changes" not in page.ids
    assert prepare(NOW).changes is None


def test_findings_are_new_worse_or_closed():
    changes = prepare(since(earlier())).changes
    assert changes
    assert [(row.id, row.state, row.title) for row in changes.rows] == [
        ("F1", "New", NOW.findings[0].title),
        ("F2", "Worse", NOW.findings[1].title),
        ("", "Closed", "The old recipient had no contract"),
    ]
    assert changes.rows[1].what == "low → high; open → blocker"
    assert "Findings: 1 new, 1 closed, 1 changed" in changes.lead


def test_the_section_stands_between_summary_and_diagram_and_in_the_contents():
    review = since(earlier())
    page = read_page(write_page(review, DEFAULTS))
    assert page.ids.index("summary") < page.ids.index("changes") < page.ids.index("diagram")
    assert sections_of(review)[0][:3] == ("", "changes", "Changes since version 2.3.0")
    assert "changes" in page.links


def test_what_came_and_went_in_the_system_is_named():
    old = earlier(
        flows=NOW.flows[1:],
        parties=tuple(one for one in NOW.parties if one.id != "mistral"),
        components=tuple(one for one in NOW.components if one.id != "night"),
    )
    changes = prepare(since(old)).changes
    assert changes
    rows = {row.name: (row.added, row.removed) for row in changes.system}
    assert rows["Recipients"] == ("Mistral AI", "None")
    assert rows["Countries of processing"] == ("United Kingdom", "None")
    assert rows["Flows"] == ("Customers → Helpdesk", "None")
    assert rows["Categories of data"] == ("None", "None")


def test_other_rules_or_facts_are_told_of():
    changes = prepare(since(earlier(catalog_digest="sha256:other"))).changes
    assert changes
    assert any("Rules, provider facts or profile changed" in line for line in changes.remarks)


def test_no_change_is_said_in_words():
    page = read_page(write_page(since(NOW), DEFAULTS))
    assert "No finding came, went or changed." in page.text
    assert all(cell.strip() for cell in page.cells)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_it_speaks_the_language_of_the_report(language):
    with api.speaking(language):
        page = read_page(write_page(since(earlier()), DEFAULTS)).text
    assert "Changes since" not in page
    assert {"fr": "Changements depuis la version 2.3.0", "de": "Änderungen seit Version 2.3.0"}[
        language
    ] in page


def test_what_is_closed_is_told_by_its_rule_in_the_language_of_the_report():
    review = since(earlier())
    assert review.since
    notes = {one.rule: RuleNote(one.rule, "", "No processor contract") for one in review.since.fixed}
    with api.speaking("fr"):
        changes = prepare(replace(review, rule_notes=notes)).changes
    assert changes
    assert [row.title for row in changes.rows][-1] == "Absence de contrat de sous-traitance"


def test_markup_in_an_earlier_result_stays_text():
    review = hostile_review()
    old = replace(review, findings=(replace(review.findings[0], fingerprint="gone", title=MARKUP),))
    assert MARKUP not in write_page(since(old, review), DEFAULTS)


@pytest.mark.parametrize(
    ("signed", "said"), [(NOW, "of Ana still holds"), (earlier(), "of Ana does not hold any more")]
)
def test_it_says_whether_the_sign_off_still_holds(signed, said):
    signoff = SignOff(reviewed(signed), "run", Decision.APPROVE, "Ana", NOW.as_of)
    review = replace(since(earlier()), signoff=standing_of(signoff, reviewed(NOW)))
    assert said in read_page(write_page(review, DEFAULTS)).text
