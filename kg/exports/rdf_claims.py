"""The claims of a ledger that count, and where they come from, as resources with the terms of PROV-O.

A claim is a resource of class `tw:Claim` with `rdf:subject`, `rdf:predicate` and `rdf:object` and, as `tw:`
properties, all that the ledger holds of it. Its document is a `prov:Entity`, the run that read it a
`prov:Activity`, the module a `prov:SoftwareAgent`, a publisher a `prov:Organization`; who decided something is a
`prov:Person` (PROV-O: https://www.w3.org/TR/prov-o/). `record:` holds what the vocabulary has no word for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from kg import schema
from kg.errors import UsageError
from kg.exports.rdf_graph import about
from kg.exports.rdf_terms import TYPE, Iri, Resource, Statement, Value, iri
from kg.layers.active import make_active

if TYPE_CHECKING:
    import duckdb

    from kg.exports import Export

_BATCH = 20_000
_qualifiers = msgspec.json.Decoder(dict[str, str]).decode

# A claim that takes another one back speaks of what that one speaks of.
_EXPORTED = """
CREATE TEMP TABLE exported AS
SELECT id, run, document FROM active
WHERE (subject IN (SELECT node FROM selected)
       AND (NOT regexp_full_match(predicate, '[A-Z_]+') OR object IN (SELECT node FROM selected)))
   OR (predicate = 'retracted' AND substr(subject, 7) IN (
          SELECT id FROM claims WHERE subject IN (SELECT node FROM selected)))
"""
_CLAIMS = """
SELECT DISTINCT a.document, a.id, a.run, a.subject, a.predicate, a.object, a.qualifiers, a.valid_from, a.valid_to,
       a.modality, c.locator, a.quote, c.mention, a.known_from, a.basis, a.method, a.confidence, r.author
FROM active a JOIN exported e ON e.id = a.id AND e.run = a.run JOIN claims c ON c.id = a.id AND c.run = a.run
JOIN chosen r ON r.id = a.run
ORDER BY a.document, a.id
"""
_RUNS = """
SELECT id, document, module, version, recorded_at, rendition, rendition_hash, author FROM chosen
WHERE id IN (SELECT run FROM exported) ORDER BY id
"""
# the facts of a document's first edition, as its node in the projection shows them
_DOCUMENTS = """
SELECT document, coalesce(nullif(heading, ''), name) AS name, publisher, url, published, published_basis, media_type,
       series, edition, author
FROM chosen WHERE document IN (SELECT document FROM exported)
QUALIFY row_number() OVER (PARTITION BY document ORDER BY edition, id) = 1 ORDER BY document
"""


@contextmanager
def opened(export: Export) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the claims about the nodes of an export, and no others.

    They are those that count on the graph's dates: of the newest reading, not taken back. Raises UsageError for an
    export without a ledger, LedgerUnavailable for a damaged one.
    """
    import pyarrow as pa

    if export.ledger is None:
        raise UsageError("expected a graph with its ledger: claims are exported from there")
    info = export.graph.about
    with export.ledger.connect() as connection:
        make_active(connection, known_on=info.known_on, said_on=info.said_on)
        nodes = pa.table([pa.array(sorted(_nodes(export)), pa.string())], names=["node"])
        connection.execute("CREATE TEMP TABLE selected AS SELECT node FROM nodes")
        del nodes  # DuckDB found it by its name
        connection.execute(_EXPORTED)
        yield connection


def _nodes(export: Export) -> set[str]:
    return {node for one in joined(export) for node in one}


def joined(export: Export) -> Iterator[tuple[str, str]]:
    """Each node as (id, id), and each id that was joined into it as (former id, id)."""
    for _, row in export.graph.node_rows():
        node = str(row["id"])
        yield node, node
        former = row.get("merged_from")
        if isinstance(former, list):
            yield from ((text.partition(": ")[0], node) for text in former)


def sources(export: Export, connection: duckdb.DuckDBPyConnection) -> Iterator[Resource]:
    """What was exported, which ids mean one thing, who is behind it, the documents, and the runs that read them."""
    yield about(export.graph.info)
    for former, node in sorted(joined(export)):
        if former != node:
            yield iri("id", former), [("prov:alternateOf", iri("id", node))]
    documents = _rows(connection, _DOCUMENTS)
    runs = _rows(connection, _RUNS)
    yield from _agents(documents, runs)
    yield from map(_document, documents)
    yield from map(_run, runs)


