"""Dated headlines in a CSV table: one column with the day, one with the headline.

Published by whoever gathered them. A headline is elliptic, so what is read in it counts for less than the same in an
article, and its day is that of the paper. Collections that were split into tokens ("U . S .") are put together again
before reading; the quote is the cell as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

import msgspec

from ingest.source import Source
from ingest.text.found import Found, Reading
from ingest.text.places import Places
from ingest.text.published import day_in
from ingest.text.reading import language_of
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import Rendition, TableRendition

MOST = 60
"""Whole percent of confidence that a headline can give."""
DAY = ("date", "published", "published_at", "publish_date", "day", "time", "created_at")
HEADLINE = ("headline", "headlines", "title")
_DOTTED = re.compile(r"\b([A-Z]) \. (?=[A-Z] \.)|\b([A-Z]) \.(?=\W|$)")
_BEFORE = re.compile(r"\s+(?=(?:[.,;:?!%)’”]|'s\b|n't\b)(?:\s|$))")
_AFTER = re.compile(r"(?<=[(“‘$])\s+")


def recognises(name: str, head: bytes) -> bool:
    """Whether the table's first row names a column of days and one of headlines."""
    first = head.decode("utf-8-sig", "replace").partition("\n")[0].partition("\r")[0]
    try:
        columns = next(csv.reader([first]), [])
    except csv.Error:
        return False
    return len(columns) > 1 and None not in _columns(columns)


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with the day of its newest headline. Raises SourceRefused for a table without the columns."""
    days = [day for _, day, _ in _rows(document, rendition)]
    newest = max(days, default="")
    if document.published or not newest:
        return document
    return msgspec.structs.replace(document, published=newest, published_basis="newest row", media_type="text/csv")


def texts(document: Document, rendition: Rendition) -> Iterator[Found]:
    """What each headline says; rows without a day are left out."""
    from ingest.text.extraction import find

    for _, day, headline in _rows(document, rendition):
        if day and headline:
            yield find(_reading(document, day, headline))


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each headline, known from its own day; a row without a day or headline gives a Refusal."""
    from ingest.text.claims import claims_of
    from ingest.text.extraction import find

    table = _table(document, rendition)
    column = _columns(table.rows[0])[1] or 0
    for number, day, headline in _rows(document, rendition):
        if not day or not headline:
            yield Refusal(table.lines[number - 1], "expected a day like 2019-10-08 and a headline")
            continue
        found = find(_reading(document, day, headline))
        places = Places(table.rows[number - 1][column], f"cell={number},{column + 1}")
        for claim in claims_of(f"{document.id}/{number}", found, places):
            yield msgspec.structs.replace(claim, known_from=day, confidence=min(claim.confidence, MOST),
                                          rule=f"{claim.rule}+headline")


def _reading(document: Document, day: str, headline: str) -> Reading:
    text = _AFTER.sub("", _BEFORE.sub("", _DOTTED.sub(lambda found: f"{found[1] or found[2]}.", headline)))
    return Reading(text, ((0, len(text)),), language_of([text]), "", document.publisher, day, "content")


def _table(document: Document, rendition: Rendition) -> TableRendition:
    if not isinstance(rendition, TableRendition) or not rendition.rows or None in _columns(rendition.rows[0]):
        raise SourceRefused("expected a table with a column of days and one of headlines in its first row",
                            f"{document.name}:1")
    return rendition


def _columns(names: Sequence[str]) -> tuple[int | None, int | None]:
    folded = [name.strip().strip("\ufeff").casefold() for name in names]
    return (next((folded.index(name) for name in DAY if name in folded), None),
            next((folded.index(name) for name in HEADLINE if name in folded), None))


def _rows(document: Document, rendition: Rendition) -> Iterator[tuple[int, str, str]]:
    """Each row but the first as (number from 1, day or "", headline)."""
    rows = _table(document, rendition).rows
    day, headline = _columns(rows[0])
    assert day is not None
    assert headline is not None
    for number, row in enumerate(rows[1:], 2):
        whole = len(row) > max(day, headline)
        yield number, day_in(row[day]) if whole else "", row[headline].strip() if whole else ""


SOURCE: Source = Source(
    name="headlines",
    version=1,
    description="Dated headlines in a CSV table",
    publisher="news media, gathered by others",
    url="",
    formats=("csv",),
    rendition="csv/1",
    basis="press",
    recognises=recognises,
    describe=describe,
    parse=parse,
    find=texts,
)
