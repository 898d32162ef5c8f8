"""What a folder of one's own replaces is named: entry, fields and file."""

import json

import pytest

from borderflow.model.catalog import Override
from borderflow.resources import policies_dir
from tests.catalog.building import ACME, LAWS, opened, policies
from tests.cli.running import run

MANIFEST = """\
borderflow: 1
system: {name: Tickets}
controller: {name: Acme SAS, country: FR}
data: {tickets: {categories: [contact], subjects: [customers]}}
components:
  desk: {kind: application, operator: self, host: {country: FR}, holds: [tickets]}
  errors: {kind: observability, operator: sentry}
flows: ["desk -> errors: tickets"]
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def overridden(tmp_path, **files):
    shipped, own = policies(tmp_path / "policies"), policies(tmp_path / "ours", **files)
    return opened([shipped, own]).overrides


def test_fields_are_named_with_the_file_that_counts(tmp_path):
    mended = ACME.replace("name: Acme Inc., country: US", "name: Acme SE, country: DE")
    mended = mended.replace("name: Acme API", "name: Acme Interface")
    assert overridden(tmp_path, providers__acme=mended) == (
        Override(
            "provider",
            "acme",
            ("parent.country", "parent.name", "products.api.name"),
            "ours/catalog/providers/acme.yaml",
        ),
    )


def test_entries_of_one_file_are_told_apart(tmp_path):
    laws = LAWS.replace("from: 2018-03-23", "from: 2020-01-01") + LAWS.splitlines()[-1].replace(
        "us-act", "us-b"
    )
    assert overridden(tmp_path, access_laws=laws) == (
        Override("law", "us-act", ("from",), "ours/catalog/access_laws.yaml"),
    )


def test_what_is_new_or_says_the_same_overrides_nothing(tmp_path):
    other = ACME.replace("acme", "other").replace("Acme", "Other")
    later = ACME.replace("reviewed: 2026-11-20", "reviewed: 2026-11-21")
    assert overridden(tmp_path, providers__other=other, providers__acme=later) == ()
    assert opened([policies(tmp_path / "alone")]).overrides == ()


@pytest.mark.slow
def test_every_output_says_what_was_overridden(tmp_path):
    own = tmp_path / "ours" / "catalog" / "providers" / "sentry.yaml"
    own.parent.mkdir(parents=True)
    shipped = (policies_dir() / "catalog" / "providers" / "sentry.yaml").read_text(encoding="utf-8")
    own.write_text(shipped.replace("name: Sentry\n", "name: Our Sentry\n", 1), encoding="utf-8")
    manifest = tmp_path / "borderflow.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    file = "ours/catalog/providers/sentry.yaml"
    checked = run("check", manifest, "--policy", tmp_path / "ours", "--fail-on", "never")
    assert f"overridden: provider sentry (name) by {file}" in checked.out
    told = run("check", manifest, "--policy", tmp_path / "ours", "--format", "json").out
    expected = [{"kind": "provider", "id": "sentry", "fields": ["name"], "file": file}]
    assert json.loads(told)["catalog"]["overrides"] == expected
    page = tmp_path / "report.html"
    run("report", manifest, "--policy", tmp_path / "ours", "--format", "html", "--output", page)
    assert "Catalogue entries overridden by own files" in page.read_text(encoding="utf-8")
    assert "overridden" not in run("check", manifest).out
