"""Findings say when a catalogue fact they rest on has grown old."""

from datetime import date

import pytest

from borderflow.model.knowledge import Ground, Origin
from borderflow.work.aging import note_age

TODAY = date(2026, 11, 21)


def ground(fact: str, as_of: str, of: str = "OpenAI") -> Ground:
    return Ground("", Origin.CATALOG, as_of=as_of, fact=fact, of=of)


def test_one_old_fact_is_named_with_its_limit():
    assert note_age((ground("dpf", "2024-10"), ground("dpa", "2026-08")), TODAY) == (
        "rests on `dpf` of OpenAI as of 2024-10, older than its limit of 3 months: check it again (MAN-05)"
    )


def test_several_old_facts_make_one_note():
    noted = note_age((ground("dpa", "2024"), ground("parent", "2026-01-02")), TODAY)
    assert noted == (
        "rests on `dpa` of OpenAI as of 2024, older than its limit of 12 months; "
        "`parent` of OpenAI as of 2026-01-02, older than its limit of 6 months: check them again (MAN-05)"
    )
    many = [ground("dpa", "2024", f"Company {number}") for number in range(5)]
    assert "; 2 more: check them again" in note_age(many, TODAY)


@pytest.mark.parametrize(
    ("fact", "as_of", "last"),
    [
        ("parent", "2026-05-21", date(2026, 11, 21)),
        ("dpf", "2026-08-21", date(2026, 11, 21)),
        ("training", "2025", date(2026, 12, 28)),
    ],
)
def test_a_fact_is_young_up_to_its_limit(fact, as_of, last):
    assert note_age((ground(fact, as_of),), last) == ""
    assert note_age((ground(fact, as_of),), date.fromordinal(last.toordinal() + 1)) != ""


def test_a_day_that_no_calendar_has_is_no_crash():
    assert "as of 2024-04-31" in note_age((ground("dpa", "2024-04-31"),), TODAY)


def test_what_bears_no_date_or_comes_from_the_manifest_is_no_old_fact():
    declared = Ground("the contract is on record", Origin.DECLARED, as_of="2020-01-01")
    assert note_age((ground("dpa", ""), declared), TODAY) == ""
