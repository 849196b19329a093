"""ICEWS coded event data: a row an event, coded by a program (BBN ACCENT) from news.

Published as yearly and weekly files in the Harvard Dataverse, https://doi.org/10.7910/DVN/28075: tabs between the
cells, a header, often packed (`events.2018.20200427.tab.zip`). What isn't known is `NA`, `NULL` or empty. Of the
columns those in `COLUMNS_USED` are read; text and intensity follow from the code, and story, sentence, publisher and
place aren't used.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.cameo import CODE, by_code
from ingest.coded_events import (
    GENERAL,
    NO_STATE,
    OTHER_COUNTRIES,
    OTHER_DEEDS,
    Coded,
    Columns,
    EventWriter,
    described,
    pair_filter,
    summary,
)
from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document, is_date
from kg.errors import SourceRefused
from kg.rendition import Rendition
from kg.tab_rendition import TabRendition, broken, first_row

COLUMNS = ("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
           "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
           "City", "District", "Province", "Country", "Latitude", "Longitude")
COLUMNS_USED = ("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code",
                "Target Name", "Target Sectors", "Target Country")
_AT = {name: place for place, name in enumerate(COLUMNS)}
_ID, _DAY, _CODE = _AT["Event ID"], _AT["Event Date"], _AT["CAMEO Code"]
_ACTOR, _TARGET = _AT["Source Country"], _AT["Target Country"]
_PLACES = Columns(_ID + 1, _DAY + 1, _ACTOR + 1, _TARGET + 1, _CODE + 1)
_UNKNOWN = frozenset({"", "NA", "NULL"})
_ORGAN = "Government"
SURE = 40
"""Confidence of a code that speaks of trade, relations or sanctions."""

COUNTRIES = {
    "United States": "US", "China": "CN", "Hong Kong": "HK", "Macao": "MO", "Macau": "MO", "European Union": "EU",
    "Canada": "CA", "Mexico": "MX", "Japan": "JP", "South Korea": "KR", "Taiwan": "TW", "Australia": "AU",
    "United Kingdom": "GB", "India": "IN", "Austria": "AT", "Belgium": "BE", "Bulgaria": "BG", "Cyprus": "CY",
    "Czech Republic": "CZ", "Czechia": "CZ", "Germany": "DE", "Denmark": "DK", "Estonia": "EE", "Spain": "ES",
    "Finland": "FI", "France": "FR", "Greece": "GR", "Croatia": "HR", "Hungary": "HU", "Ireland": "IE", "Italy": "IT",
    "Lithuania": "LT", "Luxembourg": "LU", "Latvia": "LV", "Malta": "MT", "Netherlands": "NL", "Poland": "PL",
    "Portugal": "PT", "Romania": "RO", "Sweden": "SE", "Slovenia": "SI", "Slovakia": "SK",
}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row that passed the filters, with its number and the two countries."""

    number: int
    cells: tuple[str, ...]
    actor: str
    target: str


def recognises(name: str, head: bytes) -> bool:
    """Whether the first row, unpacked, has the names of this table's columns."""
    return tuple(first_row(head).decode("utf-8", "replace").split("\t")[:7]) == COLUMNS[:7]


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with the day of its newest event."""
    rows = _table(document, rendition).rows()
    days = {row.split(b"\t", 2)[1].decode("utf-8", "replace") for row in rows if row.count(b"\t") > 1}
    newest = max(filter(is_date, days), default="")
    return described(document, SOURCE.publisher, SOURCE.description, newest)


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each row that passes the filters; a Refusal for each row that can't be read.

    Raises SourceRefused when the header isn't that of this table.
    """
    writer = EventWriter(SOURCE.name, SOURCE.name)
    for found in _sifted(_table(document, rendition), Counter()):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from writer.claims(_coded(found))


def left_out(document: Document, rendition: Rendition) -> tuple[str, ...]:
    """How many rows there are, and how many each filter left out."""
    table = _table(document, rendition)
    filtered: Counter[str] = Counter()
    for _ in _sifted(table, filtered):
        pass
    return summary(sum(map(bool, table.rows())) - 1, filtered)


