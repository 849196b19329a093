"""`kg sparql`: SPARQL over the graph, and over all claims with where they come from."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.ask import parameters
from kg.cli.output import check_format, write
from kg.cli.sparql_time import within
from kg.errors import UsageError

if TYPE_CHECKING:
    from rdflib.term import Identifier


ENGINES = ("oxigraph", "rdflib")


def sparql(
    statement: Annotated[str, typer.Argument(metavar="[SPARQL]", help="A SELECT or ASK; - reads standard input.",
                                             show_default=False)] = "",
    file: Annotated[Path | None, typer.Option("-f", "--file", help="Read the statement from a file instead.")] = None,
    parameter: Annotated[list[str] | None, typer.Option(
        "-p", "--parameter", metavar="NAME=TEXT", help="Bind ?NAME to a text; may be given several times.")] = None,
    node: Annotated[list[str] | None, typer.Option(
        "-n", "--node", metavar="NAME=ID", help="Bind ?NAME to the node of that id or exact name.")] = None,
    claims: Annotated[bool, typer.Option("--claims", help="Also ask the claims: one named graph a document.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 10_000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Seconds.")] = 60,
    engine: Annotated[str, typer.Option("--engine", help="oxigraph or rdflib; default: the first that is "
                                                         "installed.")] = "",
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    format_: options.FormatOption = "table",
) -> None:
    """Ask the graph in SPARQL: tw: is the schema, id: the nodes, prov: where they come from."""
    from kg.sparql_dataset import open_dataset

    check_format(format_)
    text = _statement(statement, file)
    if engine and engine not in ENGINES:
        raise UsageError(f"--engine {engine!r}: expected {' or '.join(ENGINES)}")
    logging.getLogger("rdflib").setLevel(logging.ERROR)  # it shows a stack for each odd literal of a statement
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        nodes = {name: graph.resolve(id_) for name, id_ in parameters(node or []).items()}
        store = open_dataset(graph.property_graph(), graph.ledger if claims else None, engine=engine)
    bound = _bound(parameters(parameter or []), nodes)
    # with values rdflib carries the statement out on Oxigraph's triples
    answer = within(timeout, lambda: store.query(text, bound, most=limit + 1),
                    in_python=store.engine == "rdflib" or bool(bound))
    write(answer.columns, answer.rows[:limit], format_)
    if len(answer.rows) > limit:
        print(f"there are more rows than {limit:,}: --limit shows more", file=sys.stderr)


def _statement(statement: str, file: Path | None) -> str:
    if bool(statement) == bool(file):
        raise UsageError("expected a statement or -f FILE, one of the two")
    if statement == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8") if file else statement
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"can't read {file}: {error}") from error


def _bound(texts: dict[str, str], nodes: dict[str, str]) -> dict[str, Identifier]:
    """The values of variables as terms; they never become part of a statement."""
    from rdflib import Literal

    from kg.stores.rdf import node_uri

    if both := sorted(texts.keys() & nodes.keys()):
        raise UsageError(f"{both[0]}: bound to a text and to a node")
    return {**{name: Literal(text) for name, text in texts.items()},
            **{name: node_uri(node) for name, node in nodes.items()}}
