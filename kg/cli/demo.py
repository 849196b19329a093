"""`kg demo`: the main job on what ships with the package."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.progress import loading

CHAINS = ("us-2018-03-22-301-action", "us-2019-10-07-xinjiang-28")


def demo(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where tradewar.kg is made.")] = Path()) -> None:
    """Read the bundled registry and chronology into DIR/tradewar.kg and trace two retaliation chains."""
    import ingest
    from kg.chain import trace
    from kg.chain_text import tree
    from kg.knowledge_graph import KnowledgeGraph
    from kg.ledger import Ledger

    ledger = Ledger.create(folder / "tradewar.kg")
    report = ingest.run_bundled(ledger)
    print(f"{sum(d.accepted for d in report.documents):,} claims accepted, {report.known:,} already known, "
          f"{len(report.refused)} refused, from {len(report.documents)} bundled documents", file=sys.stderr)
    for reason in report.refused:
        print(reason, file=sys.stderr)
    with KnowledgeGraph(ledger, progress=loading("building the graph")) as graph:
        counts = graph.cypher("MATCH (n:Thing) RETURN count(n) AS nodes").rows[0][0]
        edges = graph.cypher("MATCH (:Thing)-[r]->(:Thing) RETURN count(r) AS edges").rows[0][0]
        print(f"{ledger.folder}: {counts:,} nodes, {edges:,} edges")
        for event in CHAINS:
            print()
            for line in tree(trace(graph, event)):
                print(line)
    print(f"\nNext: kg query blacklists/members --ledger {ledger.folder} -p list='Entity List' -p on=2019-10-09",
          file=sys.stderr)
    if report.refused:
        raise typer.Exit(1)
