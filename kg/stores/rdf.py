"""A projection as RDF triples that answer SPARQL.

A node is `urn:tradewar-kg:id:<id>`, terms of the schema are `urn:tradewar-kg:schema:<name>`. A node has its
class and all parents as `rdf:type`. An edge is a plain triple, and again a resource `urn:tradewar-kg:edge:<id>`
whose class is the relation's and that carries `rdf:subject`, `rdf:object` and the edge's properties: RDF 1.1
(https://www.w3.org/TR/rdf11-concepts/) has no properties on triples. `prov:wasDerivedFrom` leads from it to its
claims, `urn:tradewar-kg:id:claim:<id>`. A list is one triple for each value.
"""

from __future__ import annotations

import datetime
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, unquote

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, XSD
from rdflib.plugins.sparql.sparql import SPARQLError

from kg import schema
from kg.errors import QueryError, UsageError
from kg.graph import EDGE_KEYS, GraphInfo
from kg.sparql import checked
from kg.stores import Answer, LoadReport, oxigraph, plain

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib.store import Store
    from rdflib.term import Identifier, Node

    from kg.graph import PropertyGraph, Row
    from kg.sparql import Bindings
    from kg.stores import Progress

    Triple: TypeAlias = tuple[Identifier, Identifier, Identifier]

ID = rdflib.Namespace("urn:tradewar-kg:id:")
EDGE = rdflib.Namespace("urn:tradewar-kg:edge:")
SCHEMA = rdflib.Namespace("urn:tradewar-kg:schema:")
_ORDER = rdflib.Namespace("urn:tradewar-kg:order:")
_LEDGER = rdflib.Namespace("urn:tradewar-kg:ledger:")
_INFO = rdflib.URIRef("urn:tradewar-kg:graph")
_PREFIXES = {name: rdflib.URIRef(str(namespace)) for name, namespace in {
    "id": ID, "edge": EDGE, "tw": SCHEMA, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "prov": PROV,
    "dcterms": DCTERMS, "xsd": XSD, "kg": "urn:tradewar-kg:", "agent": "urn:tradewar-kg:agent:",
    "record": "urn:tradewar-kg:record:", "run": "urn:tradewar-kg:run:"}.items()}

# what engines raise over a statement that they can't carry out
_FAILURES = (SPARQLError, SyntaxError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, OSError,
             RuntimeError, re.error)


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
    yield from _about(graph.info)
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
        for claim in row.get("claims", ()):  # type: ignore[union-attr]
            yield edge, PROV.wasDerivedFrom, node_uri(f"claim:{claim}")


def _about(info: GraphInfo) -> Iterator[Triple]:
    """What the graph is a picture of; what isn't known isn't said."""
    yield _INFO, RDF.type, SCHEMA.GraphInfo
    yield _INFO, RDF.type, PROV.Entity
    yield _INFO, DCTERMS.conformsTo, rdflib.URIRef(str(SCHEMA).rstrip(":"))
    for key, value in asdict(info).items():
        if value and key == "ledger":
            yield _INFO, PROV.wasDerivedFrom, _LEDGER[_quoted(value)]
        elif value:
            day = datetime.date.fromisoformat(value) if key in ("known_on", "said_on") else value
            yield _INFO, SCHEMA[key], rdflib.Literal(day)


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
    """Holds a projection in memory as triples; `graph` is the rdflib graph.

    engine: `oxigraph` (extra `oxigraph`), `rdflib`, or "" for Oxigraph where it is installed. Raises
    EnvironmentRefused when Oxigraph is asked for and missing.
    """

    def __init__(self, engine: str = "") -> None:
        self.engine = engine or ("oxigraph" if oxigraph.is_installed() else "rdflib")
        self._empty()

    def _empty(self) -> None:
        self._native: pyoxigraph.Store | None = None
        store: Store | str = "default"
        if self.engine == "oxigraph":
            self._native, store = oxigraph.new_store()
        with quietly():
            self._dataset = rdflib.Dataset(store=store, default_union=False)
        self.graph = rdflib.Graph(store=self._dataset.store, identifier=DATASET_DEFAULT_GRAPH_ID)

    def load(self, graph: PropertyGraph, progress: Progress | None = None) -> LoadReport:
        """Put the graph in the place of what was there, named graphs included."""
        graph.check()
        self._empty()
        self.graph.addN((*triple, self.graph) for triple in triples(graph))
        if progress:
            progress(graph.node_count + graph.edge_count, graph.node_count + graph.edge_count, "edges")
        return LoadReport(graph.node_count, graph.edge_count)

    def add(self, content: bytes, format_: str, name: str = "") -> None:
        """Put a file beside what is there; format_: `turtle` or `trig`, name: the graph's address, "" for the default.

        Raises UsageError for a file that isn't of this format.
        """
        try:
            if self._native is not None:
                oxigraph.load(self._native, content, format_, name)
                return
            with quietly():
                into = self._dataset if format_ == "trig" else self._dataset.graph(rdflib.URIRef(name)) if name \
                    else self.graph
                into.parse(data=content, format=format_)
        except (SyntaxError, ValueError) as error:
            raise UsageError(f"expected {format_}: {' '.join(str(error).split())[:200]}") from error

    def query(self, sparql: str, bindings: Bindings | None = None, *, most: int | None = None) -> Answer:
        """Answer a SPARQL SELECT or ASK; URIs of nodes come back as ids.

        bindings: values of variables. most: only so many rows. Raises QueryError for a statement that does anything
        but read this graph (`kg.sparql`), and for one that fails.
        """
        text, algebra = checked(sparql, _PREFIXES, bindings)
        # Oxigraph binds only what a statement selects; with values rdflib reads the statement, Oxigraph the triples
        statement = text if self._native is not None and not bindings else algebra
        try:
            with quietly():
                result = self._dataset.query(statement, initNs=_PREFIXES, initBindings=dict(bindings or {}))
                if result.type == "ASK":
                    return Answer(("answer",), [(bool(result.askAnswer),)])
                names = list(result.vars or ())
                rows = [tuple(_plain(row.get(name)) for name in names) for row in islice(result.bindings, most)]
        except _FAILURES as error:
            raise QueryError(" ".join(str(error).split()) or type(error).__name__) from error
        return plain(list(map(str, names)), rows)

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
        known = {key: str(self.graph.value(_INFO, SCHEMA[key]) or "") for key in asdict(GraphInfo())}
        known["ledger"] = _local(self.graph.value(_INFO, PROV.wasDerivedFrom) or "", _LEDGER)
        return GraphInfo(**known)

    def close(self) -> None:
        """Forget the graph."""
        self._empty()

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


@contextmanager
def quietly() -> Iterator[None]:
    """rdflib 7 warns of its own use of what it will give up; nobody here can act on that."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
        yield


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
