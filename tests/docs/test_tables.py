"""The tables of the two READMEs are what `borderflow compare` says today."""

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "tables.py"


@pytest.mark.slow
def test_tables_are_what_compare_says():
    for path, text in runpy.run_path(str(SCRIPT))["pages"]():
        assert path.read_text(encoding="utf-8") == text, "run `python docs/tables.py`"
