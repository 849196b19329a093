"""Reading the Consolidated Screening List: its two column sets, its dates, and which rows may go in.

An edition has one row a listing and 28 columns; later ones have `_id` in front of them.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

import msgspec

from ingest.source import Source
from ingest.us_csl import cells
from ingest.us_csl.edition import CLASSES, Edition
from ingest.us_csl.row import Row
from kg.claim import Claim, Refusal
from kg.document import Document, is_date
from kg.errors import SourceRefused
from kg.rendition import Rendition, TableRendition, row_text

COLUMNS = (
    "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice",
    "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "call_sign",
    "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks",
    "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth",
    "source_information_url", "ids")
OPTIONAL_COLUMNS = ("_id",)
IGNORED_COLUMNS = {
    "source_information_url": "a page on how to read the list; the list's own page is kept",
    "standard_order": "whether a denial order has its usual form; the vocabulary has no property for that",
}
# addresses in the United States stand there without the country
_LISTS_WITHOUT_COUNTRY = frozenset(("DPL",))
LONGEST_ROW = 100_000  # characters; what is longer was not written by the publisher
_TELLING_COLUMNS = frozenset(("entity_number", "federal_register_notice", "source_list_url", "alt_names"))
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")


def recognises(name: str, head: bytes) -> bool:
    """Whether the first line names columns that only this list has; the file's name doesn't count."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    line = head.decode(encoding, "replace").split("\n", 1)[0]
    columns = {cell.strip(' "\r') for cell in line.split(",")}
    return "source" in columns and len(_TELLING_COLUMNS & columns) > 2


def describe(document: Document, rendition: Rendition) -> Document:
    """The document as an edition of the list, dated by what was given, its file name, or its newest row."""
    published, basis = document.published, document.published_basis or "given"
    if not published:
        published, basis = _date_in(document.name), "file name"
    if not published:
        published, basis = _newest_start(_table(document, rendition)), "newest row"
    return msgspec.structs.replace(
        document, publisher=SOURCE.publisher, url=document.url or SOURCE.url, media_type="text/csv",
        heading=document.heading or "Consolidated Screening List", published=published,
        published_basis=basis if published else "", series=SOURCE.series, edition=published)


def _date_in(name: str) -> str:
    """The first date in a file name; a month stands for its last day."""
    for year, month, day in _DATE_IN_NAME.findall(name):
        if not day and "01" <= month <= "12" and year > "0000":
            day = str(calendar.monthrange(int(year), int(month))[1])
        if is_date(f"{year}-{month}-{day}"):
            return f"{year}-{month}-{day}"
    return ""


def _newest_start(table: TableRendition) -> str:
    header = table.rows[0] if table.rows else []
    if "start_date" not in header:
        return ""
    at = header.index("start_date")
    dates = {row[at] for row in islice(table.rows, 1, None) if at < len(row)}
    return max(filter(is_date, dates), default="")


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each row, or the row's refusal; a row that repeats an earlier one says nothing new.

    Raises SourceRefused when the header isn't that of the list.
    """
    table = _table(document, rendition)
    columns = _columns(document, table)
    edition = Edition(columns)
    earlier: dict[tuple[str, ...], list[str]] = {}
    for index in range(1, len(table.rows)):
        try:
            row = _row(index + 1, table.rows[index], columns)
            repeats = _repeats(row, columns, earlier)
        except ValueError as error:
            yield Refusal(table.lines[index], str(error))
            continue
        if not repeats:
            yield from edition.claims(row)


def _table(document: Document, rendition: Rendition) -> TableRendition:
    if not isinstance(rendition, TableRendition):
        raise SourceRefused(f"expected a table, found the rendition {rendition.kind}", document.name)
    return rendition


def _columns(document: Document, table: TableRendition) -> dict[str, int]:
    """Where each column stands; any order will do, but all must be there and no other."""
    header = table.rows[0] if table.rows else []
    faults = {
        "missing": [name for name in COLUMNS if name not in header],
        "unknown": [name for name in header if name not in COLUMNS + OPTIONAL_COLUMNS],
        "repeated": sorted({name for name in header if header.count(name) > 1}),
    }
    if any(faults.values()):
        found = "; ".join(f"{what}: {', '.join(names)[:400]}" for what, names in faults.items() if names)
        raise SourceRefused(f"expected the columns of the Consolidated Screening List; {found}",
                            f"{document.name}:{table.lines[0] if table.lines else 1}")
    return {name: header.index(name) for name in header}


def _row(number: int, written: list[str], columns: dict[str, int]) -> Row:
    """The row, or ValueError with the reason why it can't go in."""
    if len(written) != len(columns):
        raise ValueError(f"expected {len(columns)} cells, found {len(written)}")
    text = row_text(written)
    if len(text) > LONGEST_ROW:
        raise ValueError(f"expected at most {LONGEST_ROW} characters, found {len(text)}")
    dirty = _is_dirty(text, written, columns)
    values = list(map(str.strip, written))
    source = cells.list_source(values[columns["source"]])
    name, kind, start, end, addresses = (
        values[columns[column]] for column in ("name", "type", "start_date", "end_date", "addresses"))
    if not name:
        raise ValueError("name: expected a name, found nothing")
    if kind not in CLASSES:
        raise ValueError(f"type: expected {', '.join(filter(None, CLASSES))} or nothing, found {kind[:60]!r}")
    for column, day in (("start_date", start), ("end_date", end)):
        if day and not is_date(day):
            raise ValueError(f"{column}: expected a date that exists, as YYYY-MM-DD, found {day[:60]!r}")
    if start and end and end < start:
        raise ValueError(f"end_date: expected no day before the start {start}, found {end}")
    states = source.code in _LISTS_WITHOUT_COUNTRY
    return Row(number, written, values, text, dirty, source, name,
               cells.addresses(addresses, states=states) if addresses else [], start, end)


def _is_dirty(text: str, written: list[str], columns: dict[str, int]) -> bool:
    """Whether literals must be cleaned; ValueError names the column that holds what no literal may."""
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return False
    for column, index in columns.items():
        try:
            cells.clean(written[index])
        except ValueError as error:
            raise ValueError(f"{column}: {error}") from error
    return True


def _repeats(row: Row, columns: dict[str, int], earlier: dict[tuple[str, ...], list[str]]) -> bool:
    """Whether an earlier row said the same; ValueError when one with the same id said something else."""
    keys = [(row.source.code, column, row.values[columns[column]])
            for column in ("_id", "entity_number") if column in columns and row.values[columns[column]]]
    for key in keys:
        if earlier.get(key, row.cells) != row.cells:
            raise ValueError(f"{key[1]}: an earlier row of {key[0]} has {key[2][:60]!r} with other facts")
    first = [earlier.setdefault(key, row.cells) for key in keys or (tuple(row.cells),)]
    return first[0] is not row.cells


SOURCE = Source(
    name="us_csl",
    version=1,
    description="Consolidated Screening List: the restricted parties of US Commerce, State and Treasury",
    publisher="International Trade Administration",
    url="https://developer.trade.gov/api-details#api=consolidated-screening-list",
    formats=("csv",),
    rendition="csv/1",
    basis="official_record",
    series="us-csl",
    editions="cumulative",
    recognises=recognises,
    describe=describe,
    parse=parse,
)
