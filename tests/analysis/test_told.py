"""Whole reviews, word for word: what is found, by which path, on which facts, and what would close it.

The cases are few and chosen to say much that is different; each is read in review like code.
`BORDERFLOW_GOLDEN=write pytest` writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from borderflow.api import Loaded, open_catalog, read_document, review_text
from borderflow.documents import loads
from tests.analysis.telling import tell
from tests.own_cases.test_own_cases import FOLDER as OWN
from tests.worked_cases.cases import TODAY, Case, load_cases
from tests.worked_cases.test_worked_cases import judge

HERE = Path(__file__).parent / "told"
ROOT = Path(__file__).parents[2]
CHOSEN = """
WC-01 WC-03-2 WC-04 WC-05-2 WC-06 WC-06-2 WC-07 WC-07-3 WC-14 WC-17-1 WC-21 WC-22-2 WC-28 WC-28-4 WC-30-2
OC-02 OC-07 OC-09 OC-18 OC-22 OC-25 OC-26 OC-30 OC-30-1 OC-37 OC-37-1 OC-40 OC-44
""".split()
SAMPLES = ("answer-engine", "qlora-ovhcloud-gpu", "retraining-pipeline", "writing-assistant")
CASES = [one for one in (*load_cases(), *load_cases(OWN, "OC-*.yaml")) if one.id in CHOSEN]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_review_says_exactly_this(case: Case):
    assert_told(case.id, tell(judge(case), case.text))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_review_of_a_sample_says_exactly_this(name: str):
    text = (ROOT / "samples" / f"{name}.yaml").read_text(encoding="utf-8")
    assert_told(name, tell(review_text(text, as_of=TODAY), text))


def test_every_kind_of_hop_says_exactly_this():
    text = (HERE / "hops.yaml").read_text(encoding="utf-8")
    assert_told("hops", tell(review_text(text, as_of=TODAY), text))


@pytest.mark.parametrize("name", ["hops", "clinic"])
def test_the_graph_has_exactly_these_nodes_and_edges(name: str):
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    graph = Loaded(read_document(loads(text, f"{name}.yaml")), open_catalog(), TODAY).graph
    nodes = [f"{node}: {_pairs(values)}" for node, values in graph.nodes(data=True)]
    edges = [f"{a} -> {b}: {_pairs(values)}" for a, b, values in graph.edges(data=True)]
    assert_told(f"graph-of-{name}", "\n".join([graph.name, "", *nodes, "", *edges]) + "\n")


def _pairs(values: Mapping[str, object]) -> str:
    return ", ".join(f"{key}={_plain(value)}" for key, value in values.items())


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return f"({' '.join(':'.join(one) if isinstance(one, tuple) else str(one) for one in value)})"
    return str(value)


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 21)], ids=str)
def test_what_is_on_record_holds_to_the_end_of_its_last_day(day: date):
    text = (HERE / "days.yaml").read_text(encoding="utf-8")
    assert_told(f"days-{day.day}", tell(review_text(text, as_of=day), text))


SOVEREIGN = {
    "clinic": "seal-3,secnumcloud,hds,c5,data-act,eucs",
    "bank": "seal-2,dora,data-act,c5,cada,secnumcloud",
}


@pytest.mark.parametrize("name", SOVEREIGN)
def test_sovereignty_profiles_say_exactly_this(name: str):
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    assert_told(name, tell(review_text(text, as_of=TODAY, profile=SOVEREIGN[name]).sovereignty, text))


def assert_told(name: str, got: str) -> None:
    path = HERE / f"{name}.txt"
    if os.environ.get("BORDERFLOW_GOLDEN") == "write":
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")
