"""The page on scenarios lists what ships, and its example works."""

import re

from docs.scenarios import PAGE, page

from borderflow.catalog import open_catalog
from borderflow.catalog.scenarios import find_assumption


def test_the_page_lists_what_ships():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python docs/scenarios.py`"


def test_the_example_of_the_page_works(tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "my-scenario.yaml"
    path.write_text(example)
    found = find_assumption(str(path), open_catalog())
    assert set(found.standings) == {"CH"}
    assert set(found.owners) == {"ovhcloud"}
