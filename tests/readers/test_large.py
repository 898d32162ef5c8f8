"""Files as programs write them: long lines, long lists, many values. What is asserted is work, not seconds."""

import json

from benchmarks.plans import plan
from borderflow.foreign.sheet import LONGEST_LINE
from borderflow.readers.terraform.values import Scope
from tests.readers.sketch import read


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
