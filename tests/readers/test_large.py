"""Files as programs write them: long lines, long lists, many files. What is asserted is work, not time."""

import json

from benchmarks.plans import plan

from borderflow.foreign import Survey
from borderflow.foreign.sheet import LONGEST_LINE
from borderflow.readers import foreign_readers
from borderflow.readers.terraform.values import Scope
from tests.readers.sketch import CATALOG, read


def test_a_plan_on_one_line_is_read_and_its_line_is_not_quoted(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan(200)), encoding="utf-8")
    architecture = read(file)
    assert len(architecture.components) == 121
    (place,) = {architecture.locate(one.path).line for one in architecture.components.values()}
    assert place == 1
    location = architecture.locate(next(iter(architecture.components.values())).path)
    assert file.stat().st_size > LONGEST_LINE
    assert architecture.line(location) is None


def test_a_local_is_worked_out_once():
    scope = Scope(expressions={"rules": '[{ a = "${var.x}" }, { a = "b" }]', "again": "local.rules"})
    assert scope.value("local.rules[1].a") == "b"
    assert scope.value("local.rules") is scope.value("local.again")


def test_locals_that_name_one_another_end():
    scope = Scope(expressions={"a": "local.b", "b": "local.a", "c": '"${local.c}"'})
    assert scope.value("local.a") is None
    assert scope.value("local.c") is None


def test_a_reference_without_a_second_part_means_nothing():
    assert Scope().value("local[]") is None


def test_a_folder_tells_how_far_it_is_and_counts_what_is_something_else(tmp_path):
    for number in range(30):
        (tmp_path / f"f{number:02}.yaml").write_text(f"words: {{a: {number}}}\n", encoding="utf-8")
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}", encoding="utf-8")
    told: list[tuple[int, int]] = []
    survey = Survey([tmp_path], foreign_readers(), watch=lambda done, total: told.append((done, total)))
    assert told == [(number, 31) for number in range(31)]
    reading = survey.architecture(CATALOG).reading
    assert reading is not None
    assert "30 other files under the given folders" in reading.remarks[0].message
