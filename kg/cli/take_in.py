"""`kg sources` and `kg ingest`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import model_options, options
from kg.cli.output import check_format, shown, write
from kg.document import check_date

if TYPE_CHECKING:
    from ingest import DocumentReport


WorkersOption = Annotated[int | None, typer.Option("--workers", metavar="N", show_default="all cores",
                                                   help="Processes that read running text.")]


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
    workers: WorkersOption = None,
    ledger: options.LedgerOption = options.LEDGER,
    format_: options.FormatOption = "table",
    llm: model_options.ModelOption = "",
    llm_url: model_options.UrlOption = "",
    llm_key: model_options.KeyOption = "",
    llm_price: model_options.PriceOption = "",
    llm_answer: model_options.AnswerOption = model_options.ANSWER,
    llm_timeout: model_options.TimeoutOption = model_options.TIMEOUT,
    yes: model_options.YesOption = False,
) -> None:
    """Parse documents into the ledger; exit code 1 when anything was refused.

    With --llm the texts are read by the rules, and then by the model: claims of its own, which replace nothing.
    """
    import ingest as sources_package
    from ingest import running
    from ingest.workers import check_workers, cores
    from kg.ledger import Ledger

    check_format(format_)
    count = cores() if workers is None else workers
    check_workers(count)
    chosen = (sources_package.source_named(source),) if source else sources_package.SOURCES
    files = [given(path) for path in paths]
    asked = model_options.ModelOptions(llm, llm_url, llm_key, llm_price, llm_answer, llm_timeout, yes)
    reader = asked.reader() if llm else None  # a wrong option makes no ledger
    if reader is not None:
        check_date("--published", published)
        asked.confirm(reader, model_options.texts(files, source, published))
    opened = Ledger.create(ledger)
    reports = list(running.run(opened, files, chosen, published=published, workers=count,
                               progress=_show if options.is_terminal() else None).documents)
    try:
        if reader is not None:
            from ingest.llm.reader import run

            for report in run(opened, reader, model_options.texts(files, source, published)):
                reports.append(report)
    finally:
        _print(reports, format_)
    if any(report.refused for report in reports):
        raise typer.Exit(1)


def _print(reports: list[DocumentReport], format_: str) -> None:
    """The files as rows, and what was left out or refused of them on standard error."""
    write(("file", "source", "state", "published", "accepted", "known", "refused"),
          [(d.name, d.source, d.state, _dated(d.published, d.published_basis), d.accepted, d.known, len(d.refused))
           for d in reports], format_)
    for report in reports:
        for words in (*(f"{report.name}: {filtered}" for filtered in report.left_out), *report.refused):
            print(shown(words), file=sys.stderr)


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
