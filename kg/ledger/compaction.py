"""Merging small segments into one; nothing is lost and the ledger's digest stays the same."""

from __future__ import annotations

from kg.ledger import Ledger
from kg.ledger.manifest import Segment
from kg.ledger.reading import connect
from kg.ledger.segment_file import SegmentFile
from kg.ledger.table import claim_schema
from kg.ledger.writer import CHUNK, LedgerWriter


def compact(ledger: Ledger) -> tuple[int, int]:
    """Merge all segments below 100,000 claims; returns the numbers of segments before and after.

    The merged files stay on disk until the next writer opens the ledger, so readers under way keep theirs.
    Raises LedgerUnavailable while another process writes.
    """
    with ledger.writer() as writer:
        before = ledger.manifest().segments
        small = tuple(s for s in before if s.claims < CHUNK)
        if len(small) > 1:
            _merge(ledger, writer, small)
        return len(before), len(ledger.manifest().segments)


def _merge(ledger: Ledger, writer: LedgerWriter, small: tuple[Segment, ...]) -> None:
    contents = {run for segment in small for run in segment.runs}
    with connect(ledger) as connection:
        files = [str(ledger.folder / s.claims_file) for s in small]
        rows = connection.read_parquet(files).order("id, run").to_arrow_reader(CHUNK)
        sink = SegmentFile(ledger.folder)
        for batch in rows:
            sink.write([batch.cast(claim_schema())])
        runs = [run for run in ledger.runs() if run.content in contents]
    writer.publish(sink, runs, instead_of=small)
