"""Reading the ledger through DuckDB."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import msgspec

from kg.errors import LedgerUnavailable
from kg.ledger.table import Run, claim_schema, run_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.ledger import Ledger
    from kg.ledger.manifest import Segment


def connect(ledger: Ledger, *, threads: int | None = None, memory_limit: str = "",
            segments: Sequence[Segment] | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with the views `claims` and `runs`; temporary files go below the ledger's cache.

    segments: only these; all of the manifest when None. Raises LedgerUnavailable for one that is missing or cut.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET autoinstall_known_extensions = false")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    if memory_limit:
        connection.execute("SET memory_limit = $limit", {"limit": memory_limit})
    connection.execute("SET temp_directory = $folder",
                       {"folder": str(ledger.folder / "cache" / "spill")})
    given = ledger.manifest().segments if segments is None else segments
    try:
        show(connection, ledger, given)
    except LedgerUnavailable:
        # a compaction and the writer after it may have gone by between the manifest and its files
        now = ledger.manifest().segments
        if segments is not None or now == given:
            raise
        show(connection, ledger, now)
    return connection


def show(connection: duckdb.DuckDBPyConnection, ledger: Ledger, segments: Sequence[Segment]) -> None:
    """Let the views of a connection show these segments; raises LedgerUnavailable when one is missing or cut."""
    for view, files, empty in (
            ("claims", [s.claims_file for s in segments], claim_schema()),
            ("runs", [s.runs_file for s in segments], run_schema())):
        _view(connection, view, [str(ledger.folder / f) for f in files], empty)


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: list[str], empty: pa.Schema) -> None:
    if not files:
        import pyarrow as pa

        connection.register(f"no_{name}", pa.Table.from_batches([], empty))
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM no_{name}")
        return
    for file in files:
        _check_whole(file)
    try:
        connection.read_parquet(files).create_view(name, replace=True)
    except duckdb.Error as error:
        raise LedgerUnavailable(f"a segment of the ledger is damaged: {error}; restore it from a copy") from error


def _check_whole(path: str) -> None:
    """Refuse a missing or cut file now, because DuckDB would find it out in the middle of a query."""
    try:
        with Path(path).open("rb") as file:
            file.seek(-4, os.SEEK_END)
            whole = file.read() == b"PAR1"
    except OSError as error:
        raise LedgerUnavailable(f"can't read {path}, a segment of the ledger: {error.strerror}; "
                                "restore it from a copy") from error
    if not whole:
        raise LedgerUnavailable(f"{path}, a segment of the ledger, isn't whole: restore it from a copy")


def runs(ledger: Ledger) -> Iterator[Run]:
    """All run records, by time of recording, then id."""
    with connect(ledger) as connection:
        yield from runs_of(connection)


def runs_of(connection: duckdb.DuckDBPyConnection) -> Iterator[Run]:
    """The run records that a connection sees, by time of recording, then id."""
    found = connection.execute("SELECT * FROM runs ORDER BY recorded_at, id")
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        yield msgspec.convert(dict(zip(names, row, strict=True)), Run)
