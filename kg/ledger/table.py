"""Arrow schemas of the ledger's two tables, and how claims and runs become their rows."""

from __future__ import annotations

import functools
import hashlib
from array import array
from collections.abc import Iterable, Sequence, Sized
from typing import TYPE_CHECKING, Any

import msgspec

from kg.claim import Claim, qualifier_text

if TYPE_CHECKING:
    import pyarrow as pa

CLAIM_COLUMNS = ("id", "run", "document", "subject", "predicate", "object", "qualifiers", "valid_from",
                 "valid_to", "modality", "locator", "quote", "mention", "known_from", "basis", "method",
                 "confidence")
# columns in which few values stand in many rows
REPEATING = ["run", "document", "predicate", "valid_from", "valid_to", "modality", "known_from", "basis", "method",
             "confidence"]


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


ID_LENGTH = 32  # of a claim's id
MANY = 10_000  # ids for which it pays to load numpy
RUN_KEY = 24  # of a run's id: hash of document, module and version; the rest counts the readings


def content_hash(run: str, claims: Iterable[str]) -> str:
    """What a run says, as one hash: of its key (not which reading it was) and its claims' ids, in any order."""
    ids = list(claims)
    is_large = len(ids) >= MANY and {*map(len, ids)} == {ID_LENGTH}
    lines = _sorted_lines(ids) if is_large else "".join(f"\n{identity}" for identity in sorted(ids)).encode()
    return hashlib.sha256(run[:RUN_KEY].encode() + lines).hexdigest()[:32]


def _sorted_lines(ids: list[str]) -> bytes:
    """Ids of one length in order, each after a newline: three times as fast as Python's own sorting."""
    import numpy as np

    ordered = np.frombuffer("".join(ids).encode("ascii", "replace"), f"S{ID_LENGTH}").copy()
    ordered.sort()
    lines = np.full((len(ids), ID_LENGTH + 1), ord("\n"), np.uint8)
    lines[:, 1:] = ordered.view(np.uint8).reshape(len(ids), ID_LENGTH)
    return lines.tobytes()


@functools.cache
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
    return pa.Table.from_arrays([_column([getattr(run, f.name) for run in runs], f.type) for f in schema],
                                schema=schema)


def _column(values: list[Any], type_: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_list(type_):
        texts = strings([text for texts in values for text in texts])
        return pa.Array.from_buffers(type_, len(values), [None, _offsets(values)], children=[texts])
    return strings(values) if pa.types.is_string(type_) else numbers(values, type_)


def strings(values: Sequence[str]) -> pa.Array:
    """Texts as a column, made of its buffers: `pa.array` would import pandas first, a third of a second."""
    import pyarrow as pa

    joined = "".join(values)
    parts = values if joined.isascii() else [text.encode() for text in values]
    return pa.StringArray.from_buffers(len(values), _offsets(parts), pa.py_buffer(joined.encode()))


@functools.lru_cache(maxsize=16)
def repetition(text: str, length: int) -> pa.Array:
    """A column that says the same in each row; batches of one length share it."""
    return strings([text] * length)


def numbers(values: Sequence[int], type_: pa.DataType) -> pa.Array:
    """Whole numbers as a column of this type (int8 or int64), made of its buffer."""
    import pyarrow as pa

    content = array("b" if pa.types.is_int8(type_) else "q", values)
    return pa.Array.from_buffers(type_, len(values), [None, pa.py_buffer(content)])


def _offsets(parts: Sequence[Sized]) -> pa.Buffer:
    """Where each part begins, and the last one ends; raises OverflowError where 32 bits don't hold that."""
    import numpy as np
    import pyarrow as pa

    ends = np.cumsum(np.fromiter(map(len, parts), np.int64, len(parts)))
    if len(ends) and ends[-1] > np.iinfo(np.int32).max:
        raise OverflowError(f"a column of {ends[-1]} bytes: expected less than 2 GiB")
    return pa.py_buffer(np.concatenate((np.zeros(1, np.int32), ends.astype(np.int32))))


def claim_batch(claims: Sequence[Claim], ids: Sequence[str], qualifiers: Sequence[str], run: Run,
                basis: str) -> pa.RecordBatch:
    """Claims of a run as rows; qualifiers: the `qualifier_text` of each. basis: of claims that name none."""
    import pyarrow as pa

    def repeated(values: list[str]) -> pa.Array:
        # some columns mostly say one thing in all rows of a batch
        is_one = values.count(values[0]) == len(values)
        return repetition(values[0], len(values)) if is_one else strings(values)

    methods = {rule: f"{run.module}/{rule}" if rule else run.module for rule in {c.rule for c in claims}}
    return pa.RecordBatch.from_arrays([
        strings(ids), repetition(run.id, len(claims)), repetition(run.document, len(claims)),
        strings([c.subject for c in claims]), strings([c.predicate for c in claims]),
        strings([c.object for c in claims]), strings(qualifiers), repeated([c.valid_from for c in claims]),
        repeated([c.valid_to for c in claims]), repeated([c.modality for c in claims]),
        strings([c.locator for c in claims]), strings([c.quote for c in claims]),
        strings([c.mention for c in claims]), repeated([c.known_from or run.published for c in claims]),
        repeated([c.basis or basis for c in claims]), strings([methods[c.rule] for c in claims]),
        numbers([c.confidence for c in claims], pa.int8())], schema=claim_schema())


def qualifier_texts(claims: Sequence[Claim]) -> list[str]:
    """The `qualifier_text` of each claim; the same qualifiers are written out once."""
    texts = {pairs: qualifier_text(pairs) for pairs in {c.qualifiers for c in claims}}
    return [texts[c.qualifiers] for c in claims]
