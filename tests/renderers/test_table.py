import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.table import HEAD, as_text, table
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, blocked_review


def rows_of(review):
    return list(csv.reader(StringIO(table.render(review, DEFAULTS).decode(), newline="")))


def test_the_table_is_as_expected():
    assert_golden("csv_blocked.csv", table.render(blocked_review(), DEFAULTS))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_finding_is_a_row_of_the_same_width(name):
    review = SAMPLES[name]()
    rows = rows_of(review)
    assert all(len(row) == len(HEAD) for row in rows)
    assert len(rows) >= 1 + len(review.findings)


@given(st.text())
def test_no_cell_is_a_formula(text):
    assert not as_text(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
