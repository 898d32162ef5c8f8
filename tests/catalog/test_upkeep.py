"""The keeper's view: what is wrong, what is overdue, what to verify first."""

import re
from datetime import date

import pytest

from borderflow.catalog.upkeep import aged, look_over
from borderflow.resources import policies_dir
from tests.catalog.building import ACME, LAWS, policies
from tests.cli.running import run

DAY = date(2026, 11, 21)
REGIONS = """\
company: acme
reviewed: 2026-11-20
regions:
  - {id: nowhere, complete: false}
"""


def told(folder, day=DAY):
    return [str(fault) for fault in look_over([folder], day).faults]


def test_the_shipped_catalogue_is_clean():
    assert look_over([policies_dir()], DAY).faults == ()


def test_the_shipped_policies_can_be_read_without_libyaml():
    """The parser in plain Python refuses a bare address with a question mark."""
    bare = re.compile(r"url: https?://[^ ,}']*\?")
    found = [
        path.name
        for path in sorted(policies_dir().rglob("*.yaml"))
        if bare.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("files", "day", "expected"),
    [
        (
            {"providers__acme": ACME.replace('"https://acme.example"', "acme dot example")},
            DAY,
            "acme.yaml:5:35: The address of the source `site` cannot be opened.",
        ),
        ({"regions__acme": REGIONS}, DAY, "acme.yaml:4:5: Region `nowhere` has no country."),
        ({}, date(2027, 11, 22), "acme.yaml:3:11: The last review of this file is 367 days ago."),
    ],
)
def test_what_refuses_nothing_is_told_with_its_place(tmp_path, files, day, expected):
    assert any(expected in fault for fault in told(policies(tmp_path, **files), day))


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ("level: verified, source: law", "It is not said from when this holds."),
        ("from: 2018-03-23", "This legal fact has no source."),
        ("from: 2018-03-23, until: 2018-01-01, source: law", "This ends before it begins."),
        ("source: law, why: the day was not found", ""),
        ("from: 2018-03-23, why: no text was found", ""),
    ],
)
def test_a_legal_fact_has_a_first_day_and_a_source_or_says_why_not(tmp_path, law, expected):
    stated = "from: 2018-03-23, level: verified, source: law"
    folder = policies(tmp_path, access_laws=LAWS.replace(stated, law))
    (found,) = [fault for fault in told(folder) if "access_laws" in fault] or ("",)
    assert expected in found
    assert bool(found) is bool(expected)


def test_every_period_of_a_country_says_from_when(tmp_path):
    assert any("jurisdictions.yaml:5" in fault for fault in told(policies(tmp_path)))


BARE = """\
id: bare
name: Bare
reviewed: 2026-11-20
entities: [{name: Bare GmbH, country: DE, role: contracting}]
parent: {is: unknown, why: nobody looked}
control: {is: unknown, why: nobody looked}
default_product: api
products: {api: {name: Bare API, kinds: [llm]}}
"""


def test_what_is_unfounded_is_a_warning(tmp_path):
    folder = policies(tmp_path, providers__bare=BARE)
    warnings = [str(one) for one in look_over([folder], DAY).warnings if "bare.yaml" in str(one)]
    assert [one.partition("bare.yaml:")[2].partition(" (")[0] for one in warnings] == [
        "1:1: This file names no source.",
        "4:12: This fact is unverified, and nothing says why.",
    ]
    ran = run("catalog", "lint", "--policy", tmp_path, "--as-of", "2026-11-21")
    assert "This file names no source. (" in ran.out


def test_facts_are_to_be_verified_again_by_use(tmp_path):
    other = (
        ACME.replace("acme", "busy")
        .replace("Acme", "Busy")
        .replace("kinds: [llm]", "kinds: [llm]\n    aliases: {ids: [b1, b2]}")
    )
    folders = [policies(tmp_path, providers__busy=other)]
    found = aged(folders, date(2027, 1, 2))
    assert [(one.company, one.fact) for one in found[:2]] == [("busy", "control"), ("busy", "parent")]
    assert {one.fact for one in found} == {"parent", "control", "terms.dpf"}
    assert found[0].used == 4


def test_manifests_make_a_company_more_used(tmp_path):
    folder = policies(tmp_path / "policies")
    manifest = tmp_path / "a.yaml"
    manifest.write_text("components: {a: {kind: llm, operator: acme/api}}")
    before, after = (aged([folder], date(2027, 1, 2), paths)[0].used for paths in ((), (manifest,)))
    assert after == before + 1


@pytest.mark.slow
def test_the_command_says_what_it_found(tmp_path):
    ran = run("catalog", "lint", "--as-of", "2026-11-21")
    assert ran.code == 0
    assert ran.out.splitlines()[-1].startswith("0 faults and ")
    assert '"warnings": [' in run("catalog", "lint", "--format", "json").out
    ran = run("catalog", "lint", "--as-of", "2028-11-21")
    assert ran.code == 1
    assert "policies/catalog/access_laws.yaml:" in ran.out
    ran = run("catalog", "stale", "--as-of", "2028-11-21")
    assert ran.code == 0
    assert ran.out.startswith("used")
    policies(tmp_path, providers__acme=ACME.replace("reviewed: 2026-11-20", "reviewed: soon"))
    assert run("catalog", "lint", "--policy", tmp_path).code == 2
