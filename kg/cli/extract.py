"""`kg extract`: what documents say, with nothing written."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import model_options
from kg.cli.output import shown
from kg.cli.take_in import WorkersOption, given
from kg.errors import SourceRefused, UsageError

if TYPE_CHECKING:
    from ingest.llm.reader import Reader
    from ingest.source import Source
    from ingest.text.found import Found
    from ingest.workers import Task
    from kg.document import Document

FORMATS = ("json", "claims")


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders; - reads standard input.", allow_dash=True)],
    source: Annotated[str, typer.Option("--source", help="The ingest module; default: the one that recognises "
                                                         "the document.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE",
                                           help="When the documents were published, if they don't say.")] = "",
    workers: WorkersOption = None,
    format_: Annotated[str, typer.Option("--format", help="json: one object for each text; claims: one claim a "
                                                          "line.")] = "json",
    explain: Annotated[bool, typer.Option("--explain", help="Show the text with what was found, by rule.")] = False,
    llm: model_options.ModelOption = "",
    llm_url: model_options.UrlOption = "",
    llm_key: model_options.KeyOption = "",
    llm_price: model_options.PriceOption = "",
    llm_answer: model_options.AnswerOption = model_options.ANSWER,
    llm_timeout: model_options.TimeoutOption = model_options.TIMEOUT,
    yes: model_options.YesOption = False,
) -> None:
    """Show what documents of running text say; nothing is written. Exit code 1 when one was refused.

    With --llm it is shown what the model finds, instead of the rules.
    """
    from kg.document import check_date

    if format_ not in FORMATS:
        raise UsageError(f"--format {format_!r}: expected one of {', '.join(FORMATS)}")
    check_date("--published", published)
    form = "explain" if explain else format_
    files = [given(path) for path in paths]
    if llm:
        asked = model_options.ModelOptions(llm, llm_url, llm_key, llm_price, llm_answer, llm_timeout, yes)
        reader = asked.reader()
        asked.confirm(reader, model_options.texts(files, source, published))
        is_whole = _by_model(files, source, published, reader, form)
    else:
        is_whole = _by_rules(files, source, published, form, workers)
    if not is_whole:
        raise typer.Exit(1)


def _by_rules(files: list[Path], source: str, published: str, form: str, workers: int | None) -> bool:
    """Print what the rules find in each document; whether all could be read."""
    import ingest
    from ingest.running import tasks_of
    from ingest.workers import Workers, check_workers, cores

    chosen = (ingest.source_named(source),) if source else ingest.SOURCES
    count = cores() if workers is None else workers
    check_workers(count)
    is_whole = True
    with Workers(functools.partial(_all_lines, form=form), count) as processes:
        tasks: Iterator[Task[list[str]]] = tasks_of(files, chosen, published=published)
        for task in processes.in_order(tasks):
            try:
                for line in _answered(task, form):
                    print(line)
            except SourceRefused as refusal:
                is_whole = False
                print(shown(str(refusal)), file=sys.stderr)
    return is_whole


def _answered(task: Task[list[str]], form: str) -> Iterator[str]:
    if task.document is None or task.source is None:
        raise SourceRefused(task.refused)
    return _lines(task.document, task.source, form) if task.answer is None else iter(task.answer())


def _all_lines(document: Document, source: Source, form: str) -> list[str]:
    """What is printed of one document, from a process that can't print in order."""
    return list(_lines(document, source, form))


def _lines(document: Document, source: Source, form: str) -> Iterator[str]:
    """What is printed of one document."""
    from ingest.parsing import FaultsRefused, rendered, said

    described, rendition = rendered(document, source)
    if form == "claims":
        import msgspec

        yield from (msgspec.json.encode(item).decode() for item in said(described, rendition, source))
    elif source.find is None:
        raise SourceRefused(f"{source.name} reads records, not text: use --format claims", document.name)
    else:
        with FaultsRefused(document.name):
            for found in source.find(document, rendition):
                yield from _text(document, found, form)


def _text(document: Document, found: Found, form: str) -> Iterator[str]:
    """One text of a document, as an object or for people."""
    if form == "explain":
        from ingest.text.explain import explained

        yield from (shown(line) for line in explained(document, found))
        return
    from ingest.text.as_json import as_json

    yield json.dumps(as_json(document, found), ensure_ascii=False)


def _by_model(files: list[Path], source: str, published: str, reader: Reader, form: str) -> bool:
    """Print what a model finds in each document; whether all could be read and nothing of it was refused."""
    import ingest
    from ingest.running import tasks_of

    chosen = (ingest.source_named(source),) if source else ingest.SOURCES
    is_whole = True
    for task in tasks_of(files, chosen, published=published):
        try:
            refused = _read(task, reader, form)
        except SourceRefused as refusal:
            refused = [str(refusal)]
        for reason in refused:
            is_whole = False
            print(shown(reason), file=sys.stderr)
    return is_whole


def _read(task: Task[list[str]], reader: Reader, form: str) -> list[str]:
    """Print what a model finds in one document; the reasons of what was refused of it."""
    import msgspec

    from ingest.llm.reader import READ_AS_TEXT
    from ingest.parsing import rendered

    if task.document is None or task.source is None:
        return [task.refused]
    if task.source.rendition not in READ_AS_TEXT:
        return [f"{task.name}: {task.source.name} reads records, not text: no matter for a language model"]
    described, rendition = rendered(task.document, task.source)
    found, refused = reader.found(described, rendition)
    if form == "claims":
        for claim in reader.claims(described, found):
            print(msgspec.json.encode(claim).decode())
    else:
        for line in _text(described, found, form):
            print(line)
    return [f"{task.name}:{refusal.line}: {refusal.reason}" if refusal.line else f"{task.name}: {refusal.reason}"
            for refusal in refused]
