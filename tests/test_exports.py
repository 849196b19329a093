"""Exports: valid files in the formats of others, whole or not there, the same bytes each time."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.appearance import node_colour
from kg.errors import EnvironmentRefused, UsageError
from kg.exports import FORMATS, Export, find, write
from kg.exports.destination import new_file, new_folder
from kg.exports.parallel import last_day, strand_count
from kg.exports.xml_text import escaped
from kg.graph import GraphInfo, PropertyGraph, from_rows
from kg.layout import positions
from kg.schema import load
from tests.graphs import EDGES, NODES, UNUSUAL

if TYPE_CHECKING:
    from kg.graph import Row

GEXF = "{http://gexf.net/1.3}"


def graph() -> PropertyGraph:
    """The stores' wide graph with companies of unusual names."""
    odd: list[tuple[str, Row]] = [("Company", {"id": f"odd:{i}", "name": name, "aliases": [name]})
                                  for i, name in enumerate(UNUSUAL)]
    return from_rows([*NODES, *odd], EDGES)


def exported(name: str, given_graph: PropertyGraph, *, merge_parallel: bool = False) -> bytes:
    """The bytes of a format of one file."""
    out = io.BytesIO()
    to_file = find(name).to_file
    assert to_file
    to_file(Export(given_graph, merge_parallel=merge_parallel), out)
    return out.getvalue()


@pytest.mark.parametrize("name", [one.name for one in FORMATS.values() if one.to_file and one.picture])
def test_the_same_graph_gives_the_same_bytes(name: str) -> None:
    """Rows in another order and another run change nothing."""
    turned = from_rows(reversed([*NODES]), reversed(EDGES))
    assert exported(name, turned) == exported(name, from_rows(NODES, EDGES))


@pytest.mark.parametrize("merge", [False, True])
@pytest.mark.parametrize("names", [(), ("Company",)])
def test_gexf_is_valid_by_the_published_grammar(shared: Path, merge: bool, names: tuple[str, ...]) -> None:
    """RelaxNG of GEXF 1.3 accepts it, also for a graph without edges, and refuses one with a wrong element."""
    grammar = etree.RelaxNG(etree.parse(str(shared / "data/gexf/1.3/gexf.rng")))
    made = graph() if not names else PropertyGraph({n: graph().nodes[n] for n in names}, {})
    content = exported("gexf", made, merge_parallel=merge)
    assert grammar.validate(etree.fromstring(content)), grammar.error_log
    assert not grammar.validate(etree.fromstring(content.replace(b"<nodes ", b"<knots ").replace(b"</nodes>",
                                                                                                b"</knots>")))


def test_gexf_writes_every_name_so_that_a_parser_gives_it_back() -> None:
    """Markup, quotes, line ends, emoji and 10,000 characters come back as they were."""
    root = ElementTree.fromstring(exported("gexf", graph()))
    labels = {node.get("id"): node.get("label") for node in root.iter(f"{GEXF}node")}
    assert [labels[f"odd:{i}"] for i in range(len(UNUSUAL))] == list(UNUSUAL)


def test_graphml_reads_back_in_networkx() -> None:
    """NetworkX gives the same nodes, edges and figures."""
    read = networkx.read_graphml(io.BytesIO(exported("graphml", graph())), force_multigraph=True)
    assert set(read) == {row["id"] for _, row in graph().node_rows()}
    assert read.number_of_edges() == graph().edge_count
    assert read.nodes["ev:bl"]["claimed_count"] == 28
    assert [read.nodes[f"odd:{i}"]["label"] for i in range(len(UNUSUAL))] == list(UNUSUAL)


def test_csv_cells_are_never_formulas(tmp_path: Path) -> None:
    """No cell begins as a formula, and every row has every column."""
    rows: list[tuple[str, Row]] = [("Company", {"id": "=1+1", "name": "@SUM(A1)", "aliases": ["-2+3", "b"]})]
    write(Export(from_rows(rows, [])), find("csv"), tmp_path / "out")
    with (tmp_path / "out" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        header, row = csv.reader(file)
    told = dict(zip(header, row, strict=True))
    assert (told["Id"], told["Label"], told["aliases"]) == ("'=1+1", "'@SUM(A1)", "'-2+3; b")


@given(st.text())
def test_any_text_survives_xml(text: str) -> None:
    """A parser gives the text back, with U+FFFD for what XML can't hold."""
    told = ElementTree.fromstring(f'<a b="{escaped(text)}"/>'.encode()).get("b")
    assert told is not None
    assert len(told) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(text, told, strict=True))


