"""The files of a segment: written under names that no reader looks at, and removed when nobody names them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ledger import manifest as manifest_file
from kg.ledger.manifest import Manifest
from kg.ledger.table import REPEATING, claim_schema

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


class SegmentFile:
    """A claims file that is being written under a name that no reader looks at."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "segments" / f".{os.getpid()}.{id(self):x}.new"
        self._writer: pq.ParquetWriter | None = None

    def write(self, batches: list[pa.RecordBatch]) -> None:
        """Add rows; what was written is removed when that fails."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with self._discarded_on_failure(), manifest_file.translated(self._path):
            if self._writer is None:
                self._writer = pq.ParquetWriter(
                    self._path, claim_schema(), compression="zstd", use_dictionary=REPEATING,
                    write_statistics=REPEATING)
            self._writer.write_table(pa.Table.from_batches(batches, claim_schema()))

    def close(self, final: Path) -> None:
        """Flush to disk and give the file its name; a file without rows is one, too."""
        if self._writer is None:
            self.write([])
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
