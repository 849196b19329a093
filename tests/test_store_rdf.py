"""RDF: the shape of the triples, and SPARQL that only reads."""

from __future__ import annotations

from datetime import date

import pytest
import rdflib
from rdflib.namespace import RDF, XSD

from kg.errors import QueryError
from kg.stores.rdf import EDGE, SCHEMA, RdfStore, node_uri, to_rdf
from tests.graphs import every_family, unusual


@pytest.fixture
def store() -> RdfStore:
    """The fixture graph as triples."""
    made = RdfStore()
    made.load(every_family())
    return made


def test_a_node_has_its_class_and_all_parents(store: RdfStore) -> None:
    """Each label is an rdf:type."""
    types = {str(found).rpartition(":")[2] for found in store.graph.objects(node_uri("party:hik"), RDF.type)}
    assert types == {"Company", "Organization", "Party", "Thing"}


def test_literals_are_typed(store: RdfStore) -> None:
    """Dates, whole and other numbers have the types of XML Schema; text has none."""
    event, tariff = node_uri("ev:bl"), node_uri("ev:tariff")
    assert store.graph.value(event, SCHEMA.date) == rdflib.Literal(date(2019, 10, 9), datatype=XSD.date)
    assert store.graph.value(event, SCHEMA.claimed_count) == rdflib.Literal(28, datatype=XSD.integer)
    assert store.graph.value(tariff, SCHEMA.amount) == rdflib.Literal(34.5, datatype=XSD.double)
    assert store.graph.value(event, SCHEMA.name) == rdflib.Literal("28 organizations")


def test_an_edge_is_a_triple_and_a_resource(store: RdfStore) -> None:
    """The plain triple leads on, the resource of the relation's class carries the proof."""
    source, target, edge = node_uri("ev:bl"), node_uri("party:hik"), EDGE.e03
    assert (source, SCHEMA.TARGETS, target) in store.graph
    assert (edge, RDF.type, SCHEMA.Targets) in store.graph
    assert (edge, RDF.subject, source) in store.graph
    assert (edge, RDF.object, target) in store.graph
    assert set(store.graph.objects(edge, SCHEMA.claims)) == {rdflib.Literal("c1"), rdflib.Literal("c2")}


def test_ids_are_escaped() -> None:
    """Any id makes a URI that a parser of N-Triples takes, and comes back."""
    made = to_rdf(unusual())
    again = rdflib.Graph().parse(data=made.serialize(format="nt"), format="nt")
    assert set(again) == set(made)
    assert node_uri('a "b" <c>') == rdflib.URIRef("urn:tradewar-kg:id:a%20%22b%22%20%3Cc%3E")


def test_sparql_answers_with_plain_values(store: RdfStore) -> None:
    """Nodes come back as their ids, literals as Python's values, what is unbound as None."""
    answer = store.query("""
        SELECT ?who ?day ?count ?end WHERE {
            ?edge a tw:Targets ; rdf:subject ?event ; rdf:object ?who .
            ?event tw:date ?day ; tw:claimed_count ?count .
            OPTIONAL { ?edge tw:valid_to ?end }
            FILTER (?day >= "2019-10-09"^^<http://www.w3.org/2001/XMLSchema#date>) }
        ORDER BY ?who DESC(?end) LIMIT 3""")
    assert answer.columns == ("who", "day", "count", "end")
    day = date(2019, 10, 9)
    assert answer.rows == [("party:dahua", day, 28, None), ("party:hik", day, 28, None),
                           ("party:person", day, 28, date(2020, 1, 1))]


def test_ask_answers_yes_or_no(store: RdfStore) -> None:
    """One row with one truth value."""
    assert store.query("ASK { ?x a tw:Blacklisting }").rows == [(True,)]
    assert store.query("ASK { ?x a tw:Commitment }").rows == [(False,)]


@pytest.mark.parametrize("sparql", [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL",
    "LOAD <http://127.0.0.1/x.ttl>", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <urn:a>",
    "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s a tw:Thing OPTIONAL { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } }",
    "SELECT * FROM <http://127.0.0.1/x.ttl> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1/x.ttl> WHERE { ?s ?p ?o }",
    "SELECT ?x WHERE { ?x a nowhere:Thing }", "SELECT ?x WHERE {", ""])
def test_sparql_that_does_not_only_read_is_refused(store: RdfStore, sparql: str) -> None:
    """No change, no other server, no document by its address, no broken query."""
    before = len(store.graph)
    with pytest.raises(QueryError):
        store.query(sparql)
    assert len(store.graph) == before
