"""A projection as RDF triples that answer SPARQL.

A node is `urn:tradewar-kg:id:<id>`, terms of the schema are `urn:tradewar-kg:schema:<name>`. A node has its
class and all parents as `rdf:type`. An edge is a plain triple, and again a resource `urn:tradewar-kg:edge:<id>`
whose class is the relation's and that carries `rdf:subject`, `rdf:object` and the edge's properties: RDF 1.1
(https://www.w3.org/TR/rdf11-concepts/) has no properties on triples. A list is one triple for each value.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, unquote

import rdflib
from pyparsing import ParseException, ParseResults
from rdflib.namespace import RDF
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import SPARQLError

from kg import schema
from kg.errors import QueryError
from kg.graph import EDGE_KEYS, GraphInfo
from kg.stores import Answer, LoadReport, plain

if TYPE_CHECKING:
    from rdflib.query import ResultRow
    from rdflib.term import Identifier, Node

    from kg.graph import PropertyGraph, Row
    from kg.stores import Progress

    Triple: TypeAlias = tuple[Identifier, Identifier, Identifier]

ID = rdflib.Namespace("urn:tradewar-kg:id:")
EDGE = rdflib.Namespace("urn:tradewar-kg:edge:")
SCHEMA = rdflib.Namespace("urn:tradewar-kg:schema:")
_ORDER = rdflib.Namespace("urn:tradewar-kg:order:")
_INFO = rdflib.URIRef("urn:tradewar-kg:graph")
_PREFIXES = {"id": ID, "edge": EDGE, "tw": SCHEMA, "rdf": RDF}


def to_rdf(graph: PropertyGraph) -> rdflib.Graph:
    """The graph as triples. Raises ProjectionRefused for a wrong graph."""
    made = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        made.bind(prefix, namespace)
    for triple in triples(graph.check()):
        made.add(triple)
    return made


def triples(graph: PropertyGraph) -> Iterator[Triple]:
    """All triples of a graph, nodes before edges."""
    for key, value in asdict(graph.info).items():
        yield _INFO, SCHEMA[key], rdflib.Literal(value)
    yield _INFO, RDF.type, SCHEMA.GraphInfo
    for name, row in graph.node_rows():
        node = node_uri(str(row.pop("id")))
        for label in schema.load().labels(name):
            yield node, RDF.type, SCHEMA[label]
        yield from _properties(node, row)
    for name, row in graph.edge_rows():
        source, target, edge = node_uri(str(row["source"])), node_uri(str(row["target"])), EDGE[_quoted(row["id"])]
        yield source, SCHEMA[name], target
        yield edge, RDF.type, SCHEMA[schema.load().relations[name].class_name]
        yield edge, RDF.subject, source
        yield edge, RDF.object, target
        yield from _properties(edge, {key: value for key, value in row.items() if key not in EDGE_KEYS})


def node_uri(node_id: str) -> rdflib.URIRef:
    """The URI of a node."""
    return ID[_quoted(node_id)]


def _quoted(text: object) -> str:
    return quote(str(text), safe=":")


def _properties(subject: Identifier, row: Mapping[str, Any]) -> Iterator[Triple]:
    for key, value in row.items():
        values = value if isinstance(value, list) else [value]
        for one in values:
            yield subject, SCHEMA[key], rdflib.Literal(one)
        if isinstance(value, list) and value != sorted(set(value)):  # triples have no order
            yield subject, _ORDER[key], rdflib.Literal(json.dumps(value, ensure_ascii=False))


class RdfStore:
    """Holds a projection in memory as triples; `graph` is the rdflib graph."""

    def __init__(self) -> None:
        self.graph = rdflib.Graph(bind_namespaces="none")

    def load(self, graph: PropertyGraph, progress: Progress | None = None) -> LoadReport:
        """Put the graph in the place of what was there."""
        self.graph = to_rdf(graph)
        if progress:
            progress(graph.node_count + graph.edge_count, graph.node_count + graph.edge_count, "edges")
        return LoadReport(graph.node_count, graph.edge_count)

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL SELECT or ASK; URIs of nodes come back as ids. Raises QueryError for anything else.

        An update can't be written in the query language of SPARQL 1.1, so nothing can change the graph;
        `SERVICE`, which would reach out to other servers, is refused.
        """
        try:
            parsed = parseQuery(sparql)
            _check_sparql(list(_parts(parsed)))
            result = self.graph.query(translateQuery(parsed, initNs=_PREFIXES))
        except (ParseException, SPARQLError, ValueError) as error:
            raise QueryError(" ".join(str(error).split())) from error
        if result.type == "ASK":
            return Answer(("answer",), [(bool(result.askAnswer),)])
        rows: list[ResultRow] = list(result)  # type: ignore[arg-type]
        return plain([str(name) for name in result.vars or ()], [tuple(map(_plain, row)) for row in rows])

    def node_rows(self) -> Iterator[tuple[str, Row]]:
        """Each node as (leaf class, properties)."""
        for node in self.graph.subjects(RDF.type, SCHEMA.Thing):
            yield self._leaf(node), {"id": _local(node, ID), **self._row(node)}

    def edge_rows(self) -> Iterator[tuple[str, Row]]:
        """Each edge as (relation, properties with its ends and their classes)."""
        for relation, described in schema.load().relations.items():
            for edge in self.graph.subjects(RDF.type, SCHEMA[described.class_name]):
                row: Row = {"id": _local(edge, EDGE), **self._row(edge)}
                for key, term in (("source", RDF.subject), ("target", RDF.object)):
                    node = self.graph.value(edge, term)
                    assert node is not None
                    row |= {key: _local(node, ID), f"{key}_class": self._leaf(node)}
                yield relation, row

    def info(self) -> GraphInfo | None:
        """What was loaded last."""
        if (_INFO, RDF.type, SCHEMA.GraphInfo) not in self.graph:
            return None
        return GraphInfo(**{key: str(self.graph.value(_INFO, SCHEMA[key])) for key in asdict(GraphInfo())})

    def close(self) -> None:
        """Forget the graph."""
        self.graph = rdflib.Graph(bind_namespaces="none")

    def _leaf(self, node: Node) -> str:
        return schema.load().leaf(_local(label, SCHEMA) for label in self.graph.objects(node, RDF.type))

    def _row(self, subject: Node) -> Row:
        """The properties of a node or an edge; a list in the order in which it was given."""
        known = {**schema.load().properties, **schema.load().edge_properties}
        found: dict[str, list[Any]] = {}
        for term, value in self.graph.predicate_objects(subject):
            if isinstance(value, rdflib.Literal) and str(term).startswith(SCHEMA):
                found.setdefault(_local(term, SCHEMA), []).append(_plain(value))
        row: Row = {}
        for key, values in found.items():
            order = self.graph.value(subject, _ORDER[key])
            is_list = key in known and known[key].many
            row[key] = json.loads(str(order)) if order is not None else sorted(values) if is_list else values[0]
        return row


