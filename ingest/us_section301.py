"""US duties on China under Section 301 by tariff code, as compiled by researchers; the lists themselves are annexes.

Two tables are read. One has a row a code of eight digits of the Harmonized Tariff Schedule of the United States
(HTSUS), with the list that it stands on and the rate of today (Global Trade Alert, us-tariff-barrier-estimates,
`sec301.csv`). The other has a row a code of six digits with the mean additional rate of each year
(columns `us_tariff_2019`; after C. Bown, Peterson Institute).

The first table has no days. Those of a list, and its earlier rate, come from the notices named in `LISTS`; a rate that
its list never had, or a code without a list, holds from no known day. An earlier rate supposes that the code was on
the list from the beginning, so it is less sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from ingest.source import Source
from ingest.tariff_lines import Line, Measure, claims_of, code_of, own_measure, rate_of, table_of
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import Rendition

CODES = ("hs_8digit", "origin", "rate")
_YEAR = re.compile(r"us_tariff_((?:19|20)\d\d)")
_ORIGIN = re.compile(r"(List (?:1|2|3|4A|4B))( \(inferred from (?:article )?description\))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A rate of a list, from its first day up to the first day of the next one, by this notice."""

    rate: str
    start: str
    stop: str
    event: str
    citation: str


# the ids are those of the bundled chronology
LISTS = {
    "List 1": (Period("25", "2018-07-06", "", "us-2018-06-15-301-list1", "83 FR 28710"),),
    "List 2": (Period("25", "2018-08-23", "", "us-2018-08-07-301-list2", "83 FR 40823"),),
    "List 3": (Period("10", "2018-09-24", "2019-05-10", "us-2018-09-17-301-list3", "83 FR 47974"),
               Period("25", "2019-05-10", "", "us-2019-05-09-list3-25pct", "84 FR 20459")),
    "List 4A": (Period("15", "2019-09-01", "2020-02-14", "us-2019-08-23-plus5", "84 FR 45821"),
                Period("7.5", "2020-02-14", "", "us-2019-08-23-plus5", "85 FR 3741")),
    "List 4B": (),
}
UNLISTED = own_measure("us_section301", "Section 301 duty by code, list and first day not told", "US", "CN")
YEARLY = own_measure("us_section301", "Additional US duties on China, yearly mean", "US", "CN")
_STARTS = {period.event: period.start for periods in reversed(list(LISTS.values())) for period in reversed(periods)}


def recognises(name: str, head: bytes) -> bool:
    """Whether the first line has the columns of one of the two tables."""
    cells = re.split("[,;]", head.decode("utf-8-sig", "replace").split("\n", 1)[0].strip('\r "'))
    return tuple(cells[:3]) == CODES or (cells[0] == "hs06" and len(cells) > 1
                                         and all(_YEAR.fullmatch(cell) for cell in cells[1:]))


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with its heading; neither table says who published it or when."""
    return msgspec.structs.replace(document, media_type="text/csv", heading=document.heading or SOURCE.description)


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each row, or its refusal. Raises SourceRefused when the header isn't that of a known table."""
    table = table_of(document, rendition)
    header = tuple(table.rows[0]) if table.rows else ()
    if header[:3] == CODES and not any(header[3:]):
        yield from claims_of(table, 1, lambda row, number: _by_list(len(header), row, number))
    elif header[:1] == ("hs06",) and header[1:] and all(_YEAR.fullmatch(cell) for cell in header[1:]):
        yield from claims_of(table, 1, lambda row, number: _by_year(header[1:], row, number))
    else:
        raise SourceRefused(f"expected the columns {', '.join(CODES)}, or hs06 and us_tariff_<year>; found "
                            f"{', '.join(header)[:200]!r}", f"{document.name}:1")


def _by_list(columns: int, row: list[str], number: int) -> list[Line]:
    if len(row) > columns or len(row) < len(CODES) or any(row[len(CODES):]):
        raise ValueError(f"expected {len(CODES)} cells, found {len([cell for cell in row if cell])}")
    code, rate = code_of(row[0], 8), rate_of(row[2])
    named = _ORIGIN.fullmatch(row[1])
    if row[1] and not named:
        raise ValueError(f"origin: expected a list such as 'List 4A', found {row[1][:60]!r}")
    periods = LISTS[named[1]] if named else ()
    now = [period for period in periods if not period.stop and float(period.rate) == float(rate)]
    if named is None or not now:
        return [Line(UNLISTED, number, 1, row[0], code, "HTSUS", rate, "additional", row[0], rule="day-not-told")]
    sure = 70 if named[2] else 95
    return [Line(Measure(period.event, f"Section 301 {named[1]}", "US", "CN", _STARTS[period.event]), number, 1, row[0],
                 code, "HTSUS", rate_of(period.rate), "additional", named[1], (period.start, period.stop),
                 period.citation, "rate-of-list" if not period.stop else "earlier-rate-of-list",
                 sure if not period.stop else min(sure, 80)) for period in periods]


def _by_year(columns: tuple[str, ...], row: list[str], number: int) -> list[Line]:
    if len(row) != len(columns) + 1:
        raise ValueError(f"expected {len(columns) + 1} cells, found {len(row)}")
    code = code_of(row[0], 6)
    years = [int(column.rpartition("_")[2]) for column in columns]
    return [Line(YEARLY, number, 1, row[0], code, "HS", rate_of(rate), "average", row[0],
                 (f"{year}-01-01", f"{year + 1}-01-01"), rule="mean-of-year", confidence=80)
            for year, rate in zip(years, row[1:], strict=True)]


SOURCE: Source = Source(
    name="us_section301",
    version=1,
    description="Section 301 duties on Chinese goods by tariff code",
    publisher="researchers, after the annexes of the Trade Representative",
    url="https://ustr.gov/issue-areas/enforcement/section-301-investigations/tariff-actions",
    formats=("csv",),
    rendition="table",
    basis="press",  # a copy of the lists, not the lists: the weakest of the outside sources
    recognises=recognises,
    describe=describe,
    parse=parse,
)
