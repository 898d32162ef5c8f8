"""The keys of a place in a manifest."""

from __future__ import annotations

import pytest

from borderflow.shapes.keys import keys_at
from borderflow.shapes.manifest import ManifestShape
from borderflow.shapes.models import model_of


@pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        ((), "components", "operator"),
        (("flows", 3), "carries", "holds"),
        (("components", "bot"), "operator", "flows"),
        (("components", "bot", "host"), "region", "operator"),
        (("components", "kind"), "operator", "flows"),
        (("contracts", "openai", "dpa"), "expires", "operator"),
    ],
)
def test_the_keys_of_a_mapping_are_those_of_its_model(path, known, unknown):
    keys = keys_at(model_of(ManifestShape), path)
    assert known in keys
    assert unknown not in keys


def test_a_key_goes_by_the_name_that_people_write():
    assert {"from", "to"} <= set(keys_at(model_of(ManifestShape), ("flows",)))
    assert "source" not in keys_at(model_of(ManifestShape), ("flows",))
