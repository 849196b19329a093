"""China's additional duties on US goods by tariff code: lists of the Ministry of Finance, and yearly means.

The ministry publishes its lists as spreadsheets (http://gss.mof.gov.cn): some rows of heading, then the columns
number (序号), tariff code (税则号列), name of the goods (商品名称) and rate in percent (加征关税税率(%)).
Where the rate of all goods stands in the heading (加征25%关税商品清单) the last column is missing.

The other table has a row a code of six digits with the mean rate of a year (`chn_reta_2019`; after C. Bown, Peterson
Institute) and the number of codes of eight digits behind it, for which the vocabulary has no property.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from ingest.source import Source
from ingest.tariff_lines import Line, Measure, claims_of, code_of, own_measure, rate_of, table_of
from kg.claim import Claim, Refusal
from kg.document import Document, is_date
from kg.errors import SourceRefused
from kg.rendition import Rendition, TableRendition

COLUMNS = ("序号", "税则号列", "商品名称", "加征关税税率(%)")
_MEAN = re.compile(r"chn_reta_((?:19|20)\d\d)")
_LINES = "n_hs8"
_RATE_IN_HEADING = re.compile(r"加征\s?(\d{1,3}(?:\.\d+)?)\s?[%％]")
_HEADING_ROWS = 20
_MARKS = ("附件", "附")  # in front of a heading, and not one
# files of the ministry's site are named by the day of their upload
_DAY_IN_NAME = re.compile(r"P0(\d{4})(\d\d)(\d\d)\d{6,}")
# headings of lists whose measure is in the bundled chronology, with its first day
KNOWN = {
    "对美中止关税减让义务商品清单及加征关税税率": ("cn-2018-04-01-128-duties", "2018-04-02"),
}
YEARLY = own_measure("cn_tariff_list", "Additional Chinese duties on US goods, yearly mean", "CN", "US")


def recognises(name: str, head: bytes) -> bool:
    """Whether it is a spreadsheet, or its first line has the columns of the table of means or of the ministry's."""
    if head.startswith(b"PK\x03\x04"):
        return name.lower().endswith(".xlsx")
    text = head.decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0].strip('\r "').split(",")
    return (len(first) == 3 and first[0] == "hs6" and _MEAN.fullmatch(first[1]) is not None and first[2] == _LINES
            ) or ",".join(COLUMNS[:3]) in text


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with its heading, dated by what was given or by the day in its file name."""
    found = _DAY_IN_NAME.search(document.name)
    day = "-".join(found.groups()) if found else ""
    if not document.published and is_date(day):
        document = msgspec.structs.replace(document, published=day, published_basis="file name")
    is_sheet = rendition.kind == "xlsx/1"
    return msgspec.structs.replace(
        document, publisher=SOURCE.publisher if is_sheet else document.publisher,
        heading=document.heading or SOURCE.description,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" if is_sheet else "text/csv")


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each row, or its refusal. Raises SourceRefused when no row has the columns of a known table."""
    table = table_of(document, rendition)
    header = table.rows[0] if table.rows else []
    if len(header) == 3 and header[0] == "hs6" and _MEAN.fullmatch(header[1]) and header[2] == _LINES:
        yield from claims_of(table, 1, lambda row, number: [_mean(header, row, number)])
        return
    for number, row in enumerate(table.rows[:_HEADING_ROWS], 1):
        if tuple(row) in (COLUMNS, COLUMNS[:3]):
            official = _Official.of(document, table, number)
            yield from claims_of(table, number, official.lines)
            return
    raise SourceRefused(f"expected a row with the columns {', '.join(COLUMNS)}, or the columns hs6, chn_reta_<year>, "
                        f"{_LINES}", f"{document.name}:1")


def _mean(header: list[str], row: list[str], number: int) -> Line:
    if len(row) != len(header) or not row[2].isdecimal():
        raise ValueError(f"expected a code, a rate and a number of codes, found {row!r}"[:200])
    year = int(header[1].rpartition("_")[2])
    return Line(YEARLY, number, 1, row[0], code_of(row[0], 6), "HS", rate_of(row[1]), "average", row[0],
                (f"{year}-01-01", f"{year + 1}-01-01"), rule="mean-of-year", confidence=80, basis="press")


class _Official(msgspec.Struct, frozen=True):
    """A list of the ministry: the measure that its heading names, and the rate of all goods when it stands there."""

    measure: Measure
    rate: str
    columns: int

    @classmethod
    def of(cls, document: Document, table: TableRendition, header: int) -> _Official:
        titles = [(number, row[0]) for number, row in enumerate(table.rows[:header - 1], 1)
                  if row and not row[0].startswith(_MARKS)]
        if len(titles) != 1:
            raise SourceRefused(f"expected one heading above the columns, found {len(titles)}", f"{document.name}:1")
        columns = len(table.rows[header - 1])
        title = titles[0][1]
        rate = _RATE_IN_HEADING.search(title)
        if columns < len(COLUMNS) and not rate:
            raise SourceRefused("expected a column of rates or a rate in the heading", f"{document.name}:{header}")
        event, effective = KNOWN.get(title, (own_measure("cn_tariff_list", title, "CN", "US").id, ""))
        return cls(Measure(event, title, "CN", "US", effective, titles[0]), rate[1] if rate else "", columns)

    def lines(self, row: list[str], number: int) -> list[Line]:
        """The rate in a row, as its only line; ValueError when it has other cells than the header."""
        if len(row) != self.columns or not row[0].isdecimal() or not row[2]:
            raise ValueError(f"expected {self.columns} cells, the first a number, found {row!r}"[:200])
        rate = rate_of(row[3] if self.columns == len(COLUMNS) else self.rate)
        return [Line(self.measure, number, 2, row[1], code_of(row[1], 8), "China", rate, "additional", row[1],
                     (self.measure.effective, ""), description=row[2])]


SOURCE: Source = Source(
    name="cn_tariff_list",
    version=1,
    description="China's additional duties on US goods by tariff code",
    publisher="Ministry of Finance of the People's Republic of China",
    url="http://gss.mof.gov.cn",
    formats=("xlsx", "csv"),
    rendition="table",
    basis="official_record",
    recognises=recognises,
    describe=describe,
    parse=parse,
)
