"""The rows of spreadsheet files, by a rule that stays as it is.

`xlsx/1` (ISO/IEC 29500-1, SpreadsheetML): the first sheet that has a cell with something in it, row by row as the sheet
counts them. A number is written in its shortest form (15, not 15.0), a date as 2018-04-02, a truth as TRUE or FALSE; a
formula gives the value that the file keeps for it. A row ends with its last cell that holds something. Links to other
files are not followed. Extra `tables`.
"""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from typing import Any

from kg.errors import EnvironmentRefused, SourceRefused

LARGEST = 64 << 20  # bytes of all parts, unpacked
MOST_PARTS = 2_000
MOST_CELLS = 5_000_000
_KEPT_ROWS = 1_048_576  # as many as a sheet may have


def is_xlsx(content: bytes) -> bool:
    """Whether the document is a packed file, as spreadsheets are."""
    return content.startswith(b"PK\x03\x04")


def xlsx_rows(content: bytes, name: str) -> list[list[str]]:
    """The rows of the first sheet that holds something, each as the texts of its cells.

    Raises SourceRefused for a file that isn't a spreadsheet, is damaged, is above 64 MiB when unpacked, or declares a
    document type (through which XML could reach other files); EnvironmentRefused without the extra `tables`.
    """
    check_parts(content, name)
    try:
        import openpyxl
    except ImportError as error:
        raise EnvironmentRefused("reading spreadsheets needs: pip install 'tradewar-kg[tables]'") from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = (_rows(sheet, name) for sheet in book.worksheets)
            return next((rows for rows in sheets if rows), [])
        finally:
            book.close()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, zipfile.BadZipFile,
            zlib.error) as error:
        # SyntaxError is that of XML; the library checks little by itself
        raise SourceRefused(f"expected a spreadsheet, found a damaged one: {error}", name) from error


def check_parts(content: bytes, name: str) -> None:
    """Raise SourceRefused for a packed file that could fill the memory or reach other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if "xl/workbook.xml" not in packed.namelist():
                raise SourceRefused("expected a spreadsheet, found another packed file", name)
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                raise SourceRefused(f"expected a spreadsheet of at most {LARGEST} bytes in {MOST_PARTS} parts", name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _declares_type(packed.read(part)):
                    raise SourceRefused(f"{part.filename}: expected XML without a document type", name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceRefused(f"expected a spreadsheet, found a damaged one: {error}", name) from error


def _declares_type(part: bytes) -> bool:
    """Whether XML declares a document type; in UTF-16, which no program writes into a spreadsheet, it might."""
    return b"<!DOCTYPE" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff")


def _rows(sheet: Any, name: str) -> list[list[str]]:
    sheet.reset_dimensions()  # what a file says of its own size needn't be true
    found: list[list[str]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        found.append(_trimmed([_text(value) for value in row]))
        cells += len(row)
        if cells > MOST_CELLS or len(found) > _KEPT_ROWS:
            raise SourceRefused(f"expected a sheet of at most {MOST_CELLS} cells", name)
    while found and not found[-1]:
        found.pop()
    return found


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
