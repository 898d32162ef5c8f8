"""The six steps of EDPB Recommendations 01/2020, as far as the declared facts have taken them."""

from __future__ import annotations

from datetime import date

import pytest

import borderflow

MANIFEST = """
borderflow: 1
system: {{name: Desk}}
controller: {{name: Example GmbH, country: DE}}
data: {{tickets: {{categories: [contact], subjects: [customers]}}}}
components:
  desk: {{kind: application, host: ovhcloud@GRA, holds: [tickets]}}
  model: {{kind: llm, operator: helper}}
flows: ["desk -> model: tickets"]
parties: {{helper: {{entity: Helper Ltd, country: {country}, parent: none, support: none}}}}
{contract}
"""


def steps(country, contract=""):
    text = MANIFEST.format(country=country, contract=contract)
    (result,) = borderflow.check("-", piped=text.encode(), as_of=date(2026, 11, 21))
    assert result.review is not None
    (transfer,) = result.review.transfers
    return [(step.state, step.text) for step in transfer.steps]


@pytest.mark.parametrize("country", ["CH", "IL", "GB"])
def test_an_adequacy_decision_is_the_tool_and_asks_for_nothing_else(country):
    _, tool, law, measures, formal, review = steps(country)
    assert tool[0] == "on record"
    assert "Decision" in tool[1]
    assert "not shown" not in tool[1]
    assert {law[0], measures[0], formal[0], review[0]} == {"not required"}


def test_a_country_without_a_decision_leaves_every_step_to_be_taken():
    _, tool, law, measures, formal, review = steps("IN")
    assert {one[0] for one in (tool, law, measures, formal, review)} == {"not on record"}


def test_clauses_are_concluded_and_still_assessed():
    clauses = "contracts: {helper: {tool: {kind: scc, module: 2, signed: 2026-01-05}}}"
    _, tool, law, _, formal, _ = steps("IN", clauses)
    assert (tool[0], law[0], formal[0]) == ("on record", "not on record", "on record")


def test_that_the_framework_covers_a_company_has_to_be_shown():
    _, tool, _, _, formal, _ = steps("US", "contracts: {helper: {dpf: claimed}}")
    assert tool[0] == "not on record"
    assert tool[1].endswith("that it covers the importer is not shown")
    assert formal == ("not on record", "conclusion of the tool")
