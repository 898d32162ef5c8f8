"""A faulty rule file is refused with every fault, its line and the way out."""

from __future__ import annotations

import pytest

from borderflow.documents import loads
from borderflow.errors import Fault, PolicyError
from borderflow.shapes.rule import check_rule

RULE = """\
id: TST-01
name: test
title: Test of {party}
subject: engagement
applies: {personal: true}
outcomes:
- when: {contract: none}
  is: violation high
  message: "{party} has no contract."
silenced_by: [A contract.]
basis: [{cite: GDPR Art. 28}]
why: A contract is owed to those whose data it is.
remedy: [Conclude one.]
"""


def faults(*changes: tuple[str, str]) -> list[str]:
    """Every fault of the rule with some of its text replaced, as `line: message (way out)`."""
    text = RULE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    try:
        check_rule(loads(text, "house/rules/TST-01-test.yaml"))
    except PolicyError as error:
        return [f"{_line(fault)}: {fault.message} ({fault.hint})" for fault in error.faults]
    return []


def _line(fault: Fault) -> int:
    assert fault.location
    return fault.location.line


def test_a_sound_rule_has_no_faults():
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("personal: true", "persnal: true",
         "5: A rule on the subject `engagement` has no fact `persnal`. (did you mean `personal`?)"),
        ("contract: none", "contract: nne",
         "7: `contract` is never `nne`. (did you mean `none`?)"),
        ("contract: none", "contract: {in: [none, absnt]}",
         "7: `contract` is never `absnt`. (did you mean `absent`?)"),
        ("contract: none", "trains: true",
         "7: `trains` is never `true`. (use one of: no, open, yes)"),
        ("contract: none", "contract: {above: 3}",
         "7: `contract` is compared by an operator that does not exist. (use one of: at_least, …)"),
        ("{contract: none}", "{any: {contract: none}}",
         "7: `any` takes a list of conditions. (write `any: [{…}, {…}]`)"),
        ("{contract: none}", "{all: [contract]}",
         "7: A condition is a mapping of facts to values. (write `{fact: value}`)"),
        ("{contract: none}", "{known: rle}",
         "7: A rule on the subject `engagement` has no fact `rle`. (did you mean `role`?)"),
        ("{contract: none}", "{known: [role]}",
         "7: A rule on the subject `engagement` has no fact `['role']`. (did you mean `role`?)"),
        ("subject: engagement", "subject: enagement",
         "4: There is no subject called `enagement`. (did you mean `engagement`?)"),
        ('"{party} has', '"{prty} has',
         "9: A rule on the subject `engagement` has no word `{prty}`. (did you mean `party`?)"),
        ("violation high", "violation high-critical",
         "8: `violation high-critical` is a pair of severities, and nothing says when the second …)"),
        ("name: test", "name: other",
         "1: The file of this rule is called `TST-01-test.yaml`. (rename it to `TST-01-other.yaml`)"),
        ("why:", "wy:", "12: `wy` is not a key of a rule. (remove it, or mend its spelling)"),
        ("violation high", "violation enormous",
         "8: `outcomes.0.is` cannot be `violation enormous`. (write it as in `gap medium`, …)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_the_way_out(old, new, expected):
    told = faults((old, new))
    assert any(line.startswith(expected.removesuffix("…)")) for line in told), told


def test_all_faults_of_a_file_are_told_at_once():
    found = faults(
        ("personal: true", "persnal: true"), ("contract: none", "contract: nne"), ("{party} has", "{x} has")
    )
    assert [line.partition(":")[0] for line in found] == ["5", "7", "9"]
