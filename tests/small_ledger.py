"""A source small enough to see through, and ledgers made with it, for the tests of the ledger.

A document is a table of nodes: `id,class,name,relation,target`. Each row declares a node with its name and, when
the last two cells are filled, a relation to the node with the id `target`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from ingest.running import DocumentReport, record
from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.ledger import Ledger
from kg.ledger.writer import LedgerWriter
from kg.projection import project
from kg.rendition import Rendition, TableRendition

HEADER = "id,class,name,relation,target"


def table(*rows: str) -> bytes:
    """A document of these rows below the header."""
    return "".join(f"{row}\n" for row in (HEADER, *rows)).encode()


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of such a document."""
    assert isinstance(rendition, TableRendition)
    for number, row in enumerate(rendition.rows, 1):
        if number == 1:
            continue
        if len(row) != 5:
            yield Refusal(rendition.lines[number - 1], f"expected 5 cells, found {len(row)}")
            continue
        node, class_name, name, relation, target = row
        yield Claim(f"x:{node}", "class", class_name, f"cell={number},2", class_name, rule="class")
        yield Claim(f"x:{node}", "name", name, f"cell={number},3", name, rule="name")
        if relation:
            yield Claim(f"x:{node}", relation, f"x:{target}", f"row={number}", " | ".join(c for c in row if c),
                        mention=target, rule="relation")


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with publisher and date filled in."""
    return msgspec.structs.replace(
        document, publisher="Bureau of Tables", published=document.published or "2019-10-07",
        edition=document.published or "2019-10-07")


SOURCE = Source(
    name="tables", version=1, description="small tables", publisher="Bureau of Tables", url="", formats=("csv",),
    rendition="csv/1", basis="official_record", recognises=lambda name, head: head.startswith(b"id,class"),
    describe=describe, parse=parse)
CUMULATIVE = replace(SOURCE, series="tables", editions="cumulative")

ALPHA = table("alpha,Company,Alpha Ltd,,", "home,Agency,Home Bureau,,")
BETA = table("beta,Company,Beta Ltd,OWNED_BY,gamma", "gamma,Company,Gamma Ltd,,")
DELTA = table("delta,Institution,Delta Institute,PART_OF,epsilon", "epsilon,Agency,Epsilon Agency,,")
DOCUMENTS = (ALPHA, BETA, DELTA)
NAMES = {"Alpha Ltd", "Home Bureau", "Beta Ltd", "Gamma Ltd", "Delta Institute", "Epsilon Agency"}


def document(content: bytes, name: str = "table.csv", *, published: str = "", series: str = "") -> Document:
    """Bytes as a document."""
    return Document(content=content, id=hash_of(content), name=name, published=published, series=series)


def put(writer: LedgerWriter, content: bytes, name: str = "table.csv", *, source: Source = SOURCE,
        published: str = "") -> DocumentReport:
    """Record one document."""
    return record(writer, document(content, name, published=published, series=source.series), source)


def ledger_of(folder: Path, *contents: bytes, source: Source = SOURCE) -> Ledger:
    """A ledger with these documents, recorded together."""
    ledger = Ledger.create(folder)
    with ledger.writer() as writer:
        for content in contents:
            put(writer, content, source=source)
    return ledger


def claims(ledger: Ledger, columns: str = "id") -> list[tuple[str, ...]]:
    """Columns of all claims that the ledger shows, ordered."""
    with ledger.connect() as connection:
        return connection.execute(f"SELECT {columns} FROM claims ORDER BY ALL").fetchall()


def names(ledger: Ledger) -> set[str]:
    """The names of all nodes of the projection but documents."""
    graph = project(ledger).graph
    return {str(row["name"]) for label, row in graph.node_rows() if label != "Document"}


def edges(ledger: Ledger) -> set[tuple[str, str, str]]:
    """The projection's edges between nodes that are no documents, as (source, relation, target)."""
    graph = project(ledger).graph
    return {(str(row["source"]), relation, str(row["target"])) for relation, row in graph.edge_rows()
            if relation != "EVIDENCED_BY"}


def graph_digest(ledger: Ledger) -> str:
    """The digest of the projection."""
    return project(ledger).graph.info.digest


def put_all(ledger: Ledger, *contents: bytes, source: Source = SOURCE) -> None:
    """Record documents together."""
    with ledger.writer() as writer:
        for content in contents:
            put(writer, content, source=source)


def files(ledger: Ledger) -> set[str]:
    """All files of a ledger but its lock and its cache."""
    return {str(p.relative_to(ledger.folder)) for p in ledger.folder.rglob("*")
            if p.is_file() and p.name != "writer.lock" and "cache" not in p.parts}


def manifest_bytes(ledger: Ledger) -> bytes:
    """The manifest as it lies on the disk."""
    return (ledger.folder / "manifest.json").read_bytes()


def whole(ledger: Ledger) -> bool:
    """Whether each run that is visible has all of its claims, and no claim is without a run."""
    with ledger.connect() as connection:
        counted = connection.execute(
            "SELECT coalesce(c.run, r.id), count(c.id), any_value(r.claims) FROM runs r "
            "FULL JOIN claims c ON c.run = r.id GROUP BY ALL").fetchall()
    return all(found == said for _, found, said in counted)
