"""A fault of shape hides no other fault, and makes none."""

from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from borderflow.api import read_document
from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.shapes.sparing import spare

SAMPLE = (Path(__file__).parents[2] / "samples" / "support-copilot.yaml").read_text(encoding="utf-8")
WHOLE = yaml.safe_load(SAMPLE)


def fields(value, path=()):
    """Every key of an entry, but no id and no flow in one line: what is called otherwise is not there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in pairs:
        if (
            isinstance(key, str)
            and "->" not in key
            and (len(path) >= 2 or path[:1] in (("system",), ("controller",)))
        ):
            yield (*path, key)
        yield from fields(inside, (*path, key))


def misspelt(path):
    broken = deepcopy(WHOLE)
    entry = broken
    for part in path[:-1]:
        entry = entry[part]
    entry[f"{path[-1]}_"] = entry.pop(path[-1])
    return broken


def faults_of(manifest):
    with pytest.raises(InputError) as found:
        read_document(loads(yaml.safe_dump(manifest), "m.yaml"))
    return [fault.message for fault in found.value.faults]


def test_a_misspelt_key_is_no_reason_for_other_faults():
    paths = list(fields(WHOLE))
    assert len(paths) > 30
    for path in paths:
        said = faults_of(misspelt(path))
        assert not [one for one in said if one.startswith(("There is no", "The acceptance"))], path


@pytest.mark.parametrize("section", ["components", "data", "flows", "borderflow"])
def test_nothing_is_said_of_ids_when_a_whole_section_cannot_be_read(section):
    assert all("There is no" not in one for one in faults_of({**WHOLE, section: "nothing"}))


@pytest.mark.parametrize(
    ("manifest", "faults", "rest"),
    [
        ({"system": "x"}, [("system",)], {"system": {"name": "?"}}),
        ({"owners": [1]}, [("owners",)], {}),
        ({"data": {"a": {"b": 1, "c": 2}}}, [("data", "a", "b")], {"data": {"a": {"c": 2}}}),
        ({"data": {"a": 1}}, [("data", "a")], {"data": {"a": {}}}),
        (
            {"components": {"a": {"kind": "llm"}}, "flows": ["a -> a", "a"]},
            [("flows", 1)],
            {"components": {"a": {"kind": "llm"}}, "flows": ["a -> a", {"from": "a", "to": "a"}]},
        ),
        ({"flows": ["a"]}, [("flows", 0)], None),
        ({"data": []}, [("data",)], None),
        ([], [()], None),
    ],
)
def test_ids_and_places_stay(manifest, faults, rest):
    assert spare(manifest, faults, thoroughly=False) == rest


def test_an_entry_that_is_wrong_everywhere_is_gone_through_once():
    class Counted(dict[str, object]):
        rounds = 0

        def items(self):
            self.rounds += 1
            return super().items()

    entry = Counted({"kind": "llm", **{f"key{number}": 1 for number in range(100)}})
    faults = [("components", "a", key) for key in entry if key != "kind"]
    rest = spare({"components": {"a": entry}}, faults, thoroughly=False)
    assert rest == {"components": {"a": {"kind": "llm"}}}
    assert entry.rounds == 1
