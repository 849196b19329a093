"""`kg demo`: the main job on what ships with the package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.progress import loading
from kg.errors import EnvironmentRefused

if TYPE_CHECKING:
    from ingest import IngestReport
    from kg.graph import PropertyGraph
    from kg.knowledge_graph import KnowledgeGraph
    from kg.ledger import Ledger

CHAINS = ("us-2018-03-22-301-action", "us-2019-10-07-xinjiang-28")
TRACED = ("us-2019-10-07-xinjiang-28", "TARGETS", "company:hikvision")


def demo(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where tradewar.kg is made.")] = Path()) -> None:
    """Read what ships into DIR/tradewar.kg, trace two chains and an edge, and write DIR/tradewar.gexf and .html."""
    from kg.chain import trace
    from kg.chain_text import tree
    from kg.knowledge_graph import KnowledgeGraph
    from kg.ledger import Ledger

    ledger = Ledger.create(folder / "tradewar.kg")
    refused = _read(ledger)
    with KnowledgeGraph(ledger, progress=loading("building the graph")) as graph:
        counts = graph.cypher("MATCH (n:Thing) RETURN count(n) AS nodes").rows[0][0]
        edges = graph.cypher("MATCH (:Thing)-[r]->(:Thing) RETURN count(r) AS edges").rows[0][0]
        print(f"{ledger.folder}: {counts:,} nodes, {edges:,} edges")
        for event in CHAINS:
            print()
            for line in tree(trace(graph, event, inferred=False)):
                print(line)
        print()
        for line in words_behind(graph, *TRACED):
            print(line)
        _write_pictures(graph, folder)
    print(f"\nNext: kg query blacklists/members --ledger {ledger.folder} -p list='Entity List' -p on=2019-10-09",
          file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _read(ledger: Ledger) -> bool:
    """Read the bundled files and the example texts; whether anything of them was refused."""
    import ingest

    bundled = ingest.run_bundled(ledger)
    _report(bundled, "bundled documents")
    try:
        examples = ingest.run_examples(ledger)
    except EnvironmentRefused as missing:
        print(f"the example texts are left out: {missing}", file=sys.stderr)
        return bool(bundled.refused)
    _report(examples, "example texts")
    return bool(bundled.refused or examples.refused)


def _report(report: IngestReport, what: str) -> None:
    print(f"{report.accepted:,} claims accepted, {report.known:,} already known, {len(report.refused)} refused, "
          f"from {len(report.documents)} {what}", file=sys.stderr)
    for reason in report.refused:
        print(reason, file=sys.stderr)


def words_behind(graph: KnowledgeGraph, source: str, relation: str, target: str) -> Iterator[str]:
    """An edge of the graph, and for each claim that it rests on the words, the document and the place in it."""
    from kg.layers.active import make_active

    rows = graph.cypher("MATCH (a:Thing {id: $source})-[r]->(b:Thing {id: $target}) WHERE type(r) = $relation "
                        "RETURN a.name AS a, b.name AS b, r.claims AS claims ORDER BY r.id",
                        {"source": source, "relation": relation, "target": target}).rows
    for start, end, claims in rows:
        yield f"{start} -[{relation}]-> {end}"
        with graph.ledger.connect() as connection:
            make_active(connection, known_on=graph.known_on, said_on=graph.said_on)
            found = connection.execute(
                "SELECT DISTINCT a.document_name, c.locator, c.quote, c.basis "
                "FROM active a JOIN claims c ON c.id = a.id "
                "WHERE a.id IN (SELECT unnest($ids)) ORDER BY ALL", {"ids": list(claims or [])}).fetchall()
        for number, (document, locator, quote, basis) in enumerate(found, 1):
            branch = "└─" if number == len(found) else "├─"
            yield f"{branch} {document} at {locator} ({basis}): “{' '.join(quote.split())}”"


def _write_pictures(graph: KnowledgeGraph, folder: Path) -> None:
    """The graph for Gephi and for the browser, beside the ledger; a second demo replaces them."""
    from kg.explorer import MOST_NODES, content, page
    from kg.explorer.evidence import claims
    from kg.exports import Export, find, write
    from kg.exports.destination import new_file
    from kg.selection import Selection, select

    part: PropertyGraph = select(graph.property_graph(), Selection(documents=False))
    drawn = select(part, Selection(loops=False))
    write(Export(drawn, graph.ledger), find("gexf"), folder / "tradewar.gexf", force=True)
    print(f"{folder / 'tradewar.gexf'} opens in Gephi", file=sys.stderr)
    if part.node_count <= MOST_NODES:  # more were put into this ledger since: kg explore tells how to narrow it
        with new_file(folder / "tradewar.html", force=True) as stream:
            stream.write(page(content(part, claims(graph.ledger, part))))
        print(f"{folder / 'tradewar.html'} opens in a browser", file=sys.stderr)
