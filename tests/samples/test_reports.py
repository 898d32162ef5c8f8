"""The report of every sample: counts equal lists, ids lead somewhere, no cell is empty, nothing is promised.

One sample speaks English, the next French, the next German, so that every language meets many systems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from borderflow import api
from borderflow.renderers.html import write_page
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.report import Report, prepare
from tests.renderers.pages import Page, read_page

FOLDER = Path(__file__).parents[2] / "samples"
LANGUAGES = ("en", "fr", "de")
SAMPLES = {path.stem: LANGUAGES[place % 3] for place, path in enumerate(sorted(FOLDER.glob("*.yaml")))}
PROMISES = {
    "en": r"compliant|(?:is|are) (?:certified|in order|legal|clear|met|safe)",
    "fr": r"(?:est|sont) (?:conformes?|certifiée?s?|en règle|légal|légale)|sans risque",
    "de": r"\w*konform|(?:ist|sind) zertifiziert|in Ordnung|unbedenklich|risikofrei",
}
"""What a report says of no system. (Under the Data Privacy Framework a provider certifies itself: a fact.)"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reports() -> Mapping[str, tuple[Report, Page]]:
    """One run over the whole folder in each language."""
    found = {}
    for language in LANGUAGES:
        with api.speaking(language):
            for result in api.check(FOLDER, as_of=date(2026, 11, 21)):
                name = Path(result.source).stem
                if result.review and SAMPLES[name] == language:
                    found[name] = prepare(result.review), read_page(write_page(result.review, DEFAULTS))
    return found


@pytest.fixture(params=SAMPLES)
def name(request):
    return request.param


def test_counts_on_the_first_pages_equal_the_lists(name, reports):
    report, page = reports[name]
    counts = report.summary.counts
    assert counts.blockers == len(report.blockers) == len(report.review.blockers)
    assert counts.blockers + counts.others + counts.accepted == len(report.findings)
    assert counts.questions == len(report.screening.questions)
    assert counts.transfers == len(report.transfers.columns)
    assert counts.uncovered == sum(column.status == "bad" for column in report.transfers.columns)
    assert sum(zone.count for zone in report.cover.zones) == len(report.review.components)
    numbered = [id for id in page.ids if re.fullmatch(r"F\d+", id)]
    assert numbered == [f"F{number}" for number in range(1, len(report.findings) + 1)]


def test_every_id_that_is_named_leads_somewhere(name, reports):
    report, page = reports[name]
    assert set(page.links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    manifest = "\n".join(report.review.snippets.values())
    named = {id for id in re.findall(r"\b[FT]\d{1,3}\b", page.text) if id not in manifest}
    assert named <= set(page.ids)


def test_no_cell_is_empty(name, reports):
    _, page = reports[name]
    assert [cell for cell in page.cells if not cell.strip()] == []


def test_nothing_is_promised(name, reports):
    report, page = reports[name]
    own = "|".join(map(re.escape, report.review.snippets.values()))
    text = re.sub(own, " ", page.text) if own else page.text
    found = re.findall(rf".{{30}}\b(?:{PROMISES[SAMPLES[name]]})\b.{{30}}", text, re.IGNORECASE)
    assert found == []


def test_each_finding_has_law_path_place_change_and_proof(name, reports):
    report, _ = reports[name]
    for view in report.findings:
        assert all((view.basis, view.where, view.remedies[0], view.proof[0], view.flows, view.data)), view.id
        assert view.path or view.finding.location, view.id
