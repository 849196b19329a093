"""The vocabulary as SHACL shapes for the graph that the RDF export writes.

A node there has the types of its class and of all ancestors, literals as `tw:<property>`, and a direct
triple `tw:<RELATION>` for each edge; the edge itself is a resource of its relation class with rdf:subject,
rdf:object and its qualifiers. A class's shape checks what the class introduces; ancestors check the rest.
"""

from __future__ import annotations

from linkml_runtime import SchemaView
from linkml_runtime.linkml_model import SlotDefinition
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from tests.schema_generation.model import ENDS, literal, node_classes, relation_classes, slot_ranges
from tests.schema_generation.turtle import TW, TWS, add_list, datatype, english, new_graph, turtle


def shacl_turtle(view: SchemaView) -> str:
    """All shapes as Turtle."""
    graph = new_graph(view)
    graph.bind("sh", SH)
    graph.bind("tws", TWS)
    for name in node_classes(view):
        add_node_shape(graph, view, name)
    common = [add_property(graph, view, "Relation", view.get_slot(name))
              for name in view.class_slots("Relation") if name not in ENDS]
    for name, relation in relation_classes(view).items():
        add_edge_shape(graph, view, name, common)
        add_direct_shape(graph, view, name, relation)
    return turtle(graph)


def add_node_shape(graph: Graph, view: SchemaView, name: str) -> None:
    """The shape of one class of nodes: the properties that it introduces."""
    shape = TWS[name]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, TW[name]))
    for slot in view.get_class(name).slots:
        graph.add((shape, SH.property, add_property(graph, view, name, view.get_slot(slot))))
    if name == "Thing":
        graph.add((shape, SH.nodeKind, SH.IRI))
        graph.add((shape, SH.pattern, Literal("^" + view.schema.prefixes["twid"].prefix_reference)))
        graph.add((TWS["Thing-name"], SH.minCount, Literal(1)))


def add_property(graph: Graph, view: SchemaView, owner: str, slot: SlotDefinition) -> URIRef:
    """The shape of one literal property: datatype, number of values, codes, bounds."""
    shape, facts = TWS[f"{owner}-{slot.name}"], literal(view, slot)
    graph.add((shape, RDF.type, SH.PropertyShape))
    graph.add((shape, SH.path, TW[str(slot.name)]))
    graph.add((shape, SH.datatype, datatype(view, slot)))
    graph.add((shape, SH.description, english(facts["description"])))
    if not facts["many"]:
        graph.add((shape, SH.maxCount, Literal(1)))
    if facts["enum"]:
        codes = [Literal(str(code)) for code in view.get_enum(facts["enum"]).permissible_values]
        graph.add((shape, SH["in"], add_list(graph, f"{owner}-{slot.name}-in", codes)))
    for bound, predicate in ((slot.minimum_value, SH.minInclusive), (slot.maximum_value, SH.maxInclusive)):
        if bound is not None:
            graph.add((shape, predicate, Literal(int(bound))))
    return shape


def add_edge_shape(graph: Graph, view: SchemaView, name: str, common: list[URIRef]) -> None:
    """The shape of one relation's edges: both ends, the qualifiers, and what all edges have."""
    shape = TWS[name]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, TW[name]))
    for end in ENDS:
        path = TWS[f"{name}-{end}"]
        graph.add((shape, SH.property, path))
        graph.add((path, RDF.type, SH.PropertyShape))
        graph.add((path, SH.path, RDF[end]))
        graph.add((path, SH.minCount, Literal(1)))
        graph.add((path, SH.maxCount, Literal(1)))
        add_classes(graph, path, slot_ranges(view.induced_slot(end, name)))
    own = [add_property(graph, view, name, slot) for slot in view.get_class(name).attributes.values()]
    for one in [*own, *common]:
        graph.add((shape, SH.property, one))


def add_direct_shape(graph: Graph, view: SchemaView, name: str, relation: str) -> None:
    """The shape of the direct triples of one relation: classes at both ends."""
    shape, path = TWS[relation], TWS[f"{relation}-value"]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetSubjectsOf, TW[relation]))
    add_classes(graph, shape, slot_ranges(view.induced_slot("subject", name)))
    graph.add((shape, SH.property, path))
    graph.add((path, RDF.type, SH.PropertyShape))
    graph.add((path, SH.path, TW[relation]))
    add_classes(graph, path, slot_ranges(view.induced_slot("object", name)))


def add_classes(graph: Graph, shape: URIRef, classes: list[str]) -> None:
    """The shape takes nodes of one class, or of any of several."""
    if len(classes) == 1:
        graph.add((shape, SH["class"], TW[classes[0]]))
        return
    key = shape.removeprefix(str(TWS))
    choices = [BNode(f"{key}-{one}") for one in classes]
    for choice, one in zip(choices, classes, strict=True):
        graph.add((choice, SH["class"], TW[one]))
    graph.add((shape, SH["or"], add_list(graph, f"{key}-or", choices)))