def _parts(tree: object) -> Iterator[CompValue]:
    """All named parts of a parsed query."""
    if isinstance(tree, CompValue):
        yield tree
    for part in tree.values() if isinstance(tree, CompValue) else tree:  # type: ignore[attr-defined]
        if isinstance(part, CompValue | list | ParseResults):
            yield from _parts(part)


def _check_sparql(parts: list[CompValue]) -> None:
    """Refuse what doesn't only read this graph, and prefixes that nobody declared."""
    names = {part.name for part in parts}
    if not names & {"SelectQuery", "AskQuery"} or names & {"ServiceGraphPattern", "DatasetClause"}:
        raise QueryError("only SELECT and ASK without SERVICE and FROM are allowed")
    known = {part.get("prefix") for part in parts if part.name == "PrefixDecl"} | _PREFIXES.keys()
    unknown = sorted({str(part.get("prefix")) for part in parts if part.name == "pname"} - set(map(str, known)))
    if unknown:
        raise QueryError(f"no such prefix: {', '.join(unknown)}; known are {', '.join(_PREFIXES)}")


def _local(term: object, namespace: str) -> str:
    return unquote(str(term).removeprefix(namespace))


def _plain(term: Any) -> Any:
    """The value of a literal, the id of a node or edge, the name of a schema term, else its text."""
    if isinstance(term, rdflib.Literal):
        value = term.toPython()
        return value if isinstance(value, bool | int | float | datetime.date) else str(term)
    for namespace in (ID, EDGE, SCHEMA):
        if term is not None and str(term).startswith(namespace):
            return _local(term, namespace)
    return None if term is None else str(term)
