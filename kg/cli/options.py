"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.knowledge_graph import KnowledgeGraph
    from kg.stores import CypherStore

LedgerOption = Annotated[Path, typer.Option("--ledger", envvar="KG_LEDGER", help="The ledger's folder.")]
KnownOnOption = Annotated[str, typer.Option("--known-on", metavar="DATE", help="Only what was public on that day.")]
SaidOnOption = Annotated[str, typer.Option("--said-on", metavar="DATE",
                                           help="Only what had been recorded in the ledger by that day.")]
StoreOption = Annotated[str, typer.Option("--store", metavar="URI", envvar="KG_STORE",
                                          help="A loaded Neo4j server (bolt://, neo4j://, neo4j+s://); "
                                               "without it the embedded engine answers.")]
UserOption = Annotated[str, typer.Option("--user", envvar="NEO4J_USER", help="User of the Neo4j server.")]
PasswordOption = Annotated[str, typer.Option("--password", envvar="NEO4J_PASSWORD", show_default=False,
                                             help="Its password; better given in NEO4J_PASSWORD.")]
FormatOption = Annotated[str, typer.Option("--format", help="table, json, ndjson or csv.")]
AuthorOption = Annotated[str, typer.Option("--author", envvar="KG_AUTHOR", help="Who decides; default: the account.")]

LEDGER = Path("tradewar.kg")


def opened(ledger: Path, *, known_on: str = "", said_on: str = "", store: str = "", user: str = "neo4j",
           password: str = "") -> KnowledgeGraph:
    """The graph that a command asks; a server must have been loaded with `kg load` before."""
    from kg.cli.progress import loading
    from kg.knowledge_graph import KnowledgeGraph
    from kg.ledger import Ledger

    found = Ledger.open(ledger)
    if store and (known_on or said_on):
        raise UsageError("--known-on and --said-on work on the embedded engine: a server holds one projection")
    graph = KnowledgeGraph(found, known_on=known_on, said_on=said_on, progress=loading("building the graph"))
    if store:
        return KnowledgeGraph(found, store=_server(store, user, password, graph.graph_name()))
    return graph


def _server(uri: str, user: str, password: str, graph_name: str) -> CypherStore:
    from kg.stores.neo4j import Neo4jStore

    check_uri(uri)
    store = Neo4jStore(uri, user, password, graph_name)
    others = store.others()
    if others:
        print(f"kg: the database at {uri} also holds {', '.join(others)}; answers mix the graphs, unless the "
              "statement asks for one by n._graph", file=sys.stderr)
    return store


def check_uri(uri: str) -> None:
    """Refuse what isn't the address of a Neo4j server."""
    schemes = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
    if not uri.startswith(schemes):
        raise UsageError(f"{uri!r}: expected an address that starts with {', '.join(schemes)}")


def is_terminal() -> bool:
    """Whether standard error is a terminal that may show a progress bar."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
