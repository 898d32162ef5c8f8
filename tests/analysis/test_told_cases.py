"""All that rules are asked about in a few systems: every fact, every word and what they rest on.

A message names few of the words and a rule compares few of the facts; rules of one's own may use them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from borderflow.analysis.cases import find_cases
from borderflow.analysis.engagements import Scene
from borderflow.analysis.lineage import trace
from borderflow.analysis.seal import Measured, estimate
from borderflow.analysis.sovereignty import objective_cases, provider_cases
from borderflow.api import open_catalog, read_document
from borderflow.documents import loads
from borderflow.model.facts import Case
from borderflow.model.knowledge import Unknown
from borderflow.resolve import resolve
from tests.analysis.test_told import HERE, assert_told
from tests.worked_cases.cases import TODAY


@pytest.mark.parametrize("name", ["hops", "days", "clinic"])
def test_rules_are_asked_exactly_this(name: str):
    scene = _scene(HERE / f"{name}.yaml")
    assert_told(
        f"cases-of-{name}", "\n".join(line for case in find_cases(scene) for line in _case(case)) + "\n"
    )


@pytest.mark.parametrize("name", ["clinic", "bank"])
def test_rules_of_sovereignty_are_asked_exactly_this(name: str):
    framework = open_catalog().sovereignty()
    assert framework
    measured = Measured(
        _scene(HERE / f"{name}.yaml"), framework, lambda model: "CN" if model == "deepseek" else ""
    )
    cases = (*objective_cases(measured, estimate(measured), 3), *provider_cases(measured))
    assert_told(
        f"sovereignty-cases-of-{name}", "\n".join(line for case in cases for line in _case(case)) + "\n"
    )


def _scene(path: Path) -> Scene:
    document = loads(path.read_text(encoding="utf-8"), path.name)
    system = resolve(read_document(document), open_catalog(), TODAY)
    return Scene(system, trace(system))


def _case(case: Case) -> Iterator[str]:
    """The case in five lines; facts that are as when nothing is known of anything are left out."""
    usual = type(case.facts)()
    facts = {name: getattr(case.facts, name) for name in sorted(type(case.facts).__annotations__)}
    yield f"{case.kind} {', '.join(case.subject)} [{case.group}]"
    known = {name: _plain(one) for name, one in facts.items() if one != getattr(usual, name)}
    yield f"  facts: {_pairs(known)}"
    yield f"  words: {_pairs({name: word for name, word in case.words.items() if word})}"
    grounds = {name: f"{one.text} ({one.origin})" for name, one in case.grounds.items()}
    yield f"  rests on: {_pairs(grounds)}"
    yield f"  stated at: {_pairs({name: f'{at.line}:{at.column}' for name, at in case.locations.items()})}"


def _plain(fact: object) -> str:
    return f"unknown: {fact.reason}" if isinstance(fact, Unknown) else str(fact)


def _pairs(values: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in sorted(values.items()))
