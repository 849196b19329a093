"""GDELT event tables, 1.0 and 2.0: a row an event, coded by a program from news in many languages.

Published by the GDELT Project, https://www.gdeltproject.org; formats by its codebooks of 25 August 2013 and 19 February
2015. Files have tabs between the cells and no header, whatever their name says (`20180706.export.CSV.zip`): 57 columns
up to March 2013, 58 from April 2013, 61 in version 2.0. Rows are read one by one from the packed bytes. `COLUMNS_USED`
are read; the rest (other codes of the actors, Goldstein scale, counts of mentions, tone, places) isn't.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.cameo import CODE, by_code
from ingest.coded_events import (
    COUNTRIES,
    GENERAL,
    NO_STATE,
    OTHER_COUNTRIES,
    OTHER_DEEDS,
    Coded,
    Columns,
    EventWriter,
    described,
    is_address,
    pair_filter,
    summary,
)
from ingest.country_codes import by_alpha_3
from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import Rendition
from kg.tab_rendition import TabRendition, broken, first_row

COLUMNS_USED = ("GLOBALEVENTID", "SQLDATE", "Actor1CountryCode", "Actor1Type1Code", "Actor2CountryCode",
                "Actor2Type1Code", "IsRootEvent", "EventCode", "DATEADDED", "SOURCEURL")
_ID, _DAY, _ACTOR, _ACTOR_TYPE, _TARGET, _TARGET_TYPE, _ROOT, _CODE = 0, 1, 7, 12, 17, 22, 25, 26
_PLACES = Columns(_ID + 1, _DAY + 1, _ACTOR + 1, _TARGET + 1, _CODE + 1)
# parts of a state that speak or act for it; without a type the actor is the country itself
_STATE = frozenset({b"", b"GOV", b"LEG", b"JUD"})
IN_LEAD, FURTHER_DOWN = 30, 20
"""Confidence of an event told in the first paragraph of its report, and of one told later."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A version of the table: number of columns, and the place of the day on which a row was added."""

    coder: str
    columns: int
    added: int

    @property
    def address(self) -> int:
        """Column of the web address counted from 1, 0 when there is none."""
        return self.columns if self.columns > self.added + 1 else 0


