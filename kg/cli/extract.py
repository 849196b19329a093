"""`kg extract`: what documents say, with nothing written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import shown
from kg.cli.take_in import given
from kg.errors import SourceRefused, UsageError

if TYPE_CHECKING:
    pass

FORMATS = ("json", "claims")


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders; - reads standard input.", allow_dash=True)],
    source: Annotated[str, typer.Option("--source", help="The ingest module; default: the one that recognises "
                                                         "the document.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE",
                                           help="When the documents were published, if they don't say.")] = "",
    format_: Annotated[str, typer.Option("--format", help="json: one object for each text; claims: one claim a "
                                                          "line.")] = "json",
    explain: Annotated[bool, typer.Option("--explain", help="Show the text with what was found, by rule.")] = False,
) -> None:
    """Show what documents of running text say; nothing is written. Exit code 1 when one was refused."""
    from kg.document import check_date

    if format_ not in FORMATS:
        raise UsageError(f"--format {format_!r}: expected one of {', '.join(FORMATS)}")
    check_date("--published", published)
    refused = False
    for path in _files(paths):
        try:
            for line in _lines(path, source, published, "explain" if explain else format_):
                print(line)
        except SourceRefused as refusal:
            refused = True
            print(refusal, file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _files(paths: list[Path]) -> Iterator[Path]:
    from ingest.running import files_below

    return files_below(given(path) for path in paths)


def _lines(path: Path, source: str, published: str, form: str) -> Iterator[str]:
    """What is printed of one document."""
    import ingest
    from ingest.running import read_document
    from kg.rendition import RENDER

    chosen = (ingest.source_named(source),) if source else ingest.SOURCES
    document, found_source = read_document(path, chosen, published=published)
    rendition = RENDER[found_source.rendition](document.content, document.name)
    if form == "claims":
        import msgspec

        described = found_source.describe(document, rendition)
        return (msgspec.json.encode(item).decode() for item in found_source.parse(described, rendition))
    if found_source.find is None:
        raise SourceRefused(f"{found_source.name} reads records, not text: use --format claims", document.name)
    texts = found_source.find(document, rendition)
    if form == "explain":
        from ingest.text.explain import explained

        return (shown(line) for found in texts for line in explained(document, found))
    from ingest.text.as_json import as_json

    return (json.dumps(as_json(document, found), ensure_ascii=False) for found in texts)
