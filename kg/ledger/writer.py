"""Writing the ledger: runs are buffered, checked, and published together with the document's bytes."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from kg import schema
from kg.claim import Claim, claim_id, qualifier_text
from kg.document import Document
from kg.errors import ClaimRefused, LedgerUnavailable
from kg.ledger import make_folders
from kg.ledger import manifest as manifest_file
from kg.ledger.check import ClaimChecker
from kg.ledger.lock import WriterLock
from kg.ledger.manifest import Manifest, Segment
from kg.ledger.table import RUN_KEY, ClaimColumns, Run, claim_schema, content_hash, joined_table, run_table
from kg.rendition import Rendition, line_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kg.ledger import Ledger

CHUNK = 100_000
RUNS_IN_A_SEGMENT = 500


def recorded_now() -> str:
    """The time of recording, UTC, to the microsecond so that runs have an order."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


# A run that refused claims about ids nobody had declared is read again: by now somebody may have.
_READINGS = f"""
SELECT left(id, {RUN_KEY}), count(*),
       bool_or(len(list_filter(refused, lambda reason: contains(reason, ': unknown id '))) = 0) FROM runs GROUP BY 1
"""


class LedgerWriter:
    """The one writer of a ledger; small runs share a segment, published by `flush` or on leaving.

    What was finished is published too when something else breaks, unless the ledger itself can't be written.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = WriterLock(ledger.folder)
        self._manifest = Manifest(0, "")
        self._gathered: list[tuple[Run, ClaimColumns]] = []
        self._known_runs: set[str] = set()
        self._readings: dict[str, int] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._fresh: dict[str, set[str]] = {}

    def __enter__(self) -> LedgerWriter:
        self._lock.__enter__()
        try:
            self._open()
        except BaseException:
            self._lock.__exit__(None, None, None)
            raise
        return self

    def _open(self) -> None:
        self._manifest = self.ledger.manifest()
        with manifest_file.translated(self.ledger.folder):
            make_folders(self.ledger.folder)
            remove_leftovers(self.ledger.folder, self._manifest)
        for key, readings, is_complete in self._reading().execute(_READINGS).fetchall():
            self._readings[key] = readings
            if is_complete:
                self._known_runs.add(key)

    def _reading(self) -> duckdb.DuckDBPyConnection:
        """A connection that sees what is published; made again after each publication, when it is needed."""
        if self._connection is None:
            self._connection = self.ledger.connect()
        return self._connection

    def _stop_reading(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        try:
            if kind is None or not issubclass(kind, LedgerUnavailable):
                self.flush()
        finally:
            self._stop_reading()
            self._lock.__exit__(kind, error, trace)

    def begin(self, document: Document, rendition: Rendition, *, module: str, version: int, basis: str,
              editions: str, author: str = "") -> RunWriter | None:
        """Start a run of a module over a document; None when the ledger has this very run already."""
        key = run_key(document, module, version)
        if key in self._known_runs:
            return None
        facts = {f.name: getattr(document, f.name) for f in msgspec.structs.fields(Document)
                 if f.name not in ("content", "id")}
        run = Run(**facts, id=f"{key}{self._readings.get(key, 0):08x}", document=document.id,
                  editions=editions, module=module, version=version, rendition=rendition.kind,
                  rendition_hash=rendition.digest(), recorded_at=recorded_now(), author=author, content="",
                  claims=0, refused=[])
        return RunWriter(self, run, document.content, ClaimChecker(rendition), basis)

    def known_run(self, document: Document, module: str, version: int) -> tuple[int, tuple[str, ...]]:
        """How many claims a run already in the ledger has, and the refusals that it reported then."""
        key = run_key(document, module, version)
        for run, _ in self._gathered:
            if run.id.startswith(key):
                return run.claims, tuple(run.refused)
        row = self._reading().execute("SELECT claims, refused FROM runs WHERE starts_with(id, $run) "
                                      "ORDER BY id DESC", {"run": key}).fetchone()
        return (row[0], tuple(row[1])) if row else (0, ())

    def classes_of(self, nodes: set[str]) -> dict[str, list[str]]:
        """The classes by which the ledger, or a run not yet published, declared these nodes; `Claim` for claims."""
        import pyarrow as pa

        asked = pa.table({"node": pa.array(sorted(nodes), pa.string())})
        said: dict[str, list[str]] = dict(self._reading().execute("""
            SELECT subject, list(DISTINCT object ORDER BY object) FROM claims
            WHERE predicate = 'class' AND subject IN (SELECT node FROM asked) GROUP BY subject
            UNION ALL
            SELECT DISTINCT 'claim:' || id, ['Claim'] FROM claims
            WHERE id IN (SELECT substr(node, 7) FROM asked WHERE starts_with(node, 'claim:'))
            """).fetchall())
        del asked
        for node in nodes & self._fresh.keys():
            said[node] = sorted(self._fresh[node].union(said.get(node, ())))
        return said

    def known_claims(self, ids: list[str]) -> int:
        """How many of these claim ids the ledger has already, from earlier runs."""
        import pyarrow as pa

        fresh = pa.table({"id": pa.array(ids, pa.string())})
        row = self._reading().execute(
            "SELECT count(*) FROM fresh WHERE id IN (SELECT id FROM claims)").fetchone()
        del fresh
        return int(row[0]) if row else 0

    def has_content(self, content: str) -> bool:
        """Whether a run with this very outcome is published already."""
        return any(content in segment.runs for segment in self._manifest.segments)

    def take(self, run: Run, rows: ClaimColumns, classes: dict[str, str]) -> None:
        """Add a small finished run to the segment that is being gathered."""
        self._gathered.append((run, rows))
        self._known_runs.add(run.id[:RUN_KEY])
        for node, name in classes.items():
            self._fresh.setdefault(node, set()).add(name)
        if sum(run.claims for run, _ in self._gathered) >= CHUNK or len(self._gathered) >= RUNS_IN_A_SEGMENT:
            self.flush()

    def flush(self) -> None:
        """Publish the gathered runs as one segment; when that fails they stay gathered."""
        if self._gathered:
            sink = SegmentFile(self.ledger.folder)
            sink.write(joined_table([rows for _, rows in self._gathered]))
            self.publish(sink, [run for run, _ in self._gathered])
            self._gathered.clear()
            self._fresh.clear()

    def publish(self, sink: SegmentFile, runs: list[Run], instead_of: tuple[Segment, ...] = ()) -> None:
        """Name the segment, write its run records, and make both visible by a new manifest.

        instead_of: segments that the new one stands for.
        """
        contents = tuple(sorted(run.content for run in runs))
        name = hashlib.sha256("\n".join(contents).encode()).hexdigest()[:24]
        segment = Segment(name, sum(run.claims for run in runs), contents)
        sink.close(self.ledger.folder / segment.claims_file)
        write_parquet(self.ledger.folder / segment.runs_file, run_table(runs))
        kept = tuple(s for s in self._manifest.segments if s.name != name and s not in instead_of)
        manifest = msgspec.structs.replace(
            self._manifest, schema=schema.load().version, segments=(*kept, segment))
        manifest_file.write(self.ledger.folder, manifest)
        self._manifest = manifest
        self._known_runs.update(run.id[:RUN_KEY] for run in runs)
        self._stop_reading()


class RunWriter:
    """One run: takes claims one by one, holds those whose nodes come later, and ends with `finish`."""

    def __init__(self, writer: LedgerWriter, run: Run, content: bytes, checker: ClaimChecker,
                 basis: str) -> None:
        self._writer, self._run, self._content = writer, run, content
        self._checker, self._basis = checker, basis
        self._columns = ClaimColumns()
        self._seen: set[str] = set()
        self._held: list[Claim] = []
        self._refused: list[str] = []
        self._sink: SegmentFile | None = None

    def add(self, claim: Claim) -> None:
        """Take a claim, or hold it until the document's end when it names a node not yet declared.

        Raises ClaimRefused.
        """
        if self._checker.check(claim):
            self._append(claim)
        else:
            self._held.append(claim)

    def refuse(self, line: int, reason: str) -> None:
        """Note a part of the document that wasn't taken."""
        self._refused.append(f"{self._run.name}:{line}: {reason}" if line else f"{self._run.name}: {reason}")

    def _append(self, claim: Claim) -> None:
        run = self._run
        identity = claim_id(claim, run.document)
        if identity in self._seen:
            return
        self._seen.add(identity)
        self._columns.append((
            identity, run.id, run.document, claim.subject, claim.predicate, claim.object,
            qualifier_text(claim.qualifiers), claim.valid_from, claim.valid_to, claim.modality, claim.locator,
            claim.quote, claim.mention, claim.known_from or run.published, claim.basis or self._basis,
            f"{run.module}/{claim.rule}" if claim.rule else run.module, claim.confidence))
        if len(self._columns) >= CHUNK:
            self._sink = self._sink or SegmentFile(self._writer.ledger.folder)
            self._sink.write(self._columns.take())

    def finish(self) -> RunReport:
        """Settle what was held, keep the document, and hand the run over for publication."""
        asked = {node for claim in self._held for node in (claim.subject, claim.object)}
        known = self._writer.classes_of(asked - self._checker.declared.keys()) if asked else {}
        for claim in self._held:
            try:
                self._checker.settle(claim, known)
            except ClaimRefused as refusal:
                self.refuse(line_of(self._checker.rendition, claim.locator), str(refusal))
            else:
                self._append(claim)
        ids = sorted(self._seen)
        if self._writer.has_content(content := content_hash(self._run.id, ids)):
            self.abandon()  # read again for nodes that are still missing
            return RunReport(0, len(ids), tuple(self._refused), is_new=False)
        run = msgspec.structs.replace(self._run, content=content, claims=len(ids),
                                      refused=self._refused)
        already = self._writer.known_claims(ids)
        keep_document(self._writer.ledger, run.document, self._content)
        if self._sink is None:
            self._writer.take(run, self._columns, self._checker.declared)
        else:
            self._sink.write(self._columns.take())
            self._writer.publish(self._sink, [run])
        return RunReport(len(ids) - already, already, tuple(self._refused))

    def abandon(self) -> None:
        """Drop the run: nothing of it becomes visible."""
        if self._sink is not None:
            self._sink.discard()


