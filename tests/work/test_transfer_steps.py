"""The six steps of EDPB Recommendations 01/2020, as far as the declared facts have taken them."""

from __future__ import annotations

from datetime import date

import pytest

import borderflow
from borderflow.model.facts import TransferFacts
from borderflow.model.records import Standing
from borderflow.work.transfers import transfer_status

MANIFEST = """
borderflow: 1
system: {{name: Desk}}
controller: {{name: Example GmbH, country: DE}}
data: {{tickets: {{categories: [{category}], subjects: [{subjects}]}}}}
components:
  desk: {{kind: application, host: ovhcloud@GRA, holds: [tickets]}}
  model: {{kind: llm, operator: helper, host: {{country: {country}}}}}
flows: ["desk -> model: tickets"]
parties: {{helper: {{entity: Helper Ltd, country: {country}, parent: none, support: none{party}}}}}
{more}
"""
MAY_COVER = ("open", "not required if the decision covers this transfer, which is not shown")
SCC = "tool: {kind: scc, module: 2, signed: 2026-01-05}"


def transfer(country, contract="", *, party="", staff=False, more=""):
    """T1 of a desk that sends tickets to a helper in a country."""
    about = ("employment", "employees") if staff else ("contact", "customers")
    said = more + (f"contracts: {{helper: {{{contract}}}}}" if contract else "")
    text = MANIFEST.format(country=country, party=party, more=said, category=about[0], subjects=about[1])
    (result,) = borderflow.check("-", piped=text.encode(), as_of=date(2026, 11, 21))
    assert result.review is not None
    (found,) = result.review.transfers
    return found


def steps(*args, **more):
    return [(step.state, step.text) for step in transfer(*args, **more).steps]


def states(*args, **more):
    return [state for state, _ in steps(*args, **more)]


@pytest.mark.parametrize("country", ["CH", "IL", "GB"])
def test_an_adequacy_decision_is_the_tool_and_asks_for_nothing_else(country):
    _, tool, law, measures, formal, review = steps(country)
    assert tool[0] == "on record"
    assert "Decision" in tool[1]
    assert "not shown" not in tool[1]
    assert law[1] == "an adequacy decision covers this transfer"
    assert review[1] == "only whether the decision stays in force is to be watched"
    assert {law[0], measures[0], formal[0], review[0]} == {"not required"}


def test_clauses_beside_an_adequacy_decision_are_not_what_carries_the_transfer():
    assert "Decision" in steps("CH", SCC)[1][1]


def test_a_country_without_a_decision_leaves_every_step_to_be_taken():
    _, tool, law, measures, formal, review = steps("IN")
    assert {one[0] for one in (tool, law, measures, formal, review)} == {"not on record"}


def test_clauses_are_concluded_and_still_assessed():
    assert states("IN", SCC) == ["on record"] * 2 + ["not on record"] * 2 + ["on record", "not on record"]


@pytest.mark.parametrize(
    ("finding", "measures"),
    [
        ("", ("open", "owed only where the assessment finds that the tool falls short")),
        (
            ", tia_finding: not-applied",
            ("not required", "by the assessment, problematic law is not applied here"),
        ),
        (
            ", tia_finding: problematic",
            ("not on record", "encryption or pseudonymisation out of the importer's reach"),
        ),
    ],
)
def test_measures_are_owed_where_the_assessment_finds_a_want(finding, measures):
    found = steps("IN", f"{SCC}, tia: 2026-05-01{finding}")
    assert found[2] == ("on record", "transfer impact assessment, at most 365 days old")
    assert found[3] == measures


def test_an_assessment_sets_no_date_for_the_next():
    assert steps("IN", f"{SCC}, tia: 2026-05-01")[5] == ("not on record", "date of the next review")
    declared = steps("IN", SCC, more="review: {next_review: 2027-03-01}\n")
    assert declared[5] == ("on record", "next review of the system: 1 March 2027")


def test_the_framework_is_on_record_by_a_fresh_extract():
    found = transfer("US", "dpf: {status: active, checked: 2026-11-01}")
    assert found.tool == "Data Privacy Framework (adequacy)"
    assert [step.state for step in found.steps] == ["on record"] * 2 + ["not required"] * 4


def test_a_claim_of_the_framework_leaves_open_what_is_required():
    found = transfer("US", "dpf: claimed")
    assert (found.status, found.tool) == ("unknown", "Data Privacy Framework (claimed)")
    told = [(step.state, step.text) for step in found.steps]
    assert told[1][0] == "open"
    assert told[1][1].endswith("that it covers this transfer is not shown")
    assert told[2:] == [MAY_COVER, ("open", "as in step 3"), MAY_COVER, ("open", "as in step 3")]


