"""The rule language is Kleene's strong three-valued logic over a closed set of facts."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.model.facts import EngagementFacts, SystemFacts
from borderflow.model.knowledge import Unknown
from borderflow.model.records import Standing
from borderflow.rules.condition import compile_condition, facts_named

UNKNOWN = Unknown("nobody says")
FACTS = ("personal", "engages_others", "run_by_group", "leaves")
"""Facts that are true, false or unknown: atoms for the laws."""

atoms = st.sampled_from(FACTS).flatmap(lambda name: st.booleans().map(lambda value: {name: value}))
conditions = st.recursive(
    atoms,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda found: {"all": found}),
        st.lists(parts, max_size=3).map(lambda found: {"any": found}),
        parts.map(lambda found: {"not": found}),
    ),
    max_leaves=8,
)
values = st.fixed_dictionaries(dict.fromkeys(FACTS, st.sampled_from((True, False, UNKNOWN))))


def holds(node: dict[str, Any], facts: dict[str, Any]) -> bool | None:
    return compile_condition(node).holds(EngagementFacts(**facts))


@pytest.mark.parametrize(
    ("node", "facts", "expected"),
    [
        ({"personal": True}, {}, True),
        ({"personal": False}, {}, False),
        ({"contract": "absent"}, {}, True),
        ({"contract": {"in": ["none", "absent"]}}, {}, True),
        ({"contract": {"in": ["none"]}}, {}, False),
        ({"contract": {"not": "absent"}}, {}, False),
        ({"contract": {"not": ["none", "recorded"]}}, {}, True),
        ({"contract": "unknown"}, {"contract": Standing.UNKNOWN}, True),
        ({"personal": True, "ai_service": True}, {}, False),
        ({"all": []}, {}, True),
        ({"any": []}, {}, False),
        ({"role": "processor"}, {"role": UNKNOWN}, None),
        ({"role": {"in": ["processor"]}}, {"role": UNKNOWN}, None),
        ({"not": {"role": "processor"}}, {"role": UNKNOWN}, None),
        ({"known": "role"}, {"role": UNKNOWN}, False),
        ({"not": {"known": "role"}}, {"role": UNKNOWN}, True),
        ({"role": "processor", "personal": False}, {"role": UNKNOWN}, False),
        ({"any": [{"role": "processor"}, {"personal": True}]}, {"role": UNKNOWN}, True),
        ({"any": [{"role": "processor"}, {"personal": False}]}, {"role": UNKNOWN}, None),
    ],
)
def test_a_condition_holds_or_not_or_is_open(node, facts, expected):
    assert holds(node, facts) is expected


@pytest.mark.parametrize(("bound", "expected"), [({"at_least": 2}, True), ({"below": 2}, False)])
def test_numbers_are_compared_with_a_bound(bound, expected):
    assert compile_condition({"criteria": bound}).holds(SystemFacts(criteria=2)) is expected


@given(conditions, values)
def test_not_twice_is_nothing(node, facts):
    assert holds({"not": {"not": node}}, facts) is holds(node, facts)


@given(conditions, conditions, values)
def test_de_morgan(one, other, facts):
    assert holds({"not": {"all": [one, other]}}, facts) is holds(
        {"any": [{"not": one}, {"not": other}]}, facts
    )


@given(st.lists(conditions, max_size=4), values)
def test_order_does_not_matter(parts, facts):
    for word in ("all", "any"):
        assert holds({word: parts}, facts) is holds({word: parts[::-1]}, facts)


@given(conditions, values)
def test_what_is_settled_with_an_unknown_stays_so_whatever_the_answer(node, facts):
    settled = holds(node, facts)
    unknown = [name for name, value in facts.items() if value is UNKNOWN]
    for answers in itertools.product((True, False), repeat=len(unknown)):
        if settled is not None:
            assert holds(node, {**facts, **dict(zip(unknown, answers, strict=True))}) is settled


@given(conditions, values)
def test_facts_by_which_it_holds_are_among_those_that_it_reads(node, facts):
    condition = compile_condition(node)
    record = EngagementFacts(**facts)
    assert set(condition.reads) == set(facts_named(node))
    if condition.holds(record):
        assert set(condition.used(record)) <= set(condition.reads)


def test_of_alternatives_the_first_that_holds_decides():
    condition = compile_condition(
        {"any": [{"ai_service": True}, {"all": [{"personal": True}, {"trains": "no"}]}]}
    )
    assert condition.used(EngagementFacts()) == ("personal", "trains")
