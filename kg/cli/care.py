"""`kg validate`, `kg compact` and `kg doctor`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.output import check_format, write


def validate(
    shacl: Annotated[bool, typer.Option("--shacl", help="Also check the graph as RDF against the generated "
                                                        "shapes (needs tradewar-kg[shacl]).")] = False,
    ledger: options.LedgerOption = options.LEDGER,
    format_: options.FormatOption = "table",
) -> None:
    """Check every quote against its document, every claim against the schema; exit code 1 with findings."""
    from kg.ledger import Ledger
    from kg.validate import validate as check

    check_format(format_)
    found = [(f.place, f.rule, f.message) for f in check(Ledger.open(ledger), shacl=shacl)]
    if found or format_ != "table":
        write(("place", "rule", "message"), found, format_)
    print(f"{len(found) or 'no'} findings", file=sys.stderr)
    if found:
        raise typer.Exit(1)


def compact(ledger: options.LedgerOption = options.LEDGER) -> None:
    """Merge the ledger's small segments; nothing is lost and the digest stays the same."""
    from kg.ledger import Ledger
    from kg.ledger.compaction import compact as merge

    before, after = merge(Ledger.open(ledger))
    typer.echo(f"{before} segments before, {after} after")


def doctor(
    store: options.StoreOption = "",
    user: options.UserOption = "neo4j",
    password: options.PasswordOption = "",
    ledger: options.LedgerOption = options.LEDGER,
    format_: options.FormatOption = "table",
) -> None:
    """Versions, paths, ledger, server: what works here and what doesn't; exit code 1 when something doesn't."""
    from kg.doctor import examine

    check_format(format_)
    found = list(examine(ledger, store=store, user=user, password=password))
    write(("what", "state", "found"), [(f.what, "ok" if f.ok else "FAILS", f.found) for f in found], format_)
    if not all(f.ok for f in found):
        raise typer.Exit(1)
