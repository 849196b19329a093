"""`kg find`, `kg show`, `kg query` and `kg queries`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import options
from kg.cli.output import check_format, write
from kg.errors import QueryError, UsageError

MOST_ROWS = 10_000  # of an ad-hoc statement, unless --limit says otherwise

def find(
    text: Annotated[str, typer.Argument(help="A name, or a part of one.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")] = 20,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    format_: options.FormatOption = "table",
) -> None:
    """Find a party, event, list or region by name; exit code 1 when there is none."""
    check_format(format_)
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        found = graph.find(text, limit)
    write(found.columns, found.rows, format_)
    if not found.rows:
        raise typer.Exit(1)


def show(
    node: Annotated[str, typer.Argument(metavar="ID", help="An id, or an exact name that only one thing has; the id of "
                                        "a claim or an edge shows the words in their document.")],
    claims: Annotated[bool, typer.Option("--claims", help="Every claim with its place in its document.")] = False,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    format_: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """All that is known of one thing, with words and sources; or one claim or edge with its words in their place."""
    from kg import claim_view, node_view
    from kg.cli.node_text import claim_lines, lines

    if format_ not in ("text", "json"):
        raise UsageError(f"--format {format_!r}: expected text or json")
    with options.opened(ledger, known_on=known_on, said_on=said_on) as graph:
        if claim_view.CLAIM_ID.fullmatch(node):
            found = claim_view.views(graph, node)
            typer.echo(claim_view.as_json(found) if format_ == "json"
                       else "\n\n".join("\n".join(claim_lines(one)) for one in found))
            return
        view = node_view.view(graph, graph.resolve(node), claims=claims)
    typer.echo(view.as_json() if format_ == "json" else "\n".join(lines(view)))


def query(
    name: Annotated[str, typer.Argument(help="A query of the packs, as pack/question; kg queries lists them.")] = "",
    cypher: Annotated[str, typer.Option("-c", "--cypher", help="A read-only Cypher statement instead.")] = "",
    parameter: Annotated[list[str] | None, typer.Option("-p", "--parameter", metavar="KEY=VALUE",
                                                        help="A parameter; may be given several times.")] = None,
    columns: Annotated[str, typer.Option("--columns", metavar="A,B,…", help="Only these columns, in this order.")] = "",
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="ROWS", show_default=False,
                                              help=f"At most so many rows; default with -c: {MOST_ROWS:,}.")] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.001, help="Seconds, with -c.")] = 60,
    ledger: options.LedgerOption = options.LEDGER,
    known_on: options.KnownOnOption = "",
    said_on: options.SaidOnOption = "",
    store: options.StoreOption = "",
    user: options.UserOption = "neo4j",
    password: options.PasswordOption = "",
    format_: options.FormatOption = "table",
) -> None:
    """Run a query of a pack, or a Cypher statement."""
    check_format(format_)
    if bool(name) == bool(cypher):
        raise UsageError("expected a query's name or -c CYPHER, one of the two")
    given = parameters(parameter or [])
    with options.opened(ledger, known_on=known_on, said_on=said_on, store=store, user=user,
                        password=password) as graph:
        found = graph.query(name, **given) if name else graph.cypher(
            cypher, {key: typed(text) for key, text in given.items()}, timeout_ms=max(1, int(timeout * 1000)),
            limit=limit or MOST_ROWS)
    rows = found.rows[:limit]
    write(*_chosen(found.columns, rows, columns), format_)
    if found.is_cut or len(rows) < len(found.rows):
        more = "-p top=…" if name and len(rows) == len(found.rows) else "--limit"
        print(f"kg: only the first {len(rows):,} rows; {more} takes another number", file=sys.stderr)


def _chosen(columns: Sequence[str], rows: Sequence[tuple[Any, ...]],
            asked: str) -> tuple[Sequence[str], Sequence[tuple[Any, ...]]]:
    """The asked columns of an answer; all when none is. Raises UsageError that says which exist."""
    names = [name.strip() for name in asked.split(",") if name.strip()]
    unknown = [name for name in names if name not in columns]
    if unknown:
        raise UsageError(f"--columns: no column {unknown[0]!r}; there are {', '.join(columns)}")
    places = [list(columns).index(name) for name in names]
    return (names, [tuple(row[place] for place in places) for row in rows]) if names else (columns, rows)


def queries(
    name: Annotated[str, typer.Argument(help="Show this query whole, or the word export; default: list all.")] = "",
    out: Annotated[Path | None, typer.Argument(metavar="OUT.zip", help="With export: the file; - is standard "
                                               "output.", show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help="With export: replace what is there.")] = False,
    format_: options.FormatOption = "table",
) -> None:
    """List the queries of the packs, show one, or export all as saved queries for Neo4j Browser."""
    from kg import queries as packs

    check_format(format_)
    if name == "export":
        _export(out, force=force)
    elif out is not None:
        raise UsageError(f"{str(out)!r}: only kg queries export OUT.zip takes a file")
    elif name:
        typer.echo(packs.find(name).text.rstrip("\n"))
    else:
        write(("name", "question", "parameters"),
              [(q.name, q.title, [p.name if p.default is None else f"{p.name}={p.default}" for p in q.parameters])
               for q in packs.load_all()], format_)


def _export(out: Path | None, *, force: bool) -> None:
    from kg.exports.destination import new_file
    from kg.query_export import saved_queries

    if out is None:
        raise UsageError("expected kg queries export OUT.zip")
    content = saved_queries()
    if str(out) == "-":
        sys.stdout.buffer.write(content)
        return
    with new_file(out, force=force) as stream:
        stream.write(content)


def parameters(given: list[str]) -> dict[str, str]:
    """The parameters in `key=value` texts. Raises QueryError for another form and for a key given twice."""
    found: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise QueryError(f"-p {text!r}: expected key=value")
        if key in found:
            raise QueryError(f"-p {key}: given twice")
        found[key] = value
    return found


def typed(text: str) -> Any:
    """A parameter of an ad-hoc statement: JSON numbers, lists, true and false as such, all else as text."""
    import json

    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, int | float | list | str) else text
