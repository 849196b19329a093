"""XLSX for those who have nothing but a spreadsheet: parties, listings, events, links, their evidence, and a read-me.

Format: SpreadsheetML (ISO/IEC 29500-1) by XlsxWriter, row by row; limits: Excel's specifications. Text is text: no
cell is a formula, and only addresses of the web are links. Extra `tables`.
"""

from __future__ import annotations

import datetime
import io
import math
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from kg.errors import EnvironmentRefused, ProjectionRefused
from kg.exports.caption import caption
from kg.exports.sheets import Sheet, sheets
from kg.exports.xml_text import writable

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

MOST_ROWS = 1_048_576  # of a sheet, with its header
LONGEST = 32_767  # UTF-16 units in a cell
MOST_LINKS = 65_530  # of a sheet
LONGEST_LINK = 2_079
CUT = " …[cut]"
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel's calendar has a day too many
_EXACT = 2**53
_MADE = datetime.datetime(2000, 1, 1)  # no clock, so that the same graph gives the same bytes
_README = "read-me"


def write(graph: PropertyGraph, out: IO[bytes]) -> None:
    """Write the workbook.

    Raises ProjectionRefused for more rows than a sheet holds, EnvironmentRefused without the extra `tables`.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise EnvironmentRefused("writing spreadsheets needs: pip install 'tradewar-kg[tables]'") from error
    found = list(sheets(graph))
    for sheet in found:
        if sheet.count >= MOST_ROWS:
            raise ProjectionRefused(f"{sheet.name}: {sheet.count:,} rows, a sheet holds {MOST_ROWS - 1:,}: "
                                    "select a part (--around, --since, --class) or export neo4j-csv")
    held = io.BytesIO()  # packed, so small; a library that fails to close its file would hide why
    try:
        with xlsxwriter.Workbook(held, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
            book.set_properties({"title": "tradewar-kg", "comments": writable(caption(graph)), "created": _MADE})
            notes = _Notes()
            for sheet in found:
                _fill(book, sheet, notes)
            _explain(book, graph, found, notes)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:  # its sheets wait in temporary files
        raise EnvironmentRefused(f"can't write temporary files in {tempfile.gettempdir()}: {error}") from error
    out.write(held.getbuffer())


@dataclass(slots=True)
class _Notes:
    """What a reader must be told: cells that were cut, and addresses that are plain text."""

    cut: list[str] = field(default_factory=list)
    unlinked: int = 0


def _fill(book: Any, sheet: Sheet, notes: _Notes) -> None:
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "bottom": 1})
    page.freeze_panes(1, 2)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.name, bold)
    page.autofilter(0, 0, max(1, sheet.count), len(sheet.columns) - 1)
    cells = _Cells(page, sheet.name, notes)
    for number, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            if value is not None and value != []:
                cells.write(number, place, value)


@dataclass(slots=True)
class _Cells:
    """Writes the cells of a sheet by the kind of their values."""

    page: Any
    name: str
    notes: _Notes
    links: int = 0

    def write(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            self.page.write_boolean(row, column, value)
        elif isinstance(value, int | float) and math.isfinite(value) and abs(value) <= _EXACT:
            self.page.write_number(row, column, value)
        elif isinstance(value, datetime.date) and value >= _FIRST_DAY:
            self.page.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()))
        else:
            self._text(row, column, value)

    def _text(self, row: int, column: int, value: Any) -> None:
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        text, is_cut = fitted(writable(text))
        if is_cut:
            self.notes.cut.append(f"{self.name}, row {row + 1}, column {column + 1}")
        if not text.startswith(("http://", "https://")):
            self.page.write_string(row, column, text)
        elif self.links == MOST_LINKS or len(text) > LONGEST_LINK or not _is_address(text):
            self.notes.unlinked += 1
            self.page.write_string(row, column, text)
        else:
            self.links += 1
            self.page.write_url(row, column, text, string=text)


def fitted(text: str) -> tuple[str, bool]:
    """The text as far as a cell holds it, with a mark where it was cut, and whether it was."""
    if len(text) <= LONGEST // 2 or _units(text) <= LONGEST:
        return text, False
    kept = text.encode("utf-16-le")[:2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT, True


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _is_address(text: str) -> bool:
    """Whether it is one address and nothing else."""
    return not any(c.isspace() or c in '"<>' or not c.isprintable() for c in text)


def _explain(book: Any, graph: PropertyGraph, found: Iterable[Sheet], notes: _Notes) -> None:
    """The last sheet: what this is, what each sheet and column holds, and what isn't as it was."""
    page = book.add_worksheet(_README)
    bold = book.add_format({"bold": True})
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 26)
    page.set_column(2, 2, 110)
    lines: list[tuple[str, str, str]] = [
        ("What this is", "", caption(graph)),
        ("Lists", "", "Several values in one cell are parted by '; '."),
        ("Days", "", "valid_from is the first day; valid_to is the day on which it no longer holds; an empty cell "
                     "means that no day is known. Days before March 1900 are text."),
        ("Evidence", "", "The sheet evidence has, for each link, listing and document of a node, the words and "
                         "where they stand. Rows with basis 'bundled' are this project's own words with a citation.")]
    lines += [(sheet.name, "", f"{sheet.count:,} rows: {sheet.about}") for sheet in found]
    lines += [(sheet.name, column.name, column.about) for sheet in found for column in sheet.columns]
    lines += [("Cut", place, f"The text was longer than the {LONGEST:,} characters that a cell holds.")
              for place in notes.cut[:1_000]]
    if notes.cut:
        lines.append(("Cut", "in all", f"{len(notes.cut):,} cells end with '{CUT.strip()}'."))
    if notes.unlinked:
        lines.append(("Links", "", f"{notes.unlinked:,} addresses are plain text: a sheet holds {MOST_LINKS:,} links "
                                   f"of at most {LONGEST_LINK:,} characters."))
    for number, (topic, name, about) in enumerate(lines):
        page.write_string(number, 0, topic, bold)
        page.write_string(number, 1, name)
        page.write_string(number, 2, fitted(writable(about))[0])
