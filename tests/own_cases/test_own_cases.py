"""Cases of our own, beside the worked ones: each has a source and says where a naive checker would go wrong.

A tricky negative looks alarming and is not; a tricky positive looks harmless and is not. The companies are
invented unless the catalogue holds them. `as_of` is the day of the law, where a case is about another one.
"""

from collections import Counter
from pathlib import Path

import pytest

from borderflow.documents import load
from tests.worked_cases.cases import load_cases
from tests.worked_cases.test_worked_cases import assert_as_expected

FOLDER = Path(__file__).parent
WRITTEN = [load(path).value for path in sorted(FOLDER.glob("OC-*.yaml"))]
KINDS = ("tricky negative", "tricky positive")


@pytest.mark.parametrize("case", load_cases(FOLDER, "OC-*.yaml"), ids=lambda case: case.id)
def test_case(case):
    assert_as_expected(case)


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written["case"])
def test_a_case_names_its_source_and_the_trap(written):
    assert written["source"]
    assert written["naive"]
    assert all(one["kind"] in KINDS for one in (written, *written.get("variants", ())))


def test_there_are_enough_of_both_kinds():
    assert len(WRITTEN) >= 40
    counted = Counter(one["kind"] for case in WRITTEN for one in (case, *case.get("variants", ())))
    assert min(counted.values()) > 0.4 * sum(counted.values()), counted
