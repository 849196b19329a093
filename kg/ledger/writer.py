"""Writing the ledger: runs are buffered, checked, and published together with the document's bytes."""

from __future__ import annotations

import datetime
import gc
import gzip
import hashlib
from collections.abc import Sequence
from itertools import compress
from operator import not_
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from kg import schema
from kg.claim import Claim, Refusal, claim_ids
from kg.document import Document
from kg.errors import ClaimRefused, LedgerUnavailable
from kg.ledger import make_folders
from kg.ledger import manifest as manifest_file
from kg.ledger.batch_check import BatchChecker
from kg.ledger.check import ClaimChecker
from kg.ledger.lock import WriterLock
from kg.ledger.manifest import Manifest, Segment
from kg.ledger.segment_file import SegmentFile, remove_leftovers, write_parquet
from kg.ledger.table import RUN_KEY, Run, claim_batch, content_hash, qualifier_texts, run_table, strings
from kg.rendition import Rendition, line_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from kg.ledger import Ledger

CHUNK = 100_000
BATCH = 2_000  # claims that become rows together
BETWEEN_COLLECTIONS = 50_000  # new objects between two searches for cycles, while a ledger is written
SMALLEST = 16  # claims in which a wrong one is looked for one by one
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
        self._gathered: list[tuple[Run, list[pa.RecordBatch]]] = []
        self._known_runs: set[str] = set()
        self._readings: dict[str, int] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._fresh: dict[str, set[str]] = {}
        self._collection = gc.get_threshold()

    def __enter__(self) -> LedgerWriter:
        self._lock.__enter__()
        self._collection = gc.get_threshold()
        # claims hold no cycles: looking for some after each 700 new objects is a tenth of all work
        gc.set_threshold(max(self._collection[0], BETWEEN_COLLECTIONS), *self._collection[1:])
        try:
            self._open()
        except BaseException:
            self._leave(None, None, None)
            raise
        return self

    def _leave(self, kind: type[BaseException] | None, error: BaseException | None,
               trace: TracebackType | None) -> None:
        gc.set_threshold(*self._collection)
        self._lock.__exit__(kind, error, trace)

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
            self._leave(kind, error, trace)

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

        asked = pa.table({"node": strings(sorted(nodes))})
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
        if not self._manifest.segments:
            return 0
        import pyarrow as pa

        fresh = pa.table({"id": strings(ids)})
        row = self._reading().execute(
            "SELECT count(*) FROM fresh WHERE id IN (SELECT id FROM claims)").fetchone()
        del fresh
        return int(row[0]) if row else 0

    def has_content(self, content: str) -> bool:
        """Whether a run with this very outcome is published already."""
        return any(content in segment.runs for segment in self._manifest.segments)

    def take(self, run: Run, rows: list[pa.RecordBatch], classes: dict[str, str]) -> None:
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
            sink.write([batch for _, rows in self._gathered for batch in rows])
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
        self._batches = BatchChecker(checker)
        self._accepted: list[Claim] = []
        self._rows: list[pa.RecordBatch] = []
        self._row_count = 0
        self._ids: list[str] = []
        self._seen: set[str] = set()
        self._held: list[Claim] = []
        self._refused: list[str] = []
        self._sink: SegmentFile | None = None

    def add(self, claim: Claim) -> None:
        """Take a claim, or hold it until the document's end when it names a node not yet declared.

        Raises ClaimRefused.
        """
        if self._checker.check(claim):
            self._accept([claim])
        else:
            self._held.append(claim)

    def add_all(self, items: Sequence[Claim | Refusal]) -> None:
        """Like `add` for each claim, but what can't be taken is noted, as are the refusals among the items.

        Claims are looked at together; only where something is wrong in smaller and smaller parts.
        """
        claims = [item for item in items if not isinstance(item, Refusal)]
        complete = self._batches.complete(claims)
        if complete is not None:
            self._accept(claims if all(complete) else list(compress(claims, complete)))
            self._held.extend(compress(claims, map(not_, complete)))
            for item in items if len(claims) < len(items) else ():
                if isinstance(item, Refusal):
                    self.refuse(item.line, item.reason)
        elif len(items) > SMALLEST:
            self.add_all(items[:len(items) // 2])
            self.add_all(items[len(items) // 2:])
        else:
            for item in items:
                self._take_or_note(item)

    def refuse(self, line: int, reason: str) -> None:
        """Note a part of the document that wasn't taken."""
        self._refused.append(f"{self._run.name}:{line}: {reason}" if line else f"{self._run.name}: {reason}")

    def _accept(self, claims: Sequence[Claim]) -> None:
        self._accepted += claims
        if len(self._accepted) >= min(BATCH, CHUNK):
            self._make_rows()

    def _make_rows(self) -> None:
        """Turn the accepted claims into rows; one that was said before stands there already."""
        claims, self._accepted = self._accepted, []
        qualifiers = qualifier_texts(claims)
        ids = claim_ids(claims, self._run.document, qualifiers)
        distinct = set(ids)
        if len(distinct) < len(ids) or not distinct.isdisjoint(self._seen):
            first = {identity: index for index, identity in reversed([*enumerate(ids)])}
            kept = sorted(first[identity] for identity in distinct - self._seen)
            claims, qualifiers = [claims[index] for index in kept], [qualifiers[index] for index in kept]
            ids = [ids[index] for index in kept]
        self._seen |= distinct
        self._ids += ids
        if ids:
            self._rows.append(claim_batch(claims, ids, qualifiers, self._run, self._basis))
        if sum(batch.num_rows for batch in self._rows) >= CHUNK:
            self._sink = self._sink or SegmentFile(self._writer.ledger.folder)
            self._sink.write(self._rows)
            self._rows = []

    def _take_or_note(self, item: Claim | Refusal) -> None:
        if isinstance(item, Refusal):
            self.refuse(item.line, item.reason)
            return
        try:
            self.add(item)
        except ClaimRefused as refusal:
            self.refuse(line_of(self._checker.rendition, item.locator), str(refusal))

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
                self._accept([claim])
        self._make_rows()
        ids = self._ids
        if self._writer.has_content(content := content_hash(self._run.id, ids)):
            self.abandon()  # read again for nodes that are still missing
            return RunReport(0, len(ids), tuple(self._refused), is_new=False)
        run = msgspec.structs.replace(self._run, content=content, claims=len(ids),
                                      refused=self._refused)
        already = self._writer.known_claims(ids)
        keep_document(self._writer.ledger, run.document, self._content)
        if self._sink is None:
            self._writer.take(run, self._rows, self._checker.declared)
        else:
            self._sink.write(self._rows)
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
