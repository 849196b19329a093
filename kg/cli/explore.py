"""`kg explore`: the graph, or a part of it, as one web page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.ask import parameters
from kg.cli.export import (
    AroundOption,
    ClassOption,
    ConfidenceOption,
    HopsOption,
    ParameterOption,
    QueryOption,
    SinceOption,
    UntilOption,
)


def explore(
    out: Annotated[Path, typer.Argument(metavar="OUT.html", help="The file to write; any browser opens it.")],
    around: AroundOption = None,
    hops: HopsOption = None,
    since: SinceOption = "",
    until: UntilOption = "",
    class_: ClassOption = None,
    confidence: ConfidenceOption = 0,
    query: QueryOption = "",
    parameter: ParameterOption = None,
    documents: Annotated[bool, typer.Option("--documents/--no-documents", help="With Document nodes.")] = False,
    claims: Annotated[bool, typer.Option("--claims/--no-claims", help="With every claim and its words, not only the "
                                                                      "best words of each edge.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
) -> None:
    """Write the graph as one page to look through offline: chains, timeline, graph, and every claim's words."""
    from kg.explorer import content, page
    from kg.explorer.content import check_size
    from kg.explorer.evidence import claims as claims_behind
    from kg.exports.destination import new_file

    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        part = graph.subgraph(around=around or (), hops=hops, since=since, until=until, classes=class_ or (),
                              confidence=confidence, query=query, parameters=parameters(parameter or []),
                              documents=documents).graph
        check_size(part)
        with new_file(out, force=force) as stream:
            stream.write(page(content(part, claims_behind(graph.ledger, part) if claims else ())))
    print(f"{out}: {part.node_count:,} nodes, {part.edge_count:,} edges, {out.stat().st_size:,} bytes; "
          "open it in a browser", file=sys.stderr)
