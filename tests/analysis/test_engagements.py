"""Who receives personal data, by which chain, and what is on record with them, read together."""

from __future__ import annotations

import pytest

from borderflow.analysis.engagements import _read_together, is_one_group
from borderflow.model.architecture import Clauses, Contract, Dpf
from borderflow.model.catalog import Owner
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Answer, Record, Standing
from borderflow.model.resolved import Company
from tests.analysis.saying import a_review

RECORDS = """
dpa onward tia assessment due_diligence sub_processor_authorisation sub_processor_list flow_down deletion
request_procedure arrangement exit dora_register
""".split()


def a_record(text: str) -> Record:
    return Record(Standing.RECORDED, text)


def a_contract(text: str, **more: object) -> Contract:
    """An entry that states every matter."""
    records = {name: a_record(f"{name} {text}") for name in RECORDS}
    return Contract(
        "acme",
        **records,  # type: ignore[arg-type]
        entity=f"Acme {text}",
        content={"a": Answer.YES},
        clauses=Clauses(a_record(f"clauses {text}")),
        dpf=Dpf(f"status {text}"),
        tia_finding=f"finding {text}",
        third_country_law=Answer.NO,
        telemetry=f"telemetry {text}",
        path=("contracts", text),
        **more,  # type: ignore[arg-type]
    )


def test_of_several_entries_the_first_that_states_a_matter_speaks():
    first, second = a_contract("one"), a_contract("two")
    assert _read_together([first, second]) == first


def test_what_the_first_entry_leaves_out_another_states():
    nothing, second = Contract("acme", path=("contracts", "none")), a_contract("two")
    together = _read_together([nothing, nothing, second])
    assert together.path == ("contracts", "none")
    assert [getattr(together, name) for name in RECORDS] == [getattr(second, name) for name in RECORDS]
    for name in ("entity", "content", "clauses", "dpf", "tia_finding", "third_country_law", "telemetry"):
        assert getattr(together, name) == getattr(second, name), name


def test_entries_that_state_nothing_are_together_nothing():
    assert _read_together([Contract("acme"), Contract("acme")]) == Contract("acme")


def test_items_of_the_contract_are_collected_and_the_first_answer_holds():
    entries = [
        Contract("acme", content={"a": Answer.YES}),
        Contract("acme", content={"a": Answer.NO, "b": Answer.NO}),
    ]
    assert _read_together(entries).content == {"a": Answer.YES, "b": Answer.NO}


def test_what_a_second_entry_says_of_foreign_requests_counts():
    fragment = """
components: {{mail: {{kind: saas, operator: post, host: {{country: DE}}}}}}
flows: ["desk -> mail: tickets"]
parties: {{post: {{country: DE, parent: {{name: Post Inc., country: US}}}}}}
contracts: {{post: [{{dpa: 2026-01-01}}, {{{second}}}]}}
"""
    assert "ACC-05" in rules_of(fragment.format(second=""))
    assert "ACC-05" not in rules_of(fragment.format(second="third_country_law: false"))


def rules_of(fragment: str) -> set[str]:
    heads = a_review(fragment).findings
    return {head.rule for head in heads} | {one.rule for head in heads for one in head.also}


def a_company(id_: str, entity: str, parent: Owner | Unknown | None = None) -> Company:
    return Company(
        id=id_,
        name=id_,
        entity=entity,
        country="DE",
        parent=parent,
        control=(),
        nexus=(),
        affiliates=(),
        products=(),
        provider=None,
        declared=None,
        links=None,
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (a_company("a", "A GmbH"), a_company("b", "B GmbH"), False),
        (a_company("a", "A GmbH"), a_company("a", "Another"), True),
        (a_company("a", "A GmbH"), a_company("b", "A GmbH"), True),
        (a_company("a", "A GmbH", Owner("H", "US")), a_company("b", "B GmbH", Owner("H", "US")), True),
        (a_company("a", "A GmbH", Owner("H", "US")), a_company("b", "B GmbH", Owner("I", "US")), False),
        (a_company("a", "A GmbH", Owner("B GmbH", "DE")), a_company("b", "B GmbH"), True),
        (a_company("a", "A GmbH", Unknown("x")), a_company("b", "B GmbH", Unknown("x")), False),
    ],
)
def test_companies_are_one_group_by_id_entity_or_parent(one: Company, other: Company, expected: bool):
    assert is_one_group(one, other) is expected
    assert is_one_group(other, one) is expected
