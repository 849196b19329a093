"""Running ingest modules over files: read, detect, render, parse, record, report."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from ingest.source import Source
from kg.claim import Refusal
from kg.document import Document, check_date, hash_of
from kg.errors import ClaimRefused, SourceRefused
from kg.ledger import Ledger
from kg.ledger.writer import LedgerWriter, RunReport, RunWriter
from kg.rendition import RENDER, RecordRendition, Rendition, TableRendition, line_of

HEAD = 65_536
LARGEST = 1 << 30  # bytes of one document

Progress = Callable[[str, int], None]


class DocumentReport(msgspec.Struct, frozen=True):
    """What became of one file: `state` is `recorded`, `known` (nothing written) or `refused` as a whole."""

    name: str
    source: str
    state: str
    accepted: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()
    published: str = ""
    published_basis: str = ""


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
        progress: Progress | None = None) -> IngestReport:
    """Read files (and the files of folders, by name) into the ledger; a refused file stops nothing.

    sources: those to choose from; with one only, every file is read by it. published: ISO date, for documents
    that don't say when they were published. progress: called with the file's name and its claims so far.
    Raises UsageError for `published`, LedgerUnavailable (second writer, disk full); what was published by then
    stays.
    """
    check_date("--published", published)
    reports = []
    with ledger.writer() as writer:
        for path in files_below(paths):
            try:
                document, source = read_document(path, sources, published=published)
                reports.append(record(writer, document, source, progress))
            except SourceRefused as refusal:
                reports.append(DocumentReport(path.name, "", "refused", refused=(str(refusal),)))
    return IngestReport(tuple(reports))


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
    rendition = RENDER[source.rendition](document.content, document.name)
    document = source.describe(document, rendition)
    said = {"published": document.published, "published_basis": document.published_basis}
    run_writer = writer.begin(document, rendition, module=source.name, version=source.version,
                              basis=source.basis, editions=source.editions)
    if run_writer is None:
        known, refused = writer.known_run(document, source.name, source.version)
        return DocumentReport(document.name, source.name, "known", 0, known, refused, **said)
    try:
        report = _parse(run_writer, document, source, rendition, progress)
    except BaseException:
        run_writer.abandon()
        raise
    state = "recorded" if report.is_new else "known"
    return DocumentReport(document.name, source.name, state, report.accepted, report.known, report.refused, **said)


def _parse(run_writer: RunWriter, document: Document, source: Source, rendition: Rendition,
           progress: Progress | None) -> RunReport:
    refused_lines = set()
    for number, item in enumerate(source.parse(document, rendition)):
        if isinstance(item, Refusal):
            refused_lines.add(item.line)
            run_writer.refuse(item.line, item.reason)
        else:
            try:
                run_writer.add(item)
            except ClaimRefused as refusal:
                run_writer.refuse(line_of(rendition, item.locator), str(refusal))
        if progress is not None and number % 50_000 == 0:
            progress(document.name, number)
    if isinstance(rendition, TableRendition | RecordRendition):
        for line, reason in rendition.broken:
            if line not in refused_lines:
                run_writer.refuse(line, reason)
    return run_writer.finish()
