"""What OWL and SHACL share: an RDF graph whose Turtle has the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence

from linkml_runtime import SchemaView
from linkml_runtime.linkml_model import SlotDefinition
from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tests.schema_generation.model import SchemaFault, literal

TW = Namespace("urn:tradewar-kg:schema:")
TWS = Namespace("urn:tradewar-kg:shape:")


def new_graph(view: SchemaView) -> Graph:
    """An empty graph with the prefixes of the schema and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix in view.schema.prefixes.values():
        graph.bind(prefix.prefix_prefix, prefix.prefix_reference)
    return graph


def turtle(graph: Graph) -> str:
    """Turtle of the graph; stable because every blank node here has a name of its own making."""
    return graph.serialize(format="turtle")


def add_list(graph: Graph, name: str, items: Sequence[Node]) -> Node:
    """An RDF list whose blank nodes are named after `name`; returns its head."""
    cells = [BNode(f"{name}-{at:03d}") for at in range(len(items))]
    for cell, item, rest in zip(cells, items, [*cells[1:], RDF.nil], strict=True):
        graph.add((cell, RDF.first, item))
        graph.add((cell, RDF.rest, rest))
    return cells[0] if cells else RDF.nil


def datatype(view: SchemaView, slot: SlotDefinition) -> URIRef:
    """The XSD datatype in which a literal slot is written."""
    uri = str(view.get_type(literal(view, slot)["range"]).uri)
    return XSD[uri.removeprefix("xsd:")]


def expand(view: SchemaView, curie: str) -> URIRef:
    """The full address of a mapping. Raises SchemaFault for a prefix that the schema doesn't declare."""
    prefix, _, rest = curie.partition(":")
    if prefix not in view.schema.prefixes:
        raise SchemaFault(f"mapping {curie}: unknown prefix")
    return URIRef(view.schema.prefixes[prefix].prefix_reference + rest)


def english(words: str) -> Literal:
    """A text for readers, marked as English."""
    return Literal(words, lang="en")
