"""XLSX: what another program reads from the sheets is the graph, and no cell runs or leads anywhere unexpected."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pytest

from kg.errors import EnvironmentRefused, ProjectionRefused
from kg.exports import Export, find, write, xlsx
from kg.exports.sheets import sheets
from kg.exports.xlsx import CUT, LONGEST, fitted
from kg.graph import GraphInfo, PropertyGraph, from_rows
from tests.graphs import EDGES, NODES, UNUSUAL, every_family

if TYPE_CHECKING:
    from kg.graph import Row

SHEETS = ["parties", "listings", "events", "links", "evidence", "things", "read-me"]


def workbook(graph: PropertyGraph) -> bytes:
    """The bytes of a graph's workbook."""
    out = io.BytesIO()
    xlsx.write(graph, out)
    return out.getvalue()


def read(graph: PropertyGraph) -> dict[str, list[dict[str, Any]]]:
    """Each sheet's rows by their columns, as openpyxl reads them; the read-me as topic, name and text."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(graph)))
    found = {}
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        header = ("topic", "name", "text") if sheet.title == "read-me" else rows.pop(0)
        found[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return found


def companies(names: Iterable[str]) -> PropertyGraph:
    """Companies of these names."""
    nodes: list[tuple[str, Row]] = [("Company", {"id": f"c{i:04}", "name": name})
                                    for i, name in enumerate(names)]
    return from_rows(nodes, [])


def test_every_node_and_edge_stands_in_one_sheet() -> None:
    """Parties, events and things are all nodes; listings and links with the documents' edges are all edges."""
    graph, found = every_family(), read(every_family())
    assert list(found) == SHEETS
    nodes = [row["id"] for name in ("parties", "events", "things") for row in found[name]]
    assert sorted(nodes) == sorted(str(row["id"]) for _, row in graph.node_rows())
    edges = [row["id"] for name in ("listings", "links") for row in found[name]]
    proof = [row["edge_id"] for row in found["evidence"] if row["relation"] == "EVIDENCED_BY"]
    assert sorted(edges + proof) == sorted(str(row["id"]) for _, row in graph.edge_rows())
    assert {row["edge_id"] for row in found["evidence"]} == {row["id"] for _, row in graph.edge_rows()}


def test_cells_have_the_graphs_values_and_types() -> None:
    """Numbers, days, lists and Chinese come back; ends are shown by name and id."""
    found = read(every_family())
    events = {row["id"]: row for row in found["events"]}
    assert events["ev:bl"]["claimed_count"] == 28
    assert events["ev:bl"]["date"] == datetime(2019, 10, 9)
    assert events["ev:tariff"]["rate_pct"] == 25
    parties = {row["id"]: row for row in found["parties"]}
    assert parties["gov:cn"]["names_zh"] == "中华人民共和国; 中国"
    assert parties["gov:cn"]["class"] == "Government"
    listed = {row["id"]: row for row in found["listings"]}
    assert (listed["e12"]["party"], listed["e12"]["list"], listed["e12"]["valid_to"]) == (
        "Dahua", "Entity List", datetime(2020, 1, 1))
    proof = {row["edge_id"]: row for row in found["evidence"]}
    assert proof["e03"]["quote"] == "Hikvision | 海康威视"
    assert proof["e03"]["claims"] == "c2; c1"


def test_unusual_names_come_back() -> None:
    """Quotes, markup, line ends, codes of SpreadsheetML and 10,000 characters."""
    names = [*UNUSUAL, "_x0041_ isn't A", "_x000D_"]
    assert [row["name"] for row in read(companies(names))["parties"]] == [
        name.replace("_x000D_", "_x005F_x000D_").replace("_x0041_", "_x005F_x0041_") for name in names]


def test_what_xml_cannot_hold_is_marked() -> None:
    """Control characters become U+FFFD, so that the file opens."""
    assert [row["name"] for row in read(companies(["a\x00b\x1fc\ufffe"]))["parties"]] == ["a\ufffdb\ufffdc\ufffd"]


def test_no_cell_is_a_formula() -> None:
    """Text like a formula is text in the file itself, whatever a reader makes of it."""
    odd = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "=HYPERLINK(\"http://x\")", "\t=1", "ftp://x/y", "internal:A1",
           "external:c:\\x.xlsx", "mailto:a@b.c", "file:///etc/passwd", "javascript:alert(1)"]
    packed = zipfile.ZipFile(io.BytesIO(workbook(companies(odd))))
    for name in packed.namelist():
        assert b"<f>" not in packed.read(name)
        assert b"TargetMode" not in packed.read(name)
    assert [row["name"] for row in read(companies(odd))["parties"]] == odd


