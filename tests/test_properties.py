"""What must hold for every system, whatever it looks like."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from borderflow.api import review_text
from borderflow.cli.commands.baseline import written
from borderflow.errors import InputError
from borderflow.model.baseline import Baseline
from borderflow.model.findings import Outcome
from borderflow.model.report import Review
from borderflow.readers.baseline import read_baseline
from borderflow.work.baseline import held, known_from, unmatched
from tests.thorough import tried

pytestmark = pytest.mark.slow

DAY = date(2026, 11, 21)
KINDS = (
    "application",
    "datastore",
    "embedding",
    "vector-store",
    "llm",
    "fine-tuning",
    "observability",
    "gateway",
)
PARTIES: dict[str, Any] = {
    "home-host": {"country": "DE", "parent": "none", "sub_processors": "none"},
    "island-cloud": {"country": "IE", "parent": {"name": "Mainland Inc.", "country": "US"}},
    "harbor-ai": {"country": "US", "parent": "none"},
    "lotus-ai": {"country": "CN", "parent": "none"},
    "nobody": {},
}
SAFEGUARDS: dict[str, Any] = {
    "dpa": {"signed": "2026-03-01", "version": "2026"},
    "tool": {"kind": "scc", "module": [2], "signed": "2026-03-01", "annexes": True},
    "onward": "scc-3",
    "tia": {"on": "2026-05-01"},
    "assessment": {"on": "2026-05-01", "covers": ["training"]},
    "due_diligence": "2026-05-01",
    "sub_processor_list": "2026-05-01",
    "sub_processor_authorisation": "general",
    "deletion": True,
}

ids = st.sampled_from([f"c{number}" for number in range(6)])
component = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS), "operator": st.sampled_from(("self", *PARTIES))},
    optional={"host": st.sampled_from(({"country": "FR"}, {"country": "US"}, {"country": "IN"}))},
)
contract = st.fixed_dictionaries(
    {},
    optional={
        key: st.sampled_from((value, "none", "unknown")) for key, value in SAFEGUARDS.items() if key != "tool"
    },
)


@st.composite
def manifests(draw: st.DrawFn) -> dict[str, Any]:
    """Systems of up to six components with parties of every sort."""
    components: dict[str, Any] = draw(st.dictionaries(ids, component, min_size=2, max_size=6))
    names = sorted(components)
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    components[names[0]]["holds"] = ["records"]
    category = draw(st.sampled_from(("contact", "health", "correspondence")))
    return {
        "borderflow": 1,
        "system": {"name": "Example", "purpose": "Example"},
        "controller": {"name": "Example GmbH", "country": "DE"},
        "data": {"records": {"categories": [category], "subjects": ["customers"]}},
        "components": components,
        "flows": [
            {"from": a, "to": b, "carries": ["records"]} for a, b in draw(st.sets(ends, max_size=8)) if a != b
        ],
        "parties": copy.deepcopy(PARTIES),
        "contracts": draw(st.dictionaries(st.sampled_from(tuple(PARTIES)), contract, max_size=3)),
    }


def review(manifest: dict[str, Any]) -> Review:
    return review_text(json.dumps(manifest), name="system.json", as_of=DAY)


def said(review_: Review) -> set[tuple[str, tuple[str, ...], Outcome]]:
    """Every rule that speaks, as head or in an `also` list, with the parties it speaks about."""
    found = set()
    for finding in review_.findings:
        found.add((finding.rule, finding.parties[:1], finding.outcome))
        found |= {(also.rule, finding.parties[:1], also.outcome) for also in finding.also}
    return found


def violations(review_: Review) -> set[tuple[str, tuple[str, ...]]]:
    return {(rule, parties) for rule, parties, outcome in said(review_) if outcome is Outcome.VIOLATION}


relaxed = tried(60)


@relaxed
@given(manifests(), st.sampled_from(tuple(PARTIES)), st.sampled_from(tuple(SAFEGUARDS)))
def test_a_safeguard_added_never_adds_a_violation(
    manifest: dict[str, Any], party: str, safeguard: str
) -> None:
    before = violations(review(manifest))
    manifest["contracts"].setdefault(party, {})[safeguard] = SAFEGUARDS[safeguard]
    assert violations(review(manifest)) <= before


@relaxed
@given(manifests(), st.data())
def test_a_flow_added_never_removes_an_exposure(manifest: dict[str, Any], data: st.DataObject) -> None:
    def exposures(found: Review) -> set[tuple[str, tuple[str, ...]]]:
        return {(rule, parties) for rule, parties, _ in said(found) if rule.startswith(("ACC", "TRF-0"))}

    before = exposures(review(manifest))
    names = st.sampled_from(sorted(manifest["components"]))
    manifest["flows"].append({"from": data.draw(names), "to": data.draw(names), "carries": ["records"]})
    assert before <= exposures(review(manifest))


@relaxed
@given(manifests())
def test_the_order_of_declarations_never_changes_the_report(manifest: dict[str, Any]) -> None:
    before = review(manifest)
    turned = {**manifest, "flows": manifest["flows"][::-1]}
    for section in ("components", "parties", "contracts"):
        turned[section] = dict(reversed(manifest[section].items()))
    after = review(turned)
    assert after.verdict is before.verdict
    assert {one.fingerprint for one in after.findings} == {one.fingerprint for one in before.findings}


@relaxed
@given(manifests())
def test_renaming_components_never_changes_a_verdict(manifest: dict[str, Any]) -> None:
    before = review(manifest)
    names = {name: f"x{number}" for number, name in enumerate(sorted(manifest["components"], reverse=True))}
    renamed = {
        **manifest,
        "components": {names[name]: entry for name, entry in manifest["components"].items()},
        "flows": [
            {**flow, "from": names[flow["from"]], "to": names[flow["to"]]} for flow in manifest["flows"]
        ],
    }
    after = review(renamed)
    assert after.verdict is before.verdict
    assert _tally(after) == _tally(before)


styles = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from((None, True, False)),
        "indent": st.integers(2, 6),
        "width": st.sampled_from((40, 110, 1000)),
        "default_style": st.sampled_from((None, '"')),
    }
)


@relaxed
@given(manifests(), styles, st.randoms(use_true_random=False), st.sampled_from(("a.yaml", "deep/b.yml")))
def test_what_is_known_stays_known(
    manifest: dict[str, Any], style: dict[str, Any], chance: Random, name: str
) -> None:
    """Another layout, order, file and an unrelated edit: by a baseline from a file, nothing is new."""
    before = review(manifest)
    assert all(one.fingerprint for one in before.findings)
    shuffled = _shuffled(manifest, chance)
    shuffled["components"]["kiosk"] = {"kind": "application", "host": {"country": "FR"}}
    shuffled["data"]["prices"] = {"personal": False}
    text = "# Tidied\n\n" + yaml.safe_dump(shuffled, sort_keys=False, **style).replace("\n", "  # x\n", 1)
    try:
        after = review_text(text, name=name, as_of=DAY)
    except InputError:  # the remark fell into a scalar of several lines
        after = review_text(yaml.safe_dump(shuffled, sort_keys=False, **style), name=name, as_of=DAY)
    assert {one.fingerprint for one in after.findings} == {one.fingerprint for one in before.findings}
    known = _kept(known_from([before]))
    assert not unmatched(known, [after])
    assert not held(after, known).open_findings


def _shuffled(value: Any, chance: Random) -> Any:
    """Mappings in another order, and flows, too; other lists keep theirs."""
    if isinstance(value, dict):
        keys = sorted(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        mixed = [_shuffled(one, chance) for one in value]
        chance.shuffle(mixed)
        return mixed
    return copy.deepcopy(value)


def _kept(baseline: Baseline) -> Baseline:
    """Written to a file, and read again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "known.json"
        path.write_bytes(written(baseline))
        return read_baseline(path)


def _tally(found: Review) -> list[tuple[str, str, int]]:
    return sorted((one.rule, one.outcome.value, int(one.severity)) for one in found.findings)


@relaxed
@given(
    manifests(),
    st.sampled_from(tuple(PARTIES)),
    st.sampled_from(("dpa", "onward", "sub_processor_authorisation")),
)
def test_an_unknown_is_never_a_violation(manifest: dict[str, Any], party: str, safeguard: str) -> None:
    manifest["contracts"].setdefault(party, {})[safeguard] = "unknown"
    unknown = violations(review(manifest))
    manifest["contracts"][party][safeguard] = "none"
    assert unknown <= violations(review(manifest))