LAYOUTS = {57: Layout("gdelt-1.0", 57, 56), 58: Layout("gdelt-1.0", 58, 56), 61: Layout("gdelt-2.0", 61, 59)}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A row that passed the filters: its number and bytes, and the two countries."""

    number: int
    row: bytes
    actor: str
    target: str


def recognises(name: str, head: bytes) -> bool:
    """Whether the first row, unpacked, has as many columns as a version and begins with an id and a day."""
    cells = first_row(head).split(b"\t")
    return len(cells) in LAYOUTS and cells[0].isdigit() and bool(_date(cells[1]))


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with the day on which its newest row was added."""
    table, layout = _table(document, rendition)
    tabs, from_end = layout.columns - 1, layout.columns - layout.added
    days = {row.rsplit(b"\t", from_end)[-from_end][:8] for row in table.rows() if row.count(b"\t") == tabs}
    newest = max(map(_date, days), default="")
    return described(document, SOURCE.publisher, SOURCE.description, newest)


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each row that passes the filters; a Refusal for each row that can't be read.

    Raises SourceRefused when no row has the columns of a version.
    """
    table, layout = _table(document, rendition)
    writer = EventWriter(SOURCE.name, layout.coder)
    for found in _sifted(table, layout, Counter()):
        if isinstance(found, Refusal):
            yield found
            continue
        try:
            coded = _coded(found, layout)
        except ValueError as error:
            yield Refusal(found.number, str(error))
        else:
            yield from writer.claims(coded)


def left_out(document: Document, rendition: Rendition) -> tuple[str, ...]:
    """How many rows there are, and how many each filter left out."""
    table, layout = _table(document, rendition)
    filtered: Counter[str] = Counter()
    for _ in _sifted(table, layout, filtered):
        pass
    return summary(sum(map(bool, table.rows())), filtered)


def _table(document: Document, rendition: Rendition) -> tuple[TabRendition, Layout]:
    if not isinstance(rendition, TabRendition):
        raise SourceRefused(f"expected a table with tabs, found the rendition {rendition.kind}", document.name)
    widths = (row.count(b"\t") + 1 for row in rendition.rows())
    layout = next((LAYOUTS[width] for width in widths if width in LAYOUTS), None)
    if layout is None:
        known = " or ".join(map(str, LAYOUTS))
        raise SourceRefused(f"expected {known} columns, found no row with as many", f"{document.name}:1")
    return rendition, layout


def _sifted(table: TabRendition, layout: Layout, filtered: Counter[str]) -> Iterator[_Kept | Refusal]:
    """The rows that pass the filters, and a Refusal for each that is no row; `filtered` counts the others."""
    tabs, countries, deeds, pairs = layout.columns - 1, _countries(), by_code(), _pairs()
    mutual = {code.encode() for code, deed in deeds.items() if deed.is_mutual}
    wanted = frozenset(code.encode() for code in deeds)
    for number, row in enumerate(table.rows(), 1):
        if not row:
            continue
        if row.count(b"\t") != tabs:
            yield Refusal(number, f"expected {layout.columns} cells, found {row.count(9) + 1}")
            continue
        cells = row.split(b"\t", _CODE + 1)
        fault = _fault(cells, row)
        if fault:
            yield Refusal(number, fault)
            continue
        actor, target = countries.get(cells[_ACTOR]), countries.get(cells[_TARGET])
        if actor is None or target is None:
            filtered[OTHER_COUNTRIES] += 1
        elif pairs[actor, target]:
            filtered[pairs[actor, target]] += 1
        elif cells[_CODE] not in wanted:
            filtered[OTHER_DEEDS] += 1
        elif cells[_ACTOR_TYPE] not in _STATE or (cells[_CODE] in mutual and cells[_TARGET_TYPE] not in _STATE):
            filtered[NO_STATE] += 1
        else:
            yield _Kept(number, row, actor, target)


def _fault(cells: list[bytes], row: bytes) -> str:
    """What is wrong with a row of the right number of cells, "" when nothing is."""
    if not cells[_ID].isdigit():
        return f"GLOBALEVENTID: expected a number, found {_shown(cells[_ID])}"
    if not _date(cells[_DAY]):
        return f"SQLDATE: expected a date that exists, as YYYYMMDD, found {_shown(cells[_DAY])}"
    if not _is_code(cells[_CODE]):
        return f"EventCode: expected a CAMEO code such as 163, found {_shown(cells[_CODE])}"
    return broken(row)


def _shown(cell: bytes) -> str:
    return repr(cell[:40].decode("utf-8", "replace"))


@functools.lru_cache(maxsize=65_536)
def _date(cell: bytes) -> str:
    """A day written YYYYMMDD as an ISO date, "" when there is no such day."""
    if len(cell) != 8 or not cell.isdigit():
        return ""
    try:
        return datetime.date(int(cell[:4]), int(cell[4:6]), int(cell[6:])).isoformat()
    except ValueError:
        return ""


@functools.lru_cache(maxsize=4_096)
def _is_code(cell: bytes) -> bool:
    return CODE.fullmatch(cell.decode("ascii", "replace")) is not None


@functools.cache
def _countries() -> dict[bytes, str]:
    """Countries of the trade war by CAMEO's codes, which are those of ISO with a few of its own (Europe, Romania)."""
    found = {code.encode(): country for code, country in by_alpha_3().items() if country in COUNTRIES}
    return {**found, b"EUR": "EU", b"ROM": "RO"}


@functools.cache
def _pairs() -> dict[tuple[str, str], str]:
    return {(actor, target): pair_filter(actor, target) for actor in COUNTRIES for target in COUNTRIES}


def _coded(kept: _Kept, layout: Layout) -> Coded:
    """A kept row with its facts. Raises ValueError that says what was expected."""
    try:
        cells = tuple(kept.row.decode().split("\t"))
    except UnicodeDecodeError as error:
        raise ValueError(f"expected UTF-8 text, found byte 0x{kept.row[error.start]:02x}") from error
    day, added = _date(cells[_DAY].encode()), _date(cells[layout.added][:8].encode())
    if not added:
        raise ValueError(f"DATEADDED: expected a date that exists, found {cells[layout.added][:40]!r}")
    if cells[_ROOT] not in ("0", "1"):
        raise ValueError(f"IsRootEvent: expected 0 or 1, found {cells[_ROOT][:40]!r}")
    # a report may be dated by a place where it is already tomorrow
    if datetime.date.fromisoformat(day) - datetime.date.fromisoformat(added) > datetime.timedelta(1):
        raise ValueError(f"SQLDATE: {day} is after the day on which the row was added, {added}")
    deed = by_code()[cells[_CODE]]
    sure = (IN_LEAD if cells[_ROOT] == "1" else FURTHER_DOWN) - GENERAL * (cells[_CODE] in deed.general)
    address = layout.address if layout.address and is_address(cells[layout.address - 1]) else 0
    return Coded(kept.number, cells, deed, kept.actor, kept.target, day, added, f"GDELT:{cells[_ID]}", sure, _PLACES,
                 address)


SOURCE: Source = Source(
    name="gdelt_events",
    version=1,
    description="Events coded by GDELT from news",
    publisher="The GDELT Project",
    url="https://www.gdeltproject.org/data.html",
    formats=("csv", "csv.zip", "csv.gz"),
    rendition="tabs/1",
    basis="press",
    recognises=recognises,
    describe=describe,
    parse=parse,
    left_out=left_out,
)
