"""`kg export`: the graph, or a part of it, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.ask import parameters
from kg.errors import UsageError
from kg.subgraph import HOPS

AroundOption = Annotated[list[str] | None, typer.Option(
    "--around", metavar="NAME", help="Only what lies around this id or exact name; may be given several times.")]
HopsOption = Annotated[int | None, typer.Option("--hops", min=0, max=20, show_default=False,
                                                help=f"How many steps around; default: {HOPS}.")]
SinceOption = Annotated[str, typer.Option("--since", metavar="DATE", help="Nothing that was over by that day.")]
UntilOption = Annotated[str, typer.Option("--until", metavar="DATE", help="Nothing that began after that day.")]
ClassOption = Annotated[list[str] | None, typer.Option(
    "--class", metavar="CLASS", help="Only nodes of this class and those below it; may be given several times.")]
ConfidenceOption = Annotated[int, typer.Option("--confidence", min=0, max=100,
                                               help="Only edges extracted with at least so many percent.")]
QueryOption = Annotated[str, typer.Option("--query", metavar="PACK/NAME",
                                          help="Only the nodes whose ids stand in this query's answer.")]
ParameterOption = Annotated[list[str] | None, typer.Option("-p", "--parameter", metavar="KEY=VALUE",
                                                           help="A parameter of the query.")]


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="kg export --help names them.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file (or folder) to write; - is standard output.")],
    around: AroundOption = None,
    hops: HopsOption = None,
    since: SinceOption = "",
    until: UntilOption = "",
    class_: ClassOption = None,
    confidence: ConfidenceOption = 0,
    query: QueryOption = "",
    parameter: ParameterOption = None,
    documents: Annotated[bool | None, typer.Option(
        "--documents/--no-documents", help="With Document nodes, and edges from a node to itself; default: only in "
        "formats for data.",
        show_default=False)] = None,
    merge_parallel: Annotated[bool, typer.Option(
        "--merge-parallel", help="Edges of one relation between the same two nodes become one.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
) -> None:
    """Write the graph, or a part of it, for Gephi and other programs."""
    from kg import exports
    from kg.exports.destination import standard_output

    chosen = exports.find(format_)
    if str(out) == "-" and not chosen.to_file:
        raise UsageError(f"{format_} writes a folder: expected its name, not -")
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        keeps = not chosen.picture if documents is None else documents
        found = graph.subgraph(around=around or (), hops=hops, since=since, until=until, classes=class_ or (),
                               confidence=confidence, query=query, parameters=parameters(parameter or []),
                               documents=keeps, loops=keeps)
        export_ = exports.Export(found.graph, graph.ledger, merge_parallel=merge_parallel)
        if str(out) == "-" and chosen.to_file:
            with standard_output():
                chosen.to_file(export_, sys.stdout.buffer)
        else:
            exports.write(export_, chosen, out, force=force)
    left = "" if keeps else "; documents, and edges from a node to itself, are left out: --documents takes them in"
    print(f"{out}: {found.graph.node_count:,} nodes, {found.graph.edge_count:,} edges{left}", file=sys.stderr)
