"""What a comment must say to accept something."""

import pytest

from borderflow.api import read_document
from borderflow.documents import loads
from borderflow.errors import InputError

OWNER = "legal@acme.example"
MANIFEST = """\
borderflow: 1
system: {name: Desk}
controller: {name: Acme SAS, country: FR}
components:
  desk: {kind: application, owner: desk@acme.example}
  bot: {kind: llm, operator: openai}%s
owners: {PRC-02: legal@acme.example}
"""


def accepted(comment):
    text = MANIFEST % f"  {comment}" if comment.startswith("#") else MANIFEST % comment
    return read_document(loads(text, "m.yaml")).accepted


def test_every_word_of_it():
    (one,) = accepted("# borderflow: ignore[ACC-01] pilot by cto@acme.example until 2027-01-31")
    assert (one.rule, one.reason, one.by) == ("ACC-01", "pilot", "cto@acme.example")
    assert (str(one.until), one.cure) == ("2027-01-31", None)
    assert str(one.place) == "m.yaml:6:39"
    assert one.lines
    assert (one.lines.first, one.lines.last, one.lines.entry) == (6, 6, "components.bot")
    assert one.lines.components == ("bot",)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ('# borderflow: ignore[A-1] sent by Bob by "Jane Doe" until 2027-01-31', ("sent by Bob", "Jane Doe")),
        ("# borderflow: ignore[A-1] pilot by 'Jane Doe' cure 2027-01-31", ("pilot", "Jane Doe")),
        ("# borderflow:ignore [A-1]  pilot until May by @j until 2027-01-31", ("pilot until May", "@j")),
        ("# borderflow: ignore[PRC-02] moved by Bob until 2027-01-31", ("moved by Bob", OWNER)),
    ],
)  # fmt: skip
def test_reason_and_person(comment, said):
    (one,) = accepted(comment)
    assert (one.reason, one.by) == said


def test_several_rules_are_several_acceptances():
    found = accepted("# borderflow: ignore[ACC-01, PRC-01,ACC-01] pilot by cto@acme.example until 2027-01-31")
    assert [one.rule for one in found] == ["ACC-01", "PRC-01"]


def test_a_violation_is_acknowledged_with_the_day_of_its_cure():
    (one,) = accepted("# borderflow: ignore[PRC-01] contract is drafted by cto@acme.example cure 2027-01-31")
    assert (one.until, str(one.cure)) == (None, "2027-01-31")


def test_who_owns_the_component_accepts_where_nobody_is_named():
    text = MANIFEST % ""
    comment = "owner: desk@acme.example}  # borderflow: ignore[ACC-01] pilot until 2027-01-31"
    (one,) = read_document(loads(text.replace("owner: desk@acme.example}", comment), "m.yaml")).accepted
    assert one.by == "desk@acme.example"


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# borderflow: ignore pilot until 2027-01-31", "does not say which rule it accepts"),
        ("# borderflow: ignore[] pilot until 2027-01-31", "does not say which rule it accepts"),
        ("# borderflow: ignore[PRC-02] until 2027-01-31", "PRC-02 does not say why"),
        ("# borderflow: ignore[PRC-02] by @jane until 2027-01-31", "PRC-02 does not say why"),
        ("# borderflow: ignore[PRC-02] pilot", "PRC-02 does not say until when"),
        ("# borderflow: ignore[PRC-02] pilot until 2027-01-31 or so", "PRC-02 does not say until when"),
        ("# borderflow: ignore[PRC-02] pilot until 2027-02-30", "ends on a day that is none"),
        ("# borderflow: ignore[PRC-02] pilot until tomorrow", "ends on a day that is none"),
        ("# borderflow: ignore[ACC-01] pilot until 2027-01-31", "Nobody answers .* of ACC-01"),
        ("# borderflow: ignore[ACC-01", "does not say which rule"),
    ],
)  # fmt: skip
def test_a_comment_that_says_too_little_is_an_error(comment, message):
    with pytest.raises(InputError, match=message) as caught:
        accepted(comment)
    assert {fault.location and fault.location.line for fault in caught.value.faults} == {6}
    assert all(fault.hint for fault in caught.value.faults)


def test_json_has_no_comments():
    text = '{"borderflow": 1, "system": {"name": "# borderflow: ignore"}, "controller": {"name": "A"}}'
    assert not read_document(loads(text, "m.json")).accepted
