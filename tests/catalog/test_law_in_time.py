"""The law of the day: adequacy is a list of periods, and `--as-of` picks the one that holds."""

from datetime import date
from itertools import pairwise

import pytest

from borderflow.model.catalog import Adequacy, Zone
from borderflow.model.knowledge import Level
from tests.catalog.shipped import shipped_policies

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("code", "day", "adequacy", "instrument"),
    [
        ("US", "2015-10-05", Adequacy.PARTIAL, "Safe Harbour"),
        ("US", "2015-10-06", Adequacy.NONE, ""),
        ("US", "2016-07-12", Adequacy.PARTIAL, "Privacy Shield"),
        ("US", "2020-07-16", Adequacy.NONE, ""),
        ("US", "2023-07-09", Adequacy.NONE, ""),
        ("US", "2023-07-10", Adequacy.PARTIAL, "2023/1795"),
        ("US", "2026-11-21", Adequacy.PARTIAL, "2023/1795"),
        ("GB", "2020-06-01", Adequacy.EEA, "transition"),
        ("GB", "2021-03-01", Adequacy.ADEQUATE, "Bridge"),
        ("GB", "2021-06-28", Adequacy.ADEQUATE, "2021/1772"),
        ("GB", "2025-12-18", Adequacy.ADEQUATE, "2025/1226"),
        ("GB", "2025-12-19", Adequacy.ADEQUATE, "renewed"),
        ("GB", "2026-11-21", Adequacy.ADEQUATE, "renewed"),
        ("GB", "2031-12-27", Adequacy.ADEQUATE, "renewed"),
        ("GB", "2031-12-28", Adequacy.NONE, ""),
        ("BR", "2026-01-25", Adequacy.NONE, ""),
        ("BR", "2026-01-26", Adequacy.ADEQUATE, "2026/179"),
        ("JP", "2019-01-23", Adequacy.PARTIAL, "2019/419"),
        ("KR", "2021-12-16", Adequacy.NONE, ""),
        ("KR", "2021-12-17", Adequacy.PARTIAL, "2022/254"),
        ("HR", "2013-06-30", Adequacy.NONE, ""),
        ("HR", "2026-11-21", Adequacy.EEA, "GDPR"),
        ("NO", "2026-11-21", Adequacy.EEA, "154/2018"),
        ("RE", "2026-11-21", Adequacy.EEA, "outermost"),
        ("NC", "2026-11-21", Adequacy.NONE, ""),
        ("CH", "2026-11-21", Adequacy.ADEQUATE, "2000/518/EC"),
        ("EPO", "2025-07-17", Adequacy.NONE, ""),
        ("EPO", "2026-11-21", Adequacy.ADEQUATE, "2025/1382"),
        ("EUI", "2026-11-21", Adequacy.EEA, "2018/1725"),
        ("CN", "2026-11-21", Adequacy.NONE, ""),
    ],
)
def test_the_standing_of_a_country_on_a_day(catalog, code, day, adequacy, instrument):
    found = catalog.jurisdiction(code, date.fromisoformat(day))
    assert found.adequacy is adequacy
    assert instrument in found.instrument
    assert bool(found.instrument) is bool(instrument)


def shapes():
    """The files of law as they are written, with their dates and sources."""
    found = shipped_policies()
    return found.jurisdictions, found.laws, found.instruments


def test_every_decision_says_since_when_from_which_source_and_when_it_was_reviewed():
    for read in shapes()[0]:
        assert date.fromisoformat(read.shape.reviewed) <= TODAY
        for code, item in read.shape.jurisdictions.items():
            days = [(one.from_, one.until or "9999") for one in item.adequacy]
            assert all(first and first <= last for first, last in days), code
            assert all(one.source for one in item.adequacy), code
            assert all(last < first for (_, last), (first, _) in pairwise(days)), f"{code}: two on one day"


def test_every_checked_law_and_tool_says_since_when_and_from_which_source():
    _, laws, instruments = shapes()
    dated = {id_: one for read in laws for id_, one in read.shape.laws.items()}
    dated |= {id_: one for read in instruments for id_, one in read.shape.instruments.items()}
    for id_, one in dated.items():
        if one.level is not Level.UNVERIFIED:
            assert one.source, id_
            assert one.from_ or one.why, id_


