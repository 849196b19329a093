"""Chronologies of a trade war, one event a record: the bundled one and a user's own.

Publisher: this project, or whoever wrote the file. Format: JSON Lines, a JSON array, or YAML, with the keys
of `ingest.chronology.record`. What a record says is never shown as its source's words: each has a citation.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ingest.chronology.claims import event_claims
from ingest.chronology.order import out_of_order
from ingest.chronology.record import EventRecord, take
from ingest.record_reader import Row, first_record, records_of, unique_rows
from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document, is_date
from kg.rendition import Rendition


def recognises(name: str, head: bytes) -> bool:
    """Whether the file's first record has the keys that every event needs."""
    return first_record(name, head).keys() >= {"class", "announced", "actors"}


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with the newest day that one of its records was published or announced."""
    if document.published:
        return document
    records = [record for record in records_of(rendition).records if isinstance(record, dict)]
    days = [str(record.get(key)) for record in records for key in ("published", "announced")]
    newest = max((day for day in days if is_date(day)), default="")
    return msgspec.structs.replace(document, published=newest, published_basis="newest row" if newest else "")


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each event, record by record; a record that can't be taken gives one Refusal."""
    rows: list[Row[EventRecord]] = []
    for found in unique_rows(records_of(rendition), take):
        if isinstance(found, Refusal):
            yield found
        else:
            rows.append(found)
    faults = out_of_order([row.record for row in rows])
    for row in rows:
        if row.record.id in faults:
            yield Refusal(row.line, faults[row.record.id])
        else:
            yield from event_claims(document.series or document.id, records_of(rendition), row)


SOURCE: Source = Source(
    name="chronology",
    version=3,
    description="Events of a trade war, one record each, with citation",
    publisher="tradewar-kg",
    url="",
    formats=("jsonl", "json", "yaml"),
    rendition="records/1",
    basis="bundled",
    recognises=recognises,
    describe=describe,
    parse=parse,
)
