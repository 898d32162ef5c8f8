"""What is written on one line is read as the models would read it."""

from __future__ import annotations

import pytest
from msgspec.structs import asdict

from borderflow.documents import loads
from borderflow.errors import InputError
from borderflow.readers.manifest import oneline, read

HEAD = """
borderflow: 1
system: {name: Any}
controller: {name: Example SAS, country: FR}
data: {tickets: {}, mails: {}}
purposes: {help: {}}
"""
COMPONENTS = (
    "{kind: llm}",
    "{kind: llm, label: Model, operator: openai/api, model: gpt, software: vllm, tier: free, owner: Ann}",
    "{kind: datastore, host: ovhcloud@GRA, holds: tickets, purpose: help}",
    "{kind: datastore, host: aws/bedrock@eu-central-1, holds: [tickets, mails], purpose: [help]}",
    "{kind: datastore, host: ovhcloud}",
    "{kind: datastore, holds: []}",
    "{kind: vector-store, stores: embeddings, retention: P30D}",
    "{kind: datastore, host: {country: FR}}",
)
FLOWS = (
    "a -> b",
    "a->b: tickets",
    "'a -> b: tickets, mails'",
    "a -> b: [mails, tickets, mails]",
    "a -> b: tickets, mails, tickets",
    "'a -> b:'",
    "a -> b:",
    "a -> b: {tickets: encrypted}",
    "{from: a, to: b, carries: tickets}",
)
FAULTY = (
    "a -> b -> a",
    "a",
    "a ->",
    "a -> b: ''",
    "a -> b: [1]",
    "a -> c",
    "'a: tickets -> b'",
    "{a -> b: tickets, purpose: help}",
    "7",
)


LOCATED = {"locate", "line", "lines_of_flows"}
"""What finds lines is made anew for each document."""


def _read(component: str, flow: str) -> dict[str, object] | list[str]:
    text = (
        f"{HEAD}components:\n  a: {component}\n  b: {{kind: application}}\nflows:\n  - {flow}\n  - a -> b\n"
    )
    try:
        found = asdict(read(loads(text, "m.yaml")))
    except InputError as error:
        return [f"{fault.location}: {fault.message}" for fault in error.faults]
    return {name: value for name, value in found.items() if name not in LOCATED}


@pytest.fixture
def by_models(monkeypatch: pytest.MonkeyPatch):
    """The same, with nothing read from one line."""

    def read_all(component: str, flow: str) -> dict[str, object] | list[str]:
        monkeypatch.setattr(oneline, "read_flow", lambda _: None)
        monkeypatch.setattr(oneline, "read_component", lambda *_: None)
        found = _read(component, flow)
        monkeypatch.undo()
        return found

    return read_all


@pytest.mark.parametrize("component", COMPONENTS)
def test_components(component: str, by_models) -> None:
    found = _read(component, "a -> b")
    assert isinstance(found, dict)
    assert found == by_models(component, "a -> b")


@pytest.mark.parametrize("flow", FLOWS)
def test_flows(flow: str, by_models) -> None:
    found = _read("{kind: llm}", flow)
    assert isinstance(found, dict)
    assert found == by_models("{kind: llm}", flow)


@pytest.mark.parametrize(
    "component", ["{kind: 7}", "{label: x}", "{kind: llm, host: 'a b'}", "{kind: llm, kin: 1}"]
)
def test_faults_of_components(component: str, by_models) -> None:
    found = _read(component, "a -> b")
    assert isinstance(found, list)
    assert found == by_models(component, "a -> b")


@pytest.mark.parametrize("flow", FAULTY)
def test_faults_of_flows(flow: str, by_models) -> None:
    found = _read("{kind: llm}", flow)
    assert isinstance(found, list)
    assert found == by_models("{kind: llm}", flow)