@pytest.mark.parametrize(
    ("version", "concluded", "day", "holds"),
    [
        ("2021/914", "2026-03-02", "2026-11-21", True),
        ("2021/914", "2021-06-20", "2021-06-26", False),
        ("2010/87", "2020-03-02", "2022-12-27", True),
        ("2010/87/EU", "2020-03-02", "2022-12-28", False),
        ("Decision 2004/915/EC", "2021-09-26", "2022-01-01", True),
        ("2010/87", "2021-09-27", "2022-01-01", False),
    ],
)
def test_clauses_hold_for_a_time(catalog, version, concluded, day, holds):
    found = catalog.clauses(version)
    assert found.holds_on(date.fromisoformat(day), date.fromisoformat(concluded)) is holds


@pytest.mark.parametrize("version", ["", "2016/679", "our own"])
def test_not_every_paper_is_a_set_of_clauses(catalog, version):
    assert catalog.clauses(version) is None


def test_europe_has_its_members(catalog):
    assert len(catalog.members("EU")) == 27
    assert set(catalog.members("EEA")) - set(catalog.members("EU")) == {"IS", "LI", "NO"}
    assert catalog.members("NATO") == ()


def test_every_country_of_the_world_is_held(catalog):
    assert len([code for code in catalog.jurisdiction_codes if len(code) == 2]) == 250 + 2, "and EL, UK"


def test_a_country_is_found_by_its_other_names(catalog):
    assert catalog.jurisdiction("UK", TODAY).code == "GB"
    assert catalog.jurisdiction("EL", TODAY).code == "GR"
    assert catalog.jurisdiction("XX", TODAY) is None


@pytest.mark.parametrize(
    ("code", "exposing"),
    [
        *((code, True) for code in ("US", "CN", "RU", "IN", "GB")),
        *((code, False) for code in ("CA", "CH", "DE", "MX", "IL")),
    ],
)
def test_which_countries_reach_providers_abroad(catalog, code, exposing):
    """Adequate countries may reach too (GB): that is information, never more."""
    found = catalog.jurisdiction(code, TODAY)
    assert any(law.reaches_abroad for law in found.laws) is exposing


def test_the_law_of_the_union_is_no_foreign_exposure(catalog):
    for code in catalog.members("EEA"):
        assert catalog.jurisdiction(code, TODAY).laws == ()


def test_a_law_holds_from_its_day(catalog):
    before, after = (catalog.jurisdiction("US", day) for day in (date(2018, 3, 22), date(2018, 3, 23)))
    assert "us-sca-cloud-act" not in {law.id for law in before.laws}
    assert "us-sca-cloud-act" in {law.id for law in after.laws}


def test_the_cloud_act_was_checked_against_its_text(catalog):
    laws = {law.id: law for law in catalog.jurisdiction("US", TODAY).laws}
    assert laws["us-sca-cloud-act"].level is Level.VERIFIED
    assert laws["us-sca-cloud-act"].source


def test_problematic_practice_is_documented_for_two(catalog):
    found = {code for code in catalog.jurisdiction_codes if catalog.jurisdiction(code, TODAY).problematic}
    assert found == {"CN", "RU"}


def test_territories_to_verify_say_so(catalog):
    for code in ("NC", "PF", "SJ"):
        assert catalog.jurisdiction(code, TODAY).verify_status
    assert not catalog.jurisdiction("AU", TODAY).verify_status


def test_the_dpf_is_fragile_and_conditional(catalog):
    found = catalog.jurisdiction("US", TODAY)
    assert found.fragility
    assert any("DPF list" in condition for condition in found.conditions)
    assert found.zone is Zone.US


def test_the_lanes_of_the_diagram(catalog):
    lanes = {code: catalog.jurisdiction(code, TODAY).zone for code in ("DE", "CH", "US", "CN")}
    assert list(lanes.values()) == [Zone.EEA, Zone.ADEQUATE, Zone.US, Zone.OTHER]
