"""Nothing said changes nothing; what is said refines; what matches nothing is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from borderflow.api import open_catalog, rules
from borderflow.errors import InputError
from borderflow.foreign import Survey
from borderflow.overlay import lay_over
from borderflow.pipeline import Settings, review
from borderflow.readers import foreign_readers
from tests.thorough import some_of

HERE = Path(__file__).parents[1] / "readers"
REAL = Path(__file__).parents[2].parent / "shared" / "real"
CASES = [path.parent for path in sorted(HERE.glob("*/*/expected.txt"))]
FILES = sorted(path for path in REAL.glob("*/*") if path.suffix in (".yaml", ".yml", ".tf", ".json"))
REAL_ONES = [pytest.param(path, marks=pytest.mark.slow) for path in FILES]
DAY = date(2026, 11, 21)
CATALOG = open_catalog()
RULES = rules(catalog=CATALOG)
SETTINGS = Settings(DAY)


def judged(architecture):
    found = review(architecture, CATALOG, RULES, SETTINGS)
    findings = [
        (one.rule, one.subject, one.severity, one.outcome, place(one.location)) for one in found.findings
    ]
    return findings, [(one.subject, one.asks, one.answer) for one in found.questions]


def place(location):
    return location and location.file


@pytest.mark.parametrize("path", [*some_of(CASES, 3), *REAL_ONES], ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_laid_over_changes_nothing(path):
    try:
        survey = Survey([path], foreign_readers())
        plain = survey.architecture(CATALOG)
        files = Survey([path], foreign_readers()).architecture(CATALOG, assume_personal_data=False)
    except InputError:
        return
    laid = lay_over(files, (), CATALOG, DAY, assume_personal_data=True)
    assert judged(laid) == judged(plain)
