"""Every page of docs/rules/ says what its rule file says, and every rule has one."""

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "docs" / "rule_pages.py"


def test_the_pages_are_those_of_the_rule_files():
    script = runpy.run_path(str(SCRIPT))
    written = {path: path.read_text(encoding="utf-8") for path in script["FOLDER"].glob("*.md")}
    assert written == script["pages"](), "run `python docs/rule_pages.py`"
