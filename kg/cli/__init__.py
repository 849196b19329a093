"""The command line `kg`: thin translations of arguments into one call each.

Data go to standard output, progress and messages to standard error. Exit codes: 0 done, 1 findings or data refused,
2 misuse, 3 environment.
"""

from __future__ import annotations

import logging
import os
import signal
import sys

import typer

from kg.cli import ask, care, decide, demo, load, resolve, take_in
from kg.cli.chain import chain
from kg.cli.ending import is_interruption
from kg.cli.explore import explore
from kg.cli.export import export
from kg.cli.extract import extract
from kg.cli.figure import figure
from kg.cli.release import release
from kg.cli.shell import shell
from kg.cli.sparql import sparql
from kg.errors import KgError
from kg.exports import FORMATS

app = typer.Typer(name="kg", no_args_is_help=True, add_completion=True, rich_markup_mode=None,
                  pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
                  help="A knowledge graph of trade-war events in which every edge carries its evidence.")

# one visible line a command
app.command("demo")(demo.demo)
app.command("sources")(take_in.sources)
app.command("ingest")(take_in.ingest)
app.command("extract")(extract)
app.add_typer(resolve.resolve, name="resolve")
app.command("find")(ask.find)
app.command("show")(ask.show)
app.command("query")(ask.query)
app.command("queries")(ask.queries)
app.command("shell")(shell)
app.command("sparql")(sparql)
app.command("chain")(chain)
app.add_typer(figure, name="figure")
app.command("load")(load.load)
app.command("explore")(explore)
app.command("export", epilog=f"Formats: {', '.join(FORMATS)}.")(export)
app.command("assert")(decide.assert_)
app.command("retract")(decide.retract)
app.command("log")(decide.log)
app.command("release")(release)
app.command("validate")(care.validate)
app.command("compact")(care.compact)
app.command("doctor")(care.doctor)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"tradewar-kg {__version__}")
        raise typer.Exit


@app.callback()
def configure(version: bool = typer.Option(False, "--version", callback=_tell_version, is_eager=True,
                                           help="Print the version and exit."),
              verbose: bool = typer.Option(False, "--verbose", "-v", help="Log more to standard error.")) -> None:
    """A knowledge graph of trade-war events in which every edge carries its evidence."""
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, stream=sys.stderr,
                        format="%(levelname)s %(name)s: %(message)s")


def _damage() -> tuple[type[Exception], ...]:
    """DuckDB's error, when DuckDB was used: a damaged segment may show only when its rows are read."""
    duckdb = sys.modules.get("duckdb")
    return (duckdb.Error,) if duckdb else ()


def _perhaps_stopped() -> tuple[type[BaseException], ...]:
    """What Ctrl-C may look like, damage included: DuckDB has errors of its own for it."""
    return KeyboardInterrupt, RuntimeError, *_damage()


def main() -> None:
    """Run the command line; every error raised on purpose is one line and an exit code."""
    # as after Ctrl-C, what was half written goes
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except _perhaps_stopped() as error:
        if is_interruption(error):
            print("kg: stopped; what was finished stays", file=sys.stderr)
            sys.exit(130)
        if not isinstance(error, _damage()):
            raise
        print(f"kg: the ledger is damaged, restore it from a copy: {' '.join(str(error).split())[:300]}",
              file=sys.stderr)
        sys.exit(3)
    except BrokenPipeError:
        _give_up_output()  # whoever read it has gone
        sys.exit(1)
    except OSError as error:
        _give_up_output()
        print(f"kg: can't read or write{f' {error.filename}' if error.filename else ''}: {error.strerror or error}",
              file=sys.stderr)
        sys.exit(3)


def _give_up_output() -> None:
    """Say nothing more on standard output, not even what waits in its buffer at the program's end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
