"""The tables of the two READMEs are what `borderflow compare` says today."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "tables.py"


@pytest.mark.slow
def test_tables_are_what_compare_says():
    spec = importlib.util.spec_from_file_location("tables", SCRIPT)
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)
    for path, text in tables.pages():
        assert path.read_text(encoding="utf-8") == text, "run `python docs/tables.py`"
