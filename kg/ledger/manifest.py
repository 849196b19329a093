"""The manifest: the one file that says which segments a ledger has; replaced atomically, never edited."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.errors import LedgerUnavailable

FORMAT = 1
NAME = "manifest.json"


class Segment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two Parquet files that were published together: claims, and the runs that they come from.

    name: hash of the runs' contents. runs: content hash of each run; claims: number of rows.
    """

    name: str
    claims: int
    runs: tuple[str, ...]

    @property
    def claims_file(self) -> str:
        return f"segments/{self.name}.claims.parquet"

    @property
    def runs_file(self) -> str:
        return f"segments/{self.name}.runs.parquet"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Format of the ledger, version of the schema that its claims follow, and its segments."""

    format: int
    schema: str
    segments: tuple[Segment, ...] = ()

    def digest(self) -> str:
        """SHA-256 over the contents of all runs, whatever their order, segments or times of recording."""
        runs = sorted({run for segment in self.segments for run in segment.runs})
        return hashlib.sha256("\n".join(runs).encode()).hexdigest()


class _Head(msgspec.Struct):
    format: int


def read(folder: Path) -> Manifest:
    """The manifest of a ledger folder.

    Raises LedgerUnavailable: no ledger, written by a newer version, damaged, or not readable.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise LedgerUnavailable(f"no ledger at {folder}: run `kg ingest` or `kg demo` first") from error
    except OSError as error:
        raise LedgerUnavailable(f"can't read {path}: {error.strerror}") from error
    try:
        found = msgspec.json.decode(content, type=_Head).format
        if found > FORMAT:
            raise LedgerUnavailable(
                f"{folder} has ledger format {found}, this program reads up to {FORMAT}: upgrade tradewar-kg")
        return msgspec.json.decode(content, type=Manifest)
    except msgspec.MsgspecError as error:
        raise LedgerUnavailable(f"{path} is damaged ({error}): restore it from a copy") from error


def write(folder: Path, manifest: Manifest) -> None:
    """Publish a manifest: written beside the old one, flushed to disk, then renamed over it."""
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    replace_file(folder / NAME, content)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old bytes or the new, never a part; raises LedgerUnavailable."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    with translated(path):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk where the system can do that (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn a failed write into one line that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise LedgerUnavailable(
                f"no space left to write {path}: free some and run it again, nothing was lost") from error
        raise LedgerUnavailable(f"can't write {path}: {error.strerror or error}") from error