def test_only_addresses_of_the_web_are_links() -> None:
    """http and https lead on; another scheme, one with blanks and one that is too long are text, and that is said."""
    urls = ["https://example.org/a?b=c&d=海#e", "http://example.org/", "https://example.org/a b", "javascript:alert(1)",
            "https://example.org/" + "x" * 2_100]
    graph = from_rows([("Document", {"id": f"d{i}", "name": "n", "url": url}) for i, url in enumerate(urls)], [])
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(graph)))["things"]
    column = [cell.value for cell in sheet[1]].index("url") + 1
    linked = [sheet.cell(row, column).hyperlink is not None for row in range(2, 7)]
    assert linked == [True, True, False, False, False]
    assert [sheet.cell(row, column).value for row in range(2, 7)] == urls
    assert any(row["topic"] == "Links" and str(row["text"]).startswith("2 addresses") for row in read(graph)["read-me"])


def test_no_more_links_than_a_sheet_holds() -> None:
    """Beyond the limit addresses are text."""
    count = xlsx.MOST_LINKS + 2
    ids = [f"d{i:06}" for i in range(count)]
    table = pa.table({"id": ids, "name": ids, "url": [f"https://example.org/{one}" for one in ids]})
    packed = zipfile.ZipFile(io.BytesIO(workbook(PropertyGraph({"Document": table}, {}))))
    links = sum(packed.read(name).count(b'TargetMode="External"') for name in packed.namelist() if ".rels" in name)
    assert links == xlsx.MOST_LINKS


def test_a_cell_that_is_too_long_is_cut_visibly() -> None:
    """It ends with a mark and the read-me names it; one that just fits is whole."""
    found = read(companies(["字" * LONGEST, "x" * (LONGEST + 1), "🚢" * (LONGEST // 2 + 1)]))
    whole, cut, ships = (str(row["name"]) for row in found["parties"])
    assert whole == "字" * LONGEST
    assert cut == "x" * (LONGEST - len(CUT)) + CUT
    assert ships.endswith("🚢" + CUT)
    assert len(ships.encode("utf-16-le")) <= 2 * LONGEST
    told = [row for row in found["read-me"] if row["topic"] == "Cut"]
    assert [row["name"] for row in told] == ["parties, row 3, column 2", "parties, row 4, column 2", "in all"]
    assert fitted("short") == ("short", False)


def test_large_numbers_and_early_days_are_text() -> None:
    """What a spreadsheet would round or misdate stays exact."""
    graph = from_rows([("TariffAction", {"id": "e", "name": "n", "claimed_count": 2**63 - 1, "date": date(1899, 5, 1),
                                         "announced": date(9999, 12, 31)})], [])
    (row,) = read(graph)["events"]
    assert (row["claimed_count"], row["date"]) == (str(2**63 - 1), "1899-05-01")
    assert row["announced"] == datetime(9999, 12, 31)


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    """The message says which sheet and what to do, and nothing is written."""
    ids = pa.array(range(1_048_576)).cast(pa.string())
    graph = PropertyGraph({"Company": pa.table({"id": ids, "name": ids})}, {})
    with pytest.raises(ProjectionRefused, match="parties: 1,048,576 rows, a sheet holds 1,048,575: select"):
        write(Export(graph), find("xlsx"), tmp_path / "more.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_same_graph_gives_the_same_bytes() -> None:
    """Rows in another order and another run change nothing; another name does."""
    first = workbook(from_rows(NODES, EDGES))
    assert workbook(from_rows(NODES[::-1], EDGES[::-1])) == first
    assert workbook(companies(["a"])) != workbook(companies(["b"]))


def test_the_read_me_explains_every_column_and_names_the_release() -> None:
    """Each column of each sheet has its words; the caption stands first."""
    graph = from_rows(NODES, EDGES, GraphInfo(release="2026-11", ledger="abc"))
    rows = read(graph)["read-me"]
    assert "release 2026-11" in str(rows[0]["text"])
    told = {(row["topic"], row["name"]): row["text"] for row in rows}
    for sheet in sheets(graph):
        for column in sheet.columns:
            assert told[sheet.name, column.name], (sheet.name, column.name)


def test_an_empty_graph_has_headers_only() -> None:
    """All sheets are there, none has a row."""
    found = read(from_rows([], []))
    assert list(found) == SHEETS
    assert not any(found[name] for name in SHEETS[:-1])


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with the command."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(EnvironmentRefused, match=r"tradewar-kg\[tables\]"):
        workbook(every_family())
