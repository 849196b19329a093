"""`kg assert`, `kg retract` and `kg log`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.output import write


def assert_(
    file: Annotated[Path, typer.Argument(help="JSON Lines or YAML: subject, predicate, object, reason, …")],
    author: options.AuthorOption = "",
    ledger: options.LedgerOption = options.LEDGER,
) -> None:
    """Record what a person asserts; it outlives every later ingest."""
    from kg import decision
    from kg.ledger import Ledger

    report = decision.assert_file(Ledger.open(ledger), file, author=author)
    typer.echo(f"{report.accepted} asserted, {report.known} already known, {len(report.refused)} refused")
    for reason in report.refused:
        print(reason, file=sys.stderr)
    if report.refused:
        raise typer.Exit(1)


def retract(
    claim: Annotated[str, typer.Argument(help="The claim's id, or the beginning of it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is wrong.")],
    author: options.AuthorOption = "",
    ledger: options.LedgerOption = options.LEDGER,
) -> None:
    """Take a claim back, with all that rests on it; retracting the retraction brings it back."""
    from kg import decision
    from kg.ledger import Ledger

    typer.echo(decision.retract(Ledger.open(ledger), claim, reason=reason, author=author))


def log(ledger: options.LedgerOption = options.LEDGER, format_: options.FormatOption = "table") -> None:
    """Who asserted and retracted what, when and why."""
    from kg import decision
    from kg.ledger import Ledger

    write(("recorded_at", "author", "action", "claim", "statement", "reason"),
          [(e.recorded_at, e.author, e.action, e.claim, e.statement, e.reason)
           for e in decision.log(Ledger.open(ledger))], format_)
