"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): the same statements as TriG, with a context in the file itself.

One resource a line; a document's claims stand in the `@graph` of that document. Nothing has to be fetched to read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import msgspec

from kg.exports import rdf_claims
from kg.exports.rdf_terms import PREFIXES, TYPE, Iri, Resource, without_surrogates
from kg.exports.turtle import double

if TYPE_CHECKING:
    from kg.exports import Export

_MANY = 5_000  # resources that are joined before they are written
_NODES = ("rdf:subject", "rdf:predicate", "dcterms:conformsTo", "prov:alternateOf", "prov:hadPrimarySource",
          "prov:used", "prov:wasAssociatedWith", "prov:wasAttributedTo", "prov:wasDerivedFrom", "prov:wasGeneratedBy")
_DAYS = ("tw:known_from", "tw:known_on", "tw:published", "tw:said_on", "tw:valid_from", "tw:valid_to")
CONTEXT: dict[str, Any] = {
    **PREFIXES, **{term: {"@id": term, "@type": "@id"} for term in _NODES},
    **{term: {"@id": term, "@type": "xsd:date"} for term in _DAYS},
    "prov:endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"}}
# the Python type whose values the context makes plain texts of
_PLAIN: dict[str, type] = {**dict.fromkeys(_NODES, Iri), **dict.fromkeys(_DAYS, date), "prov:endedAtTime": datetime}
_encode = msgspec.json.Encoder(enc_hook=str).encode  # an Iri is written as text


def write(export: Export, out: IO[bytes]) -> None:
    """Write the claims about the nodes of an export as JSON-LD. Raises UsageError when it has no ledger."""
    with rdf_claims.opened(export) as connection:
        out.write(b'{"@context":%b,\n"@graph":[\n' % _encode(CONTEXT))
        _write_resources(rdf_claims.sources(export, connection), out)
        for document, claims in rdf_claims.claims(connection):
            out.write(b',\n{"@id":%b,"@graph":[\n' % _encode(document))
            _write_resources(claims, out)
            out.write(b"\n]}")
        out.write(b"\n]}\n")


def _write_resources(resources: Iterable[Resource], out: IO[bytes]) -> None:
    waiting = iter(resources)
    between = b""
    while some := [_encode(node(*one)) for one in islice(waiting, _MANY)]:
        out.write(between + b",\n".join(some))
        between = b",\n"


def node(subject: Iri, statements: list[tuple[str, Any]]) -> dict[str, Any]:
    """A resource as a node object; several values of one predicate are an array."""
    made: dict[str, Any] = {"@id": subject}
    for predicate, value in statements:
        key = "@type" if predicate == TYPE else predicate
        told = value if key == "@type" else _told(predicate, value)
        if key not in made:
            made[key] = told
        elif isinstance(made[key], list):
            made[key].append(told)
        else:
            made[key] = [made[key], told]
    return made


def _told(predicate: str, value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return without_surrogates(value)
    if kind in (int, bool):
        return value
    if _PLAIN.get(predicate) is kind:
        return value if kind is Iri else value.isoformat()
    if kind is Iri:
        return {"@id": value}
    if kind is float:
        return {"@value": double(value), "@type": "xsd:double"}
    return {"@value": value.isoformat(), "@type": "xsd:dateTime" if kind is datetime else "xsd:date"}