@pytest.mark.parametrize("merge", [False, True])
def test_edges_are_counted_as_they_are_written(merge: bool) -> None:
    """Two edges of one relation between the same two nodes are one when joined."""
    edges = [*EDGES, *[(name, {**row, "id": f"{row['id']}-again"}) for name, row in EDGES]]
    made = from_rows(NODES, edges)
    for found in (made, from_rows(NODES, [])):
        section = ElementTree.fromstring(exported("gexf", found, merge_parallel=merge)).find(f".//{GEXF}edges")
        assert section is not None
        assert int(section.attrib["count"]) == len(section) == strand_count(found, merge=merge)
    assert (strand_count(made, merge=merge) < len(edges)) is merge


def test_an_interval_that_ends_on_the_first_day_of_the_calendar_is_that_day() -> None:
    """No day is before it; any other interval without a start ends the day before."""
    assert last_day(None, date.min) == date.min
    assert last_day(None, date(2019, 1, 1)) == date(2018, 12, 31)


def test_a_folder_of_tables_says_what_it_is_a_picture_of(tmp_path: Path) -> None:
    """Release and digest, which no table has a place for."""
    made = from_rows(NODES, EDGES, GraphInfo(release="2026-11"))
    write(Export(made), find("csv"), tmp_path / "out")
    told = (tmp_path / "out" / "read-me.txt").read_text(encoding="utf-8")
    assert "release 2026-11" in told
    assert made.info.digest[:16] in told
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["edges.csv", "nodes.csv", "read-me.txt"]


def test_every_class_has_a_colour_and_leaf_classes_differ_from_grey() -> None:
    """Each class of the schema takes its own colour or that of its nearest parent."""
    colours = {name: node_colour(name) for name in load().classes}
    assert len({colours[name] for name in ("Company", "Agency", "Blacklisting", "TariffAction", "TradeTalk")}) == 5


def test_time_runs_from_left_to_right() -> None:
    """Later events stand further right, and no two nodes share a place."""
    dates = (date(2018, 3, 22), date(2018, 7, 6), date(2019, 10, 9), date(2025, 4, 2))
    days: list[tuple[str, Row]] = [
        ("TariffAction", {"id": f"e{i}", "name": "x", "date": day, "actor_countries": ["US"]})
        for i, day in enumerate(dates)]
    places = positions(from_rows(days, []))
    xs = [places[f"e{i}"][0] for i in range(len(days))]
    assert xs == sorted(xs)
    assert len(set(places.values())) == len(days)


def test_nodes_of_one_lane_are_strewn_over_a_page() -> None:
    """A busy lane gets room: many events of one country fill a page, wider than high, without sharing a place."""
    days: list[tuple[str, Row]] = [
        ("TariffAction", {"id": f"e{i}", "name": "x", "date": date(2018, 1, 1 + i % 28), "actor_countries": ["US"]})
        for i in range(400)]
    places = positions(from_rows(days, []))
    assert len(set(places.values())) == 400
    wide, high = (max(place[axis] for place in places.values()) for axis in (0, 1))
    assert 1.2 < wide / high < 1.8
    upper = sum(y > high / 2 for _, y in places.values())
    assert 150 < upper < 250
    assert positions(from_rows([], [])) == {}


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    """A failure in the middle leaves neither the file nor a temporary one."""
    def half_a_file() -> None:
        with new_file(tmp_path / "x.gexf") as out:
            out.write(b"half")
            raise ZeroDivisionError

    def half_a_folder() -> None:
        with new_folder(tmp_path / "folder") as folder:
            (folder / "a").write_text("half")
            raise ZeroDivisionError

    for half in (half_a_file, half_a_folder):
        with pytest.raises(ZeroDivisionError):
            half()
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays_unless_forced(tmp_path: Path) -> None:
    """An existing file is refused, and replaced with --force; the earlier one stays when the new one fails."""
    path = tmp_path / "x.gexf"
    path.write_text("mine")
    with pytest.raises(UsageError, match="--force"):
        write(Export(graph()), find("gexf"), path)
    assert path.read_text() == "mine"
    write(Export(graph()), find("gexf"), path, force=True)
    assert path.read_bytes().startswith(b"<?xml")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the way, a missing folder, and a file where a folder should be: one line each."""
    with pytest.raises(UsageError, match="is a folder"):
        write(Export(graph()), find("gexf"), tmp_path, force=True)
    with pytest.raises(EnvironmentRefused, match="there is no folder"):
        write(Export(graph()), find("gexf"), tmp_path / "no" / "x.gexf")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        write(Export(graph()), find("csv"), tmp_path / "file", force=True)
