import json
import re
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from msgspec.structs import replace

from borderflow.model import architecture as arch
from borderflow.renderers.graphml import graphml
from borderflow.renderers.mermaid import mermaid
from borderflow.renderers.node_link import node_link
from borderflow.renderers.renderer import DEFAULTS
from tests.renderers.golden import assert_golden
from tests.renderers.sample_review import SAMPLES, big_review, blocked_review, component, flow

LINE = re.compile(
    r"""flowchart\ LR
    |\ \ subgraph\ z\d\["[^"]*"\]
    |\ \ \ \ n\d+\[\(?"[^"]*"\)?\]
    |\ \ end
    |\ \ style\ z\d\ [\w:#,-]+
    |\ \ n\d+\ (-->|==>|-\.->)\|"[^"]*"\|\ n\d+
    |\ \ linkStyle\ \d+\ [\w:#,-]+""",
    re.VERBOSE,
)


def graph():
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="tiny")
    graph.add_node("a", type="component", countries=("FR",), data=(("tickets", "clear"),))
    graph.add_node("party:b", type="party", name="B <&> Ltd", establishment=None)
    graph.add_edge("a", "a", relation="flow", id="a->a", purpose=None)
    graph.add_edge("party:b", "a", relation="operates")
    return graph


def test_the_flowchart_is_as_expected():
    assert_golden("mermaid_blocked.mmd", mermaid.render(blocked_review(), DEFAULTS))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_line_of_a_flowchart_is_of_its_grammar(name):
    for line in mermaid.render(SAMPLES[name](), DEFAULTS).decode().splitlines():
        assert LINE.fullmatch(line), line


def test_words_of_the_grammar_may_be_ids():
    ends = tuple(component(id, id, "llm", "self", "Acme", "FR") for id in ("end", "subgraph"))
    review = replace(big_review(), components=ends, flows=(flow(1, "end", "subgraph"),))
    assert "n1 -->" in mermaid.render(review, DEFAULTS).decode()


def test_node_link_reads_back():
    written = json.loads(node_link.render(graph()))
    assert nx.node_link_graph(written, edges="edges").nodes["a"]["countries"] == ["FR"]


def test_graphml_reads_back():
    text = graphml.render(graph())
    ET.fromstring(text)  # noqa: S314 - our own output
    assert nx.parse_graphml(text.decode()).nodes["party:b"]["name"] == "B <&> Ltd"


def test_graphml_holds_no_control_characters():
    odd = graph()
    odd.add_node("c", type="component", name="bell\a\x1b \ufffe end")
    assert nx.parse_graphml(graphml.render(odd).decode()).nodes["c"]["name"] == "bell�� � end"


def test_a_label_may_hold_anything():
    review = blocked_review()
    named = replace(review.architecture, system=arch.System('a "b" #c; \n end'))
    labelled = tuple(replace(one, label='say "hi" #1; \n end') for one in review.components)
    page = mermaid.render(replace(review, architecture=named, components=labelled), DEFAULTS).decode()
    assert all(LINE.fullmatch(line) for line in page.splitlines())
