"""The page on rules lists the facts that there are."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "docs" / "facts.py"


def test_the_vocabulary_is_that_of_the_model():
    facts = runpy.run_path(str(SCRIPT))
    assert facts["PAGE"].read_text(encoding="utf-8") == facts["page"](), "run `python docs/facts.py`"
