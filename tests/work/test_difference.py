"""What is new, gone, changed and unchanged between two results, whichever way they were read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from borderflow.errors import BorderflowError
from borderflow.model.catalog import Zone
from borderflow.model.difference import Reach
from borderflow.model.findings import Outcome, Severity, Status
from borderflow.model.report import DataForm
from borderflow.readers.result import read_result_text
from borderflow.renderers.renderer import DEFAULTS
from borderflow.renderers.result import json_result
from borderflow.work.difference import difference, snapshot_of
from tests.renderers.sample_review import SAMPLES, blocked_review, empty_review
from tests.thorough import tried

BLOCKED = blocked_review()
FIRST = BLOCKED.findings[0]


def with_first(**change):
    return replace(BLOCKED, findings=(replace(FIRST, **change), *BLOCKED.findings[1:]))


def since(old, new=BLOCKED):
    return difference(snapshot_of(old), snapshot_of(new))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_result_tells_the_same_as_the_review_it_was_written_from(name):
    review = SAMPLES[name]()
    told = snapshot_of(review)
    (read,) = read_result_text(json_result.render(review, DEFAULTS), "result.json")
    assert read == replace(told, country_names={})  # a result file writes codes alone


def test_several_systems_are_read_apart():
    assert json_result.render_all
    told = json_result.render_all((BLOCKED, empty_review()), DEFAULTS)
    assert [one.system for one in read_result_text(told, "result.json")] == [
        BLOCKED.architecture.system.name,
        empty_review().architecture.system.name,
    ]


def test_nothing_changed_against_itself():
    found = since(BLOCKED)
    assert found.unchanged == snapshot_of(BLOCKED).findings
    assert not any((found.new, found.fixed, found.changed, found.changed_flows))
    assert not any((found.flows, found.recipients, found.countries, found.in_countries, found.at_recipients))
    assert found.same_facts


def test_every_finding_stands_in_exactly_one_list():
    old = replace(with_first(severity=Severity.CRITICAL), findings=BLOCKED.findings[1:])
    found = since(old)
    assert [one.fingerprint for one in found.new] == [FIRST.fingerprint]
    assert len(found.new) + len(found.changed) + len(found.unchanged) == len(BLOCKED.findings)
    assert [one.fingerprint for one in since(BLOCKED, old).fixed] == [FIRST.fingerprint]


@pytest.mark.parametrize(
    ("change", "graver", "wider"),
    [
        ({"severity": Severity.LOW, "blocking": False}, True, False),
        ({"status": Status.ACCEPTED, "blocking": False}, True, False),
        ({"outcome": Outcome.UNKNOWN, "blocking": False}, True, False),
        ({"data": ()}, False, True),
        ({"components": ()}, False, True),
        ({"data": (*FIRST.data, "health")}, False, False),
    ],
)
def test_a_finding_that_says_more_than_before_is_told_apart(change, graver, wider):
    (changed,) = since(with_first(**change)).changed
    assert (changed.is_graver, changed.is_wider) == (graver, wider)


def test_other_words_and_another_line_are_no_change():
    assert not since(with_first(title="En d'autres mots", location=None)).changed


def test_a_finding_about_one_thing_more_is_the_same_wider_one():
    narrow = replace(FIRST, fingerprint="narrow", components=("tuning",), parties=())
    wide = replace(FIRST, fingerprint="wide", components=("tuning", "extra"), parties=())
    found = since(replace(BLOCKED, findings=(narrow,)), replace(BLOCKED, findings=(wide,)))
    assert [(one.before.fingerprint, one.after.fingerprint) for one in found.changed] == [("narrow", "wide")]
    assert found.changed[0].is_wider
    assert not any((found.new, found.fixed))


def test_the_same_rule_about_another_recipient_is_another_finding():
    old = replace(FIRST, fingerprint="old", components=("tuning",), parties=("openai",))
    new = replace(FIRST, fingerprint="new", components=("tuning",), parties=("runpod",))
    found = since(replace(BLOCKED, findings=(old,)), replace(BLOCKED, findings=(new,)))
    assert [one.fingerprint for one in (*found.new, *found.fixed)] == ["new", "old"]


def test_recipients_countries_data_and_flows_that_came_are_named():
    view = next(one for one in BLOCKED.components if one.id == "backup")
    moved = replace(
        view, countries=("JP",), zone=Zone.ADEQUATE, data=(DataForm("tickets", view.data[0].form),)
    )
    flow = BLOCKED.flows[0]._replace(id="helpdesk->extra", target="extra")
    new = replace(
        BLOCKED,
        components=(*(one for one in BLOCKED.components if one is not view), moved),
        flows=(*BLOCKED.flows, flow),
        parties=(*BLOCKED.parties, replace(BLOCKED.parties[0], id="extra", name="Extra Inc.")),
        data=tuple(replace(one, categories=(*one.categories, "health")) for one in BLOCKED.data),
    )
    found = since(BLOCKED, new)
    assert found.countries.added == ("JP",)
    assert Reach("tickets", "JP") in found.in_countries.added
    assert [one.name for one in found.recipients.added] == ["Extra Inc."]
    assert found.categories
    assert found.categories.added == ("health",)
    assert [one.id for one in found.flows.added] == ["helpdesk->extra"]
    assert [one.id for one in since(new, BLOCKED).flows.removed] == ["helpdesk->extra"]


def test_what_an_earlier_release_did_not_tell_is_no_change():
    told = json.loads(json_result.render(BLOCKED, DEFAULTS))
    del told["data"]
    for party in told["parties"]:
        del party["data"]
    (old,) = read_result_text(json.dumps(told).encode(), "result.json")
    found = difference(old, snapshot_of(BLOCKED))
    assert found.categories is None
    assert not found.at_recipients
    assert not found.recipients


def test_a_file_that_is_no_result_is_told_so():
    with pytest.raises(BorderflowError, match="no result of Borderflow"):
        read_result_text(b'{"$schema": "sarif", "runs": []}', "result.sarif")


def test_a_fault_is_named_with_its_place():
    told = json.loads(json_result.render(BLOCKED, DEFAULTS))
    told["findings"][0]["severity"] = "grave"
    with pytest.raises(BorderflowError, match=r"findings\.0\.severity"):
        read_result_text(json.dumps(told, indent=1).encode(), "result.json")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)
_RESULT = json.loads(json_result.render(BLOCKED, DEFAULTS))
_PLACES = [(key,) for key in _RESULT] + [
    (key, 0, inner)
    for key in ("findings", "flows", "parties", "components", "data")
    for inner in _RESULT[key][0]
]


@tried(60)
@given(st.sampled_from(_PLACES), _JSON)
def test_any_value_anywhere_is_read_or_refused(place, value):
    told = json.loads(json.dumps(_RESULT))
    inner = told
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = value
    try:
        found = read_result_text(json.dumps(told).encode(), "result.json")
    except BorderflowError:
        return
    assert difference(found[0], snapshot_of(BLOCKED)) if found else True
