"""The vocabulary as an OWL ontology.

Written from the LinkML view instead of by LinkML's own OWL generator, because each relation is two things
here: a direct property (`tw:TARGETS`) and a class of edges with qualifiers (`tw:Targets`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from linkml_runtime import SchemaView
from linkml_runtime.linkml_model import SlotDefinition
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

from tests.schema_generation.model import (
    ENDS,
    SchemaFault,
    node_classes,
    note,
    one_line,
    relation_classes,
    slot_ranges,
)
from tests.schema_generation.turtle import TW, add_list, datatype, english, expand, new_graph, turtle

MATCHES = {"exact_mappings": SKOS.exactMatch, "close_mappings": SKOS.closeMatch,
           "related_mappings": SKOS.relatedMatch}


def owl_turtle(view: SchemaView) -> str:
    """The ontology as Turtle."""
    graph = new_graph(view)
    graph.bind("owl", OWL)
    graph.bind("rdfs", RDFS)
    add_header(graph, view)
    relations = relation_classes(view)
    for name in ["Relation", *node_classes(view), *relations]:
        add_class(graph, view, name)
    for name, relation in relations.items():
        add_relation(graph, view, name, relation)
    for name, uses in literal_uses(view).items():
        add_literal(graph, view, name, uses)
    for name in view.all_enums():
        add_enum(graph, view, str(name))
    return turtle(graph)


def add_header(graph: Graph, view: SchemaView) -> None:
    """The ontology itself, with its version."""
    here = URIRef(view.schema.id)
    graph.add((here, RDF.type, OWL.Ontology))
    graph.add((here, OWL.versionInfo, Literal(str(view.schema.version))))
    graph.add((here, RDFS.label, english(view.schema.title)))
    graph.add((here, RDFS.comment, english(one_line(view.schema.description))))


def describe(graph: Graph, view: SchemaView, term: URIRef, element: Any, name: str) -> None:
    """Name, other names, description and alignments of one term."""
    graph.add((term, RDFS.label, Literal(name)))
    graph.add((term, SKOS.definition, english(one_line(element.description))))
    for other in element.aliases:
        graph.add((term, SKOS.altLabel, english(str(other))))
    for key, match in MATCHES.items():
        for curie in getattr(element, key):
            graph.add((term, match, expand(view, str(curie))))


# Nodes that tell of the graph and stand in no relation: in RDF they are resources of other kinds than things, and a
# reasoner that took them for such would find the shape of Thing hurt.
BESIDE = ("GraphInfo", "Claim")


def add_class(graph: Graph, view: SchemaView, name: str) -> None:
    """One class of nodes or edges below its parent; edges are RDF statements with more to say."""
    one = view.get_class(name)
    graph.add((TW[name], RDF.type, OWL.Class))
    describe(graph, view, TW[name], one, name)
    if one.is_a and name not in BESIDE:
        graph.add((TW[name], RDFS.subClassOf, TW[str(one.is_a)]))
    if name == "Relation":
        graph.add((TW[name], RDFS.subClassOf, RDF.Statement))


def add_relation(graph: Graph, view: SchemaView, name: str, relation: str) -> None:
    """The direct property of one relation, with the classes of its ends."""
    term, one = TW[relation], view.get_class(name)
    graph.add((term, RDF.type, OWL.ObjectProperty))
    describe(graph, view, term, one, relation)
    graph.add((TW[name], RDFS.seeAlso, term))
    for end, predicate in zip(ENDS, (RDFS.domain, RDFS.range), strict=True):
        classes = slot_ranges(view.induced_slot(end, name))
        graph.add((term, predicate, union(graph, f"{relation}-{end}", classes)))


def union(graph: Graph, name: str, classes: list[str]) -> URIRef | BNode:
    """One class, or the class of all that belong to any of several."""
    if len(classes) == 1:
        return TW[classes[0]]
    head = BNode(name)
    graph.add((head, RDF.type, OWL.Class))
    graph.add((head, OWL.unionOf, add_list(graph, f"{name}-of", [TW[c] for c in sorted(classes)])))
    return head


def literal_uses(view: SchemaView) -> dict[str, list[tuple[str, SlotDefinition]]]:
    """Where each literal property or qualifier is introduced: (class, slot), by property name."""
    uses: dict[str, list[tuple[str, SlotDefinition]]] = defaultdict(list)
    for name in ["Relation", *node_classes(view), *relation_classes(view)]:
        one = view.get_class(name)
        for slot in [*(view.get_slot(s) for s in one.slots), *one.attributes.values()]:
            if slot.name not in ENDS:
                uses[str(slot.name)].append((name, slot))
    qualifiers = {q for s in view.all_slots().values() for q in (note(s, "qualifiers") or "").split()}
    for name in qualifiers - set(uses):
        uses[name] = []
    return dict(sorted(uses.items()))


def add_literal(graph: Graph, view: SchemaView, name: str, uses: list[tuple[str, SlotDefinition]]) -> None:
    """A datatype property over all classes that have it; one name has one datatype everywhere."""
    slots = [slot for _, slot in uses] or [view.get_slot(name)]
    kinds = {datatype(view, slot) for slot in slots}
    if len(kinds) > 1:
        raise SchemaFault(f"property {name} has several datatypes: {sorted(kinds)}")
    graph.add((TW[name], RDF.type, OWL.DatatypeProperty))
    graph.add((TW[name], RDFS.range, kinds.pop()))
    for slot in slots:
        describe(graph, view, TW[name], slot, name)
    classes = [owner for owner, _ in uses]
    if classes:
        graph.add((TW[name], RDFS.domain, union(graph, f"{name}-domain", classes)))


def add_enum(graph: Graph, view: SchemaView, name: str) -> None:
    """A list of codes as a SKOS scheme; `skos:notation` is the text that stands in the graph."""
    scheme, one = TW[name], view.get_enum(name)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    describe(graph, view, scheme, one, name)
    for code, permitted in one.permissible_values.items():
        term = TW[f"{name}-{code}"]
        graph.add((term, RDF.type, SKOS.Concept))
        graph.add((term, SKOS.inScheme, scheme))
        graph.add((term, SKOS.notation, Literal(str(code))))
        describe(graph, view, term, permitted, str(code))
        if permitted.meaning:
            graph.add((term, SKOS.exactMatch, expand(view, str(permitted.meaning))))
