"""`kg release`: a frozen ledger with digest, coverage and citation, and the check of one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.output import check_format, write
from kg.errors import UsageError


def release(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name, such as 2026-11.", show_default=False)] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", show_default=False,
                                             help="A new folder to write; default: the release's name.")] = None,
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="Its date; default: the day of the ledger's "
                                                                     "last recording.")] = "",
    author: Annotated[str, typer.Option("--author", envvar="KG_AUTHOR", help="Who is cited; default: this project's "
                                                                             "contributors.")] = "",
    documents: Annotated[bool, typer.Option("--documents/--no-documents", help="With the documents' bytes, or only "
                                                                               "their hashes.")] = True,
    check: Annotated[Path | None, typer.Option("--check", metavar="FOLDER", show_default=False,
                                               help="Check a release instead; exit code 1 with findings.")] = None,
    ledger: options.LedgerOption = options.LEDGER,
    format_: options.FormatOption = "table",
) -> None:
    """Freeze the ledger under a name, with digest, coverage and citation file; or check such a release."""
    from kg import release as releases
    from kg.ledger import Ledger
    from kg.release_text import AUTHORS

    check_format(format_)
    if bool(name) == (check is not None):
        raise UsageError("expected either the NAME of a new release or --check FOLDER")
    if check is not None:
        _check(check, format_)
        return
    wanted = releases.Wanted(name, date, author or AUTHORS, documents)
    folder = out or Path(wanted.check().name)
    record = releases.freeze(Ledger.open(ledger), wanted, folder)
    write(("what", "value"), [("release", record.name), ("date", record.date), ("ledger", record.ledger),
                              ("graph", record.graph), ("documents", record.documents), ("claims", record.claims),
                              ("nodes", record.nodes), ("edges", record.edges)], format_)
    print(f"{folder}: graphs of this ledger carry the name {record.name} until it changes", file=sys.stderr)


def _check(folder: Path, format_: str) -> None:
    from kg.release_check import check

    found = [(one.place, one.rule, one.message) for one in check(folder)]
    if found or format_ != "table":
        write(("place", "rule", "message"), found, format_)
    print(f"{len(found) or 'no'} findings", file=sys.stderr)
    if found:
        raise typer.Exit(1)
