"""The page on rules lists the facts that there are."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "docs" / "facts.py"


def test_the_vocabulary_is_that_of_the_model():
    spec = importlib.util.spec_from_file_location("facts_page", SCRIPT)
    facts = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(facts)
    assert facts.PAGE.read_text(encoding="utf-8") == facts.page(), "run `python docs/facts.py`"
