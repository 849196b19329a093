"""`kg load`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.progress import loading


def load(
    uri: Annotated[str, typer.Argument(help="The server: bolt://, neo4j:// or neo4j+s://.")],
    graph_name: Annotated[str, typer.Option("--graph", help="Name of this graph among others in the database; "
                                                            "default: the ledger folder's name.")] = "",
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    user: options.UserOption = "neo4j",
    password: options.PasswordOption = "",
) -> None:
    """Load the graph into Neo4j; safe to repeat, and to take up again when it was cut off."""
    options.check_uri(uri)
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        report = graph.load(uri, user=user, password=password, graph_name=graph_name, progress=loading("loading"))
    typer.echo(f"{report.nodes:,} nodes and {report.edges:,} edges loaded; {report.nodes_removed:,} nodes and "
               f"{report.edges_removed:,} edges of an earlier build removed")
    for node in report.kept:
        print(f"kept {node}: it isn't in this graph any more, but others have linked to it", file=sys.stderr)