class RunReport(msgspec.Struct, frozen=True):
    """What a run did: claims new to the ledger, claims it had already, refusals as `file:line: reason`.

    is_new: whether the ledger has changed; not when a document was read again to the same end.
    """

    accepted: int
    known: int
    refused: tuple[str, ...]
    is_new: bool = True


class SegmentFile:
    """A claims file that is being written under a name that no reader looks at."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "segments" / f".{os.getpid()}.{id(self):x}.new"
        self._writer: pq.ParquetWriter | None = None

    def write(self, table: pa.Table) -> None:
        """Add rows; what was written is removed when that fails."""
        import pyarrow.parquet as pq

        with self._discarded_on_failure(), manifest_file.translated(self._path):
            if self._writer is None:
                self._writer = pq.ParquetWriter(self._path, claim_schema(), compression="zstd")
            self._writer.write_table(table)

    def write_batch(self, batch: pa.RecordBatch, schema_: pa.Schema) -> None:
        """Write rows that DuckDB gave, with the columns' proper types."""
        import pyarrow as pa

        self.write(pa.Table.from_batches([batch]).cast(schema_))

    def close(self, final: Path) -> None:
        """Flush to disk and give the file its name; a file without rows is one, too."""
        if self._writer is None:
            self.write(claim_schema().empty_table())
        with self._discarded_on_failure(), manifest_file.translated(final):
            assert self._writer is not None
            self._writer.close()
            with self._path.open("rb+") as file:
                os.fsync(file.fileno())
            self._path.replace(final)
            manifest_file.sync_folder(final.parent)

    def discard(self) -> None:
        """Remove the file; that it can't be closed on a full disk is no second error."""
        writer, self._writer = self._writer, None
        with contextlib.suppress(OSError):
            if writer is not None:
                writer.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _discarded_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.discard()
            raise


