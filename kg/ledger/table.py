"""Arrow schemas of the ledger's two tables, and the buffer that turns claims into columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import pyarrow as pa

CLAIM_COLUMNS = ("id", "run", "document", "subject", "predicate", "object", "qualifiers", "valid_from",
                 "valid_to", "modality", "locator", "quote", "mention", "known_from", "basis", "method",
                 "confidence")


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One pass of a module over a document; `id` is a hash of the document, its metadata, module and version.

    content: `content_hash` of its claims. recorded_at: UTC time of recording, ISO with microseconds.
    editions: `replace` or `cumulative` (`ingest.source.Source`). author: who decided, for decisions.
    refused: the refused rows as `file:line: reason`.
    """

    id: str
    document: str
    name: str
    publisher: str
    url: str
    heading: str
    published: str
    published_basis: str
    media_type: str
    series: str
    edition: str
    editions: str
    module: str
    version: int
    rendition: str
    rendition_hash: str
    recorded_at: str
    author: str
    content: str
    claims: int
    refused: list[str]


RUN_KEY = 24  # of a run's id: hash of document, module and version; the rest counts the readings


def content_hash(run: str, claims: Iterable[str]) -> str:
    """What a run says, as one hash: of its key (not which reading it was) and its claims' ids, in any order."""
    return hashlib.sha256("\n".join((run[:RUN_KEY], *sorted(claims))).encode()).hexdigest()[:32]


def claim_schema() -> pa.Schema:
    """Columns of a claims file: strings, and the confidence as a small whole number."""
    import pyarrow as pa

    return pa.schema([pa.field(name, pa.int8() if name == "confidence" else pa.string(), nullable=False)
                      for name in CLAIM_COLUMNS])


def run_schema() -> pa.Schema:
    """Columns of a runs file, one for each field of `Run`."""
    import pyarrow as pa

    types: dict[Any, pa.DataType] = {str: pa.string(), int: pa.int64(), list[str]: pa.list_(pa.string())}
    return pa.schema([pa.field(f.name, types[f.type], nullable=False) for f in msgspec.structs.fields(Run)])


def run_table(runs: list[Run]) -> pa.Table:
    """Runs as a table in the order given."""
    import pyarrow as pa

    schema = run_schema()
    return pa.table([pa.array([getattr(run, f.name) for run in runs], f.type) for f in schema], schema=schema)


class ClaimColumns:
    """A buffer of claim rows, column by column: the cheap way from Python to Arrow."""

    def __init__(self) -> None:
        self._rows: list[tuple[str | int, ...]] = []
        self.append = self._rows.append

    def __len__(self) -> int:
        return len(self._rows)

    def take(self) -> pa.Table:
        """What was buffered, as a table; the buffer is empty afterwards."""
        table = _claim_table(self._rows)
        self._rows.clear()
        return table


def joined_table(buffers: list[ClaimColumns]) -> pa.Table:
    """The rows of several buffers as one table; the buffers keep them."""
    return _claim_table([row for buffer in buffers for row in buffer._rows])


def _claim_table(rows: list[tuple[str | int, ...]]) -> pa.Table:
    import pyarrow as pa

    schema = claim_schema()
    columns = zip(*rows, strict=True) if rows else ((),) * len(CLAIM_COLUMNS)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
