"""Spreadsheets and tables with semicolons as renditions: every cell a text with a place, and nothing from outside."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from kg import spreadsheet
from kg.errors import SourceRefused
from kg.rendition import RENDER, TableRendition, quote_stands

LIST = Path(__file__).parent / "sources" / "cn_tariff_list" / "input.xlsx"


def sheet(*rows: Sequence[object], before: str = "") -> bytes:
    """A spreadsheet with these rows on its first sheet; before: an empty sheet of that name in front of it."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    if before:
        page.title = before
        page = book.create_sheet("rows")
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The same file with other bytes in some of its parts; `workbook` means xl/workbook.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            key = Path(part.filename).stem
            new.writestr(part.filename, parts.get(key, old.read(part)))
    return out.getvalue()


def rendered(content: bytes, name: str = "list.xlsx") -> TableRendition:
    """The document by the rule of its own form."""
    found = RENDER["table"](content, name)
    assert isinstance(found, TableRendition)
    return found


def test_each_cell_is_a_text_at_its_row_and_column() -> None:
    """Rows keep the numbers that the sheet gives them, empty ones too."""
    found = rendered(LIST.read_bytes())
    assert (found.kind, found.lines[-1]) == ("xlsx/1", len(found.rows))
    assert quote_stands(found, "cell=5,2", "08011990")
    assert quote_stands(found, "row=2", "对美中止关税减让义务商品清单及加征关税税率")
    assert not quote_stands(found, "cell=5,2", "08011991")


def test_values_are_written_in_one_way() -> None:
    """Numbers in their shortest form, days as days, truths in capitals; formulas by the value that the file keeps."""
    found = rendered(sheet([15, 25.0, 7.5, True, datetime.datetime(2018, 4, 2), None, "x", None]))
    assert found.rows == [["15", "25", "7.5", "TRUE", "2018-04-02", "", "x"]]
    assert rendered(sheet(["=1+1", "x"])).rows == [["", "x"]]


def test_an_empty_sheet_in_front_is_passed_over() -> None:
    """The first sheet with something in it is read."""
    assert rendered(sheet(["a"], before="empty")).rows == [["a"]]


def test_the_form_is_told_by_the_bytes() -> None:
    """Commas, semicolons, or a packed file; what a cell holds doesn't decide."""
    assert rendered(b"a,b;c\n1,2\n").kind == "csv/1"
    assert rendered(b"a;b;c\n1;2,5;3\n").rows == [["a", "b", "c"], ["1", "2,5", "3"]]
    assert rendered(b"a;b;c\n1;2,5;3\n").kind == "semicolons/1"


def test_a_document_type_is_refused() -> None:
    """XML could reach other files through it, or grow without end."""
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    with pytest.raises(SourceRefused, match=r"sheet1\.xml: expected XML without a document type"):
        rendered(repacked(LIST.read_bytes(), sheet1=evil))


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parts are counted as they are declared; none may unpack to more than that."""
    monkeypatch.setattr(spreadsheet, "LARGEST", 50_000)
    big = repacked(LIST.read_bytes(), theme1=b" " * 60_000)
    assert len(big) < 20_000
    with pytest.raises(SourceRefused, match="expected a spreadsheet of at most 50000 bytes"):
        rendered(big)
    assert rendered(LIST.read_bytes()).rows


def test_a_sheet_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row may be repeated cheaply in the file, not in memory."""
    monkeypatch.setattr(spreadsheet, "MOST_CELLS", 10)
    with pytest.raises(SourceRefused, match="at most 10 cells"):
        rendered(sheet(*[["a", "b", "c"]] * 4))
    assert len(rendered(sheet(*[["a", "b", "c"]] * 3)).rows) == 3


@pytest.mark.parametrize("content", [
    b"PK\x03\x04 and no more", LIST.read_bytes()[:2000], repacked(LIST.read_bytes(), workbook=b"<workbook"),
    repacked(LIST.read_bytes(), sheet1=b"<worksheet><sheetData><row><c r='A1' t='s'><v>99</v></c></row></sheetData>"),
])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    """With the file's name, whatever the library stumbles over."""
    with pytest.raises(SourceRefused, match=r"list\.xlsx: expected a spreadsheet"):
        rendered(content)


def test_another_packed_file_is_refused() -> None:
    """A Word document isn't a table."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    with pytest.raises(SourceRefused, match="found another packed file"):
        rendered(out.getvalue())
