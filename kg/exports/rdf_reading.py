"""Claims read back from a TriG or JSON-LD export, so that nothing that was said is lost on the way out.

    with open("claims.trig", "rb") as file:
        for found in claims_of(file):
            print(found.id, found.claim.quote)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote

import msgspec
import rdflib
from rdflib.exceptions import ParserError

from kg import schema
from kg.claim import Claim
from kg.errors import SchemaError, SourceRefused, UsageError
from kg.exports.rdf_terms import PREFIXES
from kg.stores.rdf import ID, SCHEMA, quietly

if TYPE_CHECKING:
    from rdflib.term import Node

_RUN, _RECORD = (rdflib.Namespace(PREFIXES[name]) for name in ("run", "record"))
_PROV = rdflib.PROV
FORMATS = ("trig", "json-ld")


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """A claim as it was exported: its id, the hash of its document, the run that read it, and who decided it.

    The claim's `rule` is the part of its method behind the module's name.
    """

    id: str
    document: str
    run: str
    method: str
    author: str
    claim: Claim


def claims_of(file: IO[bytes], format_: str = "trig") -> Iterator[ReadClaim]:
    """The claims in an export, document by document, each by id.

    format_: one of `FORMATS`. Raises UsageError for another, SourceRefused for a file of another kind and for a claim
    that isn't whole.
    """
    if format_ not in FORMATS:
        raise UsageError(f"no format {format_!r} of claims: expected one of {', '.join(FORMATS)}")
    with quietly():
        data = rdflib.Dataset()
        content = file.read()
        try:
            if format_ == "json-ld":
                _check_offline(msgspec.json.decode(content, type=dict[str, Any]))
            data.parse(data=content, format=format_)
        except (ParserError, SyntaxError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise SourceRefused(f"expected {format_}: {' '.join(str(error).split())[:200]}") from error
        graphs = sorted(data.graphs(), key=lambda graph: str(graph.identifier))
    known = rdflib.Graph(store=data.store, identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    for graph in graphs:
        if graph.identifier != known.identifier:
            for claim in sorted(graph.subjects(rdflib.RDF.type, SCHEMA.Claim), key=str):
                yield _read(claim, graph, known)


def _check_offline(found: Any) -> None:
    """Raise ValueError for a context that would have to be fetched."""
    if isinstance(found, list):
        for one in found:
            _check_offline(one)
    elif isinstance(found, dict):
        if not isinstance(found.get("@context", {}), dict) or "@import" in found:
            raise ValueError("a context that isn't in the file itself")
        for one in found.values():
            _check_offline(one)


def _read(node: Node, graph: rdflib.Graph, known: rdflib.Graph) -> ReadClaim:
    def one(term: rdflib.URIRef) -> str:
        found = graph.value(node, term)
        return "" if found is None else str(found)

    def local(term: rdflib.URIRef, namespace: rdflib.Namespace) -> str:
        return unquote(one(term).removeprefix(namespace))

    try:
        predicate = _predicate(one(rdflib.RDF.predicate))
        qualifiers = sorted(str(text).partition("=") for text in graph.objects(node, SCHEMA.qualifier_values))
        method = one(SCHEMA.method)
        claim = Claim(
            local(rdflib.RDF.subject, ID), predicate, _object(predicate, graph.value(node, rdflib.RDF.object)),
            one(SCHEMA.locator), one(SCHEMA.quote), one(_RECORD.mention),
            tuple((name, text) for name, _, text in qualifiers), one(SCHEMA.valid_from), one(SCHEMA.valid_to),
            one(SCHEMA.modality), one(SCHEMA.known_from), one(SCHEMA.basis), method.partition("/")[2],
            int(one(SCHEMA.confidence)))
    except (ValueError, SchemaError) as error:
        raise SourceRefused(f"expected a whole claim: {error}", str(node)) from error
    document = known.value(graph.identifier, SCHEMA.document_hash)
    if not claim.quote or not claim.locator or document is None:
        raise SourceRefused("expected a claim with its words, its place and its document", str(node))
    agent = graph.value(node, _PROV.wasAttributedTo)
    author = "" if agent is None else known.value(agent, rdflib.RDFS.label)
    return ReadClaim(unquote(str(node).removeprefix(f"{ID}claim:")), str(document),
                     local(_PROV.wasGeneratedBy, _RUN), method, str(author or ""), claim)


def _predicate(address: str) -> str:
    if address == str(rdflib.RDF.type):
        return "class"
    if not address.startswith(SCHEMA):
        raise ValueError(f"no predicate of the schema: {address!r}")
    name = address.removeprefix(SCHEMA)
    schema.load().predicate(name)
    return name


def _object(predicate: str, value: Node | None) -> str:
    """The object in the canonical text that the ledger keeps."""
    definition = None if predicate == "class" else schema.load().predicate(predicate)
    if isinstance(definition, schema.PropertyDef):
        if not isinstance(value, rdflib.Literal):
            raise ValueError(f"{predicate}: expected a literal")
        return str(value) if definition.range == "string" else schema.lexical(definition.range, str(value))
    if not isinstance(value, rdflib.URIRef):
        raise ValueError(f"{predicate}: expected an address")
    return unquote(value.removeprefix(ID if definition else SCHEMA))