def run_key(document: Document, module: str, version: int) -> str:
    """The first part of a run's id: module and version over a document with its metadata, but not its file name."""
    facts = [str(getattr(document, f.name)) for f in msgspec.structs.fields(Document)
             if f.name not in ("content", "name")]
    return hashlib.sha256("\x1f".join([module, str(version), *facts]).encode()).hexdigest()[:RUN_KEY]


def keep_document(ledger: Ledger, document: str, content: bytes) -> None:
    """Store a document's bytes under their hash; compressed without a time, so equal bytes give equal files."""
    path = ledger.document_path(document)
    if not path.exists():
        with manifest_file.translated(path):
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                manifest_file.sync_folder(path.parent.parent)
        manifest_file.replace_file(path, gzip.compress(content, compresslevel=1, mtime=0))


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write a small table under its final name, atomically."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression="zstd")
    manifest_file.replace_file(path, buffer.getvalue().to_pybytes())


def remove_leftovers(folder: Path, manifest: Manifest) -> None:
    """Delete what a crash or an earlier compaction left behind; only the writer may call this."""
    named = {Path(f).name for s in manifest.segments for f in (s.claims_file, s.runs_file)}
    for path in (folder / "segments").iterdir():
        if path.name not in named:
            path.unlink(missing_ok=True)
    for unfinished in (*folder.glob(".*.new"), *folder.glob("documents/*/.*.new")):
        unfinished.unlink(missing_ok=True)
