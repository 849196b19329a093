"""`kg sources` and `kg ingest`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.output import check_format, write


def sources(format_: options.FormatOption = "table") -> None:
    """List the ingest modules: name, publisher, formats, address."""
    import ingest

    write(("name", "publisher", "formats", "url", "description"),
          [(s.name, s.publisher, list(s.formats), s.url, s.description) for s in ingest.SOURCES], format_)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders; - reads standard input.",
                                                 allow_dash=True)],
    source: Annotated[str, typer.Option("--source", help="The ingest module; default: the one that recognises "
                                                         "the document.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE",
                                           help="When the documents were published, if they don't say.")] = "",
    ledger: options.LedgerOption = options.LEDGER,
    format_: options.FormatOption = "table",
) -> None:
    """Parse documents into the ledger; exit code 1 when anything was refused."""
    import ingest as sources_package
    from kg.ledger import Ledger

    check_format(format_)
    if source:
        sources_package.source_named(source)  # a wrong name makes no ledger
    report = sources_package.run(Ledger.create(ledger), [given(p) for p in paths], source=source,
                                 published=published, progress=_show if options.is_terminal() else None)
    write(("file", "source", "state", "published", "accepted", "known", "refused"),
          [(d.name, d.source, d.state, _dated(d.published, d.published_basis), d.accepted, d.known, len(d.refused))
           for d in report.documents], format_)
    for reason in report.refused:
        print(reason, file=sys.stderr)
    if report.refused:
        raise typer.Exit(1)


def _dated(published: str, basis: str) -> str:
    """The published date, with how it is known when nobody gave it."""
    return f"{published} (from {basis})" if published and basis not in ("", "given", "content") else published


def given(path: Path) -> Path:
    """`-` as the path under which the system offers standard input's bytes, kept in a temporary file."""
    if str(path) != "-":
        return path
    import atexit
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="kg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "stdin"
    file.write_bytes(sys.stdin.buffer.read())
    return file


def _show(name: str, claims: int) -> None:
    """Progress on a terminal: one line that is written over."""
    print(f"\r{name}: {claims:,} claims", end="" if claims else "\n", file=sys.stderr, flush=True)
