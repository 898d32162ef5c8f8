"""Every folder of `tests/readers/FORMAT/` is a case: it is read whole, and `expected.txt` says as what."""

import os
from pathlib import Path

import pytest

from tests.readers.sketch import sketch

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/*/expected.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_reads_as_expected(case, monkeypatch):
    monkeypatch.chdir(case)
    named = Path("named.txt")
    names = named.read_text(encoding="utf-8").split() if named.exists() else ["."]
    got = sketch(*(Path(name) for name in names))
    expected = case / "expected.txt"
    if os.environ.get("BORDERFLOW_GOLDEN") == "write":
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text(encoding="utf-8")
