"""`kg demo`: the main job on what ships with the package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import shown
from kg.cli.progress import loading

CHAINS = ("us-2018-03-22-301-action", "us-2019-10-07-xinjiang-28")
TRACED_DEPTH = 4


def demo(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where tradewar.kg is made.")] = Path()) -> None:
    """Read the bundled registry and chronology into DIR/tradewar.kg and trace two retaliation chains."""
    import ingest
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
            for line in chain_lines(graph.query("retaliation/chain", event=event).to_dicts(), event):
                print(line)
    print(f"\nNext: kg query blacklists/members --ledger {ledger.folder} -p list='Entity List' -p on=2019-10-09",
          file=sys.stderr)
    if report.refused:
        raise typer.Exit(1)


def chain_lines(rows: list[dict[str, object]], root: str) -> Iterator[str]:
    """The rows of `retaliation/chain` as a tree: each answer below what it answers, with lag, kind and evidence.

    An event that answers two others stands below both; what answered it is told once.
    """
    first = next((row for row in rows if row["action_id"] == root), None)
    if first is None:
        yield f"nothing in the graph answers {root}"
        return
    yield f"{first['action_date']}  {shown(first['action'])}"
    yield f"            {root}"
    yield from _answers(rows, root, "", set())


def _answers(rows: list[dict[str, object]], action: str, indent: str, told: set[str]) -> Iterator[str]:
    answers = [row for row in rows if row["action_id"] == action]
    for number, row in enumerate(answers):
        last = number == len(answers) - 1
        rail = "   " if last else "│  "
        response = str(row["response_id"])
        yield f"{indent}{'└─' if last else '├─'} {row['response_date']}  {shown(row['response'])}"
        days = "the same day" if row["lag_days"] == 0 else f"after {row['lag_days']} day" + "s" * (row["lag_days"] != 1)
        yield f"{indent}{rail}   answers {days}, {row['kind']}: {shown(row['quote'])} [{shown(row['source'])}]"
        if response not in told and len(indent) < 3 * TRACED_DEPTH:
            told.add(response)
            yield from _answers(rows, response, indent + rail, told)