def _table(document: Document, rendition: Rendition) -> TabRendition:
    if not isinstance(rendition, TabRendition):
        raise SourceRefused(f"expected a table with tabs, found the rendition {rendition.kind}", document.name)
    header = tuple(next(rendition.rows(), b"").decode("utf-8", "replace").split("\t"))
    if header != COLUMNS:
        wrong = [name for name in header if name not in COLUMNS] or [name for name in COLUMNS if name not in header]
        raise SourceRefused(f"expected the columns {', '.join(COLUMNS)}; unknown, missing or misplaced: "
                            f"{', '.join(wrong or header)[:200]!r}", f"{document.name}:1")
    return rendition


def _sifted(table: TabRendition, filtered: Counter[str]) -> Iterator[_Kept | Refusal]:
    """The rows that pass the filters, and a Refusal for each that is no row; `filtered` counts the others."""
    for number, row in enumerate(table.rows(), 1):
        if number == 1 or not row:
            continue
        fault = broken(row)
        try:
            cells = tuple(row.decode().split("\t"))
        except UnicodeDecodeError as error:
            cells, fault = (), f"expected UTF-8 text, found byte 0x{row[error.start]:02x}"
        fault = fault or _fault(cells)
        if fault:
            yield Refusal(number, fault)
            continue
        actor, target = COUNTRIES.get(cells[_ACTOR], ""), COUNTRIES.get(cells[_TARGET], "")
        name = _filter(cells, actor, target)
        if name:
            filtered[name] += 1
        else:
            yield _Kept(number, cells, actor, target)


def _fault(cells: tuple[str, ...]) -> str:
    """What is wrong with a row, "" when nothing is."""
    if len(cells) != len(COLUMNS):
        return f"expected {len(COLUMNS)} cells, found {len(cells)}"
    if not cells[_ID].isdecimal() or not cells[_ID].isascii():
        return f"Event ID: expected a number, found {cells[_ID][:40]!r}"
    if not _exists(cells[_DAY]):
        return f"Event Date: expected a date that exists, as YYYY-MM-DD, found {cells[_DAY][:40]!r}"
    if not CODE.fullmatch(cells[_CODE]):
        return f"CAMEO Code: expected a code such as 163, found {cells[_CODE][:40]!r}"
    return ""


_exists = functools.lru_cache(maxsize=4_096)(is_date)


def _filter(cells: tuple[str, ...], actor: str, target: str) -> str:
    """Which filter leaves a row out, "" for none."""
    if not actor or not target:
        return OTHER_COUNTRIES
    deed = by_code().get(cells[_CODE])
    apart = pair_filter(actor, target)
    if apart or deed is None:
        return apart or OTHER_DEEDS
    acts = _is_state(cells, "Source") and (not deed.is_mutual or _is_state(cells, "Target"))
    return "" if acts else NO_STATE


def _is_state(cells: tuple[str, ...], role: str) -> bool:
    """Whether the actor is a country itself, or has a sector of government."""
    name, sectors, country = (cells[_AT[f"{role} {fact}"]] for fact in ("Name", "Sectors", "Country"))
    return name == country or (sectors not in _UNKNOWN and _ORGAN in sectors.split(","))


def _coded(kept: _Kept) -> Coded:
    cells, deed = kept.cells, by_code()[kept.cells[_CODE]]
    sure = SURE - GENERAL * (cells[_CODE] in deed.general)
    return Coded(kept.number, cells, deed, kept.actor, kept.target, cells[_DAY], cells[_DAY], f"ICEWS:{cells[_ID]}",
                 sure, _PLACES)


SOURCE: Source = Source(
    name="icews",
    version=1,
    description="Events coded by ICEWS from news",
    publisher="ICEWS project, Harvard Dataverse",
    url="https://doi.org/10.7910/DVN/28075",
    formats=("tab", "tab.zip"),
    rendition="tabs/1",
    basis="press",
    recognises=recognises,
    describe=describe,
    parse=parse,
    left_out=left_out,
)