def claims(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Iri, Iterator[Resource]]]:
    """The claims of each document, by their ids; documents by their hashes."""
    for document, rows in groupby(_streamed(connection), key=lambda row: row[0]):
        yield document_iri(document), map(_claim, rows)


def _streamed(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    for batch in connection.sql(_CLAIMS).to_arrow_reader(_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def document_iri(document: str) -> Iri:
    """The address of a document's node, and of the named graph of its claims; document: its hash."""
    return iri("id", f"document:{document[:16]}")


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = connection.execute(sql)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _agents(documents: list[dict[str, Any]], runs: list[dict[str, Any]]) -> Iterator[Resource]:
    people = {row["author"] for row in (*documents, *runs)} - {""}
    publishers = {row["publisher"] for row in documents if not row["author"]} - {""}
    for kind, prov, labels in (("person", "Person", people), ("publisher", "Organization", publishers)):
        for label in sorted(labels):
            yield _agent(kind, label), [(TYPE, Iri(f"prov:{prov}")), ("rdfs:label", label)]
    for module, version in sorted({(row["module"], row["version"]) for row in runs}):
        yield _software(module, version), [(TYPE, Iri("prov:SoftwareAgent")), ("rdfs:label", module),
                                           ("record:version", version)]


def _agent(kind: str, label: str) -> Iri:
    return iri("agent", f"{kind}:{label}")


def _software(module: str, version: int) -> Iri:
    return iri("agent", f"module:{module}:{version}")


def _document(row: dict[str, Any]) -> Resource:
    said: list[Statement] = [(TYPE, Iri("tw:Document")), (TYPE, Iri("prov:Entity")),
                             ("tw:document_hash", row["document"])]
    said += [(f"tw:{key}", row[key]) for key in ("name", "publisher", "url", "published_basis", "media_type", "series",
                                                "edition") if row[key]]
    if row["published"]:
        said.append(("tw:published", date.fromisoformat(row["published"])))
    author = _agent("person", row["author"]) if row["author"] else _agent("publisher", row["publisher"])
    if row["author"] or row["publisher"]:
        said.append(("prov:wasAttributedTo", author))
    return document_iri(row["document"]), said


def _run(row: dict[str, Any]) -> Resource:
    said: list[Statement] = [
        (TYPE, Iri("prov:Activity")), ("prov:used", document_iri(row["document"])),
        ("prov:wasAssociatedWith", _software(row["module"], row["version"]))]
    if row["author"]:
        said.append(("prov:wasAssociatedWith", _agent("person", row["author"])))
    said += [("prov:endedAtTime", datetime.fromisoformat(row["recorded_at"])),
             ("record:rendition", row["rendition"]), ("record:rendition_hash", row["rendition_hash"])]
    return iri("run", row["id"]), said


def _claim(row: tuple[Any, ...]) -> Resource:
    (document, identity, run, subject, predicate, object_, qualifiers, valid_from, valid_to, modality, locator, quote,
     mention, known_from, basis, method, confidence, author) = row
    said: list[Statement] = [
        (TYPE, Iri("tw:Claim")), ("rdf:subject", iri("id", subject)), ("rdf:predicate", _predicate(predicate)),
        ("rdf:object", _object(predicate, object_))]
    if qualifiers:
        said += [("tw:qualifier_values", f"{name}={text}") for name, text in sorted(_qualifiers(qualifiers).items())]
    said += [(f"tw:{key}", _day(day)) for key, day in (("valid_from", valid_from), ("valid_to", valid_to),
                                                       ("known_from", known_from)) if day]
    said += [("tw:modality", modality), ("tw:locator", locator), ("tw:quote", quote)]
    if mention:
        said.append(("record:mention", mention))
    said += [("tw:basis", basis), ("tw:method", method), ("tw:confidence", confidence),
             ("prov:hadPrimarySource", document_iri(document)), ("prov:wasGeneratedBy", iri("run", run))]
    if author:
        said.append(("prov:wasAttributedTo", _agent("person", author)))
    return iri("id", f"claim:{identity}"), said


_day = lru_cache(maxsize=1 << 14)(date.fromisoformat)


def _predicate(name: str) -> Iri:
    return Iri(TYPE) if name == "class" else Iri(f"tw:{name}")


def _object(predicate: str, text: str) -> Value:
    """What a claim states: a class, a node, or a literal with the type that the schema gives the property."""
    if predicate == "class":
        return Iri(f"tw:{text}")
    definition = schema.load().predicate(predicate)
    if isinstance(definition, schema.RelationDef):
        return iri("id", text)
    return text if definition.range == "string" else schema.value(definition.range, text)