@pytest.mark.parametrize("status", ["claimed", "active"])
def test_an_old_extract_does_not_show_that_the_framework_covers(status):
    found = transfer("US", f"dpf: {{status: {status}, checked: 2026-01-05}}")
    assert [step.state for step in found.steps] == ["on record"] + ["open"] * 5
    assert found.steps[2].text == MAY_COVER[1]


def test_an_old_extract_is_told_beside_the_framework():
    assert transfer("US", "dpf: {status: active, checked: 2026-01-05}").tool == (
        "Data Privacy Framework (extract out of date)"
    )


def test_clauses_beside_a_claim_are_on_record_and_their_assessment_is_open():
    told = steps("US", f"dpf: claimed, {SCC}")
    assert told[1] == ("on record", "transfer tool: standard contractual clauses, module 2")
    assert (told[2], told[4]) == (MAY_COVER, ("on record", "conclusion of the tool"))
    assessed = steps("US", f"dpf: claimed, tia: 2026-05-01, {SCC}")
    assert assessed[2] == ("on record", "transfer impact assessment, at most 365 days old")


def test_a_framework_that_does_not_cover_leaves_nothing_open():
    for status in ("lapsed", "other-entity"):
        assert states("US", f"dpf: {status}") == ["on record"] + ["not on record"] * 5


def test_nothing_on_record_for_a_country_that_a_decision_may_cover_is_a_question():
    found = transfer("US")
    assert (found.status, found.tool) == ("unknown", "no tool on record")
    assert [step.state for step in found.steps] == ["on record"] + ["open"] * 5


def test_employee_data_need_a_certification_that_covers_them():
    active = "dpf: {status: active, checked: 2026-11-01"
    found = transfer("US", active + "}", staff=True)
    assert (found.status, found.tool) == ("unknown", "Data Privacy Framework (for employee data not shown)")
    assert found.steps[2].text == MAY_COVER[1]
    assert transfer("US", active + ", hr: true}", staff=True).status == "covered"


def test_a_partial_decision_covers_who_is_shown_to_fall_under_it():
    shown = transfer("CA", party=", conditions: {applies: true}")
    assert (shown.status, shown.tool) == ("covered", "adequacy decision")
    assert [step.state for step in shown.steps] == ["on record"] * 2 + ["not required"] * 4
    unshown = transfer("CA")
    assert (unshown.status, unshown.tool) == ("unknown", "adequacy decision (conditions not shown)")
    assert [step.state for step in unshown.steps] == ["on record"] + ["open"] * 5
    failed = transfer("CA", party=", conditions: {applies: false}")
    assert (failed.status, failed.tool) == ("uncovered", "no tool on record")


def test_clauses_under_a_partial_decision_are_assessed_as_elsewhere():
    assert states("CA", SCC) == ["on record"] * 2 + ["not on record"] * 2 + ["on record", "not on record"]


def test_void_clauses_carry_nothing():
    found = transfer("IN", "tool: {kind: scc, version: 2010/87, signed: 2019-01-05}")
    assert found.status == "uncovered"
    assert found.tool == "standard contractual clauses (void, or of another module)"
    assert [step.state for step in found.steps] == ["on record"] + ["not on record"] * 5


def test_clauses_without_a_module_or_an_annex_are_not_all_concluded():
    assert steps("IN", "tool: {kind: scc, signed: 2026-01-05}")[4] == (
        "open",
        "the module of the clauses is not on record",
    )
    bare = "tool: {kind: scc, module: 2, signed: 2026-01-05, annexes: false}"
    assert steps("IN", bare)[4] == ("not on record", "the annexes of the clauses")


def test_a_derogation_leads_no_further_than_the_second_step():
    once = transfer("IN", "tool: {kind: art49, signed: 2026-05-11, occasional: 2026-05-11}")
    assert (once.status, once.tool) == ("covered", "derogation of Art. 49, for an occasional transfer")
    assert [step.state for step in once.steps][1:5] == ["on record", "not required", "not required", "open"]
    always = transfer("IN", "tool: {kind: art49, signed: 2026-05-11}")
    assert (always.status, always.steps[1].state) == ("uncovered", "not on record")
    assert always.tool == "derogation of Art. 49, used for a standing transfer"


def test_an_importer_in_an_unknown_country_is_a_question():
    found = transfer("null")
    assert found.status == "unknown"
    assert [step.state for step in found.steps] == ["open"] * 6
    assert found.steps[2].text == "depends on where the importer is established, which is not known"


def test_a_processor_that_is_said_to_have_no_tool_has_none():
    facts = TransferFacts(exporter="processor", united_states=True, tool=Standing.NONE, conditions="unknown")
    assert transfer_status(facts) == "uncovered"
