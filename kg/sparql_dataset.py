"""What SPARQL asks: the graph, the vocabulary, and with a ledger every claim, in one dataset.

The default graph holds the projection and where the documents come from; the graph `kg:schema` holds the ontology
that ships with the program; the claims of a document stand in the graph that is named by its node.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kg import resources
from kg.exports import Export, trig, turtle
from kg.stores.rdf import RdfStore

if TYPE_CHECKING:
    from kg.graph import PropertyGraph
    from kg.ledger import Ledger

ONTOLOGY = "urn:tradewar-kg:schema"


def open_dataset(graph: PropertyGraph, ledger: Ledger | None = None, *, engine: str = "") -> RdfStore:
    """The dataset of a graph, in memory; with the ledger that it was projected from, with all claims on its nodes.

    engine: `oxigraph`, `rdflib`, or "" for the first that is installed. Raises EnvironmentRefused when the one asked
    for is missing, ProjectionRefused for a wrong graph.
    """
    store = RdfStore(engine)
    if store.engine == "oxigraph":  # which reads a file many times faster than triple after triple
        nodes_and_edges = io.BytesIO()
        turtle.write(graph.check(), nodes_and_edges)
        store.add(nodes_and_edges.getvalue(), "turtle")
    else:
        store.load(graph)
    store.add(ontology(), "turtle", ONTOLOGY)
    if ledger is not None:
        claims = io.BytesIO()
        trig.write(Export(graph, ledger), claims)
        store.add(claims.getvalue(), "trig")
    return store


def ontology() -> bytes:
    """The ontology as Turtle; it imports no other."""
    return (resources.data("schemas") / "generated" / "tradewar.owl.ttl").read_bytes()
