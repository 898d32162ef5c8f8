"""The page on sovereignty names every profile and criterion, with the figures that are used."""

from __future__ import annotations

import re
from pathlib import Path

from borderflow.catalog import open_catalog
from borderflow.documents import loads
from borderflow.resources import policies_dir
from borderflow.shapes.manifest import ManifestShape
from borderflow.shapes.models import model_of

PAGE = (Path(__file__).parents[2] / "docs" / "sovereignty.md").read_text("utf-8")
CATALOG = open_catalog((policies_dir(),))
FRAMEWORK = CATALOG.sovereignty()
_BETWEEN = {"seal-2", "seal-3"}
"""The page says `seal-1` to `seal-4`."""


def test_every_profile_is_on_the_page():
    asking = {one["id"] for one in CATALOG.profiles() if "sovereignty" in one}
    assert {id_ for id_ in asking - _BETWEEN if f"`{id_}`" not in PAGE} == set()


def test_weights_and_criteria_are_those_that_are_used():
    assert FRAMEWORK
    assert ", ".join(str(one.weight) for one in FRAMEWORK.objectives) in PAGE
    for criterion in FRAMEWORK.criteria.values():
        row = next(line for line in PAGE.splitlines() if line.startswith("| SOV") and _is_of(line, criterion))
        levels = re.findall(r"SEAL-(\d)", row.split("|")[3])
        assert sorted(map(int, levels)) == sorted(criterion.caps.values())


def _is_of(line, criterion):
    name = line.split("|")[1].strip()
    return name == criterion.id or (criterion.id == "SEAL-2" and name == criterion.objective)


def test_the_example_is_part_of_a_manifest():
    found = re.search(r"```yaml\n(system.*?)```", PAGE, re.DOTALL)
    assert found
    part = loads(found[1], "page").value
    part["components"]["store"]["kind"] = "datastore"
    part["controller"] |= {"name": "x"}
    part["system"] |= {"name": "x"}
    model_of(ManifestShape).model_validate({"borderflow": 1, **part})
