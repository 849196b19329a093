"""Running ingest modules over files: read, detect, render, parse, record, report."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from ingest.parsing import Parsed, parsed, rendered, said
from ingest.source import Source
from ingest.workers import Task, Workers, check_workers
from kg.claim import Claim, Refusal
from kg.document import Document, check_date, hash_of
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.ledger.writer import LedgerWriter, RunReport, RunWriter
from kg.rendition import RecordRendition, Rendition, TableRendition

HEAD = 65_536
LARGEST = 1 << 30  # bytes of one document
BATCH = 2_000  # claims that are checked together

Progress = Callable[[str, int], None]


class DocumentReport(msgspec.Struct, frozen=True):
    """What became of one file: `state` is `recorded`, `known` (nothing written) or `refused` as a whole.

    left_out: what its source's filters left out, one line each; only of a file that was recorded.
    """

    name: str
    source: str
    state: str
    accepted: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()
    published: str = ""
    published_basis: str = ""
    left_out: tuple[str, ...] = ()


class IngestReport(msgspec.Struct, frozen=True):
    """What an ingest did, file by file, in the order given."""

    documents: tuple[DocumentReport, ...]

    @property
    def accepted(self) -> int:
        return sum(d.accepted for d in self.documents)

    @property
    def known(self) -> int:
        return sum(d.known for d in self.documents)

    @property
    def refused(self) -> tuple[str, ...]:
        return tuple(reason for d in self.documents for reason in d.refused)


def run(ledger: Ledger, paths: Iterable[Path], sources: Sequence[Source], *, published: str = "",
        progress: Progress | None = None, workers: int = 1) -> IngestReport:
    """Read files (and the files of folders, by name) into the ledger; a refused file stops nothing.

    sources: those to choose from; with one only, every file is read by it. published: ISO date, for documents
    that don't say when they were published. progress: called with the file's name and its claims so far.
    workers: processes that read running text, when there is enough of it; the ledger is the same for any number. With
    more than one a script must start behind `if __name__ == "__main__":`, as for `multiprocessing`.
    Raises UsageError for `published` and `workers`, LedgerUnavailable (second writer, disk full), EnvironmentRefused
    (a library is missing); what was published by then stays.
    """
    check_date("--published", published)
    check_workers(workers)
    with ledger.writer() as writer, Workers(parsed, workers) as processes:
        read = _texts_read(ledger) if workers > 1 else set()
        tasks: Iterator[Task[Parsed]] = tasks_of(paths, sources, published=published, done=read)
        return IngestReport(tuple(_done(writer, task, progress) for task in processes.in_order(tasks)))


def tasks_of(paths: Iterable[Path], sources: Sequence[Source], *, published: str = "",
             done: set[tuple[str, str, int]] | None = None) -> Iterator[Task[Any]]:
    """The files in line, each with its source or why it has none; texts may be read by other processes.

    done: documents with module and version that needn't be read again; all that come by are added.
    """
    done = set() if done is None else done
    for path in files_below(paths):
        try:
            document, source = read_document(path, sources, published=published)
        except SourceRefused as refusal:
            yield Task(path.name, refused=str(refusal))
        else:
            reading = (document.id, source.name, source.version)
            # a list of parties has many claims that are quickly read: handing them over would take longer
            yield Task(document.name, document, source, shared=source.find is not None and reading not in done)
            done.add(reading)


def _texts_read(ledger: Ledger) -> set[tuple[str, str, int]]:
    """Documents that the ledger has runs of, with module and version: most are soon found to be known."""
    with ledger.connect() as connection:
        return set(connection.execute("SELECT DISTINCT document, module, version FROM runs").fetchall())


def _done(writer: LedgerWriter, task: Task[Parsed], progress: Progress | None) -> DocumentReport:
    """What became of one file."""
    try:
        if task.document is None or task.source is None:
            return DocumentReport(task.name, "", "refused", refused=(task.refused,))
        if task.answer is None:
            return record(writer, task.document, task.source, progress)
        answer = task.answer()
        return _recorded(writer, (answer.document, answer.rendition, task.source), iter(answer.items), progress)
    except SourceRefused as refusal:
        return DocumentReport(task.name, "", "refused", refused=(str(refusal),))


def run_documents(ledger: Ledger, documents: Iterable[tuple[Document, Source]],
                  progress: Progress | None = None) -> IngestReport:
    """Like `run`, for documents that are in memory already."""
    with ledger.writer() as writer:
        return IngestReport(tuple(record(writer, d, s, progress) for d, s in documents))


def files_below(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and all files of the folders named, by name; hidden ones are left out.

    Links to files are followed, links to folders are not, so no loop and nothing from elsewhere gets in. A folder
    that can't be read, or has no files, is named itself: reading it is refused then.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(_visible_files(path)) or [path]
        else:
            yield path


def _visible_files(folder: Path) -> Iterator[Path]:
    unreadable: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))
    yield from (Path(error.filename) for error in unreadable)


def read_document(path: Path, sources: Sequence[Source], *, published: str = "") -> tuple[Document, Source]:
    """A file as a document, and the source that reads it.

    Raises SourceRefused: missing, a directory, empty, above 1 GiB, changed while it was read, or a form that no
    source, or more than one, recognises.
    """
    content = _read(path)
    source = detect(path.name, content[:HEAD], sources)
    return Document(content=content, id=hash_of(content), name=path.name, published=published,
                    published_basis="given" if published else "", series=source.series), source


def _read(path: Path) -> bytes:
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise SourceRefused("expected a file" + (
                ", found a folder without files that can be read" if path.is_dir() else ""), str(path))
        if before.st_size > LARGEST:
            raise SourceRefused(f"expected at most {LARGEST} bytes, found {before.st_size}", path.name)
        content = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise SourceRefused(f"can't be read: {error.strerror}", str(path)) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
        raise SourceRefused("changed while it was read: run it again when it is whole", path.name)
    if not content.strip():
        raise SourceRefused("expected a document, found an empty file", f"{path.name}:1")
    return content


def detect(name: str, head: bytes, sources: Sequence[Source]) -> Source:
    """The one source that recognises a document; with one source given, that one. Raises SourceRefused."""
    if len(sources) == 1:
        return sources[0]
    found = ([source for source in sources if not source.fallback and source.recognises(name, head)]
             or [source for source in sources if source.fallback and source.recognises(name, head)])
    if len(found) == 1:
        return found[0]
    known = ", ".join(source.name for source in found or sources)
    raise SourceRefused(f"{'no' if not found else 'more than one'} source recognises it: name one with --source "
                        f"({known})", name)


def record(writer: LedgerWriter, document: Document, source: Source,
           progress: Progress | None = None) -> DocumentReport:
    """Parse one document into the ledger.

    Raises SourceRefused when the document can't be read at all; nothing of it is recorded then.
    """
    described, rendition = rendered(document, source)
    return _recorded(writer, (described, rendition, source), said(described, rendition, source), progress)


def _recorded(writer: LedgerWriter, given: tuple[Document, Rendition, Source], items: Iterator[Claim | Refusal],
              progress: Progress | None) -> DocumentReport:
    """The run of a source over a described document, with what it says; nothing is asked of it when that is known."""
    document, rendition, source = given
    dated = document.published, document.published_basis
    run_writer = writer.begin(document, rendition, module=source.name, version=source.version,
                              basis=source.basis, editions=source.editions)
    if run_writer is None:
        known, refused = writer.known_run(document, source.name, source.version)
        return DocumentReport(document.name, source.name, "known", 0, known, refused, *dated)
    try:
        report = _written(run_writer, document, rendition, items, progress)
    except BaseException:
        run_writer.abandon()
        raise
    state = "recorded" if report.is_new else "known"
    left_out = source.left_out(document, rendition) if source.left_out else ()
    return DocumentReport(document.name, source.name, state, report.accepted, report.known, report.refused, *dated,
                          left_out)


def _written(run_writer: RunWriter, document: Document, rendition: Rendition, items: Iterator[Claim | Refusal],
             progress: Progress | None) -> RunReport:
    refused_lines: set[int] = set()
    number = 0
    while batch := list(islice(items, BATCH)):
        refused_lines.update(item.line for item in batch if isinstance(item, Refusal))
        run_writer.add_all(batch)
        if progress is not None and number % 50_000 == 0:
            progress(document.name, number)
        number += BATCH
    if isinstance(rendition, TableRendition | RecordRendition):
        for line, reason in rendition.broken:
            if line not in refused_lines:
                run_writer.refuse(line, reason)
    return run_writer.finish()
