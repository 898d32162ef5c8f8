"""The review as DPV: RDF that a parser reads, in terms that the mapping holds."""

import json
from datetime import date
from pathlib import Path

import pytest
import rdflib

from borderflow import api
from borderflow.catalog.mapping import unmapped
from tests.catalog.shipped import shipped_policies
from tests.cli.running import run

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.yaml"))
DAY = date(2026, 11, 21)
TERMS = api.open_catalog().terms()


def expanded(term):
    prefix, _, name = term.partition(":")
    return TERMS.prefixes[prefix] + name


KNOWN = {expanded(term) for words in TERMS.sections.values() for term in words.values()}


@pytest.fixture(scope="module", params=SAMPLES[:4], ids=lambda path: path.stem)
def graph(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("jsonld") / "review.jsonld"
    assert run("report", request.param, "-o", target, "--as-of", "2026-11-21").code == 0
    return rdflib.Graph().parse(target, format="json-ld")


def test_every_term_is_in_the_mapping(graph):
    used = {str(node) for triple in graph for node in triple if isinstance(node, rdflib.URIRef)}
    foreign = {
        iri
        for iri in used - KNOWN
        if not iri.startswith(("urn:borderflow:", TERMS.prefixes["loc"]))
        and iri not in (str(rdflib.RDF.type), TERMS.release)
    }
    assert not foreign


def test_the_system_has_a_controller_and_its_recipients_have_roles(graph):
    (system,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(expanded("dpv:Process")))
    (controller,) = graph.objects(system, rdflib.URIRef(expanded("dpv:hasDataController")))
    assert (controller, rdflib.RDF.type, rdflib.URIRef(expanded("dpv:DataController"))) in graph
    for recipient in graph.objects(system, rdflib.URIRef(expanded("dpv:hasRecipient"))):
        assert list(graph.objects(recipient, rdflib.RDF.type))


def test_the_release_of_the_vocabulary_is_stated(graph):
    (system,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(expanded("dpv:Process")))
    stated = list(graph.objects(system, rdflib.URIRef("http://purl.org/dc/terms/conformsTo")))
    assert stated == [rdflib.URIRef("https://w3id.org/dpv/2.1")]


def test_whatever_is_referred_to_is_described(graph):
    own = {node for node in graph.objects() if str(node).startswith("urn:borderflow:")}
    assert not {str(node) for node in own if not list(graph.predicate_objects(node))}


def test_no_status_of_compliance_is_written():
    assert "ompliant" not in json.dumps(list(KNOWN))


def test_the_mapping_covers_the_vocabulary():
    assert list(unmapped(shipped_policies())) == []
