"""What the report concludes of a small description: never more than its facts carry."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

import borderflow
from borderflow.model.report import Step
from borderflow.renderers.assessment.facts import lines_of
from borderflow.renderers.html import write_page
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.report.names import collect_names
from borderflow.renderers.report.record import Cell
from borderflow.renderers.report.report import prepare
from borderflow.renderers.text.recipients import recipient_row
from tests.renderers.pages import read_page
from tests.renderers.sample_review import BLOCKERS, OTHERS, PARTIES, TRANSFERS, blocked_review

SYSTEM = """
borderflow: 1
system: {{name: Desk}}
controller: {{name: Example GmbH, country: DE}}
data: {{tickets: {{categories: [contact], subjects: [customers]}}}}
components:
  desk: {{kind: application, host: ovhcloud@GRA, holds: [tickets]}}
  vault: {vault}
flows: ["desk -> vault: tickets"]
{more}
"""


def review_of(vault, more=""):
    text = SYSTEM.format(vault=vault, more=more)
    (result,) = borderflow.check("-", piped=text.encode(), as_of=date(2026, 11, 21))
    assert result.review is not None
    return result.review


def abroad(contract):
    """A vault of Harbor in the United States, with what is on record between the two."""
    return review_of(
        "{kind: datastore, operator: harbor, host: {country: US}}",
        "parties: {harbor: {entity: Harbor Inc., country: US, parent: none}}\n"
        f"contracts: {{harbor: {{{contract}}}}}",
    )


def test_a_tool_that_nobody_shows_is_no_way_out_of_the_question():
    """To conclude the processor contract leaves the transfer as open as it was."""
    asked, *others = prepare(abroad("dpa: none")).transfers.ways
    assert asked.change == "Answer: What does a dated extract of the list say about Harbor Inc.?"
    assert asked.closes == "Q1"
    assert all(way.remains.startswith("Q1, F") for way in others)


@pytest.mark.parametrize(
    ("contract", "text"),
    [
        ("dpa: {on: 2026-01-05, version: 1}", "On record"),
        ("dpa: terms", "On record, to verify (PRC-03)"),
    ],
)
def test_a_contract_without_a_date_is_to_verify(contract, text):
    """What a finding says is not shown does not stand in the summary as on record."""
    report = prepare(abroad(contract))
    (recipient,) = (one for one in report.processing.recipients if one.name == "harbor")
    assert recipient.contract.text == text
    assert any("harbor" in line for line in report.summary.on_record) == (text == "On record")


def test_an_open_question_is_a_condition_of_the_decision():
    (*_, last) = prepare(abroad("dpf: claimed")).decision.conditions
    assert (last.change, last.closes) == ("Answer the open questions in section 5.", "Q1")


def test_a_question_of_the_data_is_counted_apart_from_criteria_that_nobody_answered():
    report = prepare(abroad("dpf: claimed"))
    assert (report.summary.counts.questions, report.screening.open) == (1, 9)


def test_an_old_extract_is_neither_on_record_nor_good():
    report = prepare(abroad("dpf: {status: active, checked: 2026-01-05}"))
    assert report.summary.counts.untold == 1
    assert report.processing.flows[0].status == Cell("See T1", "ask")
    assert report.transfers.columns[0].status == "ask"
    assert not any("T1" in line for line in report.summary.on_record)


def test_encryption_is_no_tool():
    keys = "{holder: self, country: DE, service: hsm}, conditions: {b: true, c: true, d: true, e: true}"
    shielded = review_of(
        "{kind: backup, operator: harbor, host: {country: AE}, "
        f"encryption: {{uc1: true, client_side: true, keys: {keys}}}}}",
        "parties: {harbor: {entity: Harbor LLC, country: AE, parent: none, support: none}}",
    )
    report = prepare(shielded)
    (column,) = report.transfers.columns
    assert column.tool == "no tool on record; out of the importer's reach"
    assert (column.status, report.processing.flows[0].status) == ("ask", Cell("See T1", "ask"))
    assert (report.summary.counts.uncovered, report.summary.counts.untold) == (0, 1)


@pytest.mark.parametrize(
    ("contract", "state"),
    [
        ("tool: {kind: scc, module: 2, signed: 2026-01-05}", "On record"),
        ("dpf: claimed", "Open"),
        ("dpf: lapsed", "Not on record"),
    ],
)
def test_a_draft_says_of_the_tool_what_the_report_says(contract, state):
    review = abroad(contract)
    steps = lines_of(review.transfers[0], collect_names(review), ())
    assert [line.state for line in steps[1][:2]] == [state, state]


def test_a_recipient_without_a_place_leaves_the_notice_open():
    unplaced = review_of(
        "{kind: datastore, operator: hamlet}", "parties: {hamlet: {entity: Hamlet A/S, country: DK}}"
    )
    report = prepare(unplaced)
    assert report.processing.notice[1] == (
        "Whether they are transferred outside the European Economic Area is still open."
    )
    assert report.transfers.open
    (transfers,) = (field for field in report.processing.fields if field.name == "Transfers outside the EEA")
    assert transfers.lines == ("Open: a place or a recipient is not known",)


@pytest.mark.parametrize(
    ("country", "status"),
    [("CA", "Open question"), ("IN", "Open question"), ("CH", "Adequacy decision"), ("FR", "Inside the EEA")],
)
def test_a_place_outside_the_eea_is_not_said_to_be_no_transfer(country, status):
    """The company is in the EEA; who runs its place abroad is what TRF-11 asks for."""
    placed = review_of(
        f"{{kind: datastore, operator: hamlet, host: {{country: {country}}}}}",
        "parties: {hamlet: {entity: Hamlet A/S, country: DK, parent: none, support: none}}",
    )
    assert prepare(placed).processing.flows[0].status.text == status


def test_what_one_runs_oneself_abroad_is_no_transfer():
    own = review_of("{kind: datastore, operator: self, host: {country: IN}}")
    assert prepare(own).processing.flows[0].status.text == "No transfer"


@pytest.mark.parametrize(
    ("others", "recommendation"), [((), "into “approve”."), (OTHERS[:1], "into “approve with conditions”.")]
)
def test_what_is_left_when_nothing_blocks_any_more(others, recommendation):
    review = replace(blocked_review(), findings=(*BLOCKERS[:1], *others), questions=())
    page = " ".join(read_page(write_page(review, DEFAULTS)).text.split())
    assert recommendation in page


def test_the_terminal_tells_a_presumed_tool_apart():
    known, _, *others = TRANSFERS[1].steps
    presumed = replace(TRANSFERS[1], steps=(known, Step("presumed", "clauses in terms"), *others))
    review = replace(blocked_review(), transfers=(presumed,))
    uk = next(party for party in PARTIES if party.id == presumed.importer)
    assert recipient_row(uk, review)[-1] == "T2 to GB: presumed"
