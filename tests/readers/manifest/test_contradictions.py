"""What a manifest says against itself is refused."""

from __future__ import annotations

import pytest

from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.readers.manifest import read
from tests.analysis.saying import a_system

WHOLE = """
borderflow: 1
system: {name: Any}
controller: {name: Example SAS, country: FR}
data: {tickets: {collected_for: help}}
purposes: {help: {}}
components:
  desk: {kind: application, holds: tickets, purpose: help}
  model: {kind: llm}
flows:
  - {from: desk, to: model, carries: tickets, purpose: help}
"""


@pytest.mark.parametrize(
    ("known", "unknown", "message"),
    [
        ("from: desk", "from: dsk", "There is no component called `dsk`."),
        ("to: model", "to: modle", "There is no component called `modle`."),
        ("carries: tickets", "carries: letters", "There is no data called `letters`."),
        ("carries: tickets, purpose: help", "purpose: sell", "There is no purpose called `sell`."),
        ("holds: tickets", "holds: letters", "There is no data called `letters`."),
        ("holds: tickets, purpose: help", "purpose: sell", "There is no purpose called `sell`."),
        ("collected_for: help", "collected_for: sell", "There is no purpose called `sell`."),
    ],
)
def test_an_id_that_nobody_declared_is_a_fault_by_itself(known: str, unknown: str, message: str) -> None:
    assert read(loads(WHOLE, "m.yaml")).flows
    with pytest.raises(InputError) as caught:
        read(loads(WHOLE.replace(known, unknown), "m.yaml"))
    assert [fault.message for fault in caught.value.faults] == [message]


@pytest.mark.parametrize("last_day", ["until: 2027-03-31", "cure: 2027-03-31"])
def test_an_acceptance_ends(last_day: str) -> None:
    fragment = f"accepted: [{{rule: ACC-01, reason: Replaced in Q1, by: cto@example.com, {last_day}}}]"
    assert a_system(fragment).architecture.accepted


def test_an_acceptance_without_a_last_day_is_refused() -> None:
    with pytest.raises(InputError, match="ACC-01 does not say until when it holds"):
        a_system("accepted: [{rule: ACC-01, reason: Replaced one day, by: cto@example.com}]")
