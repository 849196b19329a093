"""The ledger: an append-only folder of claims, and the only thing in this project that can't be rebuilt.

    tradewar.kg/
      manifest.json                  which segments count; replaced atomically
      segments/<hash>.claims.parquet claims of one run, or of several small ones
      segments/<hash>.runs.parquet   their run records
      documents/<ab>/<hash>.gz       the bytes that the claims were read from
      releases.json                  names it was released under; changes nothing of what it holds
      writer.lock                    one writer at a time
      cache/                         embedded stores; thrown away at will

Kill a writer at any moment: what the manifest doesn't name was never there.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg import schema
from kg.document import hash_of
from kg.errors import LedgerUnavailable
from kg.ledger import manifest as manifest_file
from kg.ledger.lock import WriterLock
from kg.ledger.manifest import Manifest

if TYPE_CHECKING:
    import duckdb

    from kg.ledger.table import Run
    from kg.ledger.writer import LedgerWriter

__all__ = ["Ledger"]


class Ledger:
    """A ledger folder; reading needs no lock and sees the manifest as it was when it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def create(cls, folder: Path) -> Ledger:
        """Open the ledger in this folder, and make an empty one first where there is none.

        Raises LedgerUnavailable for a folder that holds anything else; what a killed `create` left is fine.
        """
        ledger = cls(folder)
        if not (folder / manifest_file.NAME).exists():
            with manifest_file.translated(folder):
                if folder.is_dir() and not _is_bare(folder):
                    raise LedgerUnavailable(f"{folder} isn't a ledger and isn't empty: name another folder")
                make_folders(folder)
            with WriterLock(folder):
                if not (folder / manifest_file.NAME).exists():  # somebody may have been faster
                    manifest_file.write(folder, Manifest(manifest_file.FORMAT, schema.load().version))
        ledger.manifest()
        return ledger

    @classmethod
    def open(cls, folder: Path) -> Ledger:
        """Open an existing ledger; raises LedgerUnavailable when there is none, or a newer or damaged one."""
        ledger = cls(folder)
        ledger.manifest()
        return ledger

    def manifest(self) -> Manifest:
        """The manifest as it is now; raises LedgerUnavailable for one that this program can't read."""
        found = manifest_file.read(self.folder)
        mine = schema.load().version
        if _version(found.schema) > _version(mine):
            raise LedgerUnavailable(f"{self.folder} follows schema {found.schema}, this program has {mine}: "
                                    "upgrade tradewar-kg")
        return found

    def digest(self) -> str:
        """What the ledger holds, as one hash: the same for the same runs in any order and any segments."""
        return self.manifest().digest()

    def writer(self) -> LedgerWriter:
        """A context manager that alone may write; raises LedgerUnavailable while another process does."""
        from kg.ledger.writer import LedgerWriter

        return LedgerWriter(self)

    def connect(self, *, threads: int | None = None, memory_limit: str = "") -> duckdb.DuckDBPyConnection:
        """An in-memory DuckDB connection with the views `claims` and `runs` over the segments."""
        from kg.ledger.reading import connect

        return connect(self, threads=threads, memory_limit=memory_limit)

    def runs(self) -> Iterator[Run]:
        """All run records, in the order of recording."""
        from kg.ledger.reading import runs

        return runs(self)

    def document_path(self, document: str) -> Path:
        """Where the bytes of a document are kept."""
        return self.folder / "documents" / document[:2] / f"{document}.gz"

    def document(self, document: str) -> bytes:
        """The bytes of a document; raises LedgerUnavailable when they are missing or damaged."""
        path = self.document_path(document)
        try:
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise LedgerUnavailable(f"can't read document {document[:12]}… at {path}: {reason}") from error
        if hash_of(content) != document:
            raise LedgerUnavailable(f"document {document[:12]}… at {path} is damaged: its bytes have another hash")
        return content


def make_folders(folder: Path) -> None:
    """The folders of a ledger, where they are missing: copying tools may drop empty ones."""
    (folder / "segments").mkdir(parents=True, exist_ok=True)
    (folder / "documents").mkdir(exist_ok=True)


def _is_bare(folder: Path) -> bool:
    """Whether there is nothing in the folder but what `create` makes before the manifest."""
    return all(not any(entry.iterdir()) if entry.name in ("segments", "documents") and entry.is_dir()
               else entry.name == "writer.lock" or entry.name.startswith(f".{manifest_file.NAME}.")
               for entry in folder.iterdir())


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())
